/**
 * Checks the conditions of a request, which must be met before an object is read or written
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html; RFC 9110, section 13).
 */
import { plain } from '../../bytes/bytes.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { type HeaderField, listElements } from '../../http/message.ts';
import { type Refusal, refuse, refuseHeader } from '../answers/answer.ts';
import { headerText } from '../asked.ts';
import type { StoredObject } from '../storage/stored-object.ts';

type Headers = readonly HeaderField[];

/**
 * Checks the conditions of GET and HEAD in the order of RFC 9110, section 13.2.2. Returns a refusal if a condition is
 * not met, `not-modified` if the client already has the object, and `null` otherwise.
 */
export function readCondition(headers: Headers, object: StoredObject, now: Date): Refusal | 'not-modified' | null {
  const ifMatch = headerText(headers, 'if-match');
  const ifUnmodifiedSince = headerText(headers, 'if-unmodified-since');
  if (ifMatch !== undefined && !matchesStrongly(ifMatch, object)) return failed('If-Match');
  if (ifMatch === undefined && isModifiedSince(ifUnmodifiedSince, object, now) === true) {
    return failed('If-Unmodified-Since');
  }
  const ifNoneMatch = headerText(headers, 'if-none-match');
  if (ifNoneMatch !== undefined) return matchesWeakly(ifNoneMatch, object) ? 'not-modified' : null;
  const ifModifiedSince = headerText(headers, 'if-modified-since');
  return isModifiedSince(ifModifiedSince, object, now) === false ? 'not-modified' : null;
}

/**
 * Checks the conditions for the source of a copy, which have their own names
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html). Returns `null` if the conditions are met.
 */
export function copyCondition(headers: Headers, source: StoredObject, now: Date): Refusal | null {
  const beginning = 'x-amz-copy-source-';
  const renamed = headers
    .filter(({ name }) => name.octets.toLowerCase().startsWith(beginning))
    .map(({ name, value }) => ({ name: plain(name.octets.slice(beginning.length) as Octets), value }));
  const condition = readCondition(renamed, source, now);
  return condition === 'not-modified' ? failed('x-amz-copy-source-If-None-Match') : condition;
}

/**
 * Returns whether the Range header applies. If there is an If-Range header, the range applies only if the object has
 * not changed (RFC 9110, section 13.1.5).
 */
export function rangeCounts(headers: Headers, object: StoredObject, now: Date): boolean {
  const ifRange = headerText(headers, 'if-range');
  if (ifRange === undefined) return true;
  return matchesStrongly(ifRange, object) || readHttpDate(ifRange, now) === object.lastModified.getTime();
}

/**
 * Checks the conditions of PUT (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). Returns
 * a refusal if a condition is not met, and `null` otherwise.
 */
export function writeCondition(headers: Headers, key: Octets, existing: StoredObject | undefined): Refusal | null {
  const ifNoneMatch = headerText(headers, 'if-none-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') return refuseHeader('If-None-Match');
  if (ifNoneMatch === '*' && existing) return failed('If-None-Match');
  return overwriteCondition(headers, key, existing);
}

/**
 * Checks If-Match, which requires the object to exist. DELETE has no other condition. Returns `null` if the condition
 * is met.
 */
export function overwriteCondition(headers: Headers, key: Octets, existing: StoredObject | undefined): Refusal | null {
  return etagCondition(headerText(headers, 'if-match'), key, existing);
}

/** Checks that an object has one of these entity tags. If no tags are given, there is nothing to check. */
export function etagCondition(
  ifMatch: Octets | undefined,
  key: Octets,
  existing: StoredObject | undefined,
): Refusal | null {
  if (ifMatch === undefined) return null;
  if (!existing) return refuse('NoSuchKey', { Key: asText(key) });
  return matchesStrongly(ifMatch, existing) ? null : failed('If-Match');
}

function failed(condition: string): Refusal {
  return refuse('PreconditionFailed', { Condition: condition });
}

/** Returns whether one of the entity tags is the object's tag. Like S3, accepts a tag without quotation marks. */
function matchesStrongly(tags: Octets, { etag }: StoredObject): boolean {
  const isOne = (tag: string) => tag === '*' || tag === etag || `"${tag}"` === etag;
  return listElements(tags).some(isOne);
}

function matchesWeakly(tags: Octets, object: StoredObject): boolean {
  return matchesStrongly(tags.replace(/(^|,)[\t-\r ]*W\//g, '$1') as Octets, object);
}

/**
 * Returns whether an object was modified after a date, or `null` if the date is invalid or in the future (RFC 9110,
 * section 13.1.3).
 */
function isModifiedSince(date: Octets | undefined, { lastModified }: StoredObject, now: Date): boolean | null {
  const since = date === undefined ? null : readHttpDate(date, now);
  return since === null || since > now.getTime() ? null : lastModified.getTime() > since;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';

const FORMS = [
  `[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT`,
  `[A-Z][a-z]+day, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) ${TIME} GMT`,
  `[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/**
 * Reads a time in one of the three HTTP formats (RFC 9110, section 5.6.7) and returns the time in milliseconds since
 * 1970. Returns `null` for any other text. A two-digit year is at most 50 years after `now`.
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
