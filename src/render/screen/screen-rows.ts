/** A whole screen as rows of styled text: exactly as many as it is high, none wider than it is; one sentence where there is no room. */

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

/** Of a problem or a byte; a notice stands in the place of the last rows. */
function cardRows(content: ScreenContent, { width, cardHeight }: Regions): ScreenRow[] {
  const { card, notice, problem, rows, cursor } = content;
  const origin = rows[cursor.row]?.origin;
  const told = problem
    ? wrapRuns(problem, width, notice ? cardHeight - 1 : cardHeight)
    : card
      ? cardGlyphs(card, { width, height: cardHeight }).map((row) => styleGlyphs(row, PLAIN_LOOK))
      : wrapRuns(origin ? [{ text: origin, meaning: 'words' }] : [], width, cardHeight);
  if (!notice) return fillRows(told, cardHeight);
  const said = wrapRuns(notice, width, cardHeight - 1);
  return [...fillRows(told, cardHeight - said.length), ...said];
}

/** The stages with their names where they fit, otherwise the name of this one only. */
export function stageBar({ titles, step }: Pick<ScreenContent, 'titles' | 'step'>, width: number): ScreenRow {
  const label = (title: string, index: number, isLong: boolean) =>
    index === step ? `[${index + 1} ${title}]` : isLong ? `${index + 1} ${title}` : `${index + 1}`;
  const isLong = titles.map((title, index) => label(title, index, true)).join(' ').length <= width;
  return titles.map((title, index) =>
    styleText(`${index === 0 ? '' : ' '}${label(title, index, isLong)}`, index === step ? 'title' : 'aside'),
  );
}

/**
 * At most so many rows: which byte it is, why it is so, the page that says so, where its keys lead; each in full before the
 * next has any room, but for one row of why. The keys stand in the footer too.
 */
export function cardGlyphs(card: ByteCard, { width, height }: Room): ShownGlyph[][] {
  const what = wrapWithin(glyphsOfWords(titleOf(card)), { width, height: height - 1 });
  const why = wrapWithin(glyphsOfWords(card.why), { width, height: height - what.length });
  const told = [...what, ...why];
  const shown = card.see === null ? told : withPage(told, card.see, { width, height }, card.ways.length > 0);
  return shown.length < height ? [...shown, ...wrapWithin(glyphsOfWords(card.ways), { width, height: 1 })] : shown;
}

/** A place has a letter; of bytes of a message it is said which part of it they are. */
const titleOf = ({ place, what, part }: ByteCard): Run[] => [
  ...(place ? [{ text: `${place.letter} `, meaning: 'name' as const }] : []),
  ...what,
  ...(place ? [{ text: `  from ${place.name}`, meaning: 'aside' as const }] : []),
  ...(part === null ? [] : [{ text: `  ${part}`, meaning: 'aside' as const }]),
];

/** With the address behind the last row or in rows of its own, whole where that is possible. */
function withPage(
  rows: readonly ShownGlyph[][],
  address: string,
  { width, height }: Room,
  hasWays: boolean,
): ShownGlyph[][] {
  const last = rows.at(-1) ?? [];
  const behind = (text: Run): ShownGlyph[] => [...last, ...wordGlyphs('  ', 'words'), ...glyphsOfWords([text])];
  const fits = (row: readonly ShownGlyph[]) => widthOf(row) <= width;
  const whole = [link(address, address), link(address)];
  const longer = whole.map(behind).find(fits);
  if (longer) return [...rows.slice(0, -1), longer];
  const free = height - rows.length;
  const shorter = laterIn(address);
  if (free === 0) {
    const found = shorter.map(behind).find(fits);
    return found ? [...rows.slice(0, -1), found] : [...rows];
  }
  const own = whole.map((text) => glyphsOfWords([text])).find(fits);
  if (own) return [...rows, own];
  const broken = wrapGlyphs(glyphsOfWords([link(address)]), width, 'bytes');
  if (broken.length <= free - (hasWays ? 1 : 0)) return [...rows, ...broken];
  const found = shorter.map((text) => glyphsOfWords([text])).find(fits);
  return found ? [...rows, found] : [...rows];
}

/** From the longest to the shortest: each begins later in the address and goes to its end. */
function laterIn(address: string): Run[] {
  const { text } = link(address);
  return [...text.matchAll(/\//g)].map(({ index }) => link(address, `…${text.slice(index)}`));
}
