/**
 * Finds the tags of the request as given. What a request says of its own signature has the tags that the same bytes have
 * where a signer makes them, so a header has the same letter in a walk and in a verification.
 */

import type { Copy } from '../../bytes/origin.ts';
import { SIGNATURE_PARAMETERS } from '../../sigv4/names.ts';
import { PAYLOAD_KEYWORDS } from '../../sigv4/payload-keywords.ts';
import { SIGNED_HEADERS } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { PROVIDED_SIGNATURE } from '../../sigv4/stages/comparison.ts';
import { CREDENTIAL_SCOPE } from '../../sigv4/stages/credential-scope.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import type { Range } from '../../trace/ranges.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { isFromOutside, partsOfRequest, type RequestField, type RequestPart } from '../request-parts.ts';
import { signedNamesOf } from '../walk/head-lines.ts';
import { isNamedByRule, kindOfField, kindOfInput, lettersOfHeaders, type PlaceKind } from './letters.ts';
import { isPlace, nameOfInput, placeIn, type TagRun } from './place.ts';

/**
 * Returns the tags, in order; bytes between them have no known place. `inputs` are the other values of the first stage.
 */
export function tagsOfRequest(trace: RedactedTrace, inputs: readonly RedactedValue[]): TagRun[] {
  const request = findValue(trace, REQUEST.id);
  if (!request) return [];
  const { line, parameters, headers } = partsOfRequest(trace);
  const ofSignature = parameters.filter(({ shown }) => SIGNATURE_PARAMETERS.has(shown.toLowerCase()));
  const others = otherHeaders(trace, request, headers);
  return layered([
    ...line.map((part) => partTag(request, part, kindOfInput(part.name))),
    ...ofSignature.flatMap((field) => fieldTags(request, field, 'parameter')),
    ...headers.flatMap((field) => others.get(field) ?? fieldTags(request, field, 'header')),
    ...inputs.flatMap((value) => inputTags(request, value)),
    ...(trace.purpose === 'verify' ? signatureTags(trace, request, others) : []),
  ]).filter((run) => !isPlace(run.tag) || isFromOutside(request, run));
}

/** Returns the tag of a part; a part without a kind is from a rule. */
function partTag(request: RedactedValue, { start, end, name }: RequestPart, kind: PlaceKind | null): TagRun {
  return { start, end, tag: kind ? placeIn(request, { start, end }, { kind, name }) : 'fixed' };
}

/** Returns the tags of a header that has its own letter, or of a parameter of the signature. A rule names both. */
function fieldTags(
  request: RedactedValue,
  { shown, name, value }: RequestField,
  what: 'header' | 'parameter',
): TagRun[] {
  const words = request.bytes.octets.slice(value.start, value.end);
  const kind = PAYLOAD_KEYWORDS.some((word) => word === words) ? null : kindOfField(shown.toLowerCase());
  // The & before a parameter is not part of another one.
  return [
    { start: name.start - 1, end: value.start, tag: 'fixed' },
    partTag(request, { ...value, name: `the ${shown} ${what}` }, kind),
  ];
}

/** Returns the headers without a letter of their own, with their tags. */
function otherHeaders(
  trace: RedactedTrace,
  request: RedactedValue,
  headers: readonly RequestField[],
): Map<RequestField, TagRun> {
  const signed = signedNamesOf(trace) ?? [];
  const outside = headers.filter(
    ({ shown, name, value }) =>
      isFromOutside(request, { start: name.start, end: value.end }) &&
      !(trace.purpose === 'verify' && isOfConnection(shown.toLowerCase(), signed)),
  );
  const names = outside.map(({ shown }) => shown.toLowerCase());
  const letters = lettersOfHeaders(names, signed);
  return new Map(
    outside.flatMap((header, at) => {
      const letter = letters[at] ?? null;
      if (letter === null || letter === kindOfField(names[at] ?? '')) return [];
      const start = isNamedByRule(names[at] ?? '') ? header.value.start : header.name.start;
      const range = { start, end: header.value.end };
      const words = { kind: 'N', name: `the ${header.shown} header`, letter } as const;
      return [[header, { ...range, tag: placeIn(request, range, words) }]];
    }),
  );
}

/** Returns whether a received header is from the rules of HTTP for its connection, because it is not signed. */
const isOfConnection = (name: string, signed: readonly string[]): boolean =>
  name === CONNECTION && !signed.includes(name);
const CONNECTION = 'connection';

/** Returns the tag of the part of the request that carries an input, such as the Region. */
function inputTags(request: RedactedValue, value: RedactedValue): TagRun[] {
  const kind = kindOfInput(value.id);
  const copies = copiedFromRequest(value);
  const [first] = copies;
  const last = copies.at(-1);
  if (kind === null || !first || !last) return [];
  const range = { start: first.start, end: last.end };
  return [{ ...range, tag: placeIn(request, range, { kind, name: nameOfInput(value) }) }];
}

/** Returns the bytes of the request that a value is a copy of. */
export const copiedFromRequest = (value: RedactedValue | undefined): Copy[] =>
  (value?.bytes.spans ?? []).flatMap(({ origin }) =>
    origin.kind === 'copy' && origin.value === REQUEST.id ? [origin] : [],
  );

/** Returns the tags of the date, the names of headers, and the signature, as the request states them. */
function signatureTags(
  trace: RedactedTrace,
  request: RedactedValue,
  others: ReadonlyMap<RequestField, TagRun>,
): TagRun[] {
  const statedIn = (id: string) => copiedFromRequest(findValue(trace, id));
  const [date] = statedIn(CREDENTIAL_SCOPE.id);
  const tagOfName = ({ start, end }: Range) => {
    const name = request.bytes.octets.slice(start, end).toLowerCase();
    const named = [...others].find(([{ shown }]) => shown.toLowerCase() === name)?.[1];
    return named && !isNamedByRule(name) ? named.tag : 'fixed';
  };
  return [
    ...(date ? [partTag(request, { ...date, name: 'the date of the scope' }, 'D')] : []),
    ...statedIn(SIGNED_HEADERS.id).map(({ start, end }) => ({ start, end, tag: tagOfName({ start, end }) })),
    ...statedIn(PROVIDED_SIGNATURE.id).map(({ start, end }) => ({ start, end, tag: 'mixed' as const })),
  ];
}

/** Puts each run over those before it, and sorts what is left of them. */
const layered = (runs: readonly TagRun[]): TagRun[] =>
  runs
    .reduce<TagRun[]>((below, run) => [...below.flatMap((under) => without(under, run)), run], [])
    .sort((one, other) => one.start - other.start);

/** Removes a range from a run. At most two runs remain. */
function without(run: TagRun, { start, end }: Range): TagRun[] {
  if (end <= run.start || start >= run.end) return [run];
  return [cutRun(run, run.start, start), cutRun(run, end, run.end)].filter((piece) => piece.start < piece.end);
}

const cutRun = (run: TagRun, start: number, end: number): TagRun => ({
  start,
  end,
  tag: isPlace(run.tag) ? { ...run.tag, start, end } : run.tag,
});
