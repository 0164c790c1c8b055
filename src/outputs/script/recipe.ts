/**
 * Creates the recipe of a request's signature, in which each value of the trace is an expression of earlier values. The
 * expressions are based on the origins of the bytes, so the recipe cannot differ from the walk. Secrets are never part
 * of the recipe; the script reads them from environment variables.
 */
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { type Origin, type Source, type Span, sourcesOf } from '../../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { CANONICAL_QUERY_STRING } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { ENCODED_LENGTH } from '../../sigv4/stages/chunk-signatures.ts';
import { TERMINATOR } from '../../sigv4/stages/credential-scope.ts';
import { FORM_BEGINNING } from '../../sigv4/stages/form-fields.ts';
import { PRESIGNED_URL } from '../../sigv4/stages/presigned-url.ts';
import { REQUEST, SECRET_ACCESS_KEY, sessionTokenDefinition, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';

/** An expression whose result is bytes. `start` and `end` (exclusive) count bytes from 0. */
export type Expression =
  | { readonly kind: 'literal'; readonly octets: Octets }
  | { readonly kind: 'value'; readonly id: string }
  | { readonly kind: 'slice'; readonly id: string; readonly start: number; readonly end: number }
  | { readonly kind: 'join'; readonly parts: readonly Expression[] }
  | { readonly kind: 'body'; readonly start: number; readonly end: number; readonly isWhole: boolean }
  | { readonly kind: 'environment'; readonly name: string }
  /** The SHA-256 as 64 hexadecimal digits. */
  | { readonly kind: 'sha256'; readonly of: Expression }
  /** The 32 bytes of an HMAC-SHA256, or their 64 hexadecimal digits. */
  | { readonly kind: 'hmac'; readonly key: Expression; readonly message: Expression; readonly as: 'bytes' | 'digits' }
  | { readonly kind: 'base64'; readonly of: Expression }
  | { readonly kind: 'percent-encode'; readonly of: Expression };

export interface RecipeStep {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly title: string;
  readonly is: Expression;
  readonly form: RedactedValue['form'];
  /** Whether the value contains a secret or is a key. The result is always shown, because it is sent. */
  readonly isSecret: boolean;
}

export interface Recipe {
  readonly steps: readonly RecipeStep[];
  /** The body; `null` if the body is too long for a script and is read from a file. */
  readonly body: Octets | null;
}

export const SECRET_VARIABLE = 'AWS_SECRET_ACCESS_KEY';
const TOKEN_VARIABLE = 'AWS_SESSION_TOKEN';
const SESSION_TOKEN = sessionTokenDefinition(0).id;

/**
 * The values that are omitted because they are read from the environment, are not part of the signature, or only repeat
 * other values.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
  REQUEST.id,
  SECRET_ACCESS_KEY.id,
  SESSION_TOKEN,
  SIGNED_REQUEST.id,
  FORM_BEGINNING.id,
  ENCODED_LENGTH.id,
]);

/**
 * Creates the recipe of a masked trace. `body` is the payload, or `null` to read it from a file. With `step`, the
 * recipe has only the value or the stage with that ID, and the values needed to compute it from nonsecret values.
 * Returns a problem if the signature cannot be computed again.
 */
export function recipeOf(trace: RedactedTrace, body: Octets | null, step: string | null): Recipe | Problem {
  if (trace.algorithm.includes('ECDSA')) return RANDOM_SIGNATURE;
  const known = trace.values.filter(({ id }) => !LEFT_OUT.has(id) && !id.startsWith('other-secret-in-'));
  const maker = { trace, known: new Map(known.map((value) => [value.id, value])) };
  const steps: RecipeStep[] = [];
  for (const value of known) {
    const is = expressionOf(value, maker);
    if (isProblem(is)) return is;
    const { id, name, form, stage } = value;
    const title = trace.stages.find((one) => one.id === stage)?.title ?? '';
    steps.push({ id, name, stage, title, is, form, isSecret: value.masked.length > 0 && !RESULTS.has(id) });
  }
  const ordered = byStage(steps, trace);
  return step === null ? { steps: ordered, body } : oneStep(ordered, trace, step, body);
}

/**
 * Puts the values of each stage together, in the order of the walk, if each value comes after those that it needs. The
 * payload, for one, is hashed long before the stage that has its hash.
 */
function byStage(steps: readonly RecipeStep[], { stages }: RedactedTrace): RecipeStep[] {
  const place = new Map(stages.map(({ id }, index) => [id, index]));
  const placeOf = ({ stage }: RecipeStep) => place.get(stage) ?? 0;
  const left = new Map(steps.map((step) => [step.id, step]));
  return steps.flatMap(() => {
    const ready = [...left.values()].filter(({ is }) => !valuesIn(is).some((id) => left.has(id)));
    const [next] = ready.toSorted((one, other) => placeOf(one) - placeOf(other));
    if (!next) return [];
    left.delete(next.id);
    return [next];
  });
}

const RESULTS: ReadonlySet<string> = new Set([PRESIGNED_URL.id, 'form-fields']);

interface Maker {
  readonly trace: RedactedTrace;
  /** The values that have a variable in the script. */
  readonly known: ReadonlyMap<string, RedactedValue>;
}

function expressionOf(value: RedactedValue, maker: Maker): Expression | Problem {
  const spans = value.bytes.spans ?? [];
  const whole = spans.length === 1 && spans[0] ? computed(spans[0], maker) : null;
  if (whole) return whole;
  if (spans.length > 0 && spans.every(({ origin }) => doneTo(origin).includes('base64'))) return base64Of(spans, maker);
  const parts: Expression[] = [];
  for (let index = 0; index < spans.length; index += 1) {
    const span = spans[index];
    if (!span) continue;
    const made = computed(span, maker) ?? copied(span.origin, maker) ?? secretPart(value, spans, index);
    if (isProblem(made)) return made;
    if (!made) parts.push({ kind: 'literal', octets: sliceOctets(value.bytes.octets, span.start, span.end) });
    else if ('part' in made) {
      parts.push(made.part);
      index = made.last;
    } else parts.push(made);
  }
  return joined(parts);
}

const doneTo = (origin: Origin) => (origin.kind === 'derived' ? origin.by.map(({ id }) => id) : []);

/** Returns the bytes of a span as a hash or an HMAC; `null` if the bytes are neither. */
function computed({ origin }: Span, maker: Maker): Expression | null {
  const done = doneTo(origin);
  const [first, second] = sourcesOf(origin);
  if (!first) return null;
  if (done.includes('hmac-sha256')) {
    const message = second ? ofSource(second, maker) : null;
    const key = ofSource(first, maker);
    return message && key && { kind: 'hmac', key, message, as: done.includes('hex') ? 'digits' : 'bytes' };
  }
  if (!done.includes('sha256')) return null;
  const of = ofSource(first, maker);
  return of && { kind: 'sha256', of };
}

function ofSource(source: Source, maker: Maker): Expression | null {
  if (source.kind === 'fixed') return { kind: 'literal', octets: TERMINATOR.octets };
  if (source.kind === 'given') return null;
  const { value, start, end } = source;
  if (value === PAYLOAD) {
    return { kind: 'body', start, end, isWhole: start === 0 && end === maker.trace.payload.length };
  }
  const from = maker.known.get(value);
  if (!from) return null;
  return start === 0 && end === from.bytes.octets.length
    ? { kind: 'value', id: value }
    : { kind: 'slice', id: value, start, end };
}

/** Returns the variable of a value that is copied completely, or of a part of the time. Other parts are written out. */
function copied(origin: Origin, maker: Maker): Expression | null {
  if (origin.kind !== 'copy') return null;
  if (origin.value === SECRET_ACCESS_KEY.id) return { kind: 'environment', name: SECRET_VARIABLE };
  const found = ofSource(origin, maker);
  const isMasked = (maker.known.get(origin.value)?.masked.length ?? 0) > 0;
  return found?.kind === 'value' || (found?.kind === 'slice' && (origin.value === TIMESTAMP.id || isMasked))
    ? found
    : null;
}

/**
 * Reads masked bytes at a span from the environment: the session token, or a header that contains a secret. Also
 * returns the index of the last span that they fill. Returns `null` if the span is not masked.
 */
function secretPart(
  value: RedactedValue,
  spans: readonly Span[],
  index: number,
): { readonly part: Expression; readonly last: number } | Problem | null {
  const at = spans[index];
  const mask = at && value.masked.find(({ start, end }) => start < at.end && end > at.start);
  if (!at || !mask) return null;
  const [source] = sourcesOf(at.origin);
  const last = spans.findLastIndex(({ end }) => end <= mask.end);
  if (source?.kind !== 'copy' || mask.start !== at.start || last < index) return HELD_SECRET;
  if (source.value !== SESSION_TOKEN) return HELD_SECRET;
  const token = { kind: 'environment', name: TOKEN_VARIABLE } as const;
  return { part: IN_URL.has(value.id) ? { kind: 'percent-encode', of: token } : token, last };
}

const IN_URL: ReadonlySet<string> = new Set([CANONICAL_QUERY_STRING.id, PRESIGNED_URL.id]);

function base64Of(spans: readonly Span[], maker: Maker): Expression | Problem {
  const [source] = spans[0] ? sourcesOf(spans[0].origin) : [];
  if (source?.kind !== 'copy' || !maker.known.has(source.value)) return HELD_SECRET;
  return { kind: 'base64', of: { kind: 'value', id: source.value } };
}

/** Joins the parts. Adjacent literal parts are merged. */
function joined(parts: readonly Expression[]): Expression {
  const merged: Expression[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal') {
      merged[merged.length - 1] = { kind: 'literal', octets: (last.octets + part.octets) as Octets };
    } else merged.push(part);
  }
  const [only, ...others] = merged;
  if (!only) return { kind: 'literal', octets: octetsFromText('') };
  return others.length === 0 ? only : { kind: 'join', parts: merged };
}

