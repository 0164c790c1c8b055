/** A whole screen as rows of styled text: exactly as many as it is high, none wider than it is; one sentence where there is no room. */
import type { ByteCard } from '../../pages/byte-card.ts';
import type { Meaning, Run } from '../../pages/page.ts';
import { isPlace, type Places, type Tag } from '../../pages/places.ts';
import type { BytesShown } from '../../pages/shown-bytes.ts';
import type { ByteRange, Position } from '../../trace/provenance.ts';
import { cardGlyphs, inRows } from './card-rows.ts';
import { type Glyph, glyphsOfWords, widthOf, wrapGlyphs } from './cells.ts';
import { type Cursor, partOf, windowTop } from './cursor.ts';
import { hexRows } from './hex-rows.ts';
import { type ListContent, listWindow } from './list-window.ts';
import type { PageRow } from './page-rows.ts';
import { GUTTER, type Layout, listWidth, type Regions } from './regions.ts';
import type { ScreenRow, Style, StyledText } from './style.ts';
import { isTooSmall, tooSmallRows } from './too-small.ts';

export interface ScreenContent {
  /** SIGN or VERIFY, and what is to be said of the whole. */
  readonly verdict: readonly Run[];
  /** The titles of all stages. */
  readonly titles: readonly string[];
  /** Which stage, from 0. */
  readonly step: number;
  readonly rows: readonly PageRow[];
  readonly cursor: Cursor;
  readonly places: Places;
  /** By value, the bytes that the last edit changed. */
  readonly changed: ReadonlyMap<string, readonly ByteSpan[]>;
  /** The bytes that the hex view shows; `null` where the cursor stands on none. */
  readonly bytes: BytesShown | null;
  readonly pane: 'text' | 'bytes';
  readonly card: ByteCard | null;
  /** In the place of the card: what is wrong, in full, where the first line has no room for it. */
  readonly problem: readonly Run[] | null;
  /** In the place of the last rows of the card, as many as it takes. */
  readonly notice: readonly Run[] | null;
  /** In the place of the page. */
  readonly list: ListContent | null;
  readonly footer: readonly Run[];
}

/** Bytes `start` to `end` (not included) of a value. */
type ByteSpan = Pick<ByteRange, 'start' | 'end'>;

export function screenRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  if (isTooSmall(regions)) return tooSmallRows(regions);
  const { width, hex, textHeight, textWidth } = regions;
  const text = content.list ? listRows(content.list, textHeight, listWidth(regions)) : pageWindow(content, regions);
  const bytes = hexView(content, regions);
  const page =
    hex.stands === 'beside'
      ? text.map((row, index) => [...padded(row, GUTTER + textWidth), styled(' │ ', 'aside'), ...(bytes[index] ?? [])])
      : [...text, rule(width, bytesTitle(content), content.pane === 'bytes'), ...bytes];
  const title =
    hex.stands === 'beside' ? bytesTitle(content) : regions.layout === 'projector' ? partTitle(content) : '';
  return [
    fitted(content.verdict, width),
    stageBar(content, width),
    rule(width, title, hex.stands === 'beside' && content.pane === 'bytes' && title !== ''),
    ...page,
    rule(width, '', false),
    ...cardRows(content, regions),
    fitted(content.footer, width),
  ];
}

const PLAIN: Style = { meaning: 'words', hue: null, ground: 'page' };
const styled = (text: string, meaning: Style['meaning']): StyledText => ({
  text,
  width: text.length,
  style: { ...PLAIN, meaning },
});

/** The page around the cursor, and below its row what the bytes of it come from. */
function pageWindow(content: ScreenContent, { textHeight, layout }: Regions): ScreenRow[] {
  const { rows, cursor } = shownPart(content, layout);
  const hasRuler = Boolean(rows[cursor.row]?.bytes);
  const height = hasRuler ? textHeight - 1 : textHeight;
  const top = windowTop(rows, cursor, height);
  const marked = markedRow(rows, cursor);
  const shown = rows.slice(top, top + height).flatMap((row, index) => {
    const isCursor = top + index === cursor.row;
    const drawn = pageRow(row, { isCursor, isMarked: top + index === marked }, content);
    return isCursor && hasRuler ? [drawn, ruler(row, content)] : [drawn];
  });
  return filled(shown, textHeight);
}

/** That of the cursor, or the last one above it that a mark may be written into. */
function markedRow(rows: readonly PageRow[], { row }: Cursor): number {
  return rows[row]?.stop === 'unmarked'
    ? rows.slice(0, row).findLastIndex(({ stop }) => stop === 'line' || stop === 'bytes')
    : row;
}

