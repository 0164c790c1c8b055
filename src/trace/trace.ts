/** Defines the trace, the record of one signing or verification. Every view and report is based on it. */

import { type Bytes, copyOf } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Problem } from '../bytes/problem.ts';
import type { LessonName } from './lesson-names.ts';

export interface StageDescription {
  readonly id: string;
  /** The name of the stage in the AWS documentation. */
  readonly title: string;
  readonly says: string;
  /** The URL of the page in the AWS documentation that defines the stage. */
  readonly see: string;
  /** The lesson that teaches the stage, unless a value of it has one of its own. */
  readonly lesson?: LessonName;
}

export interface ValueDefinition {
  /** An ID that is unique in a trace, such as `canonical-uri`. */
  readonly id: string;
  /** The name of the value in the AWS documentation. */
  readonly name: string;
  readonly stage: string;
  /** `text` is for readable bytes, and `octets` is for raw bytes, such as a key. */
  readonly form: 'text' | 'octets';
  readonly secrecy: 'public' | 'secret';
}

/** Returns a function that defines public text values for a stage. */
export const textValuesOf =
  ({ id: stage }: StageDescription) =>
  (id: string, name: string): ValueDefinition => ({ id, name, stage, form: 'text', secrecy: 'public' });

export interface Value extends ValueDefinition {
  readonly bytes: Bytes;
}

/**
 * A request body, represented by its length in bytes and its SHA-256 in hexadecimal digits. The bytes themselves never
 * go through the stages.
 */
export interface Payload {
  readonly length: number;
  /** The SHA-256; `null` if the hash is not needed, in which case the body may not have been read to its end. */
  readonly sha256: Octets | null;
}

/** The outcome. A failed trace contains the values that were computed before the failure. */
export type Outcome =
  | { readonly kind: 'signed' }
  | { readonly kind: 'match' }
  /**
   * The first value that differs. A side is `null` if its value is missing, or if each computation produces a different
   * value.
   */
  | { readonly kind: 'mismatch'; readonly provided: Octets | null; readonly computed: Octets | null }
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-yet-valid' }
  /** The secret or the signature is missing, so the two cannot be compared. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed'; readonly problem: Problem };

export type Scheme = 'header' | 'query' | 'policy' | 'chunks';

export interface Trace {
  /** For `diagnose`, two sides are compared. For `replay`, a mistake is reproduced. */
  readonly purpose: 'sign' | 'verify' | 'diagnose' | 'replay';
  /** The scheme: a request that is signed in its header or its query, the policy of a form, or only chunks. */
  readonly scheme: Scheme;
  readonly algorithm: Octets;
  /** The choices for details that the specification leaves open, keyed by rule name. */
  readonly rules: Readonly<Record<string, string>>;
  readonly stages: readonly StageDescription[];
  /** The values in the order in which they were computed. */
  readonly values: readonly Value[];
  readonly payload: Payload;
  readonly outcome: Outcome;
}

/** Finds a value by its ID. Returns `undefined` if the trace does not contain the value. */
export function findValue<Kept extends Value>(
  trace: { readonly values: readonly Kept[] },
  id: string,
): Kept | undefined {
  return trace.values.find((value) => value.id === id);
}

/** Adds values that were computed later, such as the values of the chunks. */
export function withValues(trace: Trace, values: readonly Value[]): Trace {
  return { ...trace, values: [...trace.values, ...values] };
}

/** Records a value and returns a copy of it. Bytes derived from the copy have the value as their source. */
export type Recorder = (definition: ValueDefinition, bytes: Bytes) => Bytes;

export const unrecorded: Recorder = (_definition, bytes) => bytes;

/** Creates a recorder that keeps only the values with these IDs, and only their octets. */
export function recordingOnly(ids: readonly string[]): {
  readonly record: Recorder;
  readonly kept: ReadonlyMap<string, Octets>;
} {
  const kept = new Map<string, Octets>();
  const record: Recorder = ({ id }, bytes) => {
    if (ids.includes(id)) kept.set(id, bytes.octets);
    return bytes;
  };
  return { record, kept };
}

/** Creates a recorder that adds every value to `values`. */
export function recording(): { readonly record: Recorder; readonly values: readonly Value[] } {
  const values: Value[] = [];
  const record: Recorder = ({ id, name, stage, form, secrecy }, bytes) => {
    // Each member is named, because copying a second object takes several times as long.
    values.push({ id, name, stage, form, secrecy, bytes });
    return copyOf(id, bytes.octets);
  };
  return { record, values };
}
