/** Times as HTTP writes them, read in all three of its forms (RFC 9110, section 5.6.7). */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';

const FORMS = [
  `[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT`,
  `[A-Z][a-z]+day, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) ${TIME} GMT`,
  `[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/**
 * Milliseconds since 1970; `null` for what is no such time. A year of two digits is the one that lies at most 50 years
 * ahead of `now`.
 */
export function readHttpDate(text: string, now: Date): number | null {
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!parts) return null;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  const at = [MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  const moment = new Date(Date.UTC(year.length === 2 ? fullYear(Number(year), now) : Number(year), ...at));
  return moment.getUTCMonth() === at[0] && moment.getUTCDate() === at[1] ? moment.getTime() : null;
}

function fullYear(lastDigits: number, now: Date): number {
  const latest = now.getUTCFullYear() + 50;
  return latest - ((latest - lastDigits) % 100);
}
