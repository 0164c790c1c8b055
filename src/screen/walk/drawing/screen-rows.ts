/**
 * Draws a whole screen as regions of styled rows. The rows fill the height of the screen exactly, and no row is wider
 * than the screen. If the window is too small, the screen shows one sentence instead.
 */
import { type DrawnScreen, type Region, type RegionName, singleRegion } from '../../components/drawn-screen.ts';
import {
  fillRows,
  isTooSmall,
  keysRow,
  listRows,
  middleRows,
  noticeRows,
  tooSmallRows,
} from '../../components/fitted-rows.ts';
import { headlineRow } from '../../components/frame/headline.ts';
import { doubleRule, heavyRule, type RuleTitle, ruleTitle, titledRule } from '../../components/frame/rules.ts';
import { stepsRow } from '../../components/frame/steps-row.ts';
import { listWidth, type Regions, TOP } from '../../components/regions.ts';
import { type ScreenRow, styleText } from '../../components/styled-glyphs.ts';
import { inspectorRows, inspectorTitle } from './inspector-rows.ts';
import { hexTitle, hexView, linesBelow, pageRows, partTitle, textsRows } from './pane-rows.ts';
import type { ScreenContent } from './screen-content.ts';

export function drawScreen(content: ScreenContent, regions: Regions): DrawnScreen {
  if (isTooSmall(regions)) return singleRegion('text', regions.width, tooSmallRows(regions));
  const { width, margin } = regions;
  const columns = regions.form === 'wide' ? wideColumns(content, regions) : stackedColumns(content, regions);
  // In a wide window, the heavy rule must not end in the title of the right column.
  const steps = stepsRow(content.steps, content.step, regions.leftWidth);
  const part = ruleWords(content, regions);
  const rule = content.headline.isLive
    ? doubleRule(regions.leftWidth)
    : titledRule(heavyRule(regions.leftWidth, steps.heavy), part, steps.heavy);
  const right = regions.rightWidth > 0 ? [styleText('┬', 'aside'), ...columns.rightTitle] : [];
  const below = bottomRows(content, regions);
  return {
    margin,
    above: [
      region('header', width, [headlineRow(content.headline, width)]),
      region('steps', width, [steps.row, [...rule, ...right]]),
    ],
    left: columns.left,
    divider: columns.divider,
    right: columns.right,
    below: [region('keys', width, below)],
  };
}

/**
 * Returns the words in the rule below the steps: the title of the map that covers the page, the part of the page that a
 * projector shows, or the changes from edits.
 */
function ruleWords(content: ScreenContent, { layout, form }: Regions): string {
  if (content.map?.isWhole && !content.list) return content.map.title.map(({ text }) => text).join('');
  if (layout === 'projector') return partTitle(content);
  return form === 'narrow' ? (content.change?.short ?? '') : '';
}

const region = (name: RegionName, width: number, rows: readonly ScreenRow[]): Region => ({ name, width, rows });

interface Columns extends Pick<DrawnScreen, 'left' | 'divider' | 'right'> {
  /** The title of the right column, which is in the rule below the steps. */
  readonly rightTitle: ScreenRow;
}

/** The rows between the rule below the steps and the rows above the keys. */
const bodyHeight = (content: ScreenContent, regions: Regions) =>
  regions.height - TOP - bottomRows(content, regions).length;

function stackedColumns(content: ScreenContent, regions: Regions): Columns {
  const { width } = regions;
  const body = bodyHeight(content, regions);
  const only = (one: Region): Columns => ({ left: [one], divider: [], right: [], rightTitle: [] });
  if (content.list) return only(region('overlay', width, listRows(content.list, body, listWidth(regions))));
  if (content.map?.isWhole) return only(region('map', width, middleRows(content.map.rows, body)));
  const left = [textRegion(content, regions), ...hexBelow(content, regions), ...inspectorBelow(content, regions)];
  return { left, divider: [], right: [], rightTitle: [] };
}

function textRegion(content: ScreenContent, regions: Regions): Region {
  const { leftWidth, text } = regions;
  const rows =
    content.beside.kind === 'text'
      ? textsRows(content, regions)
      : fillRows(pageRows(content, regions), text.textHeight);
  return region('text', leftWidth, rows);
}

