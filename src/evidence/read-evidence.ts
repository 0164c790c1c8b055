/** Reads whatever a person has of a failed request: the answer, the request, what the client wrote of its signature. */
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { findCanonicalPair } from '../intake/canonical-pair.ts';
import type { ClientRequest } from '../intake/client-request.ts';
import { INPUT } from '../intake/client-request.ts';
import { findLabels, readClientLog, type SignedByClient } from './client-log.ts';
import type { ErrorDocument } from './document.ts';
import { findErrorFields } from './error-fields.ts';
import { findErrorJson } from './error-json.ts';
import { findErrorText } from './error-text.ts';
import { findErrorXml } from './error-xml.ts';
import type { Evidence, Piece, ServerAnswer, Strings } from './evidence.ts';
import { findRequests, type RequestPlace, wholePiece } from './find-requests.ts';
import { type Landmarks, landmarksOf } from './landmarks.ts';
import { findHeads } from './printed-heads.ts';
import { readStrings } from './quoted-strings.ts';
import { beginsHar, readHarEvidence } from './read-har-evidence.ts';
import { findResponses, type ResponsePlace } from './responses.ts';
import { answerOf, answerOfHead, NO_HEAD } from './server-answer.ts';
import { whereToLook } from './where-to-look.ts';

/** What stands in one piece, before anything is chosen. */
interface Findings {
  readonly by: string;
  readonly documents: readonly ErrorDocument[];
  readonly responses: readonly ResponsePlace[];
  readonly signed: readonly SignedByClient[];
  readonly requests: readonly RequestPlace[];
  readonly remarks: readonly string[];
}

/**
 * Reads pieces of any bytes, in any mix and order. The problem, `no-evidence`, is of what has nothing in it that can be
 * used: it says what to ask a client or a server for.
 */
export function readEvidence(pieces: readonly Piece[]): Evidence | Problem {
  const found = pieces.map(findingsIn);
  const answer = chooseAnswer(found);
  const client = chooseClient(found, answer);
  const request = chooseRequest(found, answer);
  if (!answer && !client && !request) return nothing(pieces);
  return {
    answer: answer?.answer ?? null,
    client: client?.strings ?? null,
    request: request?.request ?? null,
    remarks: [
      ...found.flatMap(({ remarks }) => remarks),
      ...(answer?.remarks ?? []),
      ...(client?.remarks ?? []),
      ...(request?.remarks ?? []),
    ],
  };
}

function nothing(pieces: readonly Piece[]): Problem {
  const length = pieces[0]?.octets.length ?? 0;
  const says = pieces.every(({ octets }) => octets.trim() === '')
    ? 'The input is empty.'
    : "The input holds no server's answer, no request and nothing that a client printed of its signature.";
  return problem('no-evidence', says, whereToLook(), { where: { value: INPUT, start: 0, end: length } });
}

function findingsIn({ octets, by }: Piece): Findings {
  if (beginsHar(octets)) return findingsInHar(octets, by);
  const heads = findHeads(octets);
  const labels = findLabels(octets);
  const starts = landmarksOf(
    [...heads, ...labels].map(({ start }) => start),
    octets.length,
  );
  const documents = findDocuments(octets, starts);
  const isOutside = ({ start }: { readonly start: number }) =>
    !documents.some((document) => document.start <= start && start < document.end);
  const outside = heads.filter(isOutside);
  const landmarks = landmarksOf(
    [...heads, ...labels, ...documents].map(({ start }) => start),
    octets.length,
  );
  const signed = readClientLog(octets, by, labels.filter(isOutside), landmarks);
  const rest = blank(octets, documents);
  const requests = findRequests(rest, by, outside, landmarks);
  const isBare = signed.length === 0 && requests.length === 0;
  return {
    by,
    documents,
    responses: findResponses(octets, outside),
    signed: isBare ? unlabelled(rest, by) : signed,
    requests: isBare ? [wholePiece(rest, by)] : requests,
    remarks: [],
  };
}

/** XML first, since the others may hold it; then what is left is looked at. */
function findDocuments(octets: Octets, landmarks: Landmarks): ErrorDocument[] {
  const xml = findErrorXml(octets, landmarks);
  const behindXml = blank(octets, xml);
  const json = findErrorJson(behindXml);
  const rest = blank(behindXml, json);
  const fields = findErrorFields(rest);
  const described = [...xml, ...json, ...(fields ? [fields] : [])].sort((one, other) => one.start - other.start);
  const text = findErrorText(fields ? blank(rest, [fields]) : rest);
  // What a program prints of an answer says less than the answer itself.
  return text ? [...described, text] : described;
}

/** The same number of bytes, with line ends where documents stood. */
function blank(octets: Octets, documents: readonly { readonly start: number; readonly end: number }[]): Octets {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end } of [...documents].sort((one, other) => one.start - other.start)) {
    if (start < at) continue;
    parts.push(octets.slice(at, start), '\n'.repeat(end - start));
    at = end;
  }
  return at === 0 ? octets : ([...parts, octets.slice(at)].join('') as Octets);
}

