/** Reads a case, or the JSON of a walk, which opens like a case. A problem says what is wrong, and where. */

import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromHex, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { isObject, type JsonObject } from '../../intake/json/json-line.ts';
import { readJsonRequest } from '../../intake/json/json-request.ts';
import { scanJson } from '../../intake/json/scan-json.ts';
import { TIMESTAMP } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { readMoment } from '../../sigv4/timestamp.ts';
import { CASE_VERSION, EXPECTED, type Expectations, type SignatureCase } from '../../views/case/signature-case.ts';

/** Reads the file. The text of a case begins with an opening brace. */
export function readCase(octets: Octets): SignatureCase | Problem {
  const fault = scanJson(octets, 0, MOST_LEVELS);
  if (fault) return notJson(octets, fault.at);
  const text = textFromOctets(octets);
  if (text === null) return wrong('The file', 'is not UTF-8');
  const document: unknown = JSON.parse(text);
  if (!isObject(document)) return wrong('The file', 'is not an object');
  if (document.sigcase !== undefined) return caseOf(document);
  if (document.purpose === 'sign' && Array.isArray(document.stages)) return caseOfWalk(document);
  return wrong('The file', 'has neither "sigcase" nor the stages of a walk');
}

/** Returns the case that a page of "diagnose --html" has; the file itself if it is no such page. */
export function caseIn(octets: Octets): Octets {
  const [, found] = /<script type="application\/json" id="case">([^<]*)<\/script>/.exec(octets) ?? [];
  return found !== undefined && /^\s*<!doctype html>/i.test(octets) ? (found as Octets) : octets;
}

/** What the JSON of a walk does not have. The scope is for people: it is read again from the request. */
const NOTHING_MORE = { pieces: [], scope: null, verdict: { id: '', says: '' }, notes: [] } as const;

const MOST_LEVELS = 64;

const SEE = 'docs/formats.md describes a case, and "sigv4 walk --json" prints a walk.';

const wrong = (where: string, what: string): Problem => problem('case', `${where} ${what}.`, SEE);

function notJson(octets: Octets, at: number): Problem {
  const before = octets.slice(0, at).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return wrong('The file', `is not JSON: something is wrong in line ${before.length}, column ${column}`);
}

const KINDS = ['walk', 'verify', 'diagnose'] as const;

function caseOf(document: JsonObject): SignatureCase | Problem {
  if (document.sigcase !== CASE_VERSION)
    return wrong('"sigcase"', `is not ${CASE_VERSION}, the version that this program reads`);
  const kind = KINDS.find((one) => one === document.kind);
  if (!kind) return wrong('"kind"', `is none of ${KINDS.join(', ')}`);
  const at = document.at ?? null;
  if (at !== null && (typeof at !== 'string' || readMoment(at) === null)) return wrong('"at"', 'is not a time');
  const request = document.request == null ? null : readJsonRequest(document.request, 'request');
  if (isProblem(request)) return request;
  const given = document.pieces ?? [];
  const pieces = Array.isArray(given) ? given.map(octetsIn) : [null];
  if (!pieces.every((piece) => piece !== null)) return wrong('"pieces"', 'is not a list of {"text"} or {"hex"}');
  if (kind === 'diagnose' && pieces.length === 0)
    return wrong('"pieces"', 'is missing, and there is nothing else to diagnose');
  if (kind !== 'diagnose' && request === null)
    return wrong('"request"', 'is missing, and there is nothing else to open');
  const expected = expectedIn(document.expected ?? {});
  if (isProblem(expected)) return expected;
  const notes = document.notes ?? [];
  if (!isTexts(notes)) return wrong('"notes"', 'is not a list of texts');
  return {
    kind,
    madeBy: typeof document.madeBy === 'string' ? document.madeBy : '',
    at,
    request,
    pieces,
    isMasked: document.masked === true,
    scope: null,
    expected,
    verdict: verdictIn(document.verdict),
    notes,
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function verdictIn(value: unknown): SignatureCase['verdict'] {
  const { id, says } = isObject(value) ? value : { id: undefined, says: undefined };
  return { id: typeof id === 'string' ? id : '', says: typeof says === 'string' ? says : '' };
}

function octetsIn(value: unknown): Octets | null {
  if (!isObject(value)) return null;
  if (typeof value.text === 'string') return octetsFromText(value.text);
  return typeof value.hex === 'string' && /^(?:[0-9a-f]{2})*$/.test(value.hex) ? octetsFromHex(value.hex) : null;
}

function expectedIn(value: unknown): Expectations | Problem {
  if (!isObject(value)) return wrong('"expected"', 'is not an object');
  const expected: Record<string, Octets> = {};
  for (const { id } of EXPECTED) {
    if (value[id] === undefined) continue;
    const octets = octetsIn(value[id]);
    if (octets === null) return wrong(`"expected.${id}"`, 'is neither {"text"} nor {"hex"}');
    expected[id] = octets;
  }
  return expected;
}

/** Extracts the signed request from the JSON of a walk. The JSON has no body, which is known only if it is empty. */
function caseOfWalk(document: JsonObject): SignatureCase | Problem {
  const values = valuesIn(document);
  const octetsOf = (id: string) => octetsIn(values.get(id)) ?? undefined;
  const signed = octetsOf(SIGNED_REQUEST.id);
  if (signed === undefined)
    return wrong('"stages"', `has no value ${SIGNED_REQUEST.id}, so nothing was signed with a head`);
  const head = readRequestHead(plain(signed));
  if (isProblem(head)) return wrong(`The value ${SIGNED_REQUEST.id}`, 'is not the head of a request');
  const expected = EXPECTED.flatMap(({ id }) => {
    const octets = octetsOf(id);
    return octets === undefined || isMasked(values.get(id)) ? [] : [[id, octets] as const];
  });
  return {
    ...NOTHING_MORE,
    kind: 'walk',
    madeBy: 'sigv4 walk --json',
    at: octetsOf(TIMESTAMP.id) ?? null,
    request: { head, body: hasNoPayload(document) ? EMPTY : null },
    isMasked: isMasked(values.get(SIGNED_REQUEST.id)),
    expected: Object.fromEntries(expected),
  };
}

function valuesIn({ stages }: JsonObject): ReadonlyMap<string, JsonObject> {
  const all = Array.isArray(stages) ? stages.filter(isObject) : [];
  const values = all.flatMap((stage) => (Array.isArray(stage.values) ? stage.values.filter(isObject) : []));
  return new Map(values.flatMap((value) => (typeof value.id === 'string' ? [[value.id, value] as const] : [])));
}

const isMasked = (value: JsonObject | undefined): boolean => value?.masked === true;

const hasNoPayload = ({ request }: JsonObject): boolean =>
  isObject(request) && isObject(request.payload) && request.payload.length === 0;
