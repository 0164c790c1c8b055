/** Defines the options that describe the request, which have the same names as in curl. */
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { notUtf8 } from '../../intake/place.ts';
import { byDefault, type OptionDefinitions, type ValueKind, type ValuesOf } from './option-values.ts';
import { REQUEST_SIGNING, readSigningOptions, type SIGNING_OPTIONS, type SigningChoices } from './signing-options.ts';
import { FORM_FIELD, readUpload, type UploadChoices } from './upload-options.ts';

/** The source of the bytes of a body: the command line or a file. The path `-` means standard input. */
export type DataSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly lineEnds: 'kept' | 'dropped' };

export type HeaderPair = readonly [name: string, value: string];

/** A kind of value whose bytes are sent, so they must not have been replaced. */
const sentAs = <Value>(kind: ValueKind<Value>): ValueKind<Value> => ({
  ...kind,
  read: (text, option) => (text.includes('\ufffd') ? notUtf8(option) : kind.read(text, option)),
});

const HEADER = sentAs({ read: readHeader });

const dataKind = (lineEnds: 'kept' | 'dropped'): ValueKind<DataSource> =>
  sentAs({
    read: (text) => (text.startsWith('@') ? { kind: 'file', path: text.slice(1), lineEnds } : { kind: 'text', text }),
  });

export const REQUEST_OPTIONS = {
  request: { flags: '-X, --request <method>', says: 'the HTTP method; GET without data, POST with data' },
  header: {
    flags: '-H, --header <line>',
    says: 'a header, "Name: value"; "Name;" for an empty one; may be repeated',
    as: HEADER,
    repeats: true,
  },
  data: {
    flags: '-d, --data <data>',
    says: 'the body; @FILE without its line endings, @- from standard input',
    as: dataKind('dropped'),
    repeats: true,
  },
  dataBinary: {
    flags: '--data-binary <data>',
    says: 'the body, byte for byte; @FILE may be of any size',
    as: dataKind('kept'),
    repeats: true,
  },
  range: { flags: '-r, --range <range>', says: 'a range of bytes: 0-9, 100-, -5' },
  postPolicy: {
    flags: '--post-policy <file>',
    says: 'upload as a browser does: sign this policy, JSON, and send a form',
    conflicts: ['data', 'dataBinary', 'request', 'range', 'service', ...REQUEST_SIGNING],
    because: '--post-policy makes a POST request with a form as its body, and signs the policy.',
  },
  form: {
    flags: '-F, --form <field>',
    says: 'a field of the form, "name=value"; the file as "file=@PATH", with ";type=image/png" to set its type',
    as: sentAs(FORM_FIELD),
    needs: { option: 'postPolicy' },
    repeats: true,
  },
} as const satisfies OptionDefinitions;

/** The values of the options that describe a request and how it is signed. */
export type RequestValues = ValuesOf<typeof REQUEST_OPTIONS & typeof SIGNING_OPTIONS>;

/** The request that the user specified, before settings are looked up. Every value that can be edited has a source. */
export interface RequestChoices {
  readonly method: Sourced<string>;
  /** The headers in the order in which they are sent. */
  readonly headers: readonly Sourced<HeaderPair>[];
  /** The parts of the body, which are joined by `&`, as in curl. */
  readonly data: Sourced<readonly DataSource[]>;
  readonly signing: SigningChoices;
  /** The browser upload; `null` for any other request. */
  readonly upload: UploadChoices | null;
}

/** Reads the options that describe a request. Returns a problem for a form that S3 would refuse. */
export function readRequestOptions(options: RequestValues): RequestChoices | Problem {
  const upload = readUpload(options);
  if (isProblem(upload)) return upload;
  const data = [...options.data, ...options.dataBinary];
  const range = options.range === undefined ? [] : [['Range', `bytes=${options.range}`] as const];
  const isForm = data.length > 0 && options.dataBinary.length === 0 && options.request === undefined;
  const source: InputSource = { kind: upload === null ? 'command-line' : 'form' };
  const given = [...range, ...options.header].map((value) => ({ value, source }));
  return {
    method: methodOf(options, source, { isForm: upload !== null, hasData: data.length > 0 }),
    headers: [...given, ...(isForm ? formType(options.header) : [])],
    data: { value: data, source },
    signing: readSigningOptions(options),
    upload,
  };
}

/** Returns the method of the request. Without -X, it is that of the form, or that of curl. */
function methodOf(
  { request }: RequestValues,
  source: InputSource,
  { isForm, hasData }: { readonly isForm: boolean; readonly hasData: boolean },
): Sourced<string> {
  if (request !== undefined) return { value: request, source };
  return isForm ? { value: 'POST', source } : byDefault(hasData ? 'POST' : 'GET');
}

/** Returns the Content-Type that curl sends with -d, or nothing if the user gave a Content-Type. */
function formType(headers: readonly HeaderPair[]): Sourced<HeaderPair>[] {
  const isGiven = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const value = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
  return isGiven ? [] : [{ value, source: { kind: 'default' } }];
}

function readHeader(line: string, option: string): HeaderPair | Problem {
  const header = headerOfLine(line);
  if (header[0] !== '') return header;
  return problem(
    'header',
    // The rest of the line is not quoted. Without a colon after the name, it may be a secret.
    `${option} ${JSON.stringify(`${line.trimStart().split(/[\s:;=]/, 1)[0]}…`)} is not a header.`,
    'Write it as "Name: value", or as "Name;" for an empty value.',
    { see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5' },
  );
}

/**
 * Reads a line "Name: value", or "Name;" for an empty value. From any other line, returns a header with an empty name
 * and the line as its value.
 */
export function headerOfLine(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  const value = line.slice(colon + 1).trim();
  if (colon > 0 && value !== '') return [line.slice(0, colon), value];
  return colon < 0 && line.length > 1 && line.endsWith(';') ? [line.slice(0, -1), ''] : ['', line];
}

/** Writes a header as a line that `headerOfLine` can read. */
export function lineOfHeader([name, value]: readonly [name: string, value: string]): string {
  if (name === '') return value;
  return value.trim() === '' ? `${name};` : `${name}: ${value}`;
}
