/** Combines the error document and the head of a response. */
import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets, textFromOctets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import type { Piece, ServerAnswer } from '../evidence.ts';
import { NO_QUOTES, readStrings } from '../logs/quoted-strings.ts';
import type { ResponseHead } from '../requests/responses.ts';
import {
  ACCESS_KEY_ID,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_BYTES,
  CODE,
  CODES,
  type ErrorDocument,
  MESSAGE,
  OF_SIGNATURES,
  SIGNATURE_PROVIDED,
  STRING_TO_SIGN,
  STRING_TO_SIGN_BYTES,
} from './document.ts';
import { textsQuotedIn } from './error-text.ts';

export const NO_HEAD: ResponseHead = { status: null, headers: new Map() };

/** What servers call the access key ID: S3, OSS, and TOS. */
const ACCESS_KEY_IDS: readonly string[] = [ACCESS_KEY_ID, 'OSSAccessKeyId', 'AccessKeyId'];

/** Elements that have their own field in `ServerAnswer`. */
const READ: readonly string[] = [CODE, MESSAGE, ...OF_SIGNATURES];

export function answerOf(document: ErrorDocument, head: ResponseHead, by: InputSource): ServerAnswer {
  const { elements, repairs } = document;
  const message = textOf(elements.get(MESSAGE));
  // Services other than S3 quote both texts in the message.
  const quoted = textsQuotedIn(elements.get(MESSAGE) ?? EMPTY);
  const signatures = signaturesIn(message ?? '');
  const strings = readStrings({
    ...NO_QUOTES,
    by,
    canonicalRequest: elements.get(CANONICAL_REQUEST) ?? quoted?.canonicalRequest ?? null,
    canonicalRequestBytes: elements.get(CANONICAL_REQUEST_BYTES) ?? null,
    stringToSign: elements.get(STRING_TO_SIGN) ?? quoted?.stringToSign ?? null,
    stringToSignBytes: elements.get(STRING_TO_SIGN_BYTES) ?? null,
    signature: signatures.expected,
    repairs,
  });
  return {
    ...strings,
    by,
    form: document.form,
    status: head.status ?? document.status,
    code: textOf(elements.get(CODE)) ?? codeOfHeaders(head.headers),
    message,
    details: new Map(
      [...elements].filter(([name]) => !READ.includes(name)).map(([name, value]) => [name, asText(value)]),
    ),
    headers: head.headers,
    signatureProvided: octetsOf(elements.get(SIGNATURE_PROVIDED)) ?? signatures.found,
    accessKeyId: octetsOf(ACCESS_KEY_IDS.map((name) => elements.get(name)).find((id) => id !== undefined)),
  };
}

/** Creates a `ServerAnswer` from a response that has no error document. */
export function answerOfHead(head: ResponseHead, by: InputSource): ServerAnswer {
  const code = codeOfHeaders(head.headers);
  return { ...answerOfNothing(by), form: 'headers', status: head.status, code, headers: head.headers };
}

/** Matches the status of a refusal, before or after its name. */
const STATUS = /(?:^|[\s:(])(4\d\d)(?=$|[\s:),.])/;
const CODE_ALONE = new RegExp(`\\b(${CODES})\\b`);

/** The length of a text that says more than that a request was refused, in bytes. Such a text is about something else. */
const LONGEST_COMPLAINT = 4_096;

/** Creates a `ServerAnswer` from a text with nothing but a code and perhaps a status; `null` if there is no code. */
export function answerOfCode({ octets, by }: Piece): ServerAnswer | null {
  if (octets.length > LONGEST_COMPLAINT) return null;
  const code = CODE_ALONE.exec(octets)?.[1];
  const status = STATUS.exec(octets)?.[1];
  return code === undefined
    ? null
    : { ...answerOfNothing(by), code, status: status === undefined ? null : Number(status) };
}

/** Creates an empty `ServerAnswer` for a server that is known only from its log. */
export const answerOfNothing = (by: InputSource): ServerAnswer => ({
  canonicalRequest: null,
  stringToSign: null,
  signature: null,
  by,
  form: 'text',
  status: null,
  code: null,
  message: null,
  details: new Map(),
  headers: new Map(),
  signatureProvided: null,
  accessKeyId: null,
});

/** Reads the error code that JSON services send in a header. A colon and a URI may follow the code. */
function codeOfHeaders(headers: ReadonlyMap<string, string>): string | null {
  const type = headers.get('x-amzn-errortype') ?? headers.get('x-amz-error-code');
  return type?.split(':')[0] || null;
}

/** Reads both signatures from an S3 Ninja message (https://github.com/scireum/s3ninja/issues/244). */
function signaturesIn(message: string): { readonly expected: Octets | null; readonly found: Octets | null } {
  const match = /\(Expected: ([^\s,]{1,200}), Found: ([^\s)]{1,200})\)/.exec(message);
  return { expected: (match?.[1] as Octets | undefined) ?? null, found: (match?.[2] as Octets | undefined) ?? null };
}

const asText = (octets: Octets): string => textFromOctets(trimmed(octets)) ?? trimmed(octets);
const textOf = (octets: Octets | undefined): string | null => (octets === undefined ? null : asText(octets) || null);
/** Removes white space that a line break may have left in a signature or a key. */
const octetsOf = (octets: Octets | undefined): Octets | null =>
  ((octets?.replace(/[\t-\r ]+/g, '') as Octets | undefined) ?? '') || null;
