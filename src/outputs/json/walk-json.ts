/** Writes a walk as JSON: the trace, its published values, and the exchange. */

import { hexFromOctets, type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { Exchange, WireRecord } from '../../http/exchange.ts';
import type { HeaderField } from '../../http/message.ts';
import type { ReadResponse } from '../../http/read-response.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import type { Check } from '../../vectors/expectations.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { SecondOpinion } from '../../views/second-opinion/second-opinion.ts';
import { exchangeProblemJson, jsonText } from './json-text.ts';
import { type OriginWriter, originWriter } from './origins-json.ts';

/**
 * The version of the document's shape. As of version 2, `request.payload` has the length and the hash of the body
 * instead of its bytes.
 */
const VERSION = 2;

/** Writes the document that `--json` prints. `broken` says what the mistakes of `--break` change. */
export function walkJson(facts: WalkFacts, broken: object | null = null): string {
  const { trace, url, destination, checks, publisher, vectors, opinion, exchange } = facts;
  const { signedFor, connectsTo } = destination;
  const origins = originWriter(trace.values);
  return jsonText({
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
      secondOpinion: opinion && opinionJson(opinion),
    },
    exchange: exchange && exchangeJson(exchange),
    ...(broken ? { broken } : {}),
  });
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

/**
 * Converts bytes: to `text` if they are UTF-8, and otherwise to `hex`. A value with masked bytes also has `masked`. If
 * such a value is not text, `masked` is its only member.
 */
export function contentJson({ bytes, form, masked }: RedactedValue) {
  if (masked.length > 0) return form === 'octets' ? { masked: true } : { masked: true, ...textOrHex(bytes.octets) };
  return form === 'octets' ? { hex: hexFromOctets(bytes.octets) } : textOrHex(bytes.octets);
}

export function textOrHex(octets: Octets) {
  const text = textFromOctets(octets);
  return text === null ? { hex: hexFromOctets(octets) } : { text };
}

function checkJson({ value, authority, agrees, expected }: Check) {
  return agrees ? { value, authority, agrees } : { value, authority, agrees, expected: textOrHex(expected) };
}

function opinionJson(opinion: SecondOpinion) {
  if (opinion.kind === 'unavailable') return opinion;
  const { firstDifferingLine: line, canonicalRequest, ...rest } = opinion;
  const lineJson = (octets: Octets | null) => octets && textOrHex(octets);
  return {
    ...rest,
    canonicalRequest: textOrHex(canonicalRequest),
    firstDifferingLine: line && { ours: lineJson(line.ours), theirs: lineJson(line.theirs) },
  };
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
    reason: readable(head.reason.octets),
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

const fieldJson = ({ name, value }: HeaderField) => [readable(name.octets), readable(value.octets)];

export const readable = (octets: Octets) => textFromOctets(octets) ?? octets;
