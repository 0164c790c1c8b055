/** Selects the cases that count for points: requests that S3 itself accepts, signed in the header or in the query. */
import type { GradedCase } from '../cases/graded-case.ts';

/** Matches a request target of bytes that a client may send without encoding them (RFC 3986, RFC 9112, section 3.2). */
const TARGET = /^[!$&-;=?-Z_a-z~%]+$/;
/** Matches a header value without folded lines and without bytes outside of ASCII (RFC 9110, section 5.5). */
const VALUE = /^[\x20-\x7e]*$/;

/**
 * Returns whether a case counts for points. The others are extra: groups that must be requested, folded headers, no-break
 * spaces, and targets with bytes that clients encode.
 */
export function isCore({ needs, expected }: GradedCase): boolean {
  if (needs.length > 0 || expected.kind !== 'values') return false;
  const { head } = expected.model.around;
  if (head === null) return false;
  return TARGET.test(head.target.octets) && head.headers.every(({ value }) => VALUE.test(value.octets));
}
