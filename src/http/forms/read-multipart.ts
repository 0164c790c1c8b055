/**
 * Reads the body of a form in the format multipart/form-data (RFC 7578; RFC 2046, section 5.1). The whole body is in
 * memory.
 */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem, withPlace } from '../../bytes/problem.ts';
import { trim, unfold } from '../../bytes/text-operations.ts';
import { headerValue, type RequestHead } from '../message.ts';
import { headLength, readFieldsAfterLine } from '../read-head.ts';
import { FILE_FIELD } from './multipart.ts';

export interface FormField {
  readonly name: Octets;
  readonly filename: Octets | null;
  /** The Content-Type of the part; `null` if the part has none. */
  readonly contentType: Octets | null;
  readonly value: Octets;
  /** The offset of the value in the body. */
  readonly start: number;
}

export interface Form {
  /** The fields in order; names may repeat. */
  readonly fields: readonly FormField[];
}

/** A part, which begins with its boundary line, and its offset in the body. */
interface Part {
  readonly octets: Octets;
  readonly start: number;
}

/**
 * Reads the fields of a form, or returns a problem. `contentType` comes from the request. Ignores bytes before the
 * first part and after the end. Positions in problems refer to `body`.
 */
export function readForm(contentType: Octets, body: Octets): Form | Problem {
  const boundary = boundaryIn(contentType);
  if (isProblem(boundary)) return boundary;
  const parts = partsOf(body, boundary);
  if (isProblem(parts)) return parts;
  const fields: FormField[] = [];
  for (const part of parts) {
    const field = readPart(part);
    if (isProblem(field)) return field;
    fields.push(field);
  }
  return { fields };
}

export interface UploadForm {
  /** The fields before the file, or all fields if there is no file. */
  readonly fields: readonly FormField[];
  readonly file: FormField | null;
}

/**
 * Reads a form and separates the file from the fields before it. S3 ignores every field after the file
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html, "file").
 */
export function readUploadForm(contentType: Octets, body: Octets): UploadForm | Problem {
  const form = readForm(contentType, body);
  if (isProblem(form)) return form;
  const at = form.fields.findIndex(({ name }) => name.toLowerCase() === FILE_FIELD);
  return at < 0
    ? { fields: form.fields, file: null }
    : { fields: form.fields.slice(0, at), file: form.fields[at] ?? null };
}

/** Returns whether a request is a browser upload, that is, a POST request with a form in its body. */
export function isBrowserForm({ method, headers }: RequestHead): boolean {
  const contentType = headerValue(headers, 'content-type')?.octets ?? EMPTY;
  return method.octets === 'POST' && FORM_TYPE.test(contentType);
}

/**
 * Returns the value of the first field with this lowercase name, or `null` if there is no such field. Ignores the case
 * of names in the form.
 */
export function valueOfField(fields: readonly Pick<FormField, 'name' | 'value'>[], name: string): Octets | null {
  return fields.find((field) => field.name.toLowerCase() === name)?.value ?? null;
}

const FORM_TYPE = /^multipart\/form-data(?=[ \t;]|$)/i;

/** The maximum length of a boundary (RFC 2046, section 5.1.1). This limit keeps the search for the boundary linear. */
const BOUNDARY_LIMIT = 70;

function boundaryIn(contentType: Octets): Octets | Problem {
  const where = { value: 'content-type', start: 0, end: contentType.length };
  const [type] = FORM_TYPE.exec(contentType) ?? [];
  if (type === undefined) {
    return malformed('form-content-type', 'The content type is not multipart/form-data.', where);
  }
  const boundary = mediaParameters(contentType.slice(type.length))?.get('boundary') ?? EMPTY;
  return boundary.length > 0 && boundary.length <= BOUNDARY_LIMIT
    ? boundary
    : malformed('form-boundary', `The content type has no boundary of 1 to ${BOUNDARY_LIMIT} bytes.`, where);
}

/**
 * Matches the rest of a boundary line; `--` marks the last boundary. If anything else follows the boundary, the line is
 * data.
 */
const BOUNDARY_END = /(--)?[ \t]*(?:\r?\n|$)/y;

