/**
 * Reads the claim of a request and writes the string to sign in Signature Version 2, which S3 still accepts in its
 * older Regions (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html).
 */

import { words } from '../../bytes/joined.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { combinedValue, headerValue, headerValues, type RequestHead } from '../../http/message.ts';
import { decodedParameters, splitTarget } from '../../http/target.ts';
import { signaturesInQuery } from '../../sigv4/claims/read-claim.ts';
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
import { addressOf } from '../addressing.ts';

/** The claim of a request that is signed with Version 2. */
export interface ClaimOfVersion2 {
  readonly accessKeyId: Octets;
  /** The signature in base64. */
  readonly signature: Octets;
  readonly sessionToken: Octets | null;
  /** The time when a presigned URL expires, in seconds since 1970; `null` if the signature is in the header. */
  readonly expires: Octets | null;
}

/**
 * Returns whether a request is signed only with Version 2, in either its header or its query. Any parameter of Version 4
 * counts as a second signature.
 */
export function isOfVersion2(head: RequestHead): boolean {
  const authorization = headerValue(head.headers, 'authorization')?.octets ?? EMPTY;
  const inQuery = signaturesInQuery(head);
  if (inQuery.some((kind) => kind !== 'version-2')) return false;
  const isInQuery = inQuery.includes('version-2');
  return authorization === '' ? isInQuery : /^AWS [^ ]/.test(authorization) && !isInQuery;
}

/** Reads the claim in the header or the query. Returns `null` if a part of the claim is missing. */
export function readClaimOfVersion2(head: RequestHead): ClaimOfVersion2 | null {
  const authorization = headerValue(head.headers, 'authorization')?.octets ?? EMPTY;
  if (authorization !== '') {
    const [, accessKeyId = '', signature = ''] = /^AWS ([^:]+):([^\t-\r ]+)$/.exec(authorization) ?? [];
    if (accessKeyId === '') return null;
    const token = combinedValue(head.headers, AWS4.headers.securityToken)?.octets ?? null;
    return { accessKeyId: accessKeyId as Octets, signature: signature as Octets, sessionToken: token, expires: null };
  }
  const parameters = parametersOf(head);
  const [accessKeyId, signature, expires] = ['AWSAccessKeyId', 'Signature', 'Expires'].map((name) =>
    parameters.get(name),
  );
  if (!accessKeyId || !signature || !expires) return null;
  return { accessKeyId, signature, sessionToken: parameters.get(AWS4.headers.securityToken) ?? null, expires };
}

function parametersOf({ target }: RequestHead): ReadonlyMap<string, Octets> {
  return new Map(decodedParameters(target).map(({ name, value }) => [name.octets, value.octets]));
}

/** Writes the string to sign. In a presigned URL's string, the expiration time replaces the date. */
export function stringToSignOfVersion2(
  head: RequestHead,
  { expires }: ClaimOfVersion2,
  endpoints: readonly string[],
): Octets {
  const value = (name: string) => headerValue(head.headers, name)?.octets ?? EMPTY;
  const date = value(AWS4.headers.date) === '' ? value('date') : EMPTY;
  const lines = [head.method.octets, value('content-md5'), value('content-type'), expires ?? date];
  return `${lines.join('\n')}\n${amzHeaders(head)}${resource(head, endpoints)}` as Octets;
}

/** Writes the `x-amz-*` headers in sorted order, one line for each name. Repeated headers are joined. */
function amzHeaders({ headers }: RequestHead): string {
  const names = headers
    .map(({ name }) => name.octets.toLowerCase())
    .filter((name) => name.startsWith(AWS4.headerPrefix));
  return [...new Set(names)]
    .sort()
    .map((name) => {
      const values = headerValues(headers, name).map(({ octets }) => octets.replace(/\r?\n[ \t]+/g, ' '));
      return `${name}:${values.join(',')}\n`;
    })
    .join('');
}

/** The only query parameters that are signed. */
const SIGNED_PARAMETERS = new Set(
  words(`
  accelerate acl analytics cors delete encryption inventory lifecycle location logging metrics notification
  object-lock partNumber policy policyStatus publicAccessBlock replication requestPayment restore retention select
  tagging torrent uploadId uploads versionId versioning versions website response-cache-control
  response-content-disposition response-content-encoding response-content-language response-content-type
  response-expires
`),
);

/** Writes the bucket, the path as it was sent, and the signed parameters with their values decoded. */
function resource(head: RequestHead, endpoints: readonly string[]): string {
  const path = splitTarget(head.target).path.octets;
  const { style, bucket } = addressOf(headerValue(head.headers, 'host')?.octets ?? EMPTY, path, { endpoints });
  const parameters = decodedParameters(head.target)
    .filter(({ name }) => SIGNED_PARAMETERS.has(name.octets))
    .map(({ name, value }) => (value.octets === '' ? name.octets : `${name.octets}=${value.octets}`))
    .sort();
  const query = parameters.length > 0 ? `?${parameters.join('&')}` : '';
  return `${style === 'virtual-host' ? `/${bucket}` : ''}${path}${query}`;
}
