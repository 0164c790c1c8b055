/** Reads the evidence about a failed request: the server's response, the request, and the client's signing log. */

import { whereToLook } from '../aws/programs.ts';
import type { Octets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { headerValue } from '../http/message.ts';
import { type ClientRequest, INPUT } from '../intake/pasted/client-request.ts';
import { otherSchemeIn } from '../sigv4/claims/other-schemes.ts';
import { isAboutSigning } from './about-signing.ts';
import { chooseDocument } from './answers/choose-document.ts';
import { answerOf, answerOfCode, answerOfHead, answerOfNothing, NO_HEAD } from './answers/server-answer.ts';
import { type Evidence, NO_EVIDENCE, type Piece, type ServerAnswer, type Strings, type Transit } from './evidence.ts';
import { type Findings, findingsIn } from './findings.ts';
import { findingsInHar } from './har-evidence.ts';
import type { LoggedStrings } from './logs/signing-log.ts';
import { setAsideOthers } from './other-requests.ts';
import { type Rendering, renderingsOf } from './renderings.ts';
import { type FoundRequest, requestOfText, signatureIn } from './requests/found-request.ts';
import { hasSignerCode, runTheCode } from './signer-code.ts';
import { weightOf } from './weight.ts';

/**
 * Reads pieces of any kind, in any order, and selects the parts that belong together. If the pieces contain nothing
 * usable, returns the problem `no-evidence`, which says what to get from the client or the server. If they are about the
 * signature of another vendor, returns the problem that names it.
 */
export function readEvidence(given: readonly Piece[]): Evidence | Problem {
  const other = otherSchemeOf(given);
  if (other) return other;
  const [asGiven, undone] = renderingsOf(given);
  const chosen = moreOf(asGiven, undone);
  const isCode = hasSignerCode(asGiven.pieces);
  if (!isEmpty(chosen) || (isAboutSigning(chosen.pieces) && !isCode)) return chosen;
  return evidenceOfCode(asGiven.pieces) ?? (isCode ? onlyCode(given) : noEvidence(given));
}

/** Returns the problem of pieces with the signature of another vendor, and with none of AWS; `null` for any others. */
function otherSchemeOf(given: readonly Piece[]): Problem | null {
  if (given.some(({ octets }) => octets.includes('AWS4-'))) return null;
  return given.map(({ octets }) => otherSchemeIn(octets)).find((problem) => problem !== null) ?? null;
}

/** Reads both renderings and returns the evidence that is more. A text that can be read as given was not rewritten. */
function moreOf(asGiven: Rendering, undone: Rendering): Evidence {
  const isChanged = undone.pieces.some(({ octets }, index) => octets !== asGiven.pieces[index]?.octets);
  if (!isChanged) return evidenceOf(asGiven);
  const [first, second] = [evidenceOf(asGiven), evidenceOf(undone)];
  return weightOf(second) > weightOf(first) ? second : first;
}

const isEmpty = ({ answer, client, request }: Evidence): boolean => !answer && !client && !request;

function evidenceOf({ pieces, remarks }: Rendering): Evidence {
  const read = pieces.map((piece) => ({ piece, findings: findingsInHar(piece) ?? findingsIn(piece) }));
  const answer = chooseAnswer(read.map(({ findings }) => findings));
  const { kept, others, choices } = setAsideOthers(read, answer);
  const found = kept.map(({ findings }) => findings);
  const client = chooseClient(found, answer);
  const request = chooseRequest(found, answer);
  const transit = request && transitOf(found, request.request);
  return {
    answer: answer?.answer ?? null,
    client: client?.strings ?? null,
    request: request?.request ?? null,
    ...(transit ? { transit } : {}),
    choices: [...(answer?.choices ?? []), ...choices],
    remarks: [...(client?.remarks ?? []), ...(request?.remarks ?? []), ...(transit ? [PASSED] : []), ...remarks],
    pieces,
    setAside: others.map(({ piece }) => piece),
  };
}

const PASSED =
  "The log of a proxy has the request as it came and as it went on. The server's text follows from what went on.";

/** Returns the head of a request at both ends of a proxy; `null` if no proxy logged them. */
function transitOf(found: readonly Findings[], { head: sent }: ClientRequest): Transit | null {
  const signed = `${headerValue(sent.headers, 'authorization')?.octets ?? ''} ${sent.target.octets}`;
  for (const { passed, by } of found) {
    const own = passed.findLast(({ received }) => signed.includes(signatureIn(received) ?? '\n'));
    const arrived = own && requestOfText(0, own.forwarded, by).read()?.head;
    if (arrived) return { sent, arrived };
  }
  return null;
}

/** Reads the code of an error that is all that somebody has, such as `403 SignatureDoesNotMatch`. */
function evidenceOfCode(pieces: readonly Piece[]): Evidence | null {
  const [answer = null] = pieces.flatMap((piece) => answerOfCode(piece) ?? []);
  return answer && { ...NO_EVIDENCE, answer, pieces };
}

function noEvidence(pieces: readonly Piece[]): Problem {
  const says = pieces.every(({ octets }) => octets.trim() === '')
    ? 'The input is empty.'
    : "The input contains no response from a server, no request, and no client's log of a signature.";
  return problem('no-evidence', says, whereToLook(), { where: placeOf(pieces) });
}

function onlyCode(pieces: readonly Piece[]): Problem {
  const says = 'The input is the code of a program that signs, which does not show what it sends.';
  return problem('no-evidence', says, runTheCode('https://HOST'), { where: placeOf(pieces) });
}

const placeOf = ([first]: readonly Piece[]) => ({ value: INPUT, start: 0, end: first?.octets.length ?? 0 });

interface ChosenAnswer {
  readonly answer: ServerAnswer;
  /**
   * Everything that was found in the piece that contains the response. `start` is the offset of the response in that
   * piece.
   */
  readonly by: Findings;
  readonly start: number;
  /** Sentences about which of several responses was read. */
  readonly choices: readonly string[];
}

/**
 * Chooses a document that describes an error or, failing that, the first response that refuses the request, and
 * then adds the server's log.
 */
function chooseAnswer(found: readonly Findings[]): ChosenAnswer | null {
  const answered = documentAnswer(found) ?? headAnswer(found);
  const logged = found.flatMap((findings) =>
    findings.logged.filter(({ side }) => side === 'server').map((entry) => ({ findings, entry })),
  );
  if (!answered) {
    const [first] = logged;
    if (!first) return null;
    const { findings, entry } = first;
    return { answer: withLog(answerOfNothing(findings.by), entry), by: findings, start: entry.start, choices: [] };
  }
  const provided = answered.answer.signatureProvided?.toLowerCase();
  const own = logged.find(({ entry }) => provided !== undefined && entry.provided === provided) ?? logged.at(-1);
  return own ? { ...answered, answer: withLog(answered.answer, own.entry) } : answered;
}

/** Adds a server's log to its response, unless the response itself quotes the texts. */
function withLog(answer: ServerAnswer, { strings, provided }: LoggedStrings): ServerAnswer {
  if (answer.canonicalRequest || answer.stringToSign) return answer;
  const { canonicalRequest, stringToSign, signature } = strings;
  return {
    ...answer,
    canonicalRequest,
    stringToSign,
    signature: answer.signature ?? signature,
    signatureProvided: answer.signatureProvided ?? provided,
  };
}

function documentAnswer(found: readonly Findings[]): ChosenAnswer | null {
  const documents = found.flatMap((findings, piece) =>
    findings.documents.map((document) => ({ findings, piece, document })),
  );
  const whole = chooseDocument(documents.filter(({ document }) => document.form !== 'text'));
  const first = whole?.chosen ?? documents.find(({ document }) => document.elements.size > 2) ?? documents[0];
  if (!first) return null;
  const { findings, document } = first;
  const own = findings.responses.findLast(({ start }) => start < document.start);
  const elsewhere = refusals(found).find((other) => other.findings.documents.length === 0)?.response;
  const head = own ?? elsewhere ?? nearestAfter(findings, document.end) ?? NO_HEAD;
  const answer = answerOf(document, head, findings.by);
  return { answer, by: findings, start: document.start, choices: whole?.choices ?? [] };
}

/**
 * Returns the nearest response after the error. Programs may print the head of a response after the error from its
 * body.
 */
const nearestAfter = ({ responses }: Findings, end: number) =>
  responses.find(({ start, status }) => start >= end && start < end + FARTHEST && (status ?? REFUSED) >= REFUSED) ??
  null;

const FARTHEST = 16_384;

function headAnswer(found: readonly Findings[]): ChosenAnswer | null {
  const [first] = refusals(found);
  if (!first) return null;
  const { findings, response } = first;
  return { answer: answerOfHead(response, findings.by), by: findings, start: response.start, choices: [] };
}

const REFUSED = 300;

function refusals(found: readonly Findings[]) {
  return found.flatMap((findings) =>
    findings.responses.filter(({ status }) => (status ?? 0) >= REFUSED).map((response) => ({ findings, response })),
  );
}

interface ChosenClient {
  readonly strings: Strings;
  readonly remarks: readonly string[];
}

/**
 * Chooses the client's log entry that has the signature that the server received. If there is no such entry, chooses,
 * in order of preference: the entry with the same time and scope, the last entry before the response, or the first
 * entry.
 */
function chooseClient(found: readonly Findings[], answer: ChosenAnswer | null): ChosenClient | null {
  const all = found.flatMap((findings) =>
    findings.logged.filter(({ side }) => side === 'client').map((entry) => ({ findings, ...entry })),
  );
  const others = unlikeServer(all, answer?.answer.canonicalRequest?.octets);
  const provided = answer?.answer.signatureProvided?.toLowerCase();
  const lines = linesOf(answer?.answer);
  const chosen =
    all.find(({ strings }) => provided !== undefined && strings.signature === provided) ??
    others.find(({ strings }) => lines !== null && linesOf(strings) === lines) ??
    others.findLast(({ findings, start }) => answer !== null && findings === answer.by && start < answer.start) ??
    others[0];
  if (!chosen) return null;
  const count = `The client printed what it signed for ${all.length} requests. The output for the failed one was read.`;
  const isOpen = !answer?.answer.canonicalRequest && !answer?.answer.stringToSign;
  const isFrom = (sideFrom: LoggedStrings['sideFrom']): boolean =>
    found.some(({ logged }) => logged.some((entry) => entry.sideFrom === sideFrom));
  const isWhose = isOpen && isFrom('nothing');
  const remarks = isWhose ? [WHOSE] : isFrom('label') ? [BY_LABEL] : all.length > 1 ? [count] : [];
  return { strings: chosen.strings, remarks };
}

const BY_LABEL = 'Of two texts of one request, the words before them say which one the server computed.';
const WHOSE =
  'There are two texts of one request, which differ, and nothing says which one the server computed. Write "server:" before that one.';

/**
 * Leaves out the texts that equal what the server computed if there are others: those are copies of what the server
 * quotes, and the others are the client's.
 */
function unlikeServer<Entry extends Pick<LoggedStrings, 'strings'>>(
  all: readonly Entry[],
  computed: string | undefined,
): readonly Entry[] {
  const others = all.filter(({ strings }) => strings.canonicalRequest && strings.canonicalRequest.octets !== computed);
  return others.length > 0 ? others : all;
}

const OF_VERSION_4 = /^AWS4-/;

/**
 * Returns the first three lines of the string to sign, which are the algorithm, the time, and the scope; `null` if
 * these lines are unknown.
 */
function linesOf(strings: Strings | undefined): string | null {
  const text = strings?.stringToSign?.octets;
  return text !== undefined && OF_VERSION_4.test(text) ? text.split('\n').slice(0, 3).join('\n') : null;
}

interface ChosenRequest {
  readonly request: ClientRequest;
  readonly remarks: readonly string[];
}

/**
 * Chooses the request that has the signature that the server received. If there is no such request, chooses, in order
 * of preference: the last signed request before the response, the first signed request, or the first request.
 */
function chooseRequest(found: readonly Findings[], answer: ChosenAnswer | null): ChosenRequest | null {
  const all = found.flatMap((findings) => findings.requests.map((place) => ({ findings, place })));
  const signed = all.filter(({ place }) => place.signed === 'signed');
  const provided = answer?.answer.signatureProvided;
  const order = [
    ...signed.filter(({ place }) => provided && place.text.includes(provided)),
    ...signed.filter(({ findings, place }) => findings === answer?.by && place.start < answer.start).reverse(),
    ...signed,
    ...all,
  ];
  const unread: FoundRequest[] = [];
  for (const { place } of order.slice(0, MOST_TRIED)) {
    const request = place.read();
    if (!request) {
      if (place.signed === 'signed') unread.push(place);
      continue;
    }
    const count =
      signed.length > 1 ? [`There are ${signed.length} signed requests. The one that failed was read.`] : [];
    return { request, remarks: [...count, ...(place.says === null ? [] : [place.says]), ...unreadIn(unread)] };
  }
  return null;
}

/** Names texts that looked like a signed request but could not be read, so that nothing is skipped silently. */
const unreadIn = (places: readonly FoundRequest[]): string[] =>
  [...new Set(places.map(({ start }) => start))].map(
    (start) => `What looks like a signed request at byte ${start} could not be read.`,
  );

const MOST_TRIED = 16;

/** Returns the evidence about a request whose bytes are known, and which a server answered with this message. */
export function answeredEvidence(request: ClientRequest, answer: Octets): Evidence {
  const read = readEvidence([{ octets: answer, by: { kind: 'answer' } }]);
  return { ...(isProblem(read) ? NO_EVIDENCE : read), request };
}
