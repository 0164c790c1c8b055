/** The heads of the responses in a piece: printed as they came, or as Python programs log them. */
import type { Octets } from '../../bytes/octets.ts';
import { pairsIn } from '../logs/python-dictionary.ts';
import { headersOf, type PrintedHead } from '../printed-heads.ts';
import { withoutBackslashes } from '../repairs/escapes.ts';
import type { AnswerHead } from './server-answer.ts';

export interface ResponsePlace extends AnswerHead {
  readonly start: number;
}

/** Interim ones (RFC 9110, section 15.2) answer nothing. */
const FINAL = 200;

/** In the order they stand. */
export function findResponses(octets: Octets, heads: readonly PrintedHead[]): ResponsePlace[] {
  const printed = heads
    .filter((head) => head.kind === 'response' && head.status >= FINAL)
    .flatMap((head) =>
      head.kind === 'response' ? [{ start: head.start, status: head.status, headers: headersOf(head) }] : [],
    );
  return [...printed, ...ofBotocore(octets), ...ofS3cmd(octets)].sort((one, other) => one.start - other.start);
}

const MOST = 2_000;
const URLLIB3 = /"[A-Z]{3,10} [^"\n]{0,16384} HTTP\/[\d.]{1,3}" ([1-5]\d\d)\b/g;
const DICTIONARY = /Response headers: \{([^\n]{0,65536})\}/g;

/** The line of urllib3 has the status, a line of botocore behind it the headers (aws --debug). */
function ofBotocore(octets: Octets): ResponsePlace[] {
  const places: ResponsePlace[] = [];
  for (const match of octets.matchAll(URLLIB3)) {
    if (places.length >= MOST) break;
    const status = Number(match[1]);
    if (status >= FINAL) places.push({ start: match.index, status, headers: new Map() });
  }
  let index = 0;
  for (const match of octets.matchAll(DICTIONARY)) {
    while ((places[index + 1]?.start ?? octets.length) < match.index) index++;
    const place = places[index];
    const headers = headersIn(match[1] ?? '');
    if (place && place.start < match.index) places[index] = { ...place, headers };
    else if (places.length < MOST) places.push({ start: match.index, status: null, headers });
  }
  return places;
}

/** Of headers of one name the first. */
function headersIn(dictionary: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const { name, value } of pairsIn(dictionary)) {
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return headers;
}

const S3CMD_STATUS = /S3Error: ([1-5]\d\d) \(/g;
const S3CMD_HEADER = /HttpHeader: ([!#-&*+.^_`|~0-9A-Za-z-]{1,200}): [ub]?(['"])([^\n]{0,8192})\2[ \t]*\r?$/gm;

/** One header a line (s3cmd -d). */
function ofS3cmd(octets: Octets): ResponsePlace[] {
  const status = S3CMD_STATUS.exec(octets);
  S3CMD_STATUS.lastIndex = 0;
  if (!status) return [];
  const headers = new Map<string, string>();
  for (const [, name = '', , value = ''] of octets.slice(status.index, status.index + 65_536).matchAll(S3CMD_HEADER)) {
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), withoutBackslashes(value as Octets));
  }
  return [{ start: status.index, status: Number(status[1]), headers }];
}
