/** Computes the texts of a lesson from the traces of its requests. */
import { asText, hexFromOctets, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { SIGNATURE } from '../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST, HASHED_CANONICAL_REQUEST } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import { findValue, type Value } from '../trace/trace.ts';
import type { Expected } from './format-parts.ts';
import type { ShotMessage, SignedRequests } from './prepared.ts';
import { requestNamed } from './shots/shots.ts';

/**
 * Computes the text with which a typed answer is compared. Returns a problem if `expected` names a value that the
 * lesson does not have.
 */
export function expectedText(lesson: SignedRequests, expected: Expected): string | Problem {
  if ('text' in expected) return filledIn(lesson, expected.text);
  const whole = traceText(lesson, expected.value, expected.request);
  return isProblem(whole) ? whole : partOf(whole, expected);
}

/** Returns the number of the first expected line within the whole value, for messages to the learner. */
export function firstLineOf(expected: Expected): number {
  return Number.parseInt(('lines' in expected && expected.lines) || '1', 10);
}

/** Counts the lines of the expected text. Returns 1 if the text cannot be computed. */
export function lineCount(lesson: SignedRequests, expected: Expected): number {
  const text = expectedText(lesson, expected);
  return isProblem(text) ? 1 : text.split('\n').length;
}

/** Finds a value in the trace of a request and returns it as text. Keys are in hexadecimal. */
export function traceText(lesson: SignedRequests, id: string, name?: string): string | Problem {
  const request = requestNamed(lesson, name);
  if (isProblem(request)) return request;
  const value = request.trace && findValue(request.trace, id);
  if (value) return textOfValue(value);
  const ids = request.trace?.values.map((one) => one.id) ?? [];
  const fix = ids.length > 0 ? `It has ${[...new Set(ids)].join(', ')}.` : 'The request is not signed.';
  return problem('value', `The request ${request.name} has no value ${id}.`, fix);
}

/**
 * Writes a key in hexadecimal, and any other value as text. If the bytes are not UTF-8, each byte becomes one
 * character.
 */
export const textOfValue = ({ form, bytes }: Value): string =>
  form === 'octets' ? hexFromOctets(bytes.octets) : asText(bytes.octets);

type Part = Pick<Extract<Expected, { value: string }>, 'lines' | 'digits'>;

function partOf(whole: string, { lines, digits }: Part): string | Problem {
  const [from = '', to = from] = lines?.split('-') ?? [];
  const all = whole.split('\n');
  if (lines !== undefined && !(Number(from) >= 1 && Number(from) <= Number(to) && Number(to) <= all.length)) {
    return problem('lines', `There are no lines ${lines}: the value has ${all.length}.`, 'Name lines that it has.');
  }
  const text = lines === undefined ? whole : all.slice(Number(from) - 1, Number(to)).join('\n');
  return digits === undefined ? text : text.slice(0, digits);
}

/** Lists the values that a shot's signer produced, by ID. */
export function signedTexts(signed: NonNullable<ShotMessage['signed']>): ReadonlyMap<string, Octets> {
  const { canonicalRequest, stringToSign, signature } = signed;
  return new Map([
    [CANONICAL_REQUEST.id, canonicalRequest],
    [HASHED_CANONICAL_REQUEST.id, sha256Hex(canonicalRequest)],
    [STRING_TO_SIGN.id, stringToSign],
    [SIGNATURE.id, signature],
  ]);
}

const REFERENCE = /\{\{([^{}]*)\}\}/g;

/**
 * Replaces each `{{VALUE}}` with a value of the first request, and each `{{REQUEST:VALUE}}` with a value of another
 * request. Returns a problem for the first value that does not exist.
 */
export function filledIn(lesson: SignedRequests, text: string): string | Problem {
  const problems: Problem[] = [];
  const filled = text.replace(REFERENCE, (_whole, reference: string) => {
    const value = referenced(lesson, reference);
    if (!isProblem(value)) return value;
    problems.push(value);
    return '';
  });
  return problems[0] ?? filled;
}

/** Finds the value for a reference such as `signature` or `other:signature`. */
function referenced(lesson: SignedRequests, reference: string): string | Problem {
  const [name, id] = reference.includes(':') ? reference.split(':') : [undefined, reference];
  return traceText(lesson, (id ?? '').trim(), name?.trim());
}
