/**
 * Writes the body of a form as multipart/form-data (RFC 7578; RFC 2046, section 5.1). Only the bytes before and after
 * the file are written here, because the file is streamed.
 */
import { type Bytes, fixed, join, plain, rewrite } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';

/** The only file of a form. It is always the last part. */
export interface FormFile {
  readonly name: Octets;
  /** The value of the part's Content-Type, without line endings; `null` if the part has no Content-Type. */
  readonly contentType: Octets | null;
}

/**
 * The name of the field that S3 stores as the object
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html).
 */
export const FILE_FIELD = 'file';

/**
 * Returns the part of the body before the file, or before `formEnd` if there is no file. Values are written unchanged.
 * The caller makes sure that the boundary is valid (RFC 2046) and does not occur in any value.
 */
export function formBeginning(
  boundary: Octets,
  fields: readonly { readonly name: Bytes; readonly value: Bytes }[],
  file: FormFile | null,
): Bytes {
  const delimiter = syntax(`--${boundary}\r\n`);
  const parts = fields.map(({ name, value }) => join([delimiter, NAME, quotedName(name), NAME_END, HEAD_END, value]));
  if (file) parts.push(join([delimiter, syntax(`${fileHead(file)}\r\n`)]));
  return join(parts, LINE_END);
}

const syntax = (text: string): Bytes =>
  fixed(text, {
    id: 'form-data',
    says: 'each part of a form begins with a line with the boundary, and a head',
    see: 'https://www.rfc-editor.org/rfc/rfc7578#section-4',
  });
const NAME = syntax('Content-Disposition: form-data; name="');
const NAME_END = syntax('"');
const HEAD_END = syntax('\r\n\r\n');
const LINE_END = syntax('\r\n');

/** Returns the bytes that follow the last part. */
export function formEnd(boundary: Octets): Octets {
  return `\r\n--${boundary}--\r\n` as Octets;
}

function fileHead({ name, contentType }: FormFile): string {
  const type = contentType === null ? '' : `Content-Type: ${contentType}\r\n`;
  return `Content-Disposition: form-data; name="${FILE_FIELD}"; filename="${quotedName(plain(name)).octets}"\r\n${type}`;
}

const QUOTED: Transform = {
  id: 'form-name',
  done: 'escaped as browsers do in a form',
  secrecy: 'keeps',
  see: 'https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data',
};

/**
 * Escapes a name in the same way as browsers
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
 */
function quotedName(name: Bytes): Bytes {
  return rewrite(name, QUOTED, /["\r\n]/g, (octet) => (octet === '"' ? '%22' : octet === '\r' ? '%0D' : '%0A'));
}
