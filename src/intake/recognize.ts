/** Recognizes the form of a request and reads it. */

import { given, slice } from '../bytes/bytes.ts';
import type { InputSource } from '../bytes/input.ts';
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { afterByteOrderMark } from '../bytes/utf8.ts';
import { afterWhiteSpace, WHITE_SPACE } from '../bytes/white-space.ts';
import { TOKEN } from '../http/message.ts';
import { readFieldsAfterLine } from '../http/read-head.ts';
import { otherSchemeIn } from '../sigv4/claims/other-schemes.ts';
import { type CanonicalPair, findCanonicalPair, hasCanonicalLabel, noCanonicalText } from './canonical-pair.ts';
import { type CurlLine, curlLineOf, readCurlCommand } from './curl/line.ts';
import { beginsPowerShell, notPowerShell } from './curl/shell.ts';
import { type ClientRequest, inputProblem } from './pasted/client-request.ts';
import { type HarEntry, readHar } from './pasted/har.ts';
import { readRawRequest } from './pasted/raw-request.ts';
import { openToken } from './pasted/tokens.ts';
import { beginsWithUrl, noMethod, readUrlAlone } from './pasted/url-alone.ts';

export type Recognized =
  | { readonly kind: 'request'; readonly request: ClientRequest }
  | { readonly kind: 'url'; readonly request: ClientRequest }
  | ({ readonly kind: 'curl' } & CurlLine)
  | { readonly kind: 'har'; readonly entries: readonly HarEntry[] }
  | ({ readonly kind: 'canonical' } & CanonicalPair)
  /** The form is recognized, but no server could read the request. */
  | { readonly kind: 'broken'; readonly problem: Problem };

export interface RecognizeOptions {
  /** The method for a URL; the default is GET. All other forms contain their method. */
  readonly method?: string;
}

interface Form {
  /** Returns whether the input has this form. `beginning` is the input after a byte order mark and white space. */
  readonly fits: (beginning: Octets, octets: Octets) => boolean;
  readonly read: (octets: Octets, source: InputSource, options: RecognizeOptions) => Recognized | Problem;
}

/**
 * Reads a request in any form from the bytes of a file, standard input, or an argument. Returns a problem if the form
 * is not recognized, or if no request can be read because of, for example, invalid JSON, an unclosed quotation mark, or
 * an unsupported shell. Positions in problems are in bytes of `octets`.
 */
export function recognize(octets: Octets, source: InputSource, options: RecognizeOptions = {}): Recognized | Problem {
  if (options.method !== undefined && !TOKEN.test(options.method)) return noMethod();
  const beginning = sliceOctets(octets, afterWhiteSpace(octets, afterByteOrderMark(octets)));
  const form = FORMS.find(({ fits }) => fits(beginning, octets));
  return form ? form.read(octets, source, options) : (otherSchemeIn(octets) ?? unknown(octets));
}

function asRequest(kind: 'request' | 'url', request: ClientRequest | Problem): Recognized {
  return isProblem(request) ? broken(request) : { kind, request };
}

const broken = (problem: Problem): Recognized => ({ kind: 'broken', problem });

/**
 * Reads a curl command. Unclear words or options are returned as a problem. A command that curl would reject is
 * returned as `broken`.
 */
function asCurl(octets: Octets, source: InputSource): Recognized | Problem {
  const command = readCurlCommand(octets, source);
  if (isProblem(command)) return command;
  const line = curlLineOf(command);
  return isProblem(line) ? broken(line) : { kind: 'curl', ...line };
}

function asHar(octets: Octets, source: InputSource): Recognized | Problem {
  const entries = readHar(octets, source);
  return isProblem(entries) ? entries : { kind: 'har', entries };
}

function asCanonical(octets: Octets, source: InputSource): Recognized | Problem {
  const pair = findCanonicalPair(octets, source);
  if (pair === null) return noCanonicalText(octets);
  return isProblem(pair) ? broken(pair) : { kind: 'canonical', ...pair };
}

/**
 * Decodes a token that contains a presigned URL, and reads the header lines after it. Positions in problems refer to
 * that URL.
 */
function asToken(octets: Octets, source: InputSource, { method }: RecognizeOptions): Recognized | Problem {
  const start = afterByteOrderMark(octets);
  const token = openToken(octets.slice(start));
  if (!token) return unknown(octets);
  const request = readUrlAlone(token.url, source, method);
  if (isProblem(request)) return broken(request);
  const fields = readFieldsAfterLine(slice(given(octets, { id: 'url', source }), start));
  if (isProblem(fields)) return broken(fields);
  const { head, remarks } = request;
  const headers = [...head.headers, ...fields];
  return { kind: 'url', request: { ...request, head: { ...head, headers }, remarks: [token.remark, ...remarks] } };
}

