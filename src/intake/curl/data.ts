/** The body that -d and its relatives make (https://curl.se/docs/manpage.html#-d). */
import { type Bytes, derive, fixed, join, NOTHING, plain, rewrite, slice } from '../../bytes/bytes.ts';
import type { Rule, Transform } from '../../bytes/origin.ts';
import { percentEncode } from '../../bytes/text-operations.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { placeInInput } from '../pasted/client-request.ts';
import { CURL_MANUAL, type CurlArgument } from './arguments.ts';

export interface CurlData {
  /** `null` where some of it is in a file. */
  readonly body: Bytes | null;
  readonly remarks: readonly string[];
}

const DATA_OPTIONS = ['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'json'];
const JOINED: Rule = { id: 'curl-data', says: 'curl puts an & between the values of several -d', see: CURL_MANUAL };
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

/** What all of them make together; `null` where there is none of them. */
export function curlData(given: readonly CurlArgument[]): CurlData | null {
  const parts = given.filter(({ name }) => DATA_OPTIONS.includes(name));
  if (parts.length === 0) return null;
  const pieces: Bytes[] = [];
  const remarks: string[] = [];
  let isEmpty = true;
  for (const { name, value } of parts) {
    const { content, file } = readPart(name, value ?? NOTHING);
    // Not quoted: of a password with an @ in it curl reads what is behind as the name of a file.
    if (file)
      remarks.push(`The body comes from a file, which is named at byte ${placeInInput(file).start}, and was not read.`);
    if (!isEmpty && name !== 'json') pieces.push(AMPERSAND);
    pieces.push(content);
    isEmpty &&= content.octets === '';
  }
  return { body: remarks.length > 0 ? null : join(pieces), remarks };
}

interface Part {
  readonly content: Bytes;
  /** The name of a file whose content comes in its place. */
  readonly file: Bytes | null;
}

function readPart(name: string, value: Bytes): Part {
  if (name === 'data-urlencode') return urlEncoded(value);
  const isFile = name !== 'data-raw' && value.octets.startsWith('@');
  return { content: value, file: isFile ? slice(value, 1) : null };
}

const encode = (content: Bytes): Bytes => rewrite(percentEncode(content), SPACE_AS_PLUS, /%20/g, () => '+');

/** `content`, `=content`, `name=content`, `@file`, `name@file`: the content alone is encoded, a space as +. */
function urlEncoded(value: Bytes): Part {
  const { octets } = value;
  const equals = octets.indexOf('=');
  const sign = equals < 0 ? octets.indexOf('@') : equals;
  if (sign >= 0 && octets[sign] === '@') return { content: NOTHING, file: slice(value, sign + 1) };
  const content = slice(value, sign + 1);
  // Only a body is so long, of which nobody asks from which byte another is; to know it of each takes memory.
  const isBody = content.octets.length > HEAD_LIMIT;
  const encoded = isBody ? derive(encode(plain(content.octets)).octets, FORM_ENCODED, [content]) : encode(content);
  return { content: sign > 0 ? join([slice(value, 0, sign + 1), encoded]) : encoded, file: null };
}
