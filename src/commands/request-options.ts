/** The options that say what is asked and how it is signed: curl's spellings, the AWS CLI's, and our own. */
import { type Problem, problem } from '../bytes/problem.ts';
import { notUtf8 } from '../intake/place.ts';
import type { OptionDefinition, OptionValues } from './command.ts';

export const REQUEST_OPTIONS: readonly OptionDefinition[] = [
  { flags: '-X, --request <method>', says: 'the HTTP method; GET without data, POST with' },
  {
    flags: '-H, --header <line>',
    says: 'a header, "Name: value"; "Name;" for an empty one; may be repeated',
    repeats: true,
  },
  { flags: '-d, --data <data>', says: 'the body; @FILE without its line ends, @- from standard input', repeats: true },
  { flags: '--data-binary <data>', says: 'the body, byte for byte; @FILE may be of any size', repeats: true },
  { flags: '-r, --range <range>', says: 'a range of bytes: 0-9, 100-, -5' },
];

export const SIGNING_OPTIONS: readonly OptionDefinition[] = [
  { flags: '--region <region>', says: 'else AWS_REGION, AWS_DEFAULT_REGION, the profile, the host name, us-east-1' },
  {
    flags: '--service <name>',
    says: 'the service of an https:// URL; s3, if not given; the others have rules of their own for paths',
  },
  {
    flags: '--endpoint-url <url>',
    says: 'for s3://: another server; else AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, the profile',
  },
  { flags: '--profile <name>', says: 'credentials and settings of this profile, also where the environment has keys' },
  { flags: '--path-style', says: 'for s3://: the bucket in the path, not in the host name' },
  { flags: '--payload <how>', says: 'hashed, the default, or unsigned' },
  { flags: '--date <time>', says: 'the time of signing, 20130524T000000Z; now, if not given' },
  { flags: '--plus <how>', says: 'a + in a query: literal, the default, or space' },
  { flags: '--no-sign-request', says: 'do not sign: for public buckets' },
];

/** Where the bytes of a body come from: the command line, or a file ("-" for standard input). */
export type DataSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly lineEnds: 'kept' | 'dropped' };

/** What a person asked for, not looked up and not signed yet. */
export interface RequestWish {
  readonly address: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Several are joined by &, as curl does. */
  readonly data: readonly DataSource[];
  readonly payload: 'hashed' | 'unsigned';
  readonly plus: 'literal' | 'space';
  readonly isSigned: boolean;
  /** As it stands in the credential scope. */
  readonly service: string;
}

export function readWish(address: string, options: OptionValues): RequestWish | Problem {
  const words = [...listOf(options.header), ...listOf(options.data), ...listOf(options.dataBinary)];
  if (words.some((word) => word.includes('\ufffd'))) return notUtf8('An option');
  const data = [...dataOf(options.data, 'dropped'), ...dataOf(options.dataBinary, 'kept')];
  const headers = listOf(options.header).map(readHeader);
  const broken = headers.find((header) => 'kind' in header);
  if (broken && 'kind' in broken) return broken;
  const payload = oneOf('--payload', options.payload, ['hashed', 'unsigned'] as const);
  const plus = oneOf('--plus', options.plus, ['literal', 'space'] as const);
  if (typeof payload !== 'string') return payload;
  if (typeof plus !== 'string') return plus;
  const service = typeof options.service === 'string' ? options.service : 's3';
  if (!/^[a-z0-9-]+$/i.test(service) || (service !== 's3' && /^s3:/i.test(address))) return badService(service);
  const range = typeof options.range === 'string' ? [['Range', `bytes=${options.range}`] as const] : [];
  const isForm = data.length > 0 && options.dataBinary === undefined && options.request === undefined;
  const pairs = headers as readonly (readonly [string, string])[];
  return {
    address,
    method: typeof options.request === 'string' ? options.request : data.length > 0 ? 'POST' : 'GET',
    headers: [...range, ...pairs, ...(isForm ? formType(pairs) : [])],
    data,
    payload,
    plus,
    isSigned: options.signRequest !== false,
    service,
  };
}

function badService(service: string): Problem {
  return problem(
    'service',
    `${JSON.stringify(service)} is not the service of this address.`,
    'Give the name that the service has in credential scopes, with an https:// URL: s3, execute-api, es.',
  );
}

/** As curl does for -d where no method says otherwise. */
function formType(headers: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const isGiven = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return isGiven ? [] : [['Content-Type', 'application/x-www-form-urlencoded']];
}

function dataOf(value: OptionValues[string], lineEnds: 'kept' | 'dropped'): DataSource[] {
  return listOf(value).map((text) =>
    text.startsWith('@') ? { kind: 'file', path: text.slice(1), lineEnds } : { kind: 'text', text },
  );
}

function readHeader(line: string): readonly [string, string] | Problem {
  const colon = line.indexOf(':');
  if (colon > 0 && line.slice(colon + 1).trim() !== '') return [line.slice(0, colon), line.slice(colon + 1).trim()];
  if (colon < 0 && /^[^:]+;$/.test(line)) return [line.slice(0, -1), ''];
  return problem(
    'header',
    `${JSON.stringify(line)} is not a header.`,
    'Write it as "Name: value", or as "Name;" where the value is empty.',
    { see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5' },
  );
}

/** The values of an option that may be repeated. */
export function listOf(value: OptionValues[string]): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

/** One of a few words, the first where the option is not given. */
export function oneOf<Word extends string>(
  option: string,
  value: OptionValues[string],
  words: readonly [Word, ...Word[]],
): Word | Problem {
  if (value === undefined) return words[0];
  const word = words.find((candidate) => candidate === value);
  return word ?? problem('option', `${option} ${JSON.stringify(value)} is not known.`, `Use ${words.join(' or ')}.`);
}
