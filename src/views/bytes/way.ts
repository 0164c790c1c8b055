/** Follows the path of a byte from its origin, through the values that are derived from the byte, to the signature. */

import { SHA256 } from '../../crypto/digests.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from '../../sigv4/stages/signing-key.ts';
import { type ByteRange, type Position, sourcesAt, usesOf } from '../../trace/provenance.ts';
import { lineRanges } from '../../trace/ranges.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { isPlace } from '../map/place.ts';
import type { Places } from '../map/places.ts';
import { tagAt } from '../map/tags.ts';
import { stepNames } from '../walk/step-names.ts';
import { rangesOfPlace, wayFrom } from '../whole/way.ts';

/** A value on the path of a byte. */
export interface Station extends Position {
  /** The ID of the stage of the step. */
  readonly stage: string;
  /** The short name of the step, such as `Canonical`. */
  readonly step: string;
  /**
   * The position of the byte in the value, such as `line 5`, `lines 5, 9`, or `64`; empty if the value has only one
   * line. What a hash covers has all its lines, such as `lines 1–10 → SHA-256`.
   */
  readonly where: string;
  readonly isHere: boolean;
  /** Whether the byte is combined with other bytes in this value, as in a hash. */
  readonly isMixed: boolean;
}

/** The maximum number of values that are followed in each direction. */
const MOST = 12;

/** Lists the values that a byte passes through, from its input to the last value that is derived from the byte. */
export function wayOf(trace: RedactedTrace, places: Places, here: Position): Station[] {
  const before: Covered[] = [];
  // What is before a whole text are the sources of all its lines.
  for (let at = sourceOf(trace, here); at && before.length < MOST; at = at.lines ? null : sourceOf(trace, at))
    before.unshift(at);
  const after: Position[] = [];
  const own = [rangeOf(here)];
  const [first, from] = usedOf(trace, [own, placeAround(places, here)]);
  for (let at = first; at && after.length < MOST; at = nextUse(trace, rangeOf(at))) after.push(at);
  const signed = after.findIndex(({ value }) => value === SIGNATURE.id);
  const { goesThrough } = wayFrom(trace, ...from);
  const onward = (signed < 0 ? after : after.slice(0, signed + 1)).map((at) =>
    withLines(trace, at, goesThrough, (lines) => lines.join(', ')),
  );
  return [...before, here, ...onward].flatMap((at) => stationOf(trace, places, at, at === here));
}

const rangeOf = ({ value, byte }: Position): ByteRange => ({ value, start: byte, end: byte + 1 });

/**
 * Returns the bytes of the place of a byte. A byte that goes nowhere, such as one of the name of a header that is
 * verified, is only compared, and the rest of its place is what goes on.
 */
function placeAround(places: Places, at: Position): readonly ByteRange[] {
  const tag = tagAt(places, at);
  return isPlace(tag) ? rangesOfPlace(places, tag) : [];
}

/** Returns the first use of the first of these bytes that are used, and these bytes. */
function usedOf(
  trace: RedactedTrace,
  candidates: readonly (readonly ByteRange[])[],
): readonly [Position | null, readonly ByteRange[]] {
  for (const ranges of candidates)
    for (const range of ranges) {
      const use = nextUse(trace, range);
      if (use) return [use, ranges];
    }
  return [null, []];
}

/** A byte of what a byte was made from, or goes into. `lines` names all of it if it has several lines. */
interface Covered extends Position {
  readonly lines?: string;
}

/** Names the lines of a text that are on the path, if they are several, such as a header and the list of names. */
function withLines(
  trace: RedactedTrace,
  at: Position,
  isOnPath: (line: ByteRange) => boolean,
  inWords: (lines: readonly number[]) => string,
): Covered {
  const text = findValue(trace, at.value);
  if (!text || isCountedInBytes(text.id)) return at;
  const lines = lineRanges(text.bytes.octets).flatMap((range, index) =>
    isOnPath({ value: text.id, ...range }) ? [index + 1] : [],
  );
  return lines.length < 2 ? at : { ...at, lines: `lines ${inWords(lines)}` };
}

