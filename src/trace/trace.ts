/** The one record of a signing or a verification that everything above reads. */
import { type Bytes, copyOf } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Problem } from '../bytes/problem.ts';

/** A step of the way, described for people. */
export interface StageDescription {
  readonly id: string;
  /** AWS's term. */
  readonly title: string;
  /** One plain sentence: what it is. */
  readonly says: string;
  /** The page of AWS's documentation that defines it. */
  readonly see: string;
}

/** What a value is, known before it is computed. */
export interface ValueDefinition {
  /** Unique in a trace, kebab-case: `canonical-uri`. */
  readonly id: string;
  /** AWS's name. */
  readonly name: string;
  /** The id of the stage it belongs to. */
  readonly stage: string;
  /** `text` where the bytes are meant to be read, `octets` where they are raw (a key). */
  readonly form: 'text' | 'octets';
  readonly secrecy: 'public' | 'secret';
}

export interface Value extends ValueDefinition {
  readonly bytes: Bytes;
}

/** A request body: its length in bytes and its SHA-256 in hexadecimal. The bytes never go through the stages. */
export interface Payload {
  readonly length: number;
  /** `null` where nothing needs it and nobody has read the whole body for it. */
  readonly sha256: Octets | null;
}

/** How it ended. A failure has the shape of a success: the values are those that were reached. */
export type Outcome =
  | { readonly kind: 'signed' }
  | { readonly kind: 'match' }
  /** The first value that differs; `null` where it is missing, or where no two are alike. */
  | { readonly kind: 'mismatch'; readonly provided: Octets | null; readonly computed: Octets | null }
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-yet-valid' }
  /** Nobody can tell, without the secret or without a signature. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed'; readonly problem: Problem };

export type Scheme = 'header' | 'query' | 'policy' | 'chunks';

export interface Trace {
  /** `diagnose`: two sides held against each other; `replay`: a mistake made again. */
  readonly purpose: 'sign' | 'verify' | 'diagnose' | 'replay';
  /** What is signed: a request, in its header or its query; the policy of a form; chunks alone. */
  readonly scheme: Scheme;
  /** How it is signed. */
  readonly algorithm: Octets;
  /** Each choice that the specification leaves to the service, by name. */
  readonly rules: Readonly<Record<string, string>>;
  readonly stages: readonly StageDescription[];
  /** In the order in which they were computed. */
  readonly values: readonly Value[];
  readonly payload: Payload;
  readonly outcome: Outcome;
}

/** The value of this id, if the trace got that far. */
export function findValue<Kept extends Value>(
  trace: { readonly values: readonly Kept[] },
  id: string,
): Kept | undefined {
  return trace.values.find((value) => value.id === id);
}

/** The trace with values that were computed after it: of the chunks of its payload. */
export function withValues(trace: Trace, values: readonly Value[]): Trace {
  return { ...trace, values: [...trace.values, ...values] };
}

/** Keeps a value and gives it back as a quotation, so that what is built from it says so. */
export type Recorder = (definition: ValueDefinition, bytes: Bytes) => Bytes;

/** For machines: keeps nothing. */
export const unrecorded: Recorder = (_definition, bytes) => bytes;

/** For programs: keeps the octets of the values with these ids. */
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

/** For people: keeps every value in `values`. */
export function recording(): { readonly record: Recorder; readonly values: readonly Value[] } {
  const values: Value[] = [];
  const record: Recorder = (definition, bytes) => {
    values.push({ ...definition, bytes });
    return copyOf(definition.id, bytes.octets);
  };
  return { record, values };
}
