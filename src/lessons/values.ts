/** The texts that a lesson computes: values of its requests' traces, what its shots signed, what the sandbox answered. */
import { hexFromOctets, type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { SIGNATURE } from '../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST, HASHED_CANONICAL_REQUEST } from '../sigv4/stages/canonical-request.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import { findValue, type Value } from '../trace/trace.ts';
import { findShot } from './files/parts-of-lesson.ts';
import type { AnswerForm, Exhibit, Expected } from './format.ts';
import type { PreparedLesson } from './prepared.ts';
import { makeShot, requestNamed, shoot } from './shots/shots.ts';

/** Of what is shown above a question, or of what a typed answer is compared with. */
export function valueText(lesson: PreparedLesson, wanted: Expected | Exhibit): string | Problem {
  if ('text' in wanted) return filledIn(lesson, wanted.text);
  if (!('kind' in wanted)) {
    const whole = traceText(lesson, wanted.value, wanted.request);
    return isProblem(whole) ? whole : partOf(whole, wanted);
  }
  if (wanted.kind === 'answer') return answerText(lesson, wanted.shot);
  if (wanted.shot !== undefined) return signedText(lesson, wanted.value, wanted.shot);
  return traceText(lesson, wanted.value, wanted.request);
}

/** A value of the trace of a request: keys in hexadecimal, all else as the text that it is. */
export function traceText(lesson: PreparedLesson, id: string, name?: string): string | Problem {
  const request = requestNamed(lesson, name);
  if (isProblem(request)) return request;
  const value = request.trace && findValue(request.trace, id);
  if (value) return textOfValue(value);
  const ids = request.trace?.values.map((one) => one.id) ?? [];
  const mend = ids.length > 0 ? `It has ${[...new Set(ids)].join(', ')}.` : 'The request is not signed.';
  return problem('value', `The request ${request.name} has no value ${id}.`, mend);
}

/** A key in hexadecimal, all else as the text that it is; octet for character where it is not UTF-8. */
export const textOfValue = ({ form, bytes }: Value): string =>
  form === 'octets' ? hexFromOctets(bytes.octets) : asText(bytes.octets);

const asText = (octets: Octets): string => textFromOctets(octets) ?? octets;

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

function answerText(lesson: PreparedLesson, id: string): string | Problem {
  const shot = findShot(lesson, id);
  if (!shot) return noShot(id);
  const outcome = shoot(lesson, shot);
  return isProblem(outcome) ? outcome : asText(outcome.body);
}

/** What the signer of a shot made of it, mistake and all. */
function signedText(lesson: PreparedLesson, value: string, id: string): string | Problem {
  const shot = findShot(lesson, id);
  const made = shot ? makeShot(lesson, shot) : noShot(id);
  if (isProblem(made)) return made;
  const texts = made.signed && signedTexts(made.signed);
  const text = texts?.get(value);
  if (text !== undefined) return asText(text);
  const mend = texts ? `It has ${[...texts.keys()].join(', ')}.` : 'Its request is not signed.';
  return problem('value', `Of the shot ${id} there is no value ${value}.`, mend);
}

/** By the ids of the values that they are instances of. */
export function signedTexts({
  canonicalRequest,
  stringToSign,
  signature,
}: {
  readonly canonicalRequest: Octets;
  readonly stringToSign: Octets;
  readonly signature: Octets;
}): ReadonlyMap<string, Octets> {
  return new Map([
    [CANONICAL_REQUEST.id, canonicalRequest],
    [HASHED_CANONICAL_REQUEST.id, sha256Hex(canonicalRequest)],
    [STRING_TO_SIGN.id, stringToSign],
    [SIGNATURE.id, signature],
  ]);
}

function noShot(id: string): Problem {
  return problem('shot', `The lesson has no shot ${id}.`, 'Name one that it has.');
}

const REFERENCE = /\{\{([^{}]*)\}\}/g;

/**
 * A text with each `{{VALUE}}` replaced by the value of the first request, each `{{REQUEST:VALUE}}` by that of another
 * one; the first problem of those that there are not.
 */
export function filledIn(lesson: PreparedLesson, text: string): string | Problem {
  const problems: Problem[] = [];
  const filled = text.replace(REFERENCE, (_whole, reference: string) => {
    const value = referenced(lesson, reference);
    if (!isProblem(value)) return value;
    problems.push(value);
    return '';
  });
  return problems[0] ?? filled;
}

/** `signature`, `other:signature`. */
function referenced(lesson: PreparedLesson, reference: string): string | Problem {
  const [name, id] = reference.includes(':') ? reference.split(':') : [undefined, reference];
  return traceText(lesson, (id ?? '').trim(), name?.trim());
}

/** What a text in the prose has to be: a value, or how many bytes or lines it has. */
export function tableText(lesson: PreparedLesson, reference: string): string | Problem {
  const [, what, id] = /^(bytes|lines) of (.+)$/.exec(reference) ?? [];
  const text = referenced(lesson, id ?? reference);
  if (isProblem(text) || what === undefined) return text;
  return String(what === 'bytes' ? octetsFromText(text).length : text.split('\n').length);
}

export type Ordering = Extract<AnswerForm, { readonly kind: 'order' }>;

/** The lines that are to be put in order and those that do not belong there, in an order that tells nothing. */
export function offeredParts(lesson: PreparedLesson, { expected, distractors }: Ordering): readonly string[] | Problem {
  const right = valueText(lesson, expected);
  if (isProblem(right)) return right;
  const parts = right.split('\n');
  for (const distractor of distractors) {
    const text = filledIn(lesson, distractor);
    if (isProblem(text)) return text;
    parts.push(text);
  }
  const keyed = parts.map((text) => ({ text, key: sha256Hex(octetsFromText(text)) }));
  return keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0)).map(({ text }) => text);
}

/** The number of the first line that is asked for, in the whole value: lines are told by it. */
export function firstLine(answer: AnswerForm): number {
  if (answer.kind !== 'type' && answer.kind !== 'order') return 1;
  const lines = 'lines' in answer.expected ? (answer.expected.lines ?? '1') : '1';
  return Number.parseInt(lines, 10);
}
