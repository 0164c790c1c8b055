/** Presents the lines of the whole signature as rows, on which a cursor moves as on those of a step. */
import { EMPTY_ROW, type Row } from '../../../layout/block-rows.ts';
import { glyphsOfRuns } from '../../../layout/shown-glyphs.ts';
import { hasTwoSides } from '../../../layout/whole/picture.ts';
import type { Room } from '../../../layout/wrapping.ts';
import { findValue } from '../../../trace/trace.ts';
import { bytesShown } from '../../../views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import { isPlace } from '../../../views/map/place.ts';
import type { Places } from '../../../views/map/places.ts';
import { onlyTag, tagsIn } from '../../../views/map/tags.ts';
import type { Whole, WholeLine, WholePart } from '../../../views/whole/whole.ts';
import type { Cursor } from '../../components/page/cursor.ts';
import { bodyRoom, type Regions } from '../../components/regions.ts';
import { type Changed, isChangedPart } from '../../components/styled-glyphs.ts';

/** The whole signature as a page: a row for each line. */
export interface WholeInView {
  readonly whole: Whole;
  readonly lines: readonly WholeLine[];
  readonly rows: readonly Row[];
  /** The ID of each line: its part, and its input there. An edit adds and removes lines, but changes no ID. */
  readonly ids: readonly string[];
  /** Returns the cursor on a row: on the first byte of the first input in it, or on its first byte. */
  readonly cursorOn: (row: number) => Cursor;
  /**
   * The row to begin with: in a broken walk, the first one that a mistake changed. Otherwise, the last header that
   * somebody gave or, without such headers, the first row.
   */
  readonly first: number;
}

export function wholeAsPage(whole: Whole, facts: WalkFacts, places: Places, changed: Changed): WholeInView {
  const rows = whole.parts.flatMap(({ name, lines }) => lines.map((line) => rowOfLine(line, name === 'key', facts)));
  const asked = whole.parts.find(({ name }) => name === 'asked')?.lines ?? [];
  const lines = whole.parts.flatMap((part) => part.lines);
  const broken = facts.breaks.length === 0 ? -1 : lines.findIndex(({ range }) => isChangedPart(changed, range));
  const given = asked.findLastIndex((line) => isGivenHeader(line, places));
  return {
    whole,
    lines,
    rows,
    ids: whole.parts.flatMap((part) => idsIn(part, places)),
    cursorOn: (row) => ({ row, position: firstOfMost(rows[row] ?? EMPTY_ROW, places) }),
    first: broken < 0 ? Math.max(given, 0) : broken,
  };
}

/** A line of the chain of keys has no room for a field, so it is no stop on bytes. */
function rowOfLine({ runs, range }: WholeLine, isKey: boolean, facts: WalkFacts): Row {
  const hasBytes = range.start < range.end && findValue(facts.trace, range.value) !== undefined;
  return {
    ...EMPTY_ROW,
    glyphs: glyphsOfRuns(runs, (id) => bytesShown(facts, id)),
    stop: hasBytes && !isKey ? 'bytes' : 'line',
    bytes: hasBytes ? range : null,
    describes: hasBytes ? null : range.value,
  };
}

function idsIn({ name, lines }: WholePart, places: Places): string[] {
  const counts = new Map<string, number>();
  return lines.map(({ range }) => {
    const tag = onlyTag(tagsIn(places, range));
    const id = `${name} ${tag !== null && isPlace(tag) ? `${tag.input} ${tag.letter}` : tag}`;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    return `${id} ${counts.get(id)}`;
  });
}

/** Returns the cursor on the same line of another picture; `null` if it has no such line. A picture may have no room. */
export function lineAgain(cursor: Cursor, before: WholeInView | null, now: WholeInView | null): Cursor | null {
  if (!before || !now) return cursor;
  const row = now.ids.indexOf(before.ids[cursor.row] ?? '');
  return row < 0 ? null : now.cursorOn(row);
}

function firstOfMost({ bytes }: Row, places: Places): Cursor['position'] {
  if (bytes === null) return null;
  const run = places
    .runsOf(bytes.value)
    .find(({ start, end, tag }) => start < bytes.end && end > bytes.start && isPlace(tag));
  return { value: bytes.value, byte: Math.max(run?.start ?? 0, bytes.start) };
}

function isGivenHeader({ range }: WholeLine, places: Places): boolean {
  const tag = onlyTag(tagsIn(places, range));
  return tag !== null && isPlace(tag) && tag.letter.startsWith('N') && tag.input !== BODY_LENGTH;
}

/** The input that a program computes for the header Content-Length. */
const BODY_LENGTH = 'content-length';

/** The rows of the inspector below the picture, with its title, at the least. */
const INSPECTOR = { compact: 2, wide: 5 } as const;

/** Returns the room for the picture. */
export function pictureRoom(regions: Regions): Room {
  const [{ width }, height] = [regions, bodyRoom(regions)];
  const wide = { width, height: height - INSPECTOR.wide };
  return hasTwoSides(wide) ? wide : { width, height: height - INSPECTOR.compact };
}
