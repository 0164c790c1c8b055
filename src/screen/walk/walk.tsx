/** Draws the screen of a walk: the steps, the text or two texts, the inspector, the bytes, the map, and the keys. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { PreviewBelow, PreviewBeside, previewTitle } from '../breaks/preview.tsx';
import { keysRow, listRows } from '../components/fitted-rows.ts';
import { GUTTER } from '../components/frame/gutter.ts';
import { doubleRule, heavyRule, type RuleTitle, ruleTitle, titledRule } from '../components/frame/rules.ts';
import { stepsRow } from '../components/frame/steps-row.ts';
import { Body, Column, Headline, Rule, useWidth, Width, Words } from '../components/frame.tsx';
import { legendRows } from '../components/legend.ts';
import { NOWHERE } from '../components/page/cursor.ts';
import { hexRows } from '../components/page/hex-rows.ts';
import { drawLines } from '../components/page/page-window.ts';
import { listWidth, type Pane, type Regions } from '../components/regions.ts';
import { Divider, Rows } from '../components/rows.tsx';
import { type ScreenRow, styleGlyphs, styleText } from '../components/styled-glyphs.ts';
import type { ScreenRoom } from '../session-description.ts';
import { rowsOfPicture } from './content/whole-content.ts';
import type { WalkContent } from './content.ts';
import { Caret } from './drawing/caret.tsx';
import { inspectorRows, inspectorTitle } from './drawing/inspector-rows.ts';
import {
  belowAt,
  bodyHeight,
  hasLegend,
  linesBelow,
  linesInSight,
  listHeight,
  MOST_NOTICE,
  regionsNow,
  type Shown,
  sealsHeight,
} from './drawing/sight.ts';
import { TwoSeals } from './drawing/two-seals.tsx';
import { TypedBelow, TypedInColumn } from './drawing/typed-signature.tsx';
import { Whole } from './drawing/whole.tsx';

interface WalkProps extends Shown {
  readonly room: ScreenRoom;
}

export function Walk({ content, regions: whole, room }: WalkProps) {
  const regions = regionsNow(content, whole);
  const shown = { content, regions };
  return (
    <Column room={room}>
      <Headline {...content.headline} />
      <Tabs {...shown} />
      <Body>
        {content.whole && !content.list ? (
          <Whole whole={content.whole} {...shown} />
        ) : (
          <Box>
            <Width cells={regions.leftWidth}>
              <Box flexDirection="column" width={regions.leftWidth} minWidth={0} height={bodyHeight(content, regions)}>
                <Left {...shown} />
              </Box>
            </Width>
            {regions.rightWidth > 0 && (
              <Width cells={regions.rightWidth}>
                <Right {...shown} />
              </Width>
            )}
          </Box>
        )}
      </Body>
      <Bottom {...shown} />
      <Caret {...shown} />
    </Column>
  );
}

const Fixed = ({ height, children }: { readonly height: number; readonly children: ReactNode }) => (
  <Box flexDirection="column" height={height} flexShrink={0} overflowY="hidden">
    {children}
  </Box>
);

/** Returns the widths of the two columns. The whole signature has its own. */
function columnsOf({ whole, list }: WalkContent, regions: Regions): Pick<Regions, 'leftWidth' | 'rightWidth'> {
  if (!whole || list) return regions;
  const { width } = regions;
  const leftWidth = whole.picture.divider ?? width;
  return { leftWidth, rightWidth: Math.max(width - leftWidth - 1, 0) };
}

/** Draws the steps, and the rule below them, which is heavy below the current step. */
function Tabs({ content, regions }: Shown) {
  const { leftWidth, rightWidth } = columnsOf(content, regions);
  // In a wide window, the heavy rule must not end in the title of the right column.
  const { row, heavy } = stepsRow(content.steps, content.step, regions.leftWidth);
  const rule = content.headline.isLive
    ? doubleRule(leftWidth)
    : titledRule(heavyRule(leftWidth, heavy), wordsOfRule(content, regions), heavy);
  const { whole, list, preview } = content;
  const title = preview ? previewTitle(preview) : whole && !list ? {} : inspectorTitle(content);
  const right = rightWidth > 0 ? [styleText('┬', 'aside'), ...ruleTitle(rightWidth, title)] : [];
  return <Rows rows={[row, [...rule, ...right]]} />;
}

