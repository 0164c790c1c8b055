/**
 * Draws a whole screen as rows of styled text. They fill its height exactly, and none is wider than it. If the window
 * is too small, it shows one sentence instead.
 */

import type { ByteCard } from '../../pages/bytes/byte-card.ts';
import { link, type Run } from '../../pages/page.ts';
import { glyphsOfWords, type ShownGlyph, widthOf, wordGlyphs } from '../layout/shown-glyphs.ts';
import { type Room, wrapGlyphs, wrapWithin } from '../layout/wrapping.ts';
import { fillRows, fitRuns, isTooSmall, rule, tooSmallRows, wrapRuns } from './fitted-rows.ts';
import { paneRows } from './pane-rows.ts';
import type { Regions } from './regions.ts';
import type { ScreenContent } from './screen-content.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from './styled-glyphs.ts';

export function screenRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  if (isTooSmall(regions)) return tooSmallRows(regions);
  const { width } = regions;
  return [
    fitRuns(content.verdict, width),
    stageBar(content, width),
    ...paneRows(content, regions),
    rule(width, '', false),
    ...cardRows(content, regions),
    fitRuns(content.footer, width),
  ];
}

/** Draws the card of a problem or a byte. A notice replaces its last rows. */
function cardRows(content: ScreenContent, { width, cardHeight }: Regions): ScreenRow[] {
  const { card, notice, problem, rows, cursor } = content;
  const origin = rows[cursor.row]?.origin;
  const main = problem
    ? wrapRuns(problem, width, notice ? cardHeight - 1 : cardHeight)
    : card
      ? cardGlyphs(card, { width, height: cardHeight }).map((row) => styleGlyphs(row, PLAIN_LOOK))
      : wrapRuns(origin ? [{ text: origin, meaning: 'words' }] : [], width, cardHeight);
  if (!notice) return fillRows(main, cardHeight);
  const below = wrapRuns(notice, width, cardHeight - 1);
  return [...fillRows(main, cardHeight - below.length), ...below];
}

/**
 * Draws the bar of stages. If not all names fit, only the current stage has its name, and the others only their
 * numbers.
 */
export function stageBar({ titles, step }: Pick<ScreenContent, 'titles' | 'step'>, width: number): ScreenRow {
  const label = (title: string, index: number, isLong: boolean) =>
    index === step ? `[${index + 1} ${title}]` : isLong ? `${index + 1} ${title}` : `${index + 1}`;
  const isLong = titles.map((title, index) => label(title, index, true)).join(' ').length <= width;
  return titles.map((title, index) =>
    styleText(`${index === 0 ? '' : ' '}${label(title, index, isLong)}`, index === step ? 'title' : 'aside'),
  );
}

/**
 * Lays out a card in at most `height` rows: the byte, the reason, the page about the rule, and where the keys lead. A
 * part gets rows only after the parts before it are complete, but there is always at least one row for the reason.
 */
export function cardGlyphs(card: ByteCard, { width, height }: Room): ShownGlyph[][] {
  const what = wrapWithin(glyphsOfWords(titleOf(card)), { width, height: height - 1 });
  const why = wrapWithin(glyphsOfWords(card.why), { width, height: height - what.length });
  const text = [...what, ...why];
  const shown = card.see === null ? text : withPage(text, card.see, { width, height }, card.ways.length > 0);
  return shown.length < height ? [...shown, ...wrapWithin(glyphsOfWords(card.ways), { width, height: 1 })] : shown;
}

/** Returns the title of a card. A place has a letter, and a byte of a message names its part of the message. */
const titleOf = ({ place, what, part }: ByteCard): Run[] => [
  ...(place ? [{ text: `${place.letter} `, meaning: 'name' as const }] : []),
  ...what,
  ...(place ? [{ text: `  from ${place.name}`, meaning: 'aside' as const }] : []),
  ...(part === null ? [] : [{ text: `  ${part}`, meaning: 'aside' as const }]),
];

/** Adds the address after the last row or on rows of its own. It is shortened only if necessary. */
function withPage(
  rows: readonly ShownGlyph[][],
  address: string,
  { width, height }: Room,
  hasWays: boolean,
): ShownGlyph[][] {
  const last = rows.at(-1) ?? [];
  const withAddress = (text: Run): ShownGlyph[] => [...last, ...wordGlyphs('  ', 'words'), ...glyphsOfWords([text])];
  const fits = (row: readonly ShownGlyph[]) => widthOf(row) <= width;
  const whole = [link(address, address), link(address)];
  const longer = whole.map(withAddress).find(fits);
  if (longer) return [...rows.slice(0, -1), longer];
  const free = height - rows.length;
  const shorter = laterIn(address);
  if (free === 0) {
    const found = shorter.map(withAddress).find(fits);
    return found ? [...rows.slice(0, -1), found] : [...rows];
  }
  const own = whole.map((text) => glyphsOfWords([text])).find(fits);
  if (own) return [...rows, own];
  const broken = wrapGlyphs(glyphsOfWords([link(address)]), width, 'bytes');
  if (broken.length <= free - (hasWays ? 1 : 0)) return [...rows, ...broken];
  const found = shorter.map((text) => glyphsOfWords([text])).find(fits);
  return found ? [...rows, found] : [...rows];
}

/** Lists shortened addresses, longest first. Each keeps only the end of the address. */
function laterIn(address: string): Run[] {
  const { text } = link(address);
  return [...text.matchAll(/\//g)].map(({ index }) => link(address, `…${text.slice(index)}`));
}
