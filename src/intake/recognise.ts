/** In which form a person gave a request: told by its first bytes, then read. */
import type { Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { TOKEN } from '../http/message.ts';
import { type CanonicalPair, findCanonicalPair, hasCanonicalLabel, noCanonicalText } from './canonical-pair.ts';
import { type ClientRequest, inputProblem } from './client-request.ts';
import { type CurlLine, curlLineOf, readCurlCommand } from './curl-line.ts';
import { beginsPowerShell, notPowerShell } from './curl-shell.ts';
import { type HarEntry, readHar } from './har.ts';
import { readRawRequest } from './raw-request.ts';
import { beginsWithUrl, noMethod, readUrlAlone } from './url-alone.ts';

export type Recognised =
  | { readonly kind: 'request'; readonly request: ClientRequest }
  | { readonly kind: 'url'; readonly request: ClientRequest }
  | ({ readonly kind: 'curl' } & CurlLine)
  | { readonly kind: 'har'; readonly entries: readonly HarEntry[] }
  | ({ readonly kind: 'canonical' } & CanonicalPair)
  /** One of these forms, and broken: a client sent it, or would, and no server could read it. */
  | { readonly kind: 'broken'; readonly problem: Problem };

export interface RecogniseOptions {
  /** With which method a URL alone is used; GET, if not given. The other forms say it themselves. */
  readonly method?: string;
}

/** A form: how it begins, and how it is read. The first that fits is it. */
interface Form {
  readonly fits: (octets: Octets) => boolean;
  readonly read: (octets: Octets, by: string, options: RecogniseOptions) => Recognised | Problem;
}

const FORMS: readonly Form[] = [
  { fits: isBlank, read: empty },
  { fits: (octets) => /^\s*s3:\/\//i.test(octets), read: s3Address },
  { fits: beginsWithUrl, read: (octets, by, { method }) => asRequest('url', readUrlAlone(octets, by, method)) },
  { fits: (octets) => /^(?:\xef\xbb\xbf)?\s*\{/.test(octets), read: asHar },
  { fits: (octets) => /^(?:\xef\xbb\xbf)?\s*(?:<\?xml|<[A-Z]|HTTP\/\d)/.test(octets), read: answer },
  { fits: beginsPowerShell, read: (octets) => notPowerShell(0, Math.min(octets.length, SHOWN)) },
  { fits: isCurl, read: asCurl },
  { fits: isRequest, read: (octets, by) => asRequest('request', readRawRequest(octets, by)) },
  { fits: isCanonical, read: asCanonical },
  { fits: (octets) => HEADER_ALONE.test(octets), read: headersAlone },
];

/**
 * Reads the bytes of a file, of standard input or of an argument in whatever form they are; `by` names the source.
 * The problem is of what is none of the forms, or of what no request can be taken out of: no JSON, a quotation mark
 * without its other, a command for another shell. Its `where`, as that of a broken one, are bytes of `octets`.
 */
export function recognise(octets: Octets, by: string, options: RecogniseOptions = {}): Recognised | Problem {
  if (options.method !== undefined && !TOKEN.test(options.method)) return noMethod(options.method);
  const form = FORMS.find(({ fits }) => fits(octets));
  return form ? form.read(octets, by, options) : unknown(octets);
}

function asRequest(kind: 'request' | 'url', request: ClientRequest | Problem): Recognised {
  return isProblem(request) ? broken(request) : { kind, request };
}

const broken = (problem: Problem): Recognised => ({ kind: 'broken', problem });

/** Where its words and options cannot be told there is no request; where curl refuses what they say it is broken. */
function asCurl(octets: Octets, by: string): Recognised | Problem {
  const command = readCurlCommand(octets, by);
  if (isProblem(command)) return command;
  const line = curlLineOf(command);
  return isProblem(line) ? broken(line) : { kind: 'curl', ...line };
}

function asHar(octets: Octets, by: string): Recognised | Problem {
  const entries = readHar(octets, by);
  return isProblem(entries) ? entries : { kind: 'har', entries };
}

function asCanonical(octets: Octets, by: string): Recognised | Problem {
  const pair = findCanonicalPair(octets, by);
  if (pair === null) return noCanonicalText(octets);
  return isProblem(pair) ? broken(pair) : { kind: 'canonical', ...pair };
}

/** Comments and empty lines, a prompt, variables and programs may stand before the name of curl. */
function isCurl(octets: Octets): boolean {
  const first = octets.replace(/^(?:\s+|#[^\n]*\n)+/, '').slice(0, BEGINNING);
  return /^(?:[$%]\s+|(?:sudo|time|env|exec|command)\s+|[A-Za-z_]\w*=\S*\s+)*(?:[^\s:]*[/\\])?curl(?:\.exe)?(?:\s|$)/i.test(
    first,
  );
}

/** How many bytes may stand before the name of curl. */
const BEGINNING = 4096;

/** A request line, lines of `curl -v` with a request among them, or pseudo-headers. */
function isRequest(octets: Octets): boolean {
  const beginning = octets
    .slice(0, BEGINNING)
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/^[\r\n]+/, '');
  if (beginning.startsWith('* ')) return octets.includes('\n> ');
  return /^(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+ [^\r\n]*HTTP\/\d(?:\.\d)?[ \t]*(?:[\r\n]|$)|[A-Z]+ [^\s]*[/*]|> [!-~]|:[a-z]+:)/.test(
    beginning,
  );
}

/** Labels anywhere, or one of the two texts at the beginning. */
function isCanonical(octets: Octets): boolean {
  return /^(?:\xef\xbb\xbf)?\s*(?:AWS4-\S*\s*\n|[A-Z]+\r?\n\/)/.test(octets) || hasCanonicalLabel(octets);
}

function isBlank(octets: Octets): boolean {
  return /^(?:\xef\xbb\xbf)?\s*$/.test(octets);
}

const FORM_NAMES =
  'Read are: an HTTP request as it was sent, a URL, a curl command, a HAR file, a canonical request with its string to sign.';

function empty({ length }: Octets): Problem {
  return inputProblem('empty-input', 'There is nothing in it.', FORM_NAMES, { start: 0, end: length });
}

function s3Address({ length }: Octets): Problem {
  return inputProblem(
    'address',
    'It is the address of an object, and no request of a client: there is nothing to verify in it.',
    'Sign a request for it with "sigv4 sign", or give the request that was sent.',
    { start: 0, end: length },
  );
}

function answer({ length }: Octets): Problem {
  return inputProblem(
    'answer',
    'It is the answer of a server; what it says can be compared with the request, which is not there.',
    'Give the request that the server answered so.',
    { start: 0, end: length },
  );
}

/** A field line, or the value of the header that people look at first. */
const HEADER_ALONE = /^\s*(?:[A-Za-z][A-Za-z0-9-]*:[ \t]\S|AWS4-[A-Z0-9-]+ )/;

function headersAlone({ length }: Octets): Problem {
  return inputProblem(
    'no-request-line',
    'There are headers, and no first line that says method and target.',
    'Give the whole request, from the line "GET /PATH HTTP/1.1" on.',
    { start: 0, end: length },
    'https://www.rfc-editor.org/rfc/rfc9112#section-3',
  );
}

/** As few of the bytes as tell what they are: they may be a secret. */
const SHOWN = 4;

function unknown(octets: Octets): Problem {
  const first = JSON.stringify(octets.slice(0, SHOWN).replace(/[^\x20-\x7e]/g, '.'));
  return inputProblem(
    'unknown-form',
    `It begins with ${first}${octets.length > SHOWN ? ' …' : ''}, which is none of the forms that are read.`,
    FORM_NAMES,
    { start: 0, end: Math.min(octets.length, SHOWN) },
  );
}
