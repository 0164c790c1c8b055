/** Reads errors from sentences, such as the messages of services other than S3 and the output of clients. */
import { MESSAGE_ALONE } from '../../aws/refusals.ts';
import type { Octets } from '../../bytes/octets.ts';
import { findTexts, type SignedText } from '../texts/find-texts.ts';
import { CANONICAL_REQUEST, CODE, CODES, type ErrorDocument, MESSAGE, STRING_TO_SIGN } from './document.ts';

/** The texts that a service quotes in a message, and their range in it. */
export interface QuotedTexts {
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
  readonly start: number;
  readonly end: number;
  readonly repairs: readonly string[];
}

/** Matches what a message says before each text that it quotes. */
const SENTENCE = /The (?:(Canonical String for this request)|String-to-Sign) should have been/g;
/** Matches what is between that and the text: a line ending and a quotation mark, and a prefix of the line. */
const BETWEEN = /^[^\n]{0,120}(?:\n[^\n]{0,120})?$/;
/** Matches a quoted text that was cut so much that it has no shape, up to its end or to where something else begins. */
const restUpTo = (gap: string): RegExp =>
  new RegExp(String.raw`(?:[\t-\r ':]|\\{1,32}[rn])*([^'"]{0,65536}?)(?=['"]|(?<=\.{3})\s|${gap}|$)`, 'y');
const EMPTY_LINE = String.raw`\r?\n[ \t]*(?=\r?\n)`;
const REST = { 'canonical-request': restUpTo(EMPTY_LINE.repeat(2)), 'string-to-sign': restUpTo(EMPTY_LINE) };

/**
 * Finds the canonical request and the string to sign that a message quotes
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html).
 */
export function textsQuotedIn(message: Octets, texts: readonly SignedText[] = findTexts(message)): QuotedTexts | null {
  const quoted = [...message.matchAll(SENTENCE)].map(({ 0: sentence, 1: isRequest, index }) => {
    const after = index + sentence.length;
    const kind = isRequest === undefined ? 'string-to-sign' : 'canonical-request';
    const next = texts.find((text) => text.start >= after);
    if (next?.kind === kind && BETWEEN.test(message.slice(after, next.start))) return { ...next, index };
    REST[kind].lastIndex = after;
    const [whole = '', octets = ''] = REST[kind].exec(message) ?? [];
    return { kind, octets: octets as Octets, index, end: after + whole.length, repairs: [] } as const;
  });
  const [first] = quoted;
  if (!first) return null;
  const textOf = (wanted: SignedText['kind']) => quoted.find(({ kind }) => kind === wanted)?.octets.trim() || null;
  return {
    canonicalRequest: textOf('canonical-request') as Octets | null,
    stringToSign: textOf('string-to-sign') as Octets | null,
    start: first.index,
    end: Math.max(...quoted.map(({ end }) => end)),
    repairs: [...new Set(quoted.flatMap(({ repairs }) => repairs))],
  };
}

/**
 * The forms in which programs print an error, with the groups `code`, `message`, and `status` as far as they have them.
 * A form without a message has it before, on the same line.
 */
const PRINTED: readonly RegExp[] = [
  // https://github.com/boto/botocore/blob/develop/botocore/exceptions.py
  /An error occurred \((?<code>\w{1,100})\) when calling the \w{1,100} operation[^:\n]{0,100}: (?<message>[^\n]*)/,
  // https://github.com/aws/aws-sdk-go-v2/blob/main/aws/transport/http/response_error.go
  /StatusCode: (?<status>\d{3}), RequestID: [^\n]{0,400}?api error (?<code>\w{1,100}): (?<message>[^\n]*)/,
  // https://github.com/aws/aws-sdk-java/blob/master/aws-java-sdk-core/src/main/java/com/amazonaws/AmazonServiceException.java
  / \(Service: [^;,\n]{1,100}[;,] Status Code: (?<status>\d{3})(?:; Error Code: (?<code>\w{1,100}))?/,
  // https://github.com/s3tools/s3cmd/issues/1053
  /S3 error: (?<status>\d{3}) \((?<code>\w{1,100})\)(?:: (?<message>[^\n]*))?/,
  // https://github.com/aws/aws-sdk-go/blob/main/aws/awserr/types.go
  /\b(?<code>[A-Z]\w{3,100}): (?<message>[^\n]{1,1000})\n[ \t]{1,20}status code: (?<status>\d{3}), request id:/,
  // https://github.com/aws/aws-sdk-js-v3/issues/6620
  new RegExp(`\\b(?<code>${CODES})(?:: | \\()(?<message>[^\\n]+)`),
];

/** The maximum number of bytes of a message before the rest of an error. */
const LONGEST_MESSAGE = 1_200;

interface PrintedError {
  readonly start: number;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly status?: string | undefined;
}

function printedError(octets: Octets): PrintedError | null {
  for (const pattern of PRINTED) {
    const match = pattern.exec(octets);
    if (!match) continue;
    const before = octets.slice(Math.max(0, match.index - LONGEST_MESSAGE), match.index);
    const message = before.slice(before.lastIndexOf('\n') + 1).replace(/^.*Exception: /, '');
    const groups = match.groups ?? {};
    const isBefore = !('message' in groups) && message !== '';
    return { ...groups, start: match.index, ...(isBefore ? { message } : {}) };
  }
  return null;
}

/**
 * Finds the first error, along with the canonical request and the string to sign if the service quotes these texts.
 * Returns `null` if there is no error.
 */
export function findErrorText(octets: Octets, texts: readonly SignedText[]): ErrorDocument | null {
  const printed = printedError(octets);
  const alone = MESSAGE_ALONE.exec(octets);
  const quoted = textsQuotedIn(octets, texts);
  const elements = new Map<string, Octets>();
  const set = (name: string, value: string | undefined) => value !== undefined && elements.set(name, value as Octets);
  set(CODE, printed?.code);
  set(MESSAGE, printed?.message ?? alone?.[0]);
  set(CANONICAL_REQUEST, quoted?.canonicalRequest ?? undefined);
  set(STRING_TO_SIGN, quoted?.stringToSign ?? undefined);
  if (elements.size === 0) return null;
  const start = Math.min(...[printed?.start, alone?.index, quoted?.start].filter((at) => at !== undefined));
  return {
    form: 'text',
    start,
    end: Math.max(start, quoted?.end ?? 0),
    elements,
    status: printed?.status === undefined ? null : Number(printed.status),
    repairs: quoted?.repairs ?? [],
  };
}

const STATUS = /(?:httpStatusCode|HTTPStatusCode|statusCode|StatusCode\]|'status'|S3Error)['"]?: (\d{3})\b/;

/** The maximum distance of the status, in bytes. */
const FARTHEST = 2_048;

/** Finds the status of the response near an error that is text. Programs print the status under many names. */
export function statusNear(octets: Octets, { form, start, end }: ErrorDocument): number | null {
  if (form !== 'text') return null;
  const match = STATUS.exec(octets.slice(Math.max(0, start - FARTHEST), end + FARTHEST));
  return match ? Number(match[1]) : null;
}
