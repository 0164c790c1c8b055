/**
 * Finds the places that the bytes of a trace come from. A place is a part of the request or another input, and has the
 * same letter and hue on every page.
 */
import type { InputId } from '../../bytes/input.ts';
import { ingredientsOf, type Source, type Span, sourcesOf } from '../../bytes/origin.ts';
import { REQUEST, REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { partsOfRequest, type RequestPart } from '../request-parts.ts';
import { FIXED_LETTER, hueOf, kindOfPlace, letterOfHeader, MIXED_LETTER, type RowLetter } from './letters.ts';

export interface Place extends ByteRange {
  /** The fixed letter of this kind of place, such as `M`, or `N1` for the first header without its own letter. */
  readonly letter: string;
  /** The number of the hue, from 0 to 10. The hue depends only on the letter. */
  readonly hue: number;
  /** The name in a sentence, such as "the path of the URL". */
  readonly name: string;
  /** The input in which the place was given; `null` if there is no such input. */
  readonly input: InputId | null;
}

/**
 * The origin of bytes. `mixed` means that the bytes come from more than one place, as in a hash. `fixed` means that a
 * rule adds the bytes. `unknown` means that the bytes have no known place, such as bytes between the parts of a
 * request.
 */
export type Tag = Place | 'mixed' | 'fixed' | 'unknown';

/** Bytes `start` to `end` (exclusive) of a value, all with the same tag. */
interface TagRun {
  readonly start: number;
  readonly end: number;
  readonly tag: Tag;
}

export interface Places {
  /** All places, in the order of the first page. */
  readonly all: readonly Place[];
  /** Returns the runs that cover a value. Returns an empty list if the trace does not have the value. */
  readonly runsOf: (value: string) => readonly TagRun[];
}

export const isPlace = (tag: Tag): tag is Place => typeof tag === 'object';

/** Returns the letter of a tag; `null` for bytes whose place is unknown. */
export function letterOfTag(tag: Tag): RowLetter | null {
  if (isPlace(tag)) return { text: tag.letter, hue: tag.hue };
  if (tag === 'unknown') return null;
  return { text: tag === 'mixed' ? MIXED_LETTER : FIXED_LETTER, hue: null };
}

export function placesOf(trace: RedactedTrace): Places {
  const all = allPlaces(trace);
  const done = new Map<string, readonly TagRun[]>();
  // The recursion ends because values are derived only from earlier values.
  const runsOf = (id: string): readonly TagRun[] => {
    const known = done.get(id);
    if (known) return known;
    const value = findValue(trace, id);
    const runs = value ? merge((value.bytes.spans ?? []).flatMap((span) => runsOfSpan(value, span, all, runsOf))) : [];
    done.set(id, runs);
    return runs;
  };
  return { all, runsOf };
}

function allPlaces(trace: RedactedTrace): Place[] {
  const request = findValue(trace, REQUEST.id);
  const inputs = trace.values.filter(
    ({ id, stage, bytes }) => stage === REQUEST_STAGE.id && id !== REQUEST.id && bytes.octets !== '',
  );
  const carved = inputs.flatMap((value) => partInRequest(value));
  const parts = request
    ? carved.reduce(
        (left, range) => left.flatMap((part) => without(part, range)),
        wholeHeaders(trace).filter((part) => isFromOutside(request, part)),
      )
    : [];
  const own = inputs.filter((value) => partInRequest(value).length === 0 && inputIn(value) !== null);
  const ranges: Unlettered[] = [
    ...[...parts, ...carved]
      .sort((one, other) => one.start - other.start)
      .map((part) => ({ ...part, value: REQUEST.id, input: request ? inputIn(request, part) : null })),
    ...(isPayloadUsed(trace) ? [payloadOf(trace)] : []),
    ...own.map((value) => ({
      value: value.id,
      start: 0,
      end: value.bytes.octets.length,
      name: `the ${inWords(value.name)}`,
      input: inputIn(value),
      knownAs: value.id,
    })),
  ];
  return withLetters(ranges);
}

/**
 * A part of the request, and the key that determines the part's letter: the ID of a value, a part of the request line,
 * or a header.
 */
interface KnownPart extends RequestPart {
  readonly knownAs: string;
}

type Unlettered = Omit<Place, 'letter' | 'hue'> & Pick<KnownPart, 'knownAs'>;

/** Gives each place its fixed letter. Headers without their own letter are numbered. */
function withLetters(ranges: readonly Unlettered[]): Place[] {
  let headers = 0;
  return ranges.map(({ knownAs, ...range }) => {
    const kind = kindOfPlace(knownAs);
    return { ...range, letter: kind === 'N' ? letterOfHeader(headers++) : kind, hue: hueOf(kind) };
  });
}

/** Writes the name of a value as it appears in a sentence, such as "access key ID". AWS always capitalizes "Region". */
const inWords = (name: string) => (/^Region\b/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1));

/** Returns the parts of the request. The name and the value of each header are joined into one part. */
function wholeHeaders(trace: RedactedTrace): KnownPart[] {
  const { line, headers } = partsOfRequest(trace);
  return [
    ...line.map((part) => ({ ...part, knownAs: part.name })),
    ...headers.map(({ name, value, shown }) => ({
      start: name.start,
      end: value.end,
      name: `the ${shown} header`,
      knownAs: shown.toLowerCase(),
    })),
  ];
}

