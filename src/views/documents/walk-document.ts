/** Makes the document of a walk: the trace, its published values, and the exchange. */

import { asText } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Exchange, WireRecord } from '../../http/exchange.ts';
import type { HeaderField } from '../../http/message.ts';
import type { ReadResponse } from '../../http/read-response.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import type { Check } from '../../vectors/expectations.ts';
import type { WalkFacts } from '../facts.ts';
import type { Results } from '../results.ts';
import { contentJson, problemJson, textOrHex } from './content.ts';
import { type OriginWriter, originWriter } from './origins.ts';

/**
 * The version of the document's shape. As of version 2, `request.payload` has the length and the hash of the body
 * instead of its bytes.
 */
const VERSION = 2;

/** Makes the document that `walk --json` prints. */
export const walkDocument = async ({ facts, broken }: Results['walk']): Promise<object> =>
  walkJson(facts(), broken && (await import('./break-document.ts')).breakJson(broken));

/** `broken` says what the mistakes of `--break` change. */
export function walkJson(facts: WalkFacts, broken: object | null = null) {
  const { trace, url, destination, checks, publisher, vectors, exchange } = facts;
  const { signedFor, connectsTo } = destination;
  const origins = originWriter(trace.values);
  return {
    version: VERSION,
    purpose: trace.purpose,
    scheme: trace.scheme,
    algorithm: trace.algorithm,
    rules: trace.rules,
    outcome: trace.outcome,
    request: { url, signedFor, connectsTo, payload: trace.payload },
    stages: stagesJson(trace, checks, origins),
    origins: origins.tables(),
    checks: {
      publisher: publisher && { publisher: publisher.publisher, title: publisher.title, source: publisher.source },
      values: checks.map(checkJson),
      vectors,
    },
    exchange: exchange && exchangeJson(exchange),
    ...(broken ? { broken } : {}),
  };
}

/** Converts the stages of a trace. Each stage has its values and the origins of their bytes. */
export function stagesJson(trace: RedactedTrace, checks: readonly Check[], origins: OriginWriter) {
  return trace.stages.map(({ id, title, see }) => ({
    id,
    title,
    see,
    values: trace.values.filter((value) => value.stage === id).map((value) => valueJson(value, checks, origins)),
  }));
}

function valueJson(value: RedactedValue, checks: readonly Check[], { spansOf }: OriginWriter) {
  const published = checks.find((check) => check.value === value.id && check.authority === 'published');
  const isPublished = published ? published.agrees : null;
  return { id: value.id, name: value.name, ...contentJson(value), published: isPublished, spans: spansOf(value) };
}

function checkJson({ value, authority, agrees, expected }: Check) {
  return agrees ? { value, authority, agrees } : { value, authority, agrees, expected: textOrHex(expected) };
}

function exchangeJson({ peer, tls, sent, received, times, response, problem }: Exchange) {
  return {
    peer,
    tls,
    sent: recordJson(sent),
    received: { ...recordJson(received), ...textOrHex(received.kept) },
    response: response && responseJson(response),
    milliseconds: times,
    problem: problem && exchangeProblemJson(problem),
  };
}

/** Converts a response. The body in the output is decoded, without chunk framing. */
function responseJson({ head, interim, framing, complete, body, trailers, remarks }: ReadResponse) {
  return {
    status: head.status,
    reason: asText(head.reason.octets),
    headers: head.headers.map(fieldJson),
    interim: interim.length,
    framing,
    complete,
    body: { length: body.length, sha256: body.sha256, ...textOrHex(body.kept) },
    trailers: trailers.map(fieldJson),
    remarks,
  };
}

/**
 * Converts a record of a message. The message's bytes are omitted, because a sent request may contain a session token.
 */
const recordJson = ({ length, sha256, pieces }: WireRecord) => ({ length, sha256, pieces });

const fieldJson = ({ name, value }: HeaderField) => [asText(name.octets), asText(value.octets)];

/** Converts the problem of an exchange, and adds the side that is at fault. */
const exchangeProblemJson = (problem: Problem) => {
  const { code, ...rest } = problemJson(problem);
  return { kind: problem.kind, code, fault: problem.fault, ...rest };
};
