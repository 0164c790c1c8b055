/** Defines input types for the parts of a request and the signing rules. */
import type { Rules } from '../sigv4/rules.ts';

/**
 * Headers in the order in which they are sent, as pairs, a fetch `Headers` object, a `Map`, or a plain object. In a
 * plain object, a name may have more than one value, and a header with the value `undefined` is omitted.
 */
export type HeadersInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The bytes of a body. A string is encoded as UTF-8. */
export type BodyInput = string | Uint8Array;

/** A time. A string is in UTC and written as `20130524T000000Z` or `2013-05-24T00:00:00Z`. */
export type DateInput = Date | string;

/**
 * Changes to the signing rules of the service, for servers that differ from AWS. The default rules depend on the name
 * of the service. The first choice of each rule is the S3 behavior.
 */
export type SigningRules = Partial<Omit<Rules, 'payload'>>;
