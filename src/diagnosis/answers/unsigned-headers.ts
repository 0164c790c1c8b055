/**
 * What a server says of headers that are not signed
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import type { Sides } from '../sides.ts';
import { signedNames } from '../signs.ts';

const SENTENCE = /headers present in the request which were not signed/i;

/**
 * The names, in lower case, where the server says that headers are not signed: none where it does not say which, as
 * MinIO; `null` where it says nothing of the kind.
 */
export function headersNotSigned({ message, details }: ServerAnswer): readonly string[] | null {
  const listed = details.get('HeadersNotSigned');
  if (listed === undefined) return message !== null && SENTENCE.test(message) ? [] : null;
  return listed
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** Returns the headers of the request that have to be signed and are not; `null` where it is not known which it has. */
export function unsignedNames(sides: Sides): readonly string[] | null {
  const { request, scheme } = sides;
  if (!request || request.unsaid.includes('headers')) return null;
  const signed = new Set(signedNames(sides));
  const isExempt = (name: string) => scheme === 'query' && name === 'x-amz-content-sha256';
  const names = request.head.headers.map(({ name }) => name.octets.toLowerCase());
  return [...new Set(names)].filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.has(name) && !isExempt(name),
  );
}

/** Returns the signed headers that the request does not have; `null` where it is not known which it has. */
export function missingNames(sides: Sides): readonly string[] | null {
  return sides.request?.unsaid.includes('headers') ? null : unseenNames(sides);
}

/** Returns the signed headers that are not in the request as it was given, which may not be all of it. */
export function unseenNames(sides: Sides): readonly string[] | null {
  const { request } = sides;
  if (!request) return null;
  const sent = new Set(request.head.headers.map(({ name }) => name.octets.toLowerCase()));
  return signedNames(sides).filter((name) => !sent.has(name));
}

/** What S3 wants to be signed. */
export const S3_NEEDS = /^(?:host|x-amz-.*)$/;
