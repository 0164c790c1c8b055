/** Builds the body from -d and similar options (https://curl.se/docs/manpage.html#-d). */
import { type Bytes, derive, fixed, join, NOTHING, plain, rewrite, slice } from '../../bytes/bytes.ts';
import type { Rule, Transform } from '../../bytes/origin.ts';
import { percentEncode } from '../../bytes/text-operations.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { placeInInput } from '../pasted/client-request.ts';
import { CURL_MANUAL, type CurlArgument } from './arguments.ts';

export interface CurlData {
  /** The body; `null` if part of it is in a file. */
  readonly body: Bytes | null;
  readonly remarks: readonly string[];
}

const DATA_OPTIONS = ['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'json'];
const JOINED: Rule = { id: 'curl-data', says: 'curl joins the values of several -d with &', see: CURL_MANUAL };
const AMPERSAND = fixed('&', JOINED);
const SPACE_AS_PLUS: Transform = {
  id: 'space-as-plus',
  done: 'a space written as +',
  secrecy: 'keeps',
  see: 'https://curl.se/docs/manpage.html#--data-urlencode',
};

const FORM_ENCODED: Transform = {
  id: 'form-encode',
  done: 'encoded as in a form',
  secrecy: 'keeps',
  see: 'https://curl.se/docs/manpage.html#--data-urlencode',
};

/** Joins the data of all options. Returns `null` if there are no such options. */
export function curlData(given: readonly CurlArgument[]): CurlData | null {
  const parts = given.filter(({ name }) => DATA_OPTIONS.includes(name));
  if (parts.length === 0) return null;
  const pieces: Bytes[] = [];
  const remarks: string[] = [];
  let isEmpty = true;
  for (const { name, value } of parts) {
    const { content, file } = readPart(name, value ?? NOTHING);
    // The file name is not quoted, because it may be part of a password that contains an @.
    if (file)
      remarks.push(`The body comes from the file named at byte ${placeInInput(file).start}, which was not read.`);
    if (!isEmpty && name !== 'json') pieces.push(AMPERSAND);
    pieces.push(content);
    isEmpty &&= content.octets === '';
  }
  return { body: remarks.length > 0 ? null : join(pieces), remarks };
}

interface Part {
  readonly content: Bytes;
  /** The name of the file that contains the data; `null` if the data is in the command. */
  readonly file: Bytes | null;
}

function readPart(name: string, value: Bytes): Part {
  if (name === 'data-urlencode') return urlEncoded(value);
  const isFile = name !== 'data-raw' && value.octets.startsWith('@');
  return { content: value, file: isFile ? slice(value, 1) : null };
}

const encode = (content: Bytes): Bytes => rewrite(percentEncode(content), SPACE_AS_PLUS, /%20/g, () => '+');

/**
 * Reads `content`, `=content`, `name=content`, `@file`, or `name@file`. Only the content is encoded, and a space
 * becomes +.
 */
function urlEncoded(value: Bytes): Part {
  const { octets } = value;
  const equals = octets.indexOf('=');
  const sign = equals < 0 ? octets.indexOf('@') : equals;
  if (sign >= 0 && octets[sign] === '@') return { content: NOTHING, file: slice(value, sign + 1) };
  const content = slice(value, sign + 1);
  // A text of this length must be a body, and recording the origin of each byte would take too much memory.
  const isBody = content.octets.length > HEAD_LIMIT;
  const encoded = isBody ? derive(encode(plain(content.octets)).octets, FORM_ENCODED, [content]) : encode(content);
  return { content: sign > 0 ? join([slice(value, 0, sign + 1), encoded]) : encoded, file: null };
}
