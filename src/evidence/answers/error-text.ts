/** Reads errors from sentences, such as the messages of services other than S3 and the output of clients. */

import { withoutBackslashes } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { findStringToSign } from '../repairs/repair-string-to-sign.ts';
import { CANONICAL_REQUEST, CODE, type ErrorDocument, MESSAGE, STRING_TO_SIGN } from './document.ts';

const CANONICAL = 'The Canonical String for this request should have been';
const TO_SIGN = 'The String-to-Sign should have been';
/** Matches the opening quotation mark and the line ending before it, which may be escaped. */
const OPENING = /^(?:[\t-\r ]|\\{1,32}[rn])*'?/;
const ESCAPED_LINE_END = /should have been[\t ]*(?:\\{1,32}r)?\\{1,32}n/;

export interface Sentences {
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
}

/**
 * Reads the canonical request and the string to sign from a message
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html).
 */
export function readCanonicalSentences(message: Octets): Sentences {
  const at = message.indexOf(CANONICAL);
  const toSign = message.indexOf(TO_SIGN);
  const text = at < 0 ? null : message.slice(at + CANONICAL.length, toSign > at ? toSign : undefined);
  return {
    canonicalRequest: text === null ? null : withoutQuotationMarks(text),
    stringToSign: toSign < 0 ? null : (findStringToSign(message.slice(toSign) as Octets)?.octets ?? null),
  };
}

/**
 * Removes the quotation marks around the text. The text itself may contain quotation marks, so the last quotation mark
 * ends the text.
 */
function withoutQuotationMarks(text: string): Octets {
  const opening = OPENING.exec(text)?.[0] ?? '';
  const closing = text.lastIndexOf("'");
  return text.slice(opening.length, closing >= opening.length ? closing : undefined) as Octets;
}

/** The format in which a program prints an error. */
interface PrintedError {
  /** Text that occurs only in this format. */
  readonly sign: RegExp;
  /** The maximum number of bytes between the beginning of the pattern and the sign. */
  readonly before: number;
  /** Matches the whole error. The groups are `code`, `message`, and `status`, if the format includes them. */
  readonly pattern: RegExp;
  readonly source: string;
}

const CODES =
  'SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature(?:Exception)?|MissingAuthenticationToken(?:Exception)?|RequestTimeTooSkewed|RequestExpired|AuthorizationHeaderMalformed|AuthorizationQueryParametersError|InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|XAmzContentSHA256Mismatch|ExpiredToken(?:Exception)?|InvalidToken(?:Id)?|PermanentRedirect|TemporaryRedirect';

