/**
 * Compares the headers of a request with its signed headers
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import { ABOUT_HEADERS } from '../../aws/refusals.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS, mustBeSigned } from '../../sigv4/names.ts';
import type { Sides } from '../sides.ts';
import { signedNames } from '../signs.ts';

/**
 * Returns the lowercase names of the headers that the server reports as not signed. The list is empty if the server
 * does not name the headers, which MinIO never does. Returns `null` if the server does not report unsigned headers.
 */
export function headersNotSigned({ message, details }: ServerAnswer): readonly string[] | null {
  const listed = details.get('HeadersNotSigned');
  if (listed === undefined) return ABOUT_HEADERS.test(message ?? '') ? [] : null;
  return listed
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** Returns the request headers that must be signed but are not; `null` if the headers of the request are unknown. */
export function unsignedNames(sides: Sides): readonly string[] | null {
  const { request, scheme } = sides;
  if (!request || request.unsaid.includes('headers')) return null;
  const signed = new Set(signedNames(sides));
  const isExempt = (name: string) => scheme === 'query' && name === AMZ_HEADERS.contentSha256;
  const names = request.head.headers.map(({ name }) => name.octets.toLowerCase());
  return [...new Set(names)].filter((name) => mustBeSigned(name) && !signed.has(name) && !isExempt(name));
}

/**
 * Returns whether the server says, without naming any, that headers are not signed, although all required headers of
 * the request are. MinIO responds in this way if a signed header did not arrive.
 */
export const isShortOfHeaders = (sides: Sides): boolean =>
  sides.answer !== null && headersNotSigned(sides.answer)?.length === 0 && unsignedNames(sides)?.length === 0;

/** Returns the signed headers that the request does not have; `null` if the headers of the request are unknown. */
export function missingNames(sides: Sides): readonly string[] | null {
  return sides.request?.unsaid.includes('headers') ? null : unseenNames(sides);
}

/**
 * Returns the signed headers that are not in the given request, which may be incomplete. Returns `null` if no request
 * was given.
 */
export function unseenNames(sides: Sides): readonly string[] | null {
  const { request } = sides;
  if (!request) return null;
  const sent = new Set(request.head.headers.map(({ name }) => name.octets.toLowerCase()));
  return signedNames(sides).filter((name) => !sent.has(name));
}

const LIST_ENCODED_TWICE = new RegExp(String.raw`${AMZ_PARAMETERS.signedHeaders}=[\w-]{1,100}%253B`, 'i');

/**
 * Returns whether the list of signed headers in a pasted URL is encoded twice, so that the server reads a single name.
 */
export const isListEncodedTwice = ({ evidence }: Sides): boolean =>
  evidence.pieces.some(({ octets }) => LIST_ENCODED_TWICE.test(octets));
