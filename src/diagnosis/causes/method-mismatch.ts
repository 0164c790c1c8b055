/**
 * Describes a wrong HTTP method. The method is the first line that is signed, so a URL that is signed for GET works
 * only with GET.
 */
import type { Octets } from '../../bytes/octets.ts';
import { sentencePart } from '../../bytes/octets.ts';
import { splitTarget } from '../../http/target.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { sending, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { signedNames } from '../signs.ts';

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH'] as const;
/**
 * Lists methods that clients, proxies, and redirects switch to. HEAD is omitted because its response has no text to
 * read.
 */
const ARRIVING = ['GET', 'PUT', 'POST', 'DELETE'] as const;
const SELDOM = ['HEAD', 'OPTIONS', 'PATCH'] as const;

const withMethod = (draft: Draft, method: string): Draft => ({ ...draft, method: method as Octets });

/**
 * Matches S3 operations that use POST:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
const POSTED = /[?&](?:uploads|uploadId|delete|restore|select|select-type)(?:[=&]|$)/;

function suspicionOf(sides: Sides): Suspicion | null {
  const { scheme, request, answer, server } = sides;
  if (scheme !== 'query' || !request || !mayBeSignersMistake(sides)) return null;
  if (request.unsaid.includes('method')) return suspicionOfUnsaid(sides);
  if (answer?.status !== 403 || server.known === 'quoted') return null;
  const { method, target } = request.head;
  if (method.octets === 'HEAD') {
    return {
      standing: 'possible',
      says: 'The URL was used with HEAD, but most presigned URLs are signed for GET.',
      fix: 'Presign a URL for HEAD, or request the first byte with GET and Range: bytes=0-0.',
    };
  }
  if (method.octets !== 'POST' || POSTED.test(`?${splitTarget(target).query?.octets ?? ''}`)) return null;
  return {
    standing: 'possible',
    says: 'The URL was used with POST, but presigned URLs for uploads are signed for PUT.',
    fix: 'Send the file with PUT (curl -T, fetch with method "PUT"), not with a form.',
  };
}

/**
 * Suspects the method of a URL, although the URL does not contain it. Most URLs that sign only the host are for GET.
 */
function suspicionOfUnsaid(sides: Sides): Suspicion | null {
  const { known, draft } = sides.server;
  if (known !== 'quoted' || draft === null || draft.method === 'GET') return null;
  if (signedNames(sides).some((name) => name !== 'host')) return null;
  return {
    standing: 'possible',
    says: `The URL was used with ${sentencePart(draft.method)}, but most presigned URLs are signed for GET.`,
    fix: 'Presign the URL for the method that you use.',
  };
}

export const methodMismatch: Cause = {
  id: 'method-mismatch',
  stage: 'http-method',
  says: 'The request was signed for a different HTTP method than it arrived with.',
  fix: 'Sign the method that you send, in uppercase. Make sure that no proxy or CDN turns HEAD into GET.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/aws/aws-sdk-js/issues/457',
    'https://github.com/mhart/aws4/issues/76',
    'https://github.com/minio/minio/issues/6146',
    'https://github.com/adobe/S3Mock/issues/125',
    'https://github.com/rustfs/rustfs/issues/5840',
    'https://github.com/appwrite/appwrite/pull/13744',
    'https://github.com/cloudflare/cloudflare-docs/issues/6003',
    'https://github.com/streamio/streamio-ffmpeg/pull/236',
    'https://github.com/aws/aws-sdk-java-v2/issues/5473',
    'https://github.com/encoredev/encore/issues/1846',
    'https://github.com/dandi/dandi-cli/pull/675',
  ],
  mutations: [
    ...METHODS.map((method) =>
      signing(
        `signed-for-${method.toLowerCase()}`,
        `The request was signed for ${method} but sent with a different method.`,
        (draft) => [withMethod(draft, method)],
      ),
    ),
    signing('lower-case', 'The method was signed in lowercase.', (draft) => [
      withMethod(draft, draft.method.toLowerCase()),
    ]),
    ...ARRIVING.map((method) =>
      travelling(
        `arrived-as-${method.toLowerCase()}`,
        `The request was signed for a different method but arrived as ${method}.`,
        (draft) => [withMethod(draft, method)],
      ),
    ),
    travelling('arrived-as-another', 'The request arrived with a different method than it was signed for.', (draft) =>
      SELDOM.map((method) => withMethod(draft, method)),
    ),
    sending('sent-in-lower-case', 'The method was signed in uppercase but sent in lowercase.', (draft) => [
      withMethod(draft, draft.method.toLowerCase()),
    ]),
  ],
  suspects: suspicionOf,
  example: { kind: 'mutation', base: 'presigned', variant: 'signed-for-put' },
};
