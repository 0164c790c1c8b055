/**
 * Masks secrets in a message before it leaves the program. Messages quote the user's input, and users sometimes type
 * secrets in the wrong place. Session tokens, credentials, and passwords are masked anywhere in the message.
 */
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isQuotable } from '../../bytes/quoted-operand.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import type { Range } from '../../trace/ranges.ts';
import { isSignature, SECRET_HEADERS, SECRET_PARAMETERS } from './secret-headers.ts';

/**
 * Overwrites each secret with `*`, and omits quotations that are too long or have more than one line. Quotations in the
 * text are expected to be escaped. The program's own sentences begin with `sigv4: `.
 */
export function maskMessage(text: string): string {
  if (!MAY_HOLD_SECRET.test(text)) return text;
  const short = text.replace(/^sigv4: .*/gm, (sentences) => sentences.replace(QUOTATION, shortQuotation));
  const ranges = [
    ...parameterRanges(short),
    ...headerRanges(short),
    ...settingRanges(short),
    ...userInformationRanges(short),
  ];
  return ranges.reduce(
    (masked, { start, end }) => masked.slice(0, start) + '*'.repeat(end - start) + masked.slice(end),
    short,
  );
}

/**
 * Matches the characters that can follow the name of a secret. One of them is also in each URL and in each of the
 * program's own sentences. Most lines of a server's log have none of them.
 */
const MAY_HOLD_SECRET = /[:=%]/;

/** Matches a quotation. If the quotation does not end, it is the rest of the sentence, and the group is not a mark. */
const QUOTATION = /"(?:[^"\\]|\\.)*("|\\?$)/g;

function shortQuotation(quotation: string, ending: string): string {
  if (ending !== '"') return quotation;
  const hasLineEnd = [...quotation.matchAll(/\\(.)/g)].some(([, escaped]) => escaped === 'r' || escaped === 'n');
  return hasLineEnd || !isQuotable(quotation) ? '"…"' : quotation;
}

/**
 * Matches a character of a value. A value ends where its quotation ends, or at a line ending, even an escaped line
 * ending (`\n`). Outside a quotation, the end of a value is unknown, so the rest of the line is masked.
 */
const IN_QUOTATION = String.raw`(?:\\[^rn]|[^"\\\r\n])`;
const UP_TO_AMPERSAND = String.raw`(?:\\[^rn]|[^&"\\\r\n])`;
/** Matches the opening quotation mark of a value in JSON. The mark is escaped if a message quotes the JSON. */
const OPENING = String.raw`[ \t\r\n]*(?:\\?["'])?`;

/** The length of the longest name if every character is percent-encoded. */
const LONGEST_NAME = 3 * Math.max(...SECRET_PARAMETERS.map(({ length }) => length));
const PARAMETER = new RegExp(String.raw`([\w%.-]{1,${LONGEST_NAME}})(?:=|%(?:25)*3D)`, 'gi');
const PARAMETER_VALUE = new RegExp(`${UP_TO_AMPERSAND}*`, 'y');

function parameterRanges(text: string): Range[] {
  return valueRanges(text, PARAMETER, PARAMETER_VALUE, ({ 1: name = '' }) => endsWithSecretName(name));
}

/**
 * Returns whether a text ends with the name of a secret. The name may be encoded multiple times, because one URL can
 * contain another.
 */
function endsWithSecretName(name: string): boolean {
  let decoded = octetsFromText(name);
  for (let next = decodedOnce(decoded); next !== decoded; next = decodedOnce(decoded)) decoded = next;
  return SECRET_PARAMETERS.some((secret) => decoded.toLowerCase().endsWith(secret));
}

const decodedOnce = (octets: Octets): Octets => percentDecode(plain(octets)).octets;

/**
 * Matches settings in environment variables, AWS CLI files, and JSON, such as `AWS_SESSION_TOKEN=` and
 * `"SecretAccessKey": "`.
 */
const SETTING = new RegExp(
  String.raw`(?:session_?token|security_?token|secret_?access_?key)(?:\\?["'])?[ \t]*[:=]${OPENING}(?=[^ \t\r\n"'\\])`,
  'gi',
);

function settingRanges(text: string): Range[] {
  return valueRanges(text, SETTING, HEADER_VALUE, ({ index }) => isInSentence(text, index));
}

/** Only the program's own sentences may contain keys, because they contain only keys that AWS has published. */
const isInSentence = (text: string, at: number) => text.startsWith('sigv4: ', text.lastIndexOf('\n', at) + 1);

/** Matches the name of a header, which may follow an escaped line ending (`\n`). */
const HEADER = new RegExp(
  String.raw`(?<=^|[^\w-]|\\[rn])(?:${SECRET_HEADERS.join('|')})(?:\\?["'])?[ \t\r\n]*:${OPENING}`,
  'gi',
);
const HEADER_VALUE = new RegExp(`${IN_QUOTATION}*`, 'y');

function headerRanges(text: string): Range[] {
  return valueRanges(
    text,
    HEADER,
    HEADER_VALUE,
    (_match, start) => !isSignature(text.slice(start, start + 100) as Octets),
  );
}

/** Matches a value that is already masked. Any text after the asterisks is not part of the value. */
const MASKED = /^\*{8,}(?:[ \t\r\n&]|$)/;

/**
 * Finds the ranges that `value` matches directly after the name of a secret. `name` matches that name. Does not search
 * for names within a secret.
 */
function valueRanges(
  text: string,
  name: RegExp,
  value: RegExp,
  isSecret: (name: RegExpExecArray, start: number) => boolean,
): Range[] {
  const ranges: Range[] = [];
  for (const match of text.matchAll(name)) {
    const start = match.index + match[0].length;
    if (start < (ranges.at(-1)?.end ?? 0) || !isSecret(match, start)) continue;
    value.lastIndex = start;
    const [found = ''] = value.exec(text) ?? [];
    if (!MASKED.test(found)) ranges.push({ start, end: start + found.length });
  }
  return ranges;
}

const SCHEME = /(?<=(?:^|[^a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}):\/\//gi;
/** Matches the start of NAME:PASSWORD@HOST at the beginning of a quotation, with no scheme before it. */
const WITHOUT_SCHEME = /(?<=")(?=[^ \t\r\n"\\:/?@]{1,100}:(?!\/\/|\\))/g;
/** Matches a host without user information; a port is optional (RFC 3986, section 3.2). */
const HOST_ALONE = /^(?:\[[^\]]*\]|[^:@]*)(?::\d*)?$/;
const REST_OF_URL = new RegExp(`${IN_QUOTATION}{0,4096}`, 'y');

/**
 * Finds the user information in URLs (RFC 3986, section 3.2.1). The user information extends to the last `@`, because a
 * password may contain unencoded characters that would end an authority.
 */
function userInformationRanges(text: string): Range[] {
  return [SCHEME, WITHOUT_SCHEME].flatMap((beginning) =>
    [...text.matchAll(beginning)].flatMap(({ 0: found, index }) => {
      const start = index + found.length;
      REST_OF_URL.lastIndex = start;
      const [rest = ''] = REST_OF_URL.exec(text) ?? [];
      const [authority = ''] = rest.split(/[/?#]/, 1);
      const at = HOST_ALONE.test(authority) ? -1 : rest.lastIndexOf('@');
      return at < 0 ? [] : [{ start, end: start + at }];
    }),
  );
}
