/** Describes what an authenticated request asks for, as the input of every operation. */
import { type Bytes, plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { type HeaderField, headerValues } from '../http/message.ts';
import { decodedParameters } from '../http/target.ts';
import type { HoistedHeader } from '../sigv4/claims/hoisted-headers.ts';
import type { Address } from './addressing.ts';
import { type Answer, type Refusal, refuse } from './answer.ts';
import type { Bucket, ObjectChecksum, Store } from './objects.ts';
import { textOrLatin1 } from './xml.ts';

export interface BrowserForm {
  /** The fields before the file, in order. */
  readonly fields: readonly { readonly name: Octets; readonly value: Octets }[];
  readonly file: {
    readonly filename: Octets | null;
    readonly contentType: Octets | null;
    readonly body: Octets;
  };
}

/** The result of authentication for a request that passes. */
export interface Authentic {
  /** The body, decoded if it was aws-chunked. */
  readonly payload: Octets;
  /** The verified checksums from headers, query parameters, or trailers. */
  readonly checksums: readonly ObjectChecksum[];
  /** The headers that were sent as query parameters. */
  readonly hoisted?: readonly HoistedHeader[];
  readonly form?: BrowserForm | null;
}

/** Where and when the operation takes place. */
export interface Circumstances {
  readonly region: string;
  /** The server's time. */
  readonly now: Date;
}

export interface Asked extends Circumstances, Authentic, Address {
  readonly method: Octets;
  readonly host: Octets;
  /** The headers that were sent, then the query parameters that count as headers. */
  readonly headers: readonly HeaderField[];
  /** Decoded query parameters; if a name is repeated, the first one counts. */
  readonly parameters: ReadonlyMap<Octets, Octets>;
  readonly store: Store;
}

export type Operation = (asked: Asked) => Answer | Refusal;

/** Wraps an operation that requires the bucket to exist. */
export function inBucket(operation: (asked: Asked, bucket: Bucket) => Answer | Refusal): Operation {
  return (asked) => {
    const bucket = asked.store.buckets.get(asked.bucket);
    return bucket ? operation(asked, bucket) : refuse('NoSuchBucket', [['BucketName', textOrLatin1(asked.bucket)]]);
  };
}

/** Returns the decoded parameters of a target by name. A + is a plus sign, as it is for the signature. */
export function parametersOf(target: Bytes): Map<Octets, Octets> {
  const pairs = decodedParameters(plain(target.octets)).map(({ name, value }) => [name.octets, value.octets] as const);
  return new Map(pairs.reverse());
}

/** Returns the query parameter with this name, if there is one. */
export function parameter({ parameters }: Pick<Asked, 'parameters'>, name: string): Octets | undefined {
  return parameters.get(name as Octets);
}

/**
 * Returns the value of a header (by lowercase name) on one line. Repeated headers are joined with commas (RFC 9110,
 * section 5.3). Returns `undefined` if there is none.
 */
export function headerText(headers: readonly HeaderField[], name: string): Octets | undefined {
  const values = headerValues(headers, name).map((value) => oneLine(value.octets));
  return values.length === 0 ? undefined : (values.join(',') as Octets);
}

/** Replaces line ends, including folds, with a space, because values in an answer must not contain line ends. */
export function oneLine(value: Octets): Octets {
  return value.replace(/[\r\n\0]+[ \t]*/g, ' ') as Octets;
}
