/** A walk as JSON: the trace, what was published of it, the exchange. */
import { hexFromOctets, type Octets, textFromOctets } from '../bytes/octets.ts';
import type { Exchange, WireRecord } from '../http/exchange.ts';
import type { HeaderField } from '../http/message.ts';
import type { WalkFacts } from '../pages/facts.ts';
import type { RedactedValue } from '../trace/redact.ts';
import type { Check } from '../vectors/expectations.ts';

/** The document that `--json` prints; its `version` changes when its shape does. */
export function walkJson(facts: WalkFacts): string {
  const { trace, url, destination, checks, publisher, vectors, exchange } = facts;
  const document = {
    version: trace.version,
    purpose: trace.purpose,
    scheme: trace.scheme,
    algorithm: trace.algorithm,
    rules: trace.rules,
    outcome: trace.outcome,
    request: { url, ...destination, payload: trace.payload },
    stages: trace.stages.map(({ id, title, see }) => ({
      id,
      title,
      see,
      values: trace.values.filter((value) => value.stage === id).map((value) => valueJson(value, checks)),
    })),
    checks: {
      publisher: publisher && { publisher: publisher.publisher, title: publisher.title, source: publisher.source },
      values: checks.map(checkJson),
      vectors,
    },
    exchange: exchange && exchangeJson(exchange),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function valueJson(value: RedactedValue, checks: readonly Check[]) {
  const published = checks.find((check) => check.value === value.id && check.authority === 'published');
  return { id: value.id, name: value.name, ...contentJson(value), published: published ? published.agrees : null };
}

/** `text` where the bytes are UTF-8 text, `hex` otherwise; a value of which something is masked says so. */
function contentJson({ bytes, form, masked }: RedactedValue) {
  if (masked.length > 0) return form === 'octets' ? { masked: true } : { masked: true, text: bytes.octets };
  return form === 'octets' ? { hex: hexFromOctets(bytes.octets) } : textOrHex(bytes.octets);
}

function textOrHex(octets: Octets) {
  const text = textFromOctets(octets);
  return text === null ? { hex: hexFromOctets(octets) } : { text };
}

function checkJson({ value, authority, agrees, expected }: Check) {
  return agrees ? { value, authority, agrees } : { value, authority, agrees, expected: textOrHex(expected) };
}

function exchangeJson({ peer, sent, received, times, response, problem }: Exchange) {
  return {
    peer,
    sent: recordJson(sent),
    received: { ...recordJson(received), ...textOrHex(received.kept) },
    response: response && {
      status: response.head.status,
      reason: response.head.reason.octets,
      headers: response.head.headers.map(fieldJson),
      framing: response.framing,
      complete: response.complete,
      body: { length: response.bodyLength, ...textOrHex(received.kept.slice(response.bodyStart) as Octets) },
    },
    milliseconds: times,
    problem,
  };
}

/** Without the bytes: what was sent may hold a session token. */
const recordJson = ({ length, sha256, pieces }: WireRecord) => ({ length, sha256, pieces });

const fieldJson = ({ name, value }: HeaderField) => [textFromOctets(name.octets) ?? name.octets, value.octets];