export interface ShownPart extends Pick<ScreenContent, 'rows' | 'cursor'> {
  /** Which row of the page its first one is. */
  readonly start: number;
}

/** Of a page on a projector only the part that the cursor stands in; the row of the cursor is counted from its start. */
export function shownPart({ rows, cursor }: Pick<ScreenContent, 'rows' | 'cursor'>, layout: Layout): ShownPart {
  if (layout !== 'projector') return { rows, cursor, start: 0 };
  const section = rows[cursor.row]?.section;
  const start = rows.findIndex((row) => row.section === section);
  return { rows: rows.filter((row) => row.section === section), cursor: { ...cursor, row: cursor.row - start }, start };
}

interface Marks {
  readonly isCursor: boolean;
  readonly isMarked: boolean;
}

function pageRow(row: PageRow, { isCursor, isMarked }: Marks, content: ScreenContent): ScreenRow {
  const { places, cursor, changed } = content;
  const letters = lettersOf(row, places);
  const isChanged = row.glyphs.some(({ at }) => at && isIn(changed, at));
  const gutter = `${`${isMarked ? '>' : ' '}${letters}`.padEnd(GUTTER - 1)}${isChanged ? '~' : ' '}`;
  return [
    styled(gutter, isMarked ? 'name' : 'aside'),
    ...styledGlyphs(row.glyphs, { ...content, cursor: isCursor ? cursor : NOWHERE }),
  ];
}

/** How many letters stand in front of a row. */
const LETTERS = 3;

function lettersOf({ glyphs }: PageRow, places: Places): string {
  const letters = new Set(
    glyphs
      .flatMap(({ at }) => (at ? [tagOf(places, at)] : []))
      .filter(isPlace)
      .map(({ letter }) => letter),
  );
  const all = [...letters].join('');
  return all.length <= LETTERS ? all : `${all.slice(0, LETTERS - 1)}+`;
}

/** Under each byte the letter of its place, under that of the cursor a mark. */
function ruler({ glyphs }: PageRow, { places, cursor: { position } }: ScreenContent): ScreenRow {
  const under = glyphs.map(({ at, width }): StyledText => {
    if (!at) return styled(' '.repeat(width), 'words');
    const tag = tagOf(places, at);
    const isHere = isAt(at, position);
    const letter = isPlace(tag) ? tag.letter.slice(0, 1) : tag === 'mixed' ? '*' : '.';
    return {
      text: (isHere ? '^' : letter).repeat(width),
      width,
      style: { ...PLAIN, meaning: isHere ? 'name' : 'aside', hue: isPlace(tag) ? tag.hue : null },
    };
  });
  return united([styled(' '.repeat(GUTTER), 'words'), ...under]);
}

const isAt = (at: ByteRange, position: Position | null) =>
  position !== null && at.value === position.value && at.start <= position.byte && position.byte < at.end;

function tagOf(places: Places, { value, start }: ByteRange): Tag {
  const runs = places.runsOf(value);
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return runs[low]?.tag ?? 'unknown';
}

/** What the look of bytes depends on. */
type Look = Pick<ScreenContent, 'places' | 'changed' | 'cursor'>;

function styledGlyphs(glyphs: readonly Glyph[], { places, changed, cursor: { position } }: Look): StyledText[] {
  return united(
    glyphs.map(({ text, width, meaning, at, opens }) => {
      if (!at) return { text, width, style: { ...PLAIN, meaning }, ...(opens === undefined ? {} : { opens }) };
      const ground = isAt(at, position) ? 'selection' : 'page';
      const look = isIn(changed, at) ? CHANGED : byteStyle(meaning, tagOf(places, at));
      return { text, width, style: { ...look, ground } };
    }),
  );
}

const CHANGED = { meaning: 'changed', hue: null } as const;

const isIn = (changed: ScreenContent['changed'], { value, start, end }: ByteRange) =>
  changed.get(value)?.some((range) => range.start < end && range.end > start) ?? false;

/** Bytes are coloured by their place only: what a rule puts there stays behind, what is made of several is plain. */
function byteStyle(meaning: Meaning, tag: Tag): Pick<Style, 'meaning' | 'hue'> {
  if (MARKED.has(meaning)) return { meaning, hue: null };
  return { meaning: tag === 'fixed' ? 'aside' : 'words', hue: isPlace(tag) ? tag.hue : null };
}

/** Meanings that come before the place. */
const MARKED: ReadonlySet<Meaning> = new Set(['masked', 'differs']);

