/** What an authentic request asks for: the shape that every operation takes. */
import { type Bytes, plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { type HeaderField, headerValues } from '../http/message.ts';
import { decodedParameters } from '../http/target.ts';
import type { HoistedHeader } from '../sigv4/claims/hoisted-headers.ts';
import type { Address } from './addressing.ts';
import { type Answer, type Refusal, refuse } from './answer.ts';
import type { Bucket, ObjectChecksum, Store } from './objects.ts';
import { textOrLatin1 } from './xml.ts';

/** A form for browser uploads whose policy has allowed it. */
export interface BrowserForm {
  /** Those before the file, in their order. */
  readonly fields: readonly { readonly name: Octets; readonly value: Octets }[];
  readonly file: {
    readonly filename: Octets | null;
    readonly contentType: Octets | null;
    readonly body: Octets;
  };
}

/** What authentication makes of a request that passes. */
export interface Authentic {
  /** The body, decoded where it was aws-chunked. */
  readonly payload: Octets;
  /** Those that were sent, in headers, parameters or trailer fields, and are right. */
  readonly checksums: readonly ObjectChecksum[];
  /** Headers that are parameters of the query. */
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
  /** Those that were sent, then those that are parameters of the query and count as headers. */
  readonly headers: readonly HeaderField[];
  /** Decoded; the first of each name counts. */
  readonly parameters: ReadonlyMap<Octets, Octets>;
  readonly store: Store;
}

export type Operation = (asked: Asked) => Answer | Refusal;

/** An operation that needs the bucket to be there. */
export function inBucket(operation: (asked: Asked, bucket: Bucket) => Answer | Refusal): Operation {
  return (asked) => {
    const bucket = asked.store.buckets.get(asked.bucket);
    return bucket ? operation(asked, bucket) : refuse('NoSuchBucket', [['BucketName', textOrLatin1(asked.bucket)]]);
  };
}

/** Gives the parameters of a target by name, decoded: a + is a plus, as it is for the signature. */
export function parametersOf(target: Bytes): Map<Octets, Octets> {
  const pairs = decodedParameters(plain(target.octets)).map(({ name, value }) => [name.octets, value.octets] as const);
  return new Map(pairs.reverse());
}

/** A parameter of the query; `undefined` where there is none of this name. */
export function parameter({ parameters }: Pick<Asked, 'parameters'>, name: string): Octets | undefined {
  return parameters.get(name as Octets);
}

/**
 * The value of a header (name in lower case) in one line; several of the same name are one, with commas (RFC 9110,
 * section 5.3). `undefined` where there is none.
 */
export function headerText(headers: readonly HeaderField[], name: string): Octets | undefined {
  const values = headerValues(headers, name).map((value) => oneLine(value.octets));
  return values.length === 0 ? undefined : (values.join(',') as Octets);
}

/** What ends a line, with what a fold adds to it, as a space: no value may do that in an answer. */
export function oneLine(value: Octets): Octets {
  return value.replace(/[\r\n\0]+[ \t]*/g, ' ') as Octets;
}