/** One of the two texts, or both, with nothing that announces them. */
function unlabelled(octets: Octets, by: string): SignedByClient[] {
  const pair = findCanonicalPair(octets, by);
  if (pair === null || isProblem(pair)) return [];
  const strings = readStrings({
    by,
    canonicalRequest: pair.canonicalRequest?.octets ?? null,
    canonicalRequestBytes: null,
    stringToSign: pair.stringToSign?.octets ?? null,
    stringToSignBytes: null,
    signature: pair.signature?.octets ?? null,
    hashedCanonicalRequest: null,
    repairs: pair.remarks,
  });
  return [{ start: 0, end: octets.length, strings }];
}

function findingsInHar(octets: Octets, by: string): Findings {
  const read = readHarEvidence(octets, by);
  const body = read?.answer?.body ?? sliceOctets(octets, 0, 0);
  const documents = findDocuments(body, landmarksOf([], body.length));
  const responses = read?.answer ? [{ start: -1, ...read.answer.head }] : [];
  const request: RequestPlace[] = read
    ? [{ start: -1, signed: 'signed', holds: (text) => octets.includes(text), read: () => read.request }]
    : [];
  return { by, documents, responses, signed: [], requests: request, remarks: [] };
}

interface ChosenAnswer {
  readonly answer: ServerAnswer;
  /** The piece and the place in it. */
  readonly by: Findings;
  readonly start: number;
  readonly remarks: readonly string[];
}

const REFUSED = 300;

/** The first document that describes an error; else the first response that refuses. */
function chooseAnswer(found: readonly Findings[]): ChosenAnswer | null {
  const documents = found.flatMap((findings) => findings.documents.map((document) => ({ findings, document })));
  const whole = documents.filter(({ document }) => document.form !== 'text');
  const first = whole[0] ?? documents.find(({ document }) => document.elements.size > 2) ?? documents[0];
  const refused = found.flatMap((findings) =>
    findings.responses.filter(({ status }) => (status ?? 0) >= REFUSED).map((response) => ({ findings, response })),
  );
  if (!first) {
    const alone = refused[0];
    if (!alone) return null;
    const { findings, response } = alone;
    return { answer: answerOfHead(response, findings.by), by: findings, start: response.start, remarks: [] };
  }
  const { findings, document } = first;
  const own = findings.responses.findLast(({ start }) => start < document.start);
  const head = own ?? refused.find((other) => other.findings.documents.length === 0)?.response ?? NO_HEAD;
  const others = whole.length - 1;
  return {
    answer: answerOf(document, head, findings.by),
    by: findings,
    start: document.start,
    remarks: others > 0 ? [`There are ${others + 1} answers that describe an error; the first was read.`] : [],
  };
}

interface ChosenClient {
  readonly strings: Strings;
  readonly remarks: readonly string[];
}

/** What was signed for the request that failed: of the signature that the server got, of its time, or last before it. */
function chooseClient(found: readonly Findings[], answer: ChosenAnswer | null): ChosenClient | null {
  const all = found.flatMap((findings) => findings.signed.map((signed) => ({ findings, ...signed })));
  const provided = answer?.answer.signatureProvided?.toLowerCase();
  const lines = linesOf(answer?.answer);
  const chosen =
    all.find(({ strings }) => provided !== undefined && strings.signature === provided) ??
    all.find(({ strings }) => lines !== null && linesOf(strings) === lines) ??
    all.findLast(({ findings, start }) => answer !== null && findings === answer.by && start < answer.start) ??
    all[0];
  if (!chosen) return null;
  const remarks =
    all.length > 1
      ? [`The client has printed what it signed for ${all.length} requests; that of the one that failed was read.`]
      : [];
  return { strings: chosen.strings, remarks };
}

/** The algorithm, the time and the scope; `null` where they are not known. */
function linesOf(strings: Strings | undefined): string | null {
  const text = strings?.stringToSign?.octets;
  return text?.startsWith('AWS4-') ? text.split('\n').slice(0, 3).join('\n') : null;
}

interface ChosenRequest {
  readonly request: ClientRequest;
  readonly remarks: readonly string[];
}

/** The one with the signature that the server got, the last signed one before its answer, else the first signed one. */
function chooseRequest(found: readonly Findings[], answer: ChosenAnswer | null): ChosenRequest | null {
  const all = found.flatMap((findings) => findings.requests.map((place) => ({ findings, place })));
  const signed = all.filter(({ place }) => place.signed === 'signed');
  const provided = answer?.answer.signatureProvided;
  const order = [
    ...signed.filter(({ place }) => provided && place.holds(provided)),
    ...signed.filter(({ findings, place }) => findings === answer?.by && place.start < answer.start).reverse(),
    ...signed,
    ...all,
  ];
  for (const { place } of order.slice(0, MOST_TRIED)) {
    const request = place.read();
    if (!request) continue;
    const remarks =
      signed.length > 1 ? [`There are ${signed.length} signed requests; the one that failed was read.`] : [];
    return { request, remarks };
  }
  return null;
}

const MOST_TRIED = 16;