/** Returns the words in the rule below the steps: what the whole signature shows, or the changes from edits. */
function wordsOfRule({ list, whole, change, typed }: WalkContent, { form }: Regions): string {
  if (whole && !list) return whole.says;
  return form === 'narrow' && !typed ? (change?.short ?? '') : '';
}

/** Draws the column with the text. Unless there is a column to its right, the other parts are below the text. */
function Left(shown: Shown) {
  const { content, regions } = shown;
  const { list, preview, typed, problem } = content;
  const { text, hex, inspectorHeight } = regions;
  if (list) {
    const height = listHeight(content, regions);
    const below = bodyHeight(content, regions) - height;
    return (
      <>
        <Rows rows={listRows(list, height, listWidth(regions))} />
        {preview && below > 0 && <PreviewBelow preview={preview} height={below} />}
      </>
    );
  }
  const isTwo = content.beside.kind === 'text';
  return (
    <>
      {isTwo ? (
        <TwoTexts {...shown} />
      ) : (
        <Fixed height={text.height}>
          <Text pane="page" {...shown} />
          <Below {...shown} />
        </Fixed>
      )}
      {regions.form !== 'wide' && !isTwo && hex.height > 0 && <Hex {...shown} />}
      {regions.form !== 'wide' && (
        <Body>
          {typed ? (
            <TypedBelow typed={typed} height={inspectorHeight + 1} problem={problem} />
          ) : (
            <>
              <Rule {...inspectorTitle(content)} />
              <Inspector {...shown} />
            </>
          )}
        </Body>
      )}
    </>
  );
}

/** Draws the column to the right of the text, and the line between both, which joins the rules on either side. */
function Right(shown: Shown) {
  const { content, regions } = shown;
  const { rightWidth, inspectorHeight } = regions;
  const height = bodyHeight(content, regions);
  if (content.preview)
    return (
      <>
        <Divider height={height} marks={{}} />
        <PreviewBeside preview={content.preview} height={height} />
      </>
    );
  const seals = sealsHeight(content, regions);
  const titleAt = belowAt(content, regions);
  const joins = [0, seals].map((rows) => inspectorHeight + rows);
  const marks = {
    ...(titleAt !== null && { [titleAt]: '┤' }),
    ...Object.fromEntries(joins.map((row) => [row, row === titleAt ? '┼' : '├'])),
  };
  return (
    <>
      <Divider height={height} marks={marks} />
      <Box flexDirection="column" width={rightWidth}>
        <Fixed height={inspectorHeight}>
          <Inspector {...shown} />
        </Fixed>
        {content.compared && seals > 0 && <TwoSeals compared={content.compared} />}
        {content.typed ? (
          <TypedInColumn typed={content.typed} height={regions.hex.height + 1} />
        ) : (
          <>
            <Hex {...shown} />
            {hasLegend(content, regions) && (
              <Rows rows={[[], [styleText(' The letters', 'name')], ...legendRows(' ', 1, content.lit)]} />
            )}
          </>
        )}
      </Box>
    </>
  );
}

function Inspector({ content, regions }: Shown) {
  const width = useWidth();
  const room = { width, height: Math.max(regions.inspectorHeight, 0) };
  return <Rows rows={inspectorRows(content, room)} />;
}

const Text = ({ pane, content, regions }: Shown & { readonly pane: Pane }) => (
  <Rows rows={textRows(content, regions, pane)} />
);

/** Draws the whole signature at the end of the column of the text, if there is room for it. */
function Below({ content, regions }: Shown) {
  const { below, places, changed, lit } = content;
  if (!below || belowAt(content, regions) === null) return null;
  return (
    <>
      <Box flexGrow={1} />
      <Rule left={[{ text: 'The way of this byte', meaning: 'name' }]} right={['0 the whole']} />
      <Rows rows={rowsOfPicture(below, { places, changed, lit, position: null })} />
    </>
  );
}

/** Draws the visible rows of the page or of the text beside it. */
export function textRows(content: WalkContent, regions: Regions, pane: Pane): ScreenRow[] {
  const { beside, places, changed, lit, searched } = content;
  const { rows, cursor } = pane === 'beside' && beside.kind === 'text' ? beside : content;
  // If the cursor is on text about both sides, nothing is marked in the text beside the page.
  const isMarked = pane === 'page' || rows[cursor.row]?.stop !== 'none';
  const { width } = beside.kind === 'text' ? regions.texts : regions.text;
  const look = { places, changed, lit, searched, width: GUTTER + width };
  const lines = linesInSight(content, regions)[pane];
  return drawLines(lines, { rows, cursor: isMarked ? cursor : NOWHERE }, look);
}

