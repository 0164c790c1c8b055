/** When an entry of a HAR file was sent: ISO 8601 with a time zone, as browsers write it (http://www.softwareishard.com/blog/har-12-spec/). */

/** Without a time zone it is a time of some place that nobody knows. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970; `null` for what is no moment. */
export function readStartedDateTime(text: string): number | null {
  const moment = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}
