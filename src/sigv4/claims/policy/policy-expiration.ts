/** Until when a policy lets upload (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html#sigv4-HTTPPOSTExpiration). */

/** ISO 8601 in UTC; `Date.parse` alone takes much more, and some of it for a time where the program runs. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** The last moment at which it does, in milliseconds since 1970; `null` for what S3 takes for no expiration. */
export function readExpiration(value: unknown): number | null {
  const moment = typeof value === 'string' && MOMENT.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}
