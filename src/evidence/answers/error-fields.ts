/**
 * Reads the elements of an error that a program prints after parsing it. Each is a name, a colon, and a quoted string,
 * as in s3cmd's debug output, Python dictionaries, and Node.js errors.
 */
import type { Octets } from '../../bytes/octets.ts';
import { withoutBackslashes } from '../repairs/escapes.ts';
import {
  ACCESS_KEY_ID,
  CANONICAL_REQUEST_BYTES,
  CODE,
  type ErrorDocument,
  MESSAGE,
  OF_SIGNATURES,
  SIGNATURE_PROVIDED,
  STRING_TO_SIGN_BYTES,
} from './document.ts';

const OTHERS = [
  'RequestId',
  'HostId',
  'Region',
  'Resource',
  'Key',
  'BucketName',
  'Bucket',
  'Endpoint',
  'RequestTime',
  'ServerTime',
  'MaxAllowedSkewMilliseconds',
  'HeadersNotSigned',
  'ClientComputedContentSHA256',
  'S3ComputedContentSHA256',
  'Expires',
  'X-Amz-Expires',
  'ArgumentName',
  'ArgumentValue',
  'Token-0',
];
const NAMES = [CODE, MESSAGE, ...OF_SIGNATURES, ...OTHERS];
const FIELD = new RegExp(String.raw`(?<![\w-])(${NAMES.join('|')})['"]?[ \t]{0,8}:[ \t]{0,8}[ub]?(?=['"])`, 'g');

/** The maximum distance between two fields of the same error, in bytes. */
const FARTHEST = 2_048;
const MOST_FIELDS = 1_000;

/**
 * Elements that only servers report. A client may print the other ones, such as the string to sign, about its own
 * signature.
 */
const OF_SERVERS = [SIGNATURE_PROVIDED, ACCESS_KEY_ID, STRING_TO_SIGN_BYTES, CANONICAL_REQUEST_BYTES];

interface Field {
  readonly name: string;
  readonly value: Octets;
  readonly start: number;
  readonly end: number;
}

/** Finds the first group of fields that came from a server; returns `null` if there is none. */
export function findErrorFields(octets: Octets): ErrorDocument | null {
  const groups = groupsOf(fieldsOf(octets));
  for (const fields of groups) {
    const elements = new Map<string, Octets>();
    for (const { name, value } of fields) if (!elements.has(name)) elements.set(name, value);
    const isAnswer = OF_SERVERS.some((name) => elements.has(name)) || (elements.has(CODE) && elements.has(MESSAGE));
    if (!isAnswer) continue;
    const start = fields[0]?.start ?? 0;
    const end = fields.at(-1)?.end ?? start;
    return { form: 'text', start, end, elements, status: statusNear(octets, start, end), repairs: [] };
  }
  return null;
}

function fieldsOf(octets: Octets): Field[] {
  const fields: Field[] = [];
  FIELD.lastIndex = 0;
  for (let match = FIELD.exec(octets); match && fields.length < MOST_FIELDS; match = FIELD.exec(octets)) {
    const literal = readLiteral(octets, match.index + match[0].length);
    if (!literal) continue;
    fields.push({ name: match[1] ?? '', value: literal.value, start: match.index, end: literal.end });
    FIELD.lastIndex = literal.end;
  }
  return fields;
}

function groupsOf(fields: readonly Field[]): Field[][] {
  const groups: Field[][] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && field.start - before.end <= FARTHEST) last.push(field);
    else groups.push([field]);
  }
  return groups;
}

/**
 * Matches the break in a string that continues on the next line. Node.js joins the parts with a plus sign; Python puts
 * nothing between them.
 */
const CONTINUED = /[ \t]*(?:\+[ \t]*\r?\n|\r?\n)[ \t]*[ub]?(?=['"])/y;

/**
 * Reads a string that begins at a quotation mark, including the strings that continue it; returns `null` if it does not
 * end.
 */
function readLiteral(octets: Octets, start: number): { readonly value: Octets; readonly end: number } | null {
  let value = '';
  let at = start;
  for (;;) {
    const end = endOfLiteral(octets, at);
    if (end === null) return value === '' ? null : { value: value as Octets, end: at };
    value += withoutBackslashes(octets.slice(at + 1, end - 1) as Octets);
    CONTINUED.lastIndex = end;
    const more = CONTINUED.exec(octets);
    if (!more) return { value: value as Octets, end };
    at = end + more[0].length;
  }
}

/** Finds the end of a string; returns `null` if the line ends first. */
function endOfLiteral(octets: Octets, start: number): number | null {
  const mark = octets.charAt(start);
  const special = /['"\\\n]/g;
  special.lastIndex = start + 1;
  for (let found = special.exec(octets); found; found = special.exec(octets)) {
    if (found[0] === mark) return found.index + 1;
    if (found[0] === '\n') return null;
    if (found[0] === '\\') special.lastIndex = found.index + 2;
  }
  return null;
}

function statusNear(octets: Octets, start: number, end: number): number | null {
  const around = octets.slice(Math.max(0, start - FARTHEST), end + FARTHEST);
  const match = /(?:httpStatusCode|HTTPStatusCode|statusCode|'status'|S3Error)['"]?: (\d{3})\b/.exec(around);
  return match ? Number(match[1]) : null;
}
