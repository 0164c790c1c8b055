/** Errors as sentences: what services other than S3 write into their messages, and what clients print of an answer. */
import type { Octets } from '../bytes/octets.ts';
import { CANONICAL_REQUEST, CODE, type ErrorDocument, MESSAGE, STRING_TO_SIGN } from './document.ts';
import { withoutBackslashes } from './escapes.ts';
import { findStringToSign } from './repair-string-to-sign.ts';

const CANONICAL = 'The Canonical String for this request should have been';
const TO_SIGN = 'The String-to-Sign should have been';
/** The quotation mark that begins the text, behind a line end in whatever writing. */
const OPENING = /^(?:[\t-\r ]|\\{1,32}[rn])*'?/;
const ESCAPED_LINE_END = /should have been[\t ]*(?:\\{1,32}r)?\\{1,32}n/;

export interface Sentences {
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
}

/** Both texts out of a message (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html). */
export function readCanonicalSentences(message: Octets): Sentences {
  const at = message.indexOf(CANONICAL);
  const toSign = message.indexOf(TO_SIGN);
  const text = at < 0 ? null : message.slice(at + CANONICAL.length, toSign > at ? toSign : undefined);
  return {
    canonicalRequest: text === null ? null : withoutQuotationMarks(text),
    stringToSign: toSign < 0 ? null : (findStringToSign(message.slice(toSign) as Octets)?.octets ?? null),
  };
}

/** A canonical request may have such marks in it: the last one ends it, where there is one behind the first. */
function withoutQuotationMarks(text: string): Octets {
  const opening = OPENING.exec(text)?.[0] ?? '';
  const closing = text.lastIndexOf("'");
  return text.slice(opening.length, closing >= opening.length ? closing : undefined) as Octets;
}

/** What a program prints of an answer; the groups `code`, `message` and `status` of it, as far as it has them. */
interface PrintedError {
  readonly pattern: RegExp;
  /** Where it is seen. */
  readonly source: string;
}

const CODES =
  'SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature(?:Exception)?|MissingAuthenticationToken(?:Exception)?|RequestTimeTooSkewed|RequestExpired|AuthorizationHeaderMalformed|AuthorizationQueryParametersError|InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|XAmzContentSHA256Mismatch|ExpiredToken(?:Exception)?|InvalidToken(?:Id)?|PermanentRedirect|TemporaryRedirect';

const PRINTED: readonly PrintedError[] = [
  {
    pattern:
      /An error occurred \((?<code>\w{1,100})\) when calling the \w{1,100} operation[^:\n]{0,100}: (?<message>[^\n]{0,4000})/,
    source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
  },
  {
    pattern:
      /StatusCode: (?<status>\d{3}), RequestID: [^\n]{0,400}?api error (?<code>\w{1,100}): (?<message>[^\n]{0,4000})/,
    source: 'https://github.com/aws/aws-sdk-go-v2/blob/main/aws/transport/http/response_error.go',
  },
  {
    pattern:
      /(?:Exception: |^)(?<message>[^\n]{1,1000}?) \(Service: [^;\n]{1,100}; Status Code: (?<status>\d{3}); Error Code: (?<code>\w{1,100});/m,
    source:
      'https://github.com/aws/aws-sdk-java/blob/master/aws-java-sdk-core/src/main/java/com/amazonaws/AmazonServiceException.java',
  },
  {
    pattern:
      /(?:Exception: |^)(?<message>[^\n]{1,1000}?) \(Service: [^,\n]{1,100}, Status Code: (?<status>\d{3}), Request ID:/m,
    source:
      'https://github.com/aws/aws-sdk-java-v2/blob/master/core/aws-core/src/main/java/software/amazon/awssdk/awscore/exception/AwsServiceException.java',
  },
  {
    pattern: /S3 error: (?<status>\d{3}) \((?<code>\w{1,100})\)(?:: (?<message>[^\n]{0,4000}))?/,
    source: 'https://github.com/s3tools/s3cmd/issues/1053',
  },
  {
    pattern:
      /(?<code>\b[A-Z]\w{3,100}): (?<message>[^\n]{1,2000})\n[ \t]{1,20}status code: (?<status>\d{3}), request id:/,
    source: 'https://github.com/aws/aws-sdk-go/blob/main/aws/awserr/types.go',
  },
  {
    pattern: new RegExp(String.raw`\b(?<code>${CODES})\b(?:: | \()(?<message>[^\n]{1,4000})`),
    source: 'https://github.com/aws/aws-sdk-js-v3/issues/6620',
  },
];

/** The servers' own sentences, which a program prints with nothing around them. */
const SENTENCES: readonly RegExp[] = [
  /The request signature we calculated does not match the signature you provided\.[^\n<"']{0,400}/,
  /The computed request signature does not match the one provided\.[^\n<"']{0,400}/,
  /The difference between the request time and the current time is too large\./,
  /Signature (?:expired|not yet current): [^\n<"]{1,200}/,
  /Date in Credential scope does not match [^\n<]{1,300}/,
  /Credential should be scoped to [^\n<]{1,300}/,
  /The authorization header is malformed; [^\n<]{1,300}/,
];

/** The first in the text, however a program has printed it; with both texts where the service quotes them. */
export function findErrorText(octets: Octets): ErrorDocument | null {
  const elements = new Map<string, Octets>();
  const printed = PRINTED.map(({ pattern }) => pattern.exec(octets)).find((match) => match !== null);
  const sentence = SENTENCES.map((pattern) => pattern.exec(octets)).find((match) => match !== null);
  const quoted = quotedTexts(octets);
  const { code, message, status } = printed?.groups ?? {};
  const says = message ?? sentence?.[0];
  if (code !== undefined) elements.set(CODE, code as Octets);
  if (says !== undefined) elements.set(MESSAGE, says as Octets);
  if (quoted?.canonicalRequest) elements.set(CANONICAL_REQUEST, quoted.canonicalRequest);
  if (quoted?.stringToSign) elements.set(STRING_TO_SIGN, quoted.stringToSign);
  if (elements.size === 0) return null;
  const start = Math.min(
    printed?.index ?? octets.length,
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

interface QuotedTexts extends Sentences {
  readonly start: number;
  readonly end: number;
  readonly repairs: readonly string[];
}

/** In bytes: both texts, and what stands between them. */
const LONGEST = 262_144;

function quotedTexts(octets: Octets): QuotedTexts | null {
  const at = octets.indexOf(CANONICAL);
  const start = at < 0 ? octets.indexOf(TO_SIGN) : at;
  if (start < 0) return null;
  let plain = octets.slice(start, start + LONGEST) as Octets;
  let repairs: readonly string[] = [];
  for (let layer = 0; layer < MOST_LAYERS && ESCAPED_LINE_END.test(plain); layer++) {
    plain = withoutBackslashes(plain);
    repairs = ['It was written with the backslashes of a string, and was decoded.'];
  }
  const sentences = readCanonicalSentences(plain);
  const hash = /[0-9a-f]{64}$/.exec(sentences.stringToSign ?? '')?.[0];
  const last = hash === undefined ? -1 : octets.indexOf(hash, Math.max(start, octets.indexOf(TO_SIGN, start)));
  const end = last < 0 ? Math.min(start + LONGEST, octets.length) : last + 64;
  return { ...sentences, start, end, repairs };
}

const MOST_LAYERS = 6;
