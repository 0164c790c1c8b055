/** Reads the form of a browser upload (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html). */
import type { Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type UploadForm, valueOfField } from '../http/forms/read-multipart.ts';
import { type Refusal, refuse, refuseArgument } from './answers/answer.ts';
import type { BrowserForm } from './asked.ts';

/**
 * Returns the fields before the file, and the file. Refuses a form without a file or with fields that are too large.
 */
export function browserForm(read: UploadForm | Problem): BrowserForm | Refusal {
  if (isProblem(read)) return refuse('MalformedPOSTRequest', {}, read.says);
  const { fields, file } = read;
  if (!file) return NO_FILE;
  const size = fields.reduce((sum, { name, value }) => sum + name.length + value.length, file.filename?.length ?? 0);
  if (size > FIELDS_LIMIT)
    return refuse('MalformedPOSTRequest', { MaxPostPreDataLengthBytes: String(FIELDS_LIMIT) }, TOO_LARGE);
  const { filename, contentType, value } = file;
  return { fields, file: { filename, contentType, body: value } };
}

/** The refusal that S3 sends for a form without a file. */
const NO_FILE = refuseArgument('file', '0' as Octets, 'POST requires exactly one file upload per request.');

/** The maximum number of bytes that S3 accepts before the file. */
const FIELDS_LIMIT = 20_480;
const TOO_LARGE = 'Your POST request fields preceding the upload file were too large.';

/**
 * Returns the value of the first field with this name, or `null` if there is no such field. `name` must be lowercase.
 * The case of names in the form is ignored.
 */
export function fieldOf({ fields }: BrowserForm, name: string): Octets | null {
  return valueOfField(fields, name);
}

export type FormField = BrowserForm['fields'][number];

/** Returns the fields with `${filename}` replaced by the name of the file. A path before the file name is omitted. */
export function expandedFields({ fields, file }: BrowserForm): FormField[] {
  const filename = file.filename?.replace(/^[\s\S]*[/\\]/, '') ?? '';
  const expanded = (value: Octets) => value.replace(/\$\{filename\}/g, () => filename) as Octets;
  return fields.map(({ name, value }) => ({ name, value: expanded(value) }));
}

/**
 * Returns the values of the fields with `${filename}` replaced, by lowercase name. Repeated fields are joined with
 * commas.
 */
export function expandedValues(form: BrowserForm): Map<string, Octets> {
  const values = new Map<string, Octets>();
  for (const { name, value } of expandedFields(form)) {
    const before = values.get(name.toLowerCase());
    values.set(name.toLowerCase(), before === undefined ? value : (`${before},${value}` as Octets));
  }
  return values;
}
