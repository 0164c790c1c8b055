/** Writes times for the headers of responses. */

/** The maximum number of written times that are remembered. */
const MOST_TIMES = 256;

const written = new Map<number, string>();

/**
 * Writes a time as an HTTP date, such as `Fri, 24 May 2013 00:00:00 GMT` (RFC 9110, section 5.6.7). Each response has
 * one or two times, and the same times recur, so written times are cached.
 */
export function httpDate(moment: Date): string {
  const second = Math.floor(moment.getTime() / 1000);
  const known = written.get(second);
  if (known !== undefined) return known;
  const text = moment.toUTCString();
  if (written.size >= MOST_TIMES) written.clear();
  written.set(second, text);
  return text;
}