/** Keeps one step. The values that it needs are written out, except for secret ones, which are also computed. */
function oneStep(
  steps: readonly RecipeStep[],
  trace: RedactedTrace,
  id: string,
  body: Octets | null,
): Recipe | Problem {
  const named = steps.filter((step) => step.id === id);
  const wanted = new Set((named.length > 0 ? named : steps.filter(({ stage }) => stage === id)).map((step) => step.id));
  if (wanted.size === 0) return noStep(steps, id);
  const kept: RecipeStep[] = [];
  const needed = new Set<string>(wanted);
  for (const step of [...steps].reverse()) {
    if (!needed.has(step.id)) continue;
    const isComputed = wanted.has(step.id) || step.isSecret;
    const octets = trace.values.find((value) => value.id === step.id)?.bytes.octets ?? octetsFromText('');
    kept.unshift(isComputed ? step : { ...step, is: { kind: 'literal', octets } });
    if (isComputed) for (const value of valuesIn(step.is)) needed.add(value);
  }
  return { steps: kept, body };
}

/** Returns an expression and every expression inside it. */
export const withOperands = (expression: Expression): readonly Expression[] => [
  expression,
  ...operandsOf(expression).flatMap(withOperands),
];

function operandsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'join') return expression.parts;
  if (expression.kind === 'hmac') return [expression.key, expression.message];
  return 'of' in expression ? [expression.of] : [];
}

/** Returns the IDs of the values in an expression. */
const valuesIn = (expression: Expression): string[] =>
  withOperands(expression).flatMap((one) => ('id' in one ? [one.id] : []));

const RANDOM_SIGNATURE = problem(
  'option',
  'Each ECDSA signature is different, so a script cannot compute the same one.',
  'Sign with AWS4-HMAC-SHA256, or use another form.',
);
const HELD_SECRET = problem(
  'secret',
  'The request contains a secret that is neither the secret access key nor the session token, such as a cookie or a key of SSE-C. A script must not contain it.',
  'Leave it out, or use another form.',
);

const noStep = (steps: readonly RecipeStep[], id: string): Problem =>
  problem(
    'option',
    `This signature has no step ${JSON.stringify(id)}.`,
    `Its steps are ${steps.map((step) => step.id).join(', ')}.`,
  );
