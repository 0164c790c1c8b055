/**
 * Contains the checks that all uploads share, which are for the length, the headers, the hash, and the length of the
 * key.
 */
import { base64, decodeBase64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { asText, type Octets, octetsFromHex } from '../../bytes/octets.ts';
import { headerValue } from '../../http/message.ts';
import { type SentField, sentField } from '../../sigv4/claims/sent-checksums.ts';
import { AMZ_PREFIX } from '../../sigv4/names.ts';
import { type Refusal, refuse, refuseHeader } from '../answers/answer.ts';
import { type Asked, headerText } from '../asked.ts';

export function checkLength({ headers }: Asked): Refusal | null {
  const isFramed = ['content-length', 'transfer-encoding'].some((name) => headerValue(headers, name));
  return isFramed ? null : refuse('MissingContentLength');
}

/**
 * The S3 headers that an upload may have, each with its allowed values. The sandbox does what these headers ask for, or
 * no action is needed.
 */
const KNOWN_HEADERS: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^x-amz-(?:content-sha256|date|security-token|decoded-content-length|trailer|user-agent)$/, /^/],
  [/^x-amz-(?:checksum-[a-z0-9]+|sdk-checksum-algorithm|meta-.*|expected-bucket-owner|region-set)$/s, /^/],
  [/^x-amz-acl$/, /^(?:private|bucket-owner-full-control)$/],
  // The storage class makes no difference in the sandbox. REDUCED_REDUNDANCY occurs in the AWS signature examples.
  [/^x-amz-storage-class$/, /^(?:STANDARD|REDUCED_REDUNDANCY)$/],
  [/^x-amz-server-side-encryption$/, /^AES256$/],
];

/** Matches the headers that set an access control list. */
const CANNED_ACL = /^x-amz-(?:acl|grant-.*)$/i;

/**
 * Refuses S3 headers that the sandbox does not support, such as `x-amz-object-lock-mode`. `also` lists additional
 * headers that are allowed.
 */
export const checkHeaders = ({ headers }: Asked, also: readonly string[] = []): Refusal | null =>
  checkFields(headers.map(sentField), also);

/** Refuses the same for headers, or for fields of a form that take their place. */
export function checkFields(sent: readonly SentField[], also: readonly string[] = []): Refusal | null {
  const isKnown = (name: string, value: string) =>
    !name.startsWith(AMZ_PREFIX) ||
    also.includes(name) ||
    KNOWN_HEADERS.some(([names, values]) => names.test(name) && values.test(value));
  const unknown = sent.find(({ name, value }) => !isKnown(name.toLowerCase(), value));
  // New buckets have no access control lists, so S3 refuses lists that give access to others.
  if (unknown && CANNED_ACL.test(unknown.name)) return refuse('AccessControlListNotSupported');
  return unknown ? refuseHeader(asText(unknown.name)) : null;
}

/** Checks the Content-MD5 header, which is the MD5 hash of the body in base64 (RFC 1864). */
export function checkMd5({ headers, md5 }: Asked): Refusal | null {
  const sent = headerText(headers, 'content-md5');
  if (sent === undefined) return null;
  if (decodeBase64(sent)?.length !== 16) return refuse('InvalidDigest', { 'Content-MD5': asText(sent) });
  const calculated = base64(plain(octetsFromHex(md5()))).octets;
  if (sent === calculated) return null;
  return refuse('BadDigest', { ExpectedDigest: sent, CalculatedDigest: calculated });
}

/** The maximum length of a key in bytes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const KEY_LIMIT = 1024;

export function checkKeyLength(key: Octets): Refusal | null {
  if (key.length <= KEY_LIMIT) return null;
  return refuse('KeyTooLongError', { Size: String(key.length), MaxSizeAllowed: String(KEY_LIMIT) });
}
