/**
 * Masks the secrets in a trace. Pages, screens, and files accept only a `RedactedTrace`, which only this file can make.
 *
 * Every secret value is masked, and so is every byte that reveals part of a secret, such as a copy of it or its
 * lowercase or encoded form. Hashes and MACs are not masked, because they hide their input. Offsets do not change.
 */
import type { Octets } from '../bytes/octets.ts';
import { type Ingredient, ingredientsOf, type Source, type Span } from '../bytes/origin.ts';
import { changedRanges } from './changed-ranges.ts';
import { secretRanges } from './masks/mask.ts';
import { joinRanges, overwrite } from './masks/ranges.ts';
import type { Range } from './ranges.ts';
import type { Trace, Value } from './trace.ts';

declare const brand: unique symbol;

export interface RedactedValue extends Value {
  readonly masked: readonly Range[];
}

/** A value, in the trace in which it was computed. */
export interface TracedValue {
  readonly trace: RedactedTrace;
  readonly value: RedactedValue;
}

export interface RedactedTrace extends Omit<Trace, 'values'> {
  readonly [brand]: true;
  readonly values: readonly RedactedValue[];
}

/**
 * Whether secrets are masked. `reveal` is for the example secrets that AWS has published, and for users who explicitly
 * ask to see secrets.
 */
export type Redaction = 'mask' | 'reveal';

/**
 * Returns the trace with its secrets masked: by the origins of the bytes, and wherever else a secret is written, such as
 * in a header or the path. `others` are secrets that are not in the trace, which are only masked where they are written.
 * For `reveal`, the secrets of the trace are not masked.
 */
export function redact(trace: Trace, redaction: Redaction, others: readonly Octets[] = []): RedactedTrace {
  const isMasked = redaction === 'mask';
  const sources = isMasked ? sourcesOfSecrets(trace.values) : new Map<string, Range[]>();
  const written = secretRanges([...(isMasked ? secretsOf(trace) : []), ...others]);
  const done = new Map<string, RedactedValue>();
  for (const value of trace.values) {
    const { octets, spans } = value.bytes;
    const byOrigin = isMasked ? maskedRanges(value, sources.get(value.id) ?? [], done) : [];
    const masked = joinRanges([...byOrigin, ...written(octets)]);
    const redacted = { ...value, bytes: { octets: overwrite(octets, masked), spans }, masked };
    if (masked.length > 0) ORIGINALS.set(redacted, octets);
    done.set(value.id, redacted);
  }
  return { ...trace, values: [...done.values()] } as unknown as RedactedTrace;
}

/**
 * Returns the secret values of a trace that has not been redacted. A secret that is also the access key ID hides
 * nothing, because each request names the ID.
 */
export function secretsOf({ values }: Trace): Octets[] {
  const keyIds = values.filter(({ id }) => id === ACCESS_KEY_ID).map(({ bytes }) => bytes.octets);
  return values
    .filter(({ secrecy, bytes }) => secrecy === 'secret' && !keyIds.includes(bytes.octets))
    .map(({ bytes }) => bytes.octets);
}

/** The ID of the value that names the key, in every trace. */
const ACCESS_KEY_ID = 'access-key-id';

/**
 * The unmasked bytes of each value. These bytes are used only to determine whether masked bytes changed, and never
 * leave this file.
 */
const ORIGINALS = new WeakMap<RedactedValue, Octets>();

const originalOf = (value: RedactedValue): Octets => ORIGINALS.get(value) ?? value.bytes.octets;

/**
 * Returns the bytes of `after` that differ from `before`, in order, as `changedRanges` does. Returns `null` if nothing
 * changed. If a masked range differs, all of it counts as changed, which reveals nothing else
 * about that range.
 */
export function changedRangesOf(before: RedactedValue, after: RedactedValue): readonly Range[] | null {
  const [old, now] = [originalOf(before), originalOf(after)];
  if (old === now) return null;
  const ranges = changedRanges(old, now, after.form === 'text' ? 'lines' : 'whole');
  const isShownNow = before.masked.length > 0 && after.masked.length === 0;
  if (isShownNow) return [{ start: 0, end: now.length }];
  const touched = after.masked.filter((mask, index) => {
    const earlier = before.masked[index];
    const isSame = earlier && old.slice(earlier.start, earlier.end) === now.slice(mask.start, mask.end);
    return !isSame || ranges.some((range) => overlap(mask, range).length > 0);
  });
  return joinRanges([...ranges, ...touched]);
}

/** Finds the bytes from which secrets were copied or decoded, such as a session token in the request. */
function sourcesOfSecrets(values: readonly Value[]): Map<string, Range[]> {
  const sources = new Map<string, Range[]>();
  for (const value of [...values].reverse()) {
    const { length } = value.bytes.octets;
    const secret = value.secrecy === 'secret' ? [{ start: 0, end: length }] : (sources.get(value.id) ?? []);
    for (const span of value.bytes.spans ?? []) {
      const ranges = secret.flatMap((range) => overlap(range, span));
      if (ranges.length === 0) continue;
      for (const { value: source, range } of sourcesOfSpan(span, ranges)) {
        sources.set(source, [...(sources.get(source) ?? []), range]);
      }
    }
  }
  return sources;
}

function sourcesOfSpan({ start, origin }: Span, ranges: readonly Range[]) {
  if (origin.kind === 'copy') {
    return ranges.map((range) => ({ value: origin.value, range: shift(range, origin.start - start) }));
  }
  return ingredientsOf(origin)
    .filter(isRecoverable)
    .flatMap(({ source }) => (source.kind === 'copy' ? [{ value: source.value, range: source }] : []));
}

function overlap(one: Range, other: Range): Range[] {
  const start = Math.max(one.start, other.start);
  const end = Math.min(one.end, other.end);
  return start < end ? [{ start, end }] : [];
}

const shift = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });

function maskedRanges(
  value: Value,
  copiedByASecret: readonly Range[],
  earlier: ReadonlyMap<string, RedactedValue>,
): Range[] {
  const { octets, spans } = value.bytes;
  if (octets.length === 0) return [];
  // Without spans, the sources of the bytes are unknown, so all of them are masked.
  if (value.secrecy === 'secret' || spans === null) return [{ start: 0, end: octets.length }];
  return joinRanges([...copiedByASecret, ...spans.flatMap((span) => maskedInSpan(span, earlier))]);
}

function maskedInSpan(span: Span, earlier: ReadonlyMap<string, RedactedValue>): Range[] {
  const { origin, start, end } = span;
  if (origin.kind === 'copy') {
    return masksOf(origin, earlier).flatMap((mask) => overlap(shift(mask, start - origin.start), span));
  }
  const tells = ingredientsOf(origin).filter(isRecoverable);
  return tells.some(({ source }) => masksOf(source, earlier).length > 0) ? [{ start, end }] : [];
}

/** Returns whether this ingredient can be computed from the bytes that were made from it. */
function isRecoverable({ by }: Ingredient): boolean {
  return by.every((transform) => transform.secrecy === 'keeps');
}

function masksOf(source: Source, earlier: ReadonlyMap<string, RedactedValue>): readonly Range[] {
  if (source.kind !== 'copy') return [];
  const masked = earlier.get(source.value)?.masked ?? [];
  return masked.filter((mask) => mask.start < source.end && mask.end > source.start);
}
