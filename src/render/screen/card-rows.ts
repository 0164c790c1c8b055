/** The card of a byte in the rows that there are for it: what has no room gives way, and no address is cut in its middle. */
import type { ByteCard } from '../../pages/bytes/byte-card.ts';
import { link, type Run } from '../../pages/page.ts';
import { glyphsOfWords, type ShownGlyph, widthOf, wordGlyphs } from '../layout/shown-glyphs.ts';
import { type Room, wrapGlyphs, wrapWithin } from '../layout/wrapping.ts';

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