const isFromOutside = ({ bytes }: RedactedValue, part: RequestPart) =>
  (bytes.spans ?? []).some(({ start, end, origin }) => start < part.end && end > part.start && origin.kind !== 'fixed');

const isPayloadUsed = ({ values }: RedactedTrace) =>
  values.some(({ bytes }) =>
    (bytes.spans ?? []).some(({ origin }) =>
      ingredientsOf(origin).some(({ source }) => source.kind === 'copy' && source.value === PAYLOAD),
    ),
  );

const payloadOf = ({ payload }: RedactedTrace): Unlettered => {
  const known = { name: 'the payload', input: 'payload', knownAs: 'payload' } as const;
  return { value: PAYLOAD, start: 0, end: payload.length, ...known };
};

/**
 * Returns the first input that bytes `start` to `end` (exclusive) come from. Returns `null` if there is no such input.
 */
function inputIn({ bytes }: RedactedValue, { start, end } = { start: 0, end: bytes.octets.length }): InputId | null {
  for (const span of bytes.spans ?? []) {
    if (span.start >= end || span.end <= start) continue;
    const given = sourcesOf(span.origin).find((source) => source.kind === 'given');
    if (given) return given.input.id;
  }
  return null;
}

/**
 * Returns the part of a received request that carries an input. Returns an empty list if the input is not copied from
 * the request.
 */
function partInRequest({ id, name, bytes }: RedactedValue): KnownPart[] {
  const [first] = bytes.spans ?? [];
  const last = bytes.spans?.at(-1);
  if (first?.origin.kind !== 'copy' || last?.origin.kind !== 'copy' || first.origin.value !== REQUEST.id) return [];
  return [{ start: first.origin.start, end: last.origin.end, name: `the ${inWords(name)}`, knownAs: id }];
}

/** Removes a range from a part. At most two parts remain. */
function without(part: KnownPart, { start, end }: RequestPart): KnownPart[] {
  if (end <= part.start || start >= part.end) return [part];
  const pieces = [
    { ...part, end: start },
    { ...part, start: end },
  ];
  return pieces.filter((piece) => piece.start < piece.end);
}

function runsOfSpan(
  value: RedactedValue,
  span: Span,
  all: readonly Place[],
  runsOf: (id: string) => readonly TagRun[],
): TagRun[] {
  const { start, end, origin } = span;
  switch (origin.kind) {
    case 'fixed':
      return [{ start, end, tag: 'fixed' }];
    case 'given':
      return runsOfGiven(value.id, start, end, all);
    case 'copy':
      if (origin.value === PAYLOAD) return [{ start, end, tag: tagsOf(origin, all, runsOf)[0] ?? 'unknown' }];
      return slice(runsOf(origin.value), origin.start, origin.end, start - origin.start, end);
    case 'derived': {
      // An encoded input, such as a non-ASCII key, still belongs to its own place.
      const ingredients = ingredientsOf(origin);
      if (ingredients.every(({ source }) => source.kind === 'given')) return runsOfGiven(value.id, start, end, all);
      const tags = ingredients.flatMap(({ source }) => tagsOf(source, all, runsOf));
      return [{ start, end, tag: commonTag(tags) }];
    }
  }
}

function tagsOf(source: Source, all: readonly Place[], runsOf: (id: string) => readonly TagRun[]): Tag[] {
  if (source.kind !== 'copy') return [source.kind === 'fixed' ? 'fixed' : 'unknown'];
  // The payload has its own place, because it never goes through the stages.
  if (source.value === PAYLOAD) return all.filter(({ value }) => value === PAYLOAD);
  return slice(runsOf(source.value), source.start, source.end, 0, source.end).map(({ tag }) => tag);
}

function runsOfGiven(value: string, start: number, end: number, all: readonly Place[]): TagRun[] {
  const runs: TagRun[] = [];
  let at = start;
  for (const place of all) {
    if (place.value !== value || place.end <= start || place.start >= end) continue;
    const from = Math.max(place.start, at);
    if (from > at) runs.push({ start: at, end: from, tag: 'unknown' });
    runs.push({ start: from, end: Math.min(place.end, end), tag: place });
    at = Math.min(place.end, end);
  }
  if (at < end) runs.push({ start: at, end, tag: 'unknown' });
  return runs;
}

/**
 * Returns the runs between `start` and `end` (exclusive), shifted by `by`. If there are no runs, returns one unknown
 * run that ends at `to`.
 */
function slice(runs: readonly TagRun[], start: number, end: number, by: number, to: number): TagRun[] {
  const found = runs
    .filter((run) => run.start < end && run.end > start)
    .map(({ tag, ...run }) => ({ start: Math.max(run.start, start) + by, end: Math.min(run.end, end) + by, tag }));
  return found.length > 0 ? found : [{ start: start + by, end: to, tag: 'unknown' }];
}

/**
 * Combines tags. `fixed` and `unknown` count only if there are no other tags, and `fixed` takes precedence over
 * `unknown`.
 */
function commonTag(tags: readonly Tag[]): Tag {
  const places = [...new Set(tags.filter(isPlace))];
  const [only] = places;
  if (tags.includes('mixed') || places.length > 1) return 'mixed';
  return only ?? (tags.includes('fixed') ? 'fixed' : 'unknown');
}

function merge(runs: readonly TagRun[]): TagRun[] {
  const all: TagRun[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last && last.tag === run.tag && last.end === run.start) all[all.length - 1] = { ...last, end: run.end };
    else if (run.start < run.end) all.push(run);
  }
  return all;
}