function hexBelow(content: ScreenContent, regions: Regions): Region[] {
  const { hex, width } = regions;
  if (hex.height === 0 || content.beside.kind === 'text') return [];
  return [region('hex', width, [ruleTitle(width, hexTitle(content, width)), ...hexView(content, regions)])];
}

function inspectorBelow(content: ScreenContent, regions: Regions): Region[] {
  const { width, form } = regions;
  // A long notice takes the rows of the inspector, and then the inspector's title, so that the text does not move.
  const more = bottomRows(content, regions).length - (form === 'narrow' ? 1 : 2);
  const room = Math.max(1 + regions.inspectorHeight - more, 0);
  const title = ruleTitle(width, inspectorTitle(content));
  const rows = inspectorRows(content, { width, height: Math.max(room - 1, 0) });
  return [region('inspector', width, fillRows([title, ...rows], room))];
}

function wideColumns(content: ScreenContent, regions: Regions): Columns {
  const { leftWidth, rightWidth, inspectorHeight, hex, mapHeight } = regions;
  const body = bodyHeight(content, regions);
  const left = wideLeft(content, regions, body);
  const inspector = inspectorRows(content, { width: rightWidth, height: inspectorHeight });
  const hexHeight = body - inspectorHeight - 1;
  const right = [
    region('inspector', rightWidth, fillRows(inspector, inspectorHeight)),
    region('hex', rightWidth, [
      ruleTitle(rightWidth, hexTitle(content, rightWidth)),
      ...fillRows(hexView(content, { ...regions, hex: { ...hex, height: hexHeight } }), hexHeight),
    ]),
  ];
  const mapRule = left.length > 1 && mapHeight > 0 ? body - mapHeight - 1 : -1;
  const divider = Array.from({ length: body }, (_, row): ScreenRow => {
    const mark = row === inspectorHeight ? (row === mapRule ? '┼' : '├') : row === mapRule ? '┤' : '│';
    return [styleText(mark, 'aside')];
  });
  return {
    left: left.map((one) => ({ ...one, width: leftWidth })),
    divider,
    right,
    rightTitle: ruleTitle(rightWidth, inspectorTitle(content)),
  };
}

function wideLeft(content: ScreenContent, regions: Regions, body: number): Region[] {
  const { leftWidth, mapHeight } = regions;
  const { list, map } = content;
  if (list) return [region('overlay', leftWidth, listRows(list, body, leftWidth))];
  if (map?.isWhole) return [region('map', leftWidth, middleRows(map.rows, body))];
  if (content.beside.kind === 'text' || map === null || mapHeight === 0) {
    const { text, texts } = regions;
    const taller: Regions = {
      ...regions,
      text: { ...text, textHeight: body },
      texts: texts.placement === 'beside' ? { ...texts, textHeight: body - 1, height: body - 1 } : texts,
    };
    const drawn = textRegion(content, taller);
    return [{ ...drawn, rows: fillRows(drawn.rows, body) }];
  }
  const height = body - mapHeight - 1;
  const drawn = textRegion(content, regions);
  const title: RuleTitle = { left: map.title };
  return [
    { ...drawn, rows: fillRows(drawn.rows, height) },
    region('map', leftWidth, [ruleTitle(leftWidth, title), ...fillRows(map.rows, mapHeight)]),
  ];
}

/** Adds the lines below the window to the changes from edits. If there is too little room, only the lines stay. */
function withLinesBelow({ left = [], right = [] }: RuleTitle, below: readonly string[]): RuleTitle {
  if (below.length === 0) return { left, right };
  return { left, right: [...right.flatMap((text) => below.map((lines) => `${text} · ${lines}`)), ...below] };
}

const MOST_NOTICE = 3;

/** Draws the keys, and above the keys, the rule or a notice. */
export function bottomRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  const { width, form, leftWidth, rightWidth } = regions;
  const { notice, change, footer, footerEnd } = content;
  const keys = keysRow(footer, footerEnd, width);
  if (notice) return [...noticeRows(notice, width, MOST_NOTICE), keys];
  if (form === 'narrow') return [keys];
  const below = rightWidth === 0 ? linesBelow(content, regions) : [];
  if (change) return [ruleTitle(width, withLinesBelow(change, below)), keys];
  if (rightWidth === 0) return [ruleTitle(width, { right: below }), keys];
  return [[styleText(`${'─'.repeat(leftWidth)}┴${'─'.repeat(rightWidth)}`, 'aside')], keys];
}