const PRINTED: readonly PrintedError[] = [
  {
    sign: /An error occurred \(/g,
    before: 0,
    pattern:
      /^An error occurred \((?<code>\w{1,100})\) when calling the \w{1,100} operation[^:\n]{0,100}: (?<message>[^\n]*)/,
    source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
  },
  {
    sign: /StatusCode: \d{3}, RequestID: /g,
    before: 0,
    pattern: /^StatusCode: (?<status>\d{3}), RequestID: [^\n]{0,400}?api error (?<code>\w{1,100}): (?<message>[^\n]*)/,
    source: 'https://github.com/aws/aws-sdk-go-v2/blob/main/aws/transport/http/response_error.go',
  },
  {
    sign: /; Status Code: \d{3}; Error Code: /g,
    before: 1_200,
    pattern:
      /^(?:[^\n]*Exception: )?(?<message>[^\n]+) \(Service: [^;\n]{1,100}; Status Code: (?<status>\d{3}); Error Code: (?<code>\w{1,100});/m,
    source:
      'https://github.com/aws/aws-sdk-java/blob/master/aws-java-sdk-core/src/main/java/com/amazonaws/AmazonServiceException.java',
  },
  {
    sign: /, Status Code: \d{3}, Request ID: /g,
    before: 1_200,
    pattern:
      /^(?:[^\n]*Exception: )?(?<message>[^\n]+) \(Service: [^,\n]{1,100}, Status Code: (?<status>\d{3}), Request ID: /m,
    source:
      'https://github.com/aws/aws-sdk-java-v2/blob/master/core/aws-core/src/main/java/software/amazon/awssdk/awscore/exception/AwsServiceException.java',
  },
  {
    sign: /S3 error: \d{3} \(/g,
    before: 0,
    pattern: /^S3 error: (?<status>\d{3}) \((?<code>\w{1,100})\)(?:: (?<message>[^\n]*))?/,
    source: 'https://github.com/s3tools/s3cmd/issues/1053',
  },
  {
    sign: /status code: \d{3}, request id:/g,
    before: 1_200,
    pattern: /(?<code>\b[A-Z]\w{3,100}): (?<message>[^\n]+)\n[ \t]{1,20}status code: (?<status>\d{3}), request id:/,
    source: 'https://github.com/aws/aws-sdk-go/blob/main/aws/awserr/types.go',
  },
  {
    sign: new RegExp(String.raw`\b(?:${CODES})\b(?:: | \()`, 'g'),
    before: 0,
    pattern: /^(?<code>\w+)(?:: | \()(?<message>[^\n]+)/,
    source: 'https://github.com/aws/aws-sdk-js-v3/issues/6620',
  },
];

/** The maximum number of bytes after the sign that a pattern can match. */
const REACH = 4_096;
const MOST_SIGNS = 16;

interface Printed {
  readonly start: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

function printedError(octets: Octets): Printed | null {
  for (const { sign, before, pattern } of PRINTED) {
    sign.lastIndex = 0;
    for (let count = 0; count < MOST_SIGNS; count++) {
      const found = sign.exec(octets);
      if (!found) break;
      const from = Math.max(0, found.index - before);
      const match = pattern.exec(octets.slice(from, found.index + REACH));
      if (match) return { start: from + match.index, groups: match.groups ?? {} };
    }
  }
  return null;
}

/**
 * Error messages that programs print without the rest of the response, each with text that is in all of it. Searching
 * for the text is faster.
 */
const SENTENCES: readonly (readonly [sign: string, pattern: RegExp])[] = [
  [
    'The request signature we calculated',
    /The request signature we calculated\w{0,2} does not match the signature you provided\.?[^\n<"'`]{0,400}/,
  ],
  ['The computed request signature', /The computed request signature does not match the one provided\.[^\n<"']{0,400}/],
  [
    'The difference between the request time',
    /The difference between the request time and the current time is too large\./,
  ],
  ['Signature ', /Signature (?:expired|not yet current): [^\n<"]{1,200}/],
  [' is now ', /\d{8}T\d{6}Z is now (?:earlier|later) than \d{8}T\d{6}Z[^\n<"]{0,100}/],
  ['Date in Credential scope', /Date in Credential scope does not match [^\n<]{1,300}/],
  ['Credential should be scoped', /Credential should be scoped to [^\n<]{1,300}/],
  ['The authorization header is malformed', /The authorization header is malformed; [^\n<]{1,300}/],
  ['Query-string authentication', /Query-string authentication version 4 requires [^\n<]{1,300}/],
  ['X-Amz-', /X-Amz-(?:Expires|Date|Algorithm|Credential) (?:must be|should be|only supports) [^\n<]{1,200}/],
  ['There were headers present', /There were headers present in the request which were not signed/],
  ['AWS authentication requires', /AWS authentication requires a valid Date or x-amz-date header/],
  ['Only one auth mechanism', /Only one auth mechanism allowed; [^\n<]{1,300}/],
  ['The authorization mechanism', /The authorization mechanism you have provided is not supported\.[^\n<]{0,200}/],
  [
    "The provided 'x-amz-content-sha256'",
    /The provided 'x-amz-content-sha256' header does not match what was computed\./,
  ],
  ['Invalid signature', /(?:Forbidden: |403 )Invalid signature/],
  ['Signature validation failed', /Signature validation failed/],
  ['Request has expired', /Request has expired/],
];

/**
 * Finds the first error, along with the canonical request and the string to sign if the service quotes these texts.
 * Returns `null` if there is no error.
 */
export function findErrorText(octets: Octets): ErrorDocument | null {
  const elements = new Map<string, Octets>();
  const printed = printedError(octets);
  const sentence = sentenceIn(octets);
  const quoted = quotedTexts(octets);
  const { code, message, status } = printed?.groups ?? {};
  const says = message ?? sentence?.[0];
  if (code !== undefined) elements.set(CODE, code as Octets);
  if (says !== undefined) elements.set(MESSAGE, says as Octets);
  if (quoted?.canonicalRequest) elements.set(CANONICAL_REQUEST, quoted.canonicalRequest);
  if (quoted?.stringToSign) elements.set(STRING_TO_SIGN, quoted.stringToSign);
  if (elements.size === 0) return null;
  const start = Math.min(
    printed?.start ?? octets.length,
    sentence?.index ?? octets.length,
    quoted?.start ?? octets.length,
  );
  return {
    form: 'text',
    start,
    end: Math.max(start, quoted?.end ?? 0),
    elements,
    status: status === undefined ? null : Number(status),
    repairs: quoted?.repairs ?? [],
  };
}

function sentenceIn(octets: Octets): RegExpExecArray | null {
  for (const [sign, pattern] of SENTENCES) {
    const match = octets.includes(sign) ? pattern.exec(octets) : null;
    if (match) return match;
  }
  return null;
}

interface QuotedTexts extends Sentences {
  readonly start: number;
  readonly end: number;
  readonly repairs: readonly string[];
}

/** The maximum number of bytes from the beginning of the canonical request to the end of the string to sign. */
const LONGEST = 262_144;

function quotedTexts(octets: Octets): QuotedTexts | null {
  const at = octets.indexOf(CANONICAL);
  const start = at < 0 ? octets.indexOf(TO_SIGN) : at;
  if (start < 0) return null;
  let plain = octets.slice(start, start + LONGEST) as Octets;
  let repairs: readonly string[] = [];
  for (let layer = 0; layer < MOST_LAYERS && ESCAPED_LINE_END.test(plain); layer++) {
    plain = withoutBackslashes(plain);
    repairs = ['It was written with the backslashes of a string, so it was decoded.'];
  }
  const sentences = readCanonicalSentences(plain);
  const hash = /[0-9a-f]{64}$/.exec(sentences.stringToSign ?? '')?.[0];
  const last = hash === undefined ? -1 : octets.indexOf(hash, Math.max(start, octets.indexOf(TO_SIGN, start)));
  const end = last < 0 ? endOfCut(octets, start) : last + 64;
  return { ...sentences, start, end, repairs };
}

/** Returns where texts end whose last hash was cut off. A string to sign has no empty line, so it ends before one. */
function endOfCut(octets: Octets, start: number): number {
  const toSign = octets.indexOf(TO_SIGN, start);
  const empty = toSign < 0 ? -1 : octets.indexOf('\n\n', toSign);
  return Math.min(empty < 0 ? octets.length : empty, start + LONGEST);
}

const MOST_LAYERS = 6;