/** The maximum number of parts, which no real form reaches. Each part takes memory, even if it is empty. */
const PARTS_LIMIT = 10_000;

function partsOf(body: Octets, boundary: Octets): Part[] | Problem {
  // A boundary includes the line ending before it, but the first boundary may be at the very beginning of the body.
  const text = `\r\n${body}`;
  const delimiter = `\r\n--${boundary}`;
  const parts: Part[] = [];
  let start: number | null = null;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + delimiter.length)) {
    BOUNDARY_END.lastIndex = at + delimiter.length;
    const end = BOUNDARY_END.exec(text);
    if (!end) continue;
    if (parts.length > PARTS_LIMIT) {
      return malformed('too-many-parts', `The form has more than ${PARTS_LIMIT} parts.`, {
        value: BODY,
        start: at,
        end: at,
      });
    }
    if (start !== null) parts.push({ octets: sliceOctets(body, start, at - 2), start });
    if (end[1] !== undefined) return parts;
    start = at;
  }
  return malformed('form-end', 'The form does not end with its boundary followed by "--".', {
    value: BODY,
    start: body.length,
    end: body.length,
  });
}

function readPart({ octets, start }: Part): FormField | Problem {
  const length = headLength(octets) ?? octets.length;
  const fields = readFieldsAfterLine(plain(sliceOctets(octets, 0, length)));
  const where = { value: BODY, start, end: start + length };
  if (isProblem(fields)) {
    return malformed('form-part', 'A line in the head of a part is not a name, a colon, and a value.', where);
  }
  const disposition = headerValue(fields, 'content-disposition');
  const parameters = disposition && dispositionParameters(unfold(disposition).octets);
  const name = parameters?.get('name');
  if (name === undefined) return malformed('form-part', 'A part does not say which field it is.', where);
  const filename = parameters?.get('filename');
  return {
    name: unquoted(name),
    filename: filename === undefined ? null : unquoted(filename),
    contentType: headerValue(fields, 'content-type')?.octets ?? null,
    value: sliceOctets(octets, length),
    start: start + length,
  };
}

function dispositionParameters(disposition: Octets): ReadonlyMap<string, Octets> | null {
  const [type] = /^form-data(?=[ \t;]|$)/i.exec(disposition) ?? [];
  return type === undefined ? null : mediaParameters(disposition.slice(type.length));
}

/**
 * Decodes the name of a field
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
 */
function unquoted(name: Octets): Octets {
  return name.replace(/%(?:22|0[AD])/gi, (escaped) =>
    String.fromCharCode(Number.parseInt(escaped.slice(1), 16)),
  ) as Octets;
}

/** The name of the body in the positions of problems. */
const BODY = 'body';

function malformed(code: string, says: string, where: NonNullable<Problem['where']>): Problem {
  return problem(
    code,
    where.value === BODY ? withPlace(says, `byte ${where.start} of the body`) : says,
    'Send the form as multipart/form-data: each part has a Content-Disposition that names its field.',
    { where, see: 'https://www.rfc-editor.org/rfc/rfc7578#section-4', unplaced: says },
  );
}

/** Matches `; name=value` or `; name="value"`; a lone semicolon is allowed. */
const PARAMETER = /[ \t]*;[ \t]*(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+)=(?:"([^"]*)"|([^";]*)))?[ \t]*/y;

/**
 * Reads the parameters after a media type, such as `; boundary=x`. Names are in lowercase. If a name is repeated, the
 * first one counts. A backslash in quotation marks is literal, because browsers write it that way. Returns `null` if
 * the text is not a list of parameters.
 */
function mediaParameters(text: string): ReadonlyMap<string, Octets> | null {
  const found = new Map<string, Octets>();
  PARAMETER.lastIndex = 0;
  let end = 0;
  for (let match = PARAMETER.exec(text); match; match = PARAMETER.exec(text)) {
    end = PARAMETER.lastIndex;
    const [, name, quoted, bare = ''] = match;
    const key = name?.toLowerCase();
    if (key !== undefined && !found.has(key))
      found.set(key, (quoted ?? trim(plain(bare as Octets), ' \t').octets) as Octets);
  }
  return end === text.length ? found : null;
}
