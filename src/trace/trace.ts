/** Defines the trace: the one record of a signing or a verification, which everything above reads. */
import { type Bytes, copyOf } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Problem } from '../bytes/problem.ts';

/** A step of signing or verifying, and its explanation. */
export interface StageDescription {
  readonly id: string;
  /** AWS's term. */
  readonly title: string;
  /** One sentence that explains it. */
  readonly says: string;
  /** The page of AWS's documentation that defines it. */
  readonly see: string;
}

/** The description of a value. */
export interface ValueDefinition {
  /** Unique in a trace: `canonical-uri`. */
  readonly id: string;
  /** AWS's name. */
  readonly name: string;
  /** The id of its stage. */
  readonly stage: string;
  /** `text` for readable bytes, `octets` for raw ones (a key). */
  readonly form: 'text' | 'octets';
  readonly secrecy: 'public' | 'secret';
}

/** Returns a function that defines the public text values of a stage. */
export const textValuesOf =
  ({ id: stage }: StageDescription) =>
  (id: string, name: string): ValueDefinition => ({ id, name, stage, form: 'text', secrecy: 'public' });

export interface Value extends ValueDefinition {
  readonly bytes: Bytes;
}

/** A request body: its length in bytes and its SHA-256 in hexadecimal. The bytes never go through the stages. */
export interface Payload {
  readonly length: number;
  /** `null` if nothing needs it, in which case the whole body was not read. */
  readonly sha256: Octets | null;
}

/** The outcome. A failed trace has the values that were reached. */
export type Outcome =
  | { readonly kind: 'signed' }
  | { readonly kind: 'match' }
  /** The first value that differs; `null` if it is missing, or if each computation gives a different one. */
  | { readonly kind: 'mismatch'; readonly provided: Octets | null; readonly computed: Octets | null }
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-yet-valid' }
  /** The secret or the signature is missing. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed'; readonly problem: Problem };

export type Scheme = 'header' | 'query' | 'policy' | 'chunks';

export interface Trace {
  /** `diagnose`: two sides compared; `replay`: a mistake reproduced. */
  readonly purpose: 'sign' | 'verify' | 'diagnose' | 'replay';
  /** What is signed: a request in its header or query, the policy of a form, or chunks only. */
  readonly scheme: Scheme;
  /** The name of the algorithm. */
  readonly algorithm: Octets;
  /** The choices that the specification leaves to the service, by name. */
  readonly rules: Readonly<Record<string, string>>;
  readonly stages: readonly StageDescription[];
  /** In the order of computation. */
  readonly values: readonly Value[];
  readonly payload: Payload;
  readonly outcome: Outcome;
}

/** Finds a value by id; returns `undefined` if the trace did not reach it. */
export function findValue<Kept extends Value>(
  trace: { readonly values: readonly Kept[] },
  id: string,
): Kept | undefined {
  return trace.values.find((value) => value.id === id);
}

/** Adds values that were computed later, such as those of the chunks. */
export function withValues(trace: Trace, values: readonly Value[]): Trace {
  return { ...trace, values: [...trace.values, ...values] };
}

/** Records a value and returns it as a copy. Bytes made from the copy have the value as their origin. */
export type Recorder = (definition: ValueDefinition, bytes: Bytes) => Bytes;

/** Records nothing. */
export const unrecorded: Recorder = (_definition, bytes) => bytes;

/** Records only the octets of the values with these ids. */
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

/** Records every value in `values`. */
export function recording(): { readonly record: Recorder; readonly values: readonly Value[] } {
  const values: Value[] = [];
  const record: Recorder = (definition, bytes) => {
    values.push({ ...definition, bytes });
    return copyOf(definition.id, bytes.octets);
  };
  return { record, values };
}
