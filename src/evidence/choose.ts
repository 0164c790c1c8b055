/** Which answer, which request and which signature of the client belong together, where a paste has several. */
import type { ClientRequest } from '../intake/client-request.ts';
import type { ServerAnswer, Strings } from './evidence.ts';
import type { Findings } from './findings.ts';
import { answerOf, answerOfHead, NO_HEAD } from './server-answer.ts';

export interface ChosenAnswer {
  readonly answer: ServerAnswer;
  /** The piece and the place in it. */
  readonly by: Findings;
  readonly start: number;
  readonly remarks: readonly string[];
}

const REFUSED = 300;

/** The first document that describes an error; else the first response that refuses. */
export function chooseAnswer(found: readonly Findings[]): ChosenAnswer | null {
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

export interface ChosenClient {
  readonly strings: Strings;
  readonly remarks: readonly string[];
}

/** What was signed for the request that failed: of the signature that the server got, of its time, or last before it. */
export function chooseClient(found: readonly Findings[], answer: ChosenAnswer | null): ChosenClient | null {
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

export interface ChosenRequest {
  readonly request: ClientRequest;
  readonly remarks: readonly string[];
}

/** The one with the signature that the server got, the last signed one before its answer, else the first signed one. */
export function chooseRequest(found: readonly Findings[], answer: ChosenAnswer | null): ChosenRequest | null {
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
