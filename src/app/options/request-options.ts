/** Reads the options that describe the request, which have the same names as in curl. */
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { notUtf8 } from '../../intake/place.ts';
import { byDefault, listOf, type OptionDefinition, type OptionValues } from './option-values.ts';
import { readSigningOptions, type SigningChoices } from './signing-options.ts';
import { readUpload, type UploadChoices } from './upload-options.ts';

export const REQUEST_OPTIONS: readonly OptionDefinition[] = [
  { flags: '-X, --request <method>', says: 'the HTTP method; GET without data, POST with data' },
  {
    flags: '-H, --header <line>',
    says: 'a header, "Name: value"; "Name;" for an empty one; may be repeated',
    repeats: true,
  },
  {
    flags: '-d, --data <data>',
    says: 'the body; @FILE without its line endings, @- from standard input',
    repeats: true,
  },
  { flags: '--data-binary <data>', says: 'the body, byte for byte; @FILE may be of any size', repeats: true },
  { flags: '-r, --range <range>', says: 'a range of bytes: 0-9, 100-, -5' },
  { flags: '--post-policy <file>', says: 'upload as a browser does: sign this policy, JSON, and send a form' },
  {
    flags: '-F, --form <field>',
    says: 'a field of the form, "name=value"; the file as "file=@PATH", with ";type=image/png" to set its type',
    repeats: true,
  },
];

/** The source of the bytes of a body: the command line or a file. The path `-` means standard input. */
export type DataSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly lineEnds: 'kept' | 'dropped' };

export type HeaderPair = readonly [name: string, value: string];

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

/** Reads the options that describe a request. Returns a problem for a value that is invalid in any request. */
export function readRequestOptions(options: OptionValues): RequestChoices | Problem {
  const words = [
    ...listOf(options.header),
    ...listOf(options.data),
    ...listOf(options.dataBinary),
    ...listOf(options.form),
  ];
  if (words.some((word) => word.includes('\ufffd'))) return notUtf8('An option');
  const data = [...dataOf(options.data, 'dropped'), ...dataOf(options.dataBinary, 'kept')];
  const headers = listOf(options.header).map(readHeader);
  const broken = headers.find((header) => 'kind' in header);
  if (broken && 'kind' in broken) return broken;
  const signing = readSigningOptions(options);
  if (isProblem(signing)) return signing;
  const upload = readUpload(options);
  if (upload && isProblem(upload)) return upload;
  const range = typeof options.range === 'string' ? [['Range', `bytes=${options.range}`] as const] : [];
  const isForm = data.length > 0 && options.dataBinary === undefined && options.request === undefined;
  const pairs = headers as readonly HeaderPair[];
  const source: InputSource = { kind: upload === null ? 'command-line' : 'form' };
  const given = [...range, ...pairs].map((value) => ({ value, source }));
  return {
    method: methodOf(options, source, { isForm: upload !== null, hasData: data.length > 0 }),
    headers: [...given, ...(isForm ? formType(pairs) : [])],
    data: { value: data, source },
    signing,
    upload,
  };
}

/** Returns the method of the request. Without -X, it is that of the form, or that of curl. */
function methodOf(
  { request }: OptionValues,
  source: InputSource,
  { isForm, hasData }: { readonly isForm: boolean; readonly hasData: boolean },
): Sourced<string> {
  if (typeof request === 'string') return { value: request, source };
  return isForm ? { value: 'POST', source } : byDefault(hasData ? 'POST' : 'GET');
}

/** Returns the Content-Type that curl sends with -d, or nothing if the user gave a Content-Type. */
function formType(headers: readonly HeaderPair[]): Sourced<HeaderPair>[] {
  const isGiven = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const value = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
  return isGiven ? [] : [{ value, source: { kind: 'default' } }];
}

function dataOf(value: OptionValues[string], lineEnds: 'kept' | 'dropped'): DataSource[] {
  return listOf(value).map((text) =>
    text.startsWith('@') ? { kind: 'file', path: text.slice(1), lineEnds } : { kind: 'text', text },
  );
}

function readHeader(line: string): HeaderPair | Problem {
  const colon = line.indexOf(':');
  if (colon > 0 && line.slice(colon + 1).trim() !== '') return [line.slice(0, colon), line.slice(colon + 1).trim()];
  if (colon < 0 && /^[^:]+;$/.test(line)) return [line.slice(0, -1), ''];
  return problem(
    'header',
    // The rest of the line is not quoted. Without a colon after the name, it may be a secret.
    `${JSON.stringify(`${line.trimStart().split(/[\s:;=]/, 1)[0]}…`)} is not a header.`,
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