const S = WHITE_SPACE;
const COMMENTS = new RegExp(`^(?:[${S}]+|#[^\\n]*\\n)+`);
const PROMPT = String.raw`[$%][${S}]+|(?:sudo|time|env|exec|command)[${S}]+|[A-Za-z_]\w*=[^${S}]*[${S}]+`;
const CURL = new RegExp(String.raw`^(?:${PROMPT})*(?:[^${S}:]*[/\\])?curl(?:\.exe)?(?:[${S}]|$)`, 'i');

/**
 * Recognizes a curl command. Comments, empty lines, a prompt, variables, and other programs may precede the word curl.
 */
function isCurl(beginning: Octets): boolean {
  return CURL.test(beginning.replace(COMMENTS, '').slice(0, BEGINNING));
}

/** The maximum number of bytes before the word curl. */
const BEGINNING = 4096;

const REQUEST_LINE = String.raw`[!#$%&'*+\-.^_\x60|~0-9A-Za-z]+ [^\r\n]*HTTP\/\d(?:\.\d)?[ \t]*(?:[\r\n]|$)`;
const REQUEST = new RegExp(`^(?:${REQUEST_LINE}|[A-Z]+ [^${S}]*[/*]|> [!-~]|:[a-z]+:)`);

/**
 * Recognizes a request line, `curl -v` output that includes a request, or pseudo-headers. Spaces must not precede any
 * of these.
 */
function isRequest(beginning: Octets, octets: Octets): boolean {
  if (beginning.startsWith('* ')) return octets.includes('\n> ');
  const start = afterByteOrderMark(octets);
  return REQUEST.test(octets.slice(start, start + BEGINNING).replace(/^[\r\n]+/, ''));
}

const CANONICAL = new RegExp(String.raw`^(?:AWS4-[^${S}]*[${S}]*\n|[A-Z]+\r?\n\/)`);

/** Recognizes a label anywhere, or a canonical request or a string to sign at the beginning. */
function isCanonical(beginning: Octets, octets: Octets): boolean {
  return CANONICAL.test(beginning) || hasCanonicalLabel(octets);
}

const FORM_NAMES =
  'Give an HTTP request as it was sent, a URL, a curl command, a HAR file, or a canonical request with its string to sign.';

/** Returns a reader for a form that is recognized but is not a request. */
const refusal =
  (code: string, says: string, fix: string, see?: string) =>
  ({ length }: Octets): Problem =>
    inputProblem(code, says, fix, { start: 0, end: length }, see);

/** Matches a header line, or the value of an Authorization header. */
const HEADER_ALONE = new RegExp(`^(?:[A-Za-z][A-Za-z0-9-]*:[ \\t][^${S}]|AWS4-[A-Z0-9-]+ )`);

/** The forms in order. The first one that fits is used. */
const FORMS: readonly Form[] = [
  { fits: (beginning) => beginning === '', read: refusal('empty-input', 'The input is empty.', FORM_NAMES) },
  {
    fits: (beginning) => /^s3:\/\//i.test(beginning),
    read: refusal(
      'address',
      'This is the address of an object, not a request: there is nothing to verify.',
      'Sign a request for it with "sigv4 sign", or give the request that was sent.',
    ),
  },
  { fits: (beginning) => openToken(beginning) !== null, read: asToken },
  { fits: beginsWithUrl, read: (octets, source, { method }) => asRequest('url', readUrlAlone(octets, source, method)) },
  { fits: (beginning) => beginning.startsWith('{'), read: asHar },
  {
    fits: (beginning) => /^(?:<\?xml|<[A-Z]|HTTP\/\d)/.test(beginning),
    read: refusal('answer', "This is a server's response.", 'Give the request that it answers.'),
  },
  { fits: beginsPowerShell, read: (octets) => notPowerShell(0, Math.min(octets.length, SHOWN)) },
  { fits: isCurl, read: asCurl },
  { fits: isRequest, read: (octets, source) => asRequest('request', readRawRequest(octets, source)) },
  { fits: isCanonical, read: asCanonical },
  {
    fits: (beginning) => HEADER_ALONE.test(beginning),
    read: refusal(
      'no-request-line',
      'There are headers, but no first line with the method and the target.',
      'Give the whole request, beginning with a line such as "GET /PATH HTTP/1.1".',
      'https://www.rfc-editor.org/rfc/rfc9112#section-3',
    ),
  },
];

/**
 * The number of bytes that are shown from an unrecognized input. This number is small, because the bytes may be part of
 * a secret.
 */
const SHOWN = 4;

function unknown(octets: Octets): Problem {
  const first = JSON.stringify(octets.slice(0, SHOWN).replace(/[^\x20-\x7e]/g, '.'));
  return inputProblem(
    'unknown-form',
    `The input begins with ${first}${octets.length > SHOWN ? ' …' : ''}, a form that cannot be read.`,
    FORM_NAMES,
    { start: 0, end: Math.min(octets.length, SHOWN) },
  );
}