/** Returns the bytes from which a byte was copied or derived, if they are in exactly one value. */
function sourceOf(trace: RedactedTrace, at: Position): Covered | null {
  const copies = sourcesAt(trace, at).flatMap(({ source, by }) => (source.kind === 'copy' ? [{ source, by }] : []));
  const [only] = copies;
  if (!only || copies.length > 1 || !findValue(trace, only.source.value)) return null;
  const { value, start, end } = only.source;
  const by = only.by[0]?.id === SHA256.id ? ' → SHA-256' : '';
  return withLines(
    trace,
    { value, byte: start },
    (line) => line.start < end && start < line.end,
    (lines) => `${lines[0]}–${lines.at(-1)}${by}`,
  );
}

function nextUse(trace: RedactedTrace, range: ByteRange): Position | null {
  const order = new Map(trace.values.map(({ id }, index) => [id, index]));
  const own = order.get(range.value) ?? -1;
  // Later values are nearer to the signature. Copies in the request itself come last.
  const uses = usesOf(trace, range).filter((use) => (order.get(use.value) ?? -1) > own);
  // SigV4A hashes the string to sign beside the signature, which leads nowhere.
  const first = uses.find((use) => use.value === SIGNATURE.id) ?? uses[0];
  return first ? { value: first.value, byte: first.start } : null;
}

/** Returns whether the byte is also a message of the signing key, which the path through the texts does not show. */
export function isInKey(trace: RedactedTrace, stations: readonly Station[]): boolean {
  const isOfKey = (id: string) => findValue(trace, id)?.stage === SIGNING_KEY_STAGE.id;
  if (stations.some(({ value }) => isOfKey(value))) return false;
  return stations.some(({ value, byte }) =>
    usesOf(trace, { value, start: byte, end: byte + 1 }).some((use) => isOfKey(use.value)),
  );
}

function stationOf(trace: RedactedTrace, places: Places, at: Covered, isHere: boolean): Station[] {
  const value = findValue(trace, at.value);
  const stage = value && trace.stages.find(({ id }) => id === value.stage);
  if (!value || !stage) return [];
  return [
    {
      value: at.value,
      byte: at.byte,
      stage: stage.id,
      step: value.id === SIGNATURE.id ? value.name : stepNames(stage).short,
      where: at.lines ?? placeIn(value, at.byte),
      isHere,
      isMixed: tagAt(places, at) === 'mixed',
    },
  ];
}

/** The lines of a message have offsets instead of numbers. */
const isCountedInBytes = (id: string): boolean => id === REQUEST.id || id === SIGNED_REQUEST.id;

function placeIn({ id, bytes: { octets } }: RedactedValue, byte: number): string {
  if (isCountedInBytes(id)) return String(byte);
  const isText = octets.includes('\n');
  return isText ? `line ${octets.slice(0, byte).split('\n').length}` : '';
}

/**
 * Keeps one station for each step: the current station, or else the last station in a text with more than one line, or
 * else the last station.
 */
function stationsByStep(stations: readonly Station[]): Station[] {
  const kept = new Map<string, Station>();
  for (const station of stations) {
    const known = kept.get(station.step);
    if (!known || station.isHere || (!known.isHere && (station.where !== '' || known.where === '')))
      kept.set(station.step, station);
  }
  return [...kept.values()];
}

/**
 * Writes a path on one row, such as `Request 64 → [Canonical line 5] → # To sign line 4 → # Sign`. The brackets are
 * around the byte if the stage `shown`, whose page is shown, is its own.
 */
export function wayInWords(stations: readonly Station[], shown: string | null): string {
  return stationsByStep(stations)
    .map(({ stage, step, where, isHere, isMixed }) => {
      const name = `${isMixed ? '# ' : ''}${step}${where === '' ? '' : ` ${where}`}`;
      return isHere && (shown === null || shown === stage) ? `[${name}]` : name;
    })
    .join(' → ');
}