/** Neighbours that look alike as one, so that a row has few changes of colour. */
function united(texts: readonly StyledText[]): StyledText[] {
  const one: StyledText[] = [];
  for (const next of texts) {
    const { text, width, style } = next;
    const last = one.at(-1);
    const isAlike =
      last &&
      last.style.meaning === style.meaning &&
      last.style.hue === style.hue &&
      last.style.ground === style.ground &&
      last.opens === next.opens;
    if (isAlike) one[one.length - 1] = { ...last, text: last.text + text, width: last.width + width };
    else one.push(next);
  }
  return one;
}

function hexView(content: ScreenContent, { hex }: Regions): ScreenRow[] {
  const { bytes, cursor } = content;
  const { position } = cursor;
  if (!bytes || !position) return filled([[styled('no bytes on this line', 'aside')]], hex.height);
  const view = { value: position.value, shown: bytes, bytesInRow: hex.bytesInRow, height: hex.height };
  return hexRows(view, position).map((row) => styledGlyphs(row, content));
}

/** Only one part of a page is on a projector. */
function partTitle({ rows, cursor, list }: ScreenContent): string {
  const { part, count } = partOf(rows, cursor);
  return list || count === 1 ? '' : `part ${part + 1} of ${count}`;
}

function bytesTitle({ bytes }: ScreenContent): string {
  return bytes ? `${bytes.name}, ${bytes.length} bytes` : '';
}

/** Of a problem or a byte; a notice stands in the place of the last rows. */
function cardRows(content: ScreenContent, { width, cardHeight }: Regions): ScreenRow[] {
  const { card, notice, problem, rows, cursor } = content;
  const origin = rows[cursor.row]?.origin;
  const told = problem
    ? wrapped(problem, width, notice ? cardHeight - 1 : cardHeight)
    : card
      ? cardGlyphs(card, { width, height: cardHeight }).map((row) => styledGlyphs(row, PLAIN_LOOK))
      : wrapped(origin ? [{ text: origin, meaning: 'words' }] : [], width, cardHeight);
  if (!notice) return filled(told, cardHeight);
  const said = wrapped(notice, width, cardHeight - 1);
  return [...filled(told, cardHeight - said.length), ...said];
}

function listRows(list: ListContent, height: number, width: number): ScreenRow[] {
  const shown = listWindow(list, height - 1, width).map(({ glyphs }) => fittedGlyphs(glyphs, width));
  return filled([fitted([{ text: list.title, meaning: 'name' }], width), ...shown], height);
}

/** The stages with their names where they fit, otherwise the name of this one only. */
export function stageBar({ titles, step }: ScreenContent, width: number): ScreenRow {
  const label = (title: string, index: number, isLong: boolean) =>
    index === step ? `[${index + 1} ${title}]` : isLong ? `${index + 1} ${title}` : `${index + 1}`;
  const isLong = titles.map((title, index) => label(title, index, true)).join(' ').length <= width;
  return titles.map((title, index) =>
    styled(`${index === 0 ? '' : ' '}${label(title, index, isLong)}`, index === step ? 'title' : 'aside'),
  );
}

function rule(width: number, says: string, isFocused: boolean): ScreenRow {
  const text = says === '' ? '' : ` ${isFocused ? '▸ ' : ''}${says} `;
  return [styled(`${'─'.repeat(Math.max(width - text.length - 2, 0))}${text}──`, isFocused ? 'name' : 'aside')];
}

/** Runs in at most so many rows, the last one cut where they are too long. */
function wrapped(runs: readonly Run[], width: number, height: number): ScreenRow[] {
  return inRows(runs, { width, height }).map((row) => styledGlyphs(row, PLAIN_LOOK));
}

/** Runs in one row, cut where they are too long. */
function fitted(runs: readonly Run[], width: number): ScreenRow {
  return fittedGlyphs(glyphsOfWords(runs), width);
}

function fittedGlyphs(glyphs: readonly Glyph[], width: number): ScreenRow {
  if (widthOf(glyphs) <= width) return styledGlyphs(glyphs, PLAIN_LOOK);
  const [first = []] = wrapGlyphs(glyphs, width - 1, 'bytes');
  return [...styledGlyphs(first, PLAIN_LOOK), styled('…', 'aside')];
}

const NOWHERE: Cursor = { row: 0, position: null };
const PLAIN_LOOK: Look = { places: { all: [], runsOf: () => [] }, changed: new Map(), cursor: NOWHERE };

function padded(row: ScreenRow, width: number): ScreenRow {
  const used = row.reduce((sum, { width: cells }) => sum + cells, 0);
  return used >= width ? row : [...row, styled(' '.repeat(width - used), 'words')];
}

function filled(rows: readonly ScreenRow[], height: number): ScreenRow[] {
  return [...rows.slice(0, height), ...Array.from({ length: Math.max(height - rows.length, 0) }, (): ScreenRow => [])];
}
