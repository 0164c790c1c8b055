/** How the parts of a request are given. */

/**
 * Headers in the order in which they are sent: pairs, the `Headers` of fetch, a `Map`, or an object, in which a name may
 * have several values and `undefined` is none.
 */
export type HeadersInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The bytes of a body; a string is sent as UTF-8. */
export type BodyInput = string | Uint8Array;

/** A moment. As text in UTC: `20130524T000000Z` or `2013-05-24T00:00:00Z`. */
export type DateInput = Date | string;
