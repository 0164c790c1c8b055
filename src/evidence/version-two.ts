/**
 * Reads the string to sign of Signature Version 2 line by line
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html#ConstructingTheAuthenticationHeader).
 * Browsers turn the string's line endings into spaces, and empty lines disappear, so each word must be identified by
 * its form.
 */
import type { Octets } from '../bytes/octets.ts';

export interface VersionTwoString {
  readonly method: Octets;
  readonly contentMd5: Octets | null;
  readonly contentType: Octets | null;
  /** The Date header, or the expiration time in seconds since 1970. */
  readonly date: Octets | null;
  /** The lines `x-amz-…:value`. */
  readonly headers: readonly Octets[];
  /** The bucket, the key, and the subresources. */
  readonly resource: Octets | null;
}

const BEGINS = /^[\t-\r ]*(GET|HEAD|PUT|POST|DELETE)(?=[\t-\r ])/;
const DATE =
  /^(?:\d{9,11}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} \w{3} \d{4} [\d:]{8} \S{1,8}|[A-Z][a-z]{2}, [^\n]{10,40})$/;
const FLAT_DATE =
  /(?<!\S)(?:\d{9,11}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} \w{3} \d{4} [\d:]{8} (?:GMT|UTC|[+-]\d{4}))(?!\S)/;
const MEDIA_TYPE = /^[a-z]+\/[\w.+-]+(?:;.*)?$/i;
const MD5 = /^[A-Za-z0-9+/]{22}==$/;
const FIELD = /^x-(?:amz|goog|oss|obs)-[\w-]+:/i;

/** Returns the parts of the string, or `null` if the text is not a Version 2 string to sign. */
export function readVersionTwo(text: Octets): VersionTwoString | null {
  const method = BEGINS.exec(text)?.[1];
  if (method === undefined) return null;
  const lines = linesOf(text).map((line) => line.trim());
  const first = (test: (line: string) => boolean) => (lines.find(test) ?? null) as Octets | null;
  return {
    method: method as Octets,
    contentMd5: first((line) => MD5.test(line)),
    contentType: first((line) => MEDIA_TYPE.test(line)),
    date: first((line) => DATE.test(line)),
    headers: lines.filter((line) => FIELD.test(line)) as string[] as Octets[],
    resource: (lines.slice(1).findLast((line) => line.startsWith('/')) ?? null) as Octets | null,
  };
}

/** Splits the text into lines. A line into which others were merged is split into words. */
function linesOf(text: string): string[] {
  const lines = text.trim().split(/\r?\n/);
  return lines.flatMap((line) => {
    if (DATE.test(line.trim()) || FIELD.test(line.trim())) return [line];
    const date = FLAT_DATE.exec(line);
    if (!date) return line.trim().startsWith('/') ? [line] : line.trim().split(/[ \t]+(?=\/|x-amz-|[a-z]+\/)/);
    const before = line
      .slice(0, date.index)
      .trim()
      .split(/[ \t]+/);
    return [
      ...before,
      date[0],
      ...line
        .slice(date.index + date[0].length)
        .trim()
        .split(/[ \t]+(?=\/|x-amz-)/),
    ];
  });
}
