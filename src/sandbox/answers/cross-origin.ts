/**
 * Lets the scripts of certain pages read responses (https://fetch.spec.whatwg.org/#http-cors-protocol,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html).
 */
import { words } from '../../bytes/joined.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { type Answer, emptyAnswer, type Field } from './answer.ts';

/** Returns the origin of the page that made a request if the page's scripts may read the response; otherwise `null`. */
export function allowedOrigin({ headers }: RequestHead, origins: readonly string[]): string | null {
  const origin = headerValue(headers, 'origin')?.octets ?? '';
  return origins.includes(origin.toLowerCase()) ? origin : null;
}

/** The response headers that scripts may read, in addition to the headers that scripts may always read. */
const EXPOSED = words(`
  ETag Content-Length Content-Range Accept-Ranges Last-Modified Location x-amz-request-id x-amz-id-2
  x-amz-version-id x-amz-checksum-crc32 x-amz-checksum-sha256
`);

/** Returns the headers that allow the browser to pass a response to the script. */
export function corsHeaders(origin: string | null): Field[] {
  if (origin === null) return [];
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Expose-Headers', EXPOSED.join(', ')],
    ['Vary', 'Origin'],
  ];
}

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];

/**
 * Answers a browser's preflight request, which asks whether a script may send a request. Such a request is never
 * signed. Returns `null` for any other request.
 */
export function preflightAnswer({ method, headers }: RequestHead, origin: string | null): Answer | null {
  if (method.octets !== 'OPTIONS' || origin === null) return null;
  const wanted = headerValue(headers, 'access-control-request-method')?.octets ?? '';
  if (!METHODS.includes(wanted)) return null;
  const asked = headerValue(headers, 'access-control-request-headers')?.octets;
  return emptyAnswer(200, [
    ['Access-Control-Allow-Methods', METHODS.join(', ')],
    ...(asked === undefined ? [] : [['Access-Control-Allow-Headers', asked] as const]),
    ['Access-Control-Max-Age', '3000'],
  ]);
}
