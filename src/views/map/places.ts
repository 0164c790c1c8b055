/**
 * Finds the places that the bytes of a trace come from. A place is a part of the request or another input, and has the
 * same letter and hue on every page.
 */
import { joinNeighbors } from '../../bytes/joined.ts';
import { type Given, ingredientsOf, type Source, type Span, sourcesOf } from '../../bytes/origin.ts';
import { REQUEST, REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { hueOf, kindOfInput } from './letters.ts';
import { isPlace, nameOfInput, type Place, placeIn, type Tag, type TagRun } from './place.ts';
import { copiedFromRequest, tagsOfRequest } from './request-tags.ts';

export interface Places {
  /** All places, in the order of the first page. */
  readonly all: readonly Place[];
  /** Returns the runs that cover a value. Returns an empty list if the trace does not have the value. */
  readonly runsOf: (value: string) => readonly TagRun[];
}

export function placesOf(trace: RedactedTrace): Places {
  const given = tagsOfInputs(trace);
  const done = new Map<string, readonly TagRun[]>([[PAYLOAD, given.get(PAYLOAD) ?? []]]);
  // The recursion ends because values are derived only from earlier values.
  const runsOf = (id: string): readonly TagRun[] => {
    const known = done.get(id);
    if (known) return known;
    // A value that a mistake has changed in its place is made of itself.
    done.set(id, given.get(id) ?? []);
    const spans = findValue(trace, id)?.bytes.spans ?? [];
    const runs = merge(spans.flatMap((span) => runsOfSpan(id, span, given, runsOf)));
    done.set(id, runs);
    return runs;
  };
  const tags = [...given.values()].flatMap((runs) => runs.map(({ tag }) => tag));
  return { all: [...new Set(tags.filter(isPlace))], runsOf };
}

type RunsOf = Places['runsOf'];
/** The tags of the bytes that come from outside, in order, by the ID of their value. */
type GivenTags = ReadonlyMap<string, readonly TagRun[]>;

function tagsOfInputs(trace: RedactedTrace): GivenTags {
  const inputs = trace.values.filter(
    ({ id, stage, bytes }) => stage === REQUEST_STAGE.id && id !== REQUEST.id && bytes.octets !== '',
  );
  const own = inputs.filter((value) => copiedFromRequest(value).length === 0).flatMap(ownPlace);
  const places = [...(isPayloadUsed(trace) ? [payloadOf(trace)] : []), ...own];
  return new Map([
    [REQUEST.id, tagsOfRequest(trace, inputs)],
    ...places.map((tag): [string, TagRun[]] => [tag.value, [{ start: tag.start, end: tag.end, tag }]]),
  ]);
}

/** Returns the place of a value that is an input itself. */
function ownPlace(value: RedactedValue): Place[] {
  const kind = kindOfInput(value.id);
  const range = { start: 0, end: value.bytes.octets.length };
  const place = kind && placeIn(value, range, { kind, name: nameOfInput(value) });
  return place && (place.input !== null || isChangedInPlace(value)) ? [place] : [];
}

/** Returns whether a mistake has changed an input, whose value has its place then. */
const isChangedInPlace = ({ id, bytes }: RedactedValue): boolean =>
  (bytes.spans ?? []).some(({ origin }) =>
    sourcesOf(origin).some((source) => source.kind === 'copy' && source.value === id),
  );

const isPayloadUsed = ({ values }: RedactedTrace) =>
  values.some(({ bytes }) => (bytes.spans ?? []).some(({ origin }) => sourcesOf(origin).some(isOfPayload)));

const isOfPayload = (source: Source): boolean =>
  source.kind === 'copy' ? source.value === PAYLOAD : source.kind === 'given' && isFromPayload(source);

/** Returns whether an input is computed from the payload, as its length is. */
const isFromPayload = ({ input }: Given): boolean => input.id !== PAYLOAD && kindOfInput(input.id) === 'B';

const payloadOf = ({ payload }: RedactedTrace): Place => {
  const known = {
    letter: 'B',
    hue: hueOf('B'),
    name: nameOfInput({ id: PAYLOAD, name: PAYLOAD }),
    input: 'payload',
  } as const;
  return { value: PAYLOAD, start: 0, end: payload.length, ...known };
};

function runsOfSpan(value: string, { start, end, origin }: Span, given: GivenTags, runsOf: RunsOf): TagRun[] {
  const outside = (source: Given) => runsInRange(given.get(value) ?? bodyTags(source, given), start, end);
  switch (origin.kind) {
    case 'fixed':
      return [{ start, end, tag: 'fixed' }];
    case 'given':
      return outside(origin);
    case 'copy':
      // The whole payload is copied as one, because its bytes are not in the trace.
      if (origin.value === PAYLOAD) return [{ start, end, tag: tagsOf(origin, runsOf)[0] ?? 'unknown' }];
      return runsInRange(runsOf(origin.value), origin.start, origin.end).map((run) => ({
        start: run.start - origin.start + start,
        end: run.end - origin.start + start,
        tag: run.tag,
      }));
    case 'derived': {
      // An encoded input, such as a non-ASCII key, still belongs to its own place.
      const ingredients = ingredientsOf(origin).map(({ source }) => source);
      const [first] = ingredients;
      if (first?.kind === 'given' && ingredients.every(({ kind }) => kind === 'given')) return outside(first);
      return [{ start, end, tag: commonTag(ingredients.flatMap((source) => tagsOf(source, runsOf))) }];
    }
  }
}

/** Returns the tags of what is computed from the payload in place of a value, such as its length. */
const bodyTags = (source: Given, given: GivenTags): TagRun[] =>
  isFromPayload(source)
    ? (given.get(PAYLOAD) ?? []).map(({ tag }) => ({ start: 0, end: Number.POSITIVE_INFINITY, tag }))
    : [];

function tagsOf(source: Source, runsOf: RunsOf): Tag[] {
  if (source.kind !== 'copy') return [source.kind === 'fixed' ? 'fixed' : 'unknown'];
  // An empty payload has a place without bytes.
  if (source.value === PAYLOAD) return runsOf(PAYLOAD).map(({ tag }) => tag);
  return runsInRange(runsOf(source.value), source.start, source.end).map(({ tag }) => tag);
}

/** Returns the runs of bytes `start` to `end` (exclusive), of which those without a tag are unknown. */
function runsInRange(tags: readonly TagRun[], start: number, end: number): TagRun[] {
  const runs: TagRun[] = [];
  let at = start;
  for (const run of tags) {
    if (run.end <= start || run.start >= end) continue;
    const from = Math.max(run.start, at);
    if (from > at) runs.push({ start: at, end: from, tag: 'unknown' });
    at = Math.min(run.end, end);
    runs.push({ start: from, end: at, tag: run.tag });
  }
  if (at < end) runs.push({ start: at, end, tag: 'unknown' });
  return runs;
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

const merge = (runs: readonly TagRun[]): TagRun[] =>
  joinNeighbors(
    runs.filter(({ start, end }) => start < end),
    (last, { tag, start, end }) => (last.tag === tag && last.end === start ? { ...last, end } : null),
  );