/** Draws two texts, side by side or one below the other. Each text is below its own title. */
function TwoTexts(shown: Shown) {
  const leftWidth = useWidth();
  const { beside, pane } = shown.content;
  if (beside.kind !== 'text') return null;
  const { placement, width: textWidth, heights } = shown.regions.texts;
  const isBeside = placement === 'beside';
  const width = isBeside ? GUTTER + textWidth + 1 : leftWidth;
  const side = (of: Pane) => (
    <Box flexDirection="column" flexShrink={isBeside ? 1 : 0} minWidth={0} {...(isBeside && { width })}>
      <Width cells={width}>
        <Rule left={[{ text: beside.titles[of], meaning: 'name' }]} isFocused={pane === of} />
      </Width>
      <Box marginLeft={isBeside && of === 'beside' ? 1 : 0}>
        <Fixed height={heights[of]}>
          <Text pane={of} {...shown} />
        </Fixed>
      </Box>
    </Box>
  );
  return (
    <Box flexDirection={isBeside ? 'row' : 'column'} flexShrink={0}>
      {side('page')}
      {isBeside && <Divider height={heights.page + 1} marks={{ 0: '┬' }} />}
      {side('beside')}
    </Box>
  );
}

const Hex = ({ content, regions }: Shown) => (
  <Fixed height={regions.hex.height + 1}>
    <Rule {...hexTitle(content, useWidth())} />
    <Rows rows={byteRows(content, regions)} />
  </Fixed>
);

/** Draws the bytes of the value under the cursor. */
export function byteRows(content: WalkContent, { hex }: Regions): ScreenRow[] {
  const { beside, cursor, pane } = content;
  const shown = beside.kind === 'nothing' ? null : beside.shown;
  const { position } = beside.kind === 'text' && pane === 'beside' ? beside.cursor : cursor;
  if (!shown || !position) return [[styleText(' no bytes on this line', 'aside')]];
  const rows = hexRows({ value: position.value, shown, ...hex }, position);
  return rows.map((row) => styleGlyphs(row, { ...content, position }));
}

/** The cells of a rule around its two titles and the mark of the focus. */
const AROUND_TITLES = 11;

/**
 * Returns the title of the hex view: the name of the value and its length. In a narrow pane, the name is shortened, so
 * that the length is shown.
 */
function hexTitle({ beside, pane }: WalkContent, width: number): RuleTitle {
  const isFocused = beside.kind === 'bytes' && pane === 'beside';
  const shown = beside.kind === 'nothing' ? null : beside.shown;
  if (!shown) return { left: [{ text: 'Bytes', meaning: 'name' }], isFocused };
  const [whole, count] = [`Bytes of ${shown.name}`, `${shown.length} bytes`];
  const isTight = whole.length + count.length + AROUND_TITLES > width;
  return {
    left: [{ text: isTight ? shown.name : whole, meaning: 'name' }],
    right: [count, String(shown.length)],
    isFocused,
  };
}

/** Draws the keys, and above them a notice or a rule with the changes from edits and the lines below the window. */
function Bottom({ content, regions }: Shown) {
  const { notice, change, typed, footer, footerEnd } = content;
  const { width, form } = regions;
  const { leftWidth, rightWidth } = columnsOf(content, regions);
  const joined = `${'─'.repeat(leftWidth)}┴${'─'.repeat(rightWidth)}`;
  const isJoined = rightWidth > 0 && (typed || !change);
  const rule = isJoined ? <Rows rows={[[styleText(joined, 'aside')]]} /> : <Rule {...titleBelow(content, regions)} />;
  return (
    <>
      {notice ? <Words runs={notice} most={MOST_NOTICE} /> : form !== 'narrow' && rule}
      <Rows rows={[keysRow(footer, footerEnd, width)]} />
    </>
  );
}

/** Adds the lines below the window to the changes from edits. If there is too little room, only the lines stay. */
function titleBelow(content: WalkContent, regions: Regions): RuleTitle {
  const below = linesBelow(content, regions);
  // While something is typed, its changes are above.
  const { left = [], right = [] } = (content.typed ? null : content.change) ?? {};
  return {
    left,
    right: [
      ...right.flatMap((text) => below.map((lines) => `${text} · ${lines}`)),
      ...(below.length > 0 ? below : right),
    ],
  };
}
