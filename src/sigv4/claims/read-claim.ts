/** Determines whether a request is signed in its header or its query. A request must not be signed in both. */
import { type Bytes, NOTHING } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { headerValues, type RequestHead } from '../../http/message.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import type { Payload } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';
import type { Rules } from '../rules.ts';
import type { Claim } from './claim.ts';
import { claimOfHeader, signatureVersion2 } from './header-claim.ts';
import { claimOfQuery } from './query-claim.ts';

/**
 * Reads the claim in the header or the query of a request. The claim of a browser upload's form is in the body.
 * `claimOfForm` reads such a claim.
 */
export function readClaim(request: RequestHead, payload: Payload, rules: Rules): Claim | Problem {
  const [authorization, ...more] = headerValues(request.headers, 'authorization').filter(({ octets }) => octets !== '');
  const inQuery = signatureInQuery(request);
  if (more.length > 0 || (authorization && inQuery !== 'none')) return twoAuthentications(authorization ?? NOTHING);
  if (authorization) return claimOfHeader(request, authorization, payload);
  switch (inQuery) {
    case 'version-4':
      return claimOfQuery(request, payload, rules);
    case 'version-2':
      return signatureVersion2();
    case 'none':
      return unsigned(request);
  }
}

/**
 * Returns the problem for an unsigned request. A signer adds its date together with its signature. If a request has
 * only the date, something removed the signature.
 */
function unsigned({ headers }: RequestHead): Problem {
  const isDated = headerValues(headers, 'x-amz-date').length > 0;
  return isDated
    ? problem(
        'unsigned',
        'The request has an x-amz-date header, as signed requests do, but no signature.',
        'Include its Authorization header. A browser omits it from a HAR file unless the file is saved with sensitive data, and logs mask it.',
        { see: AUTHENTICATING_REQUESTS },
      )
    : problem('unsigned', 'The request is not signed.', 'Sign it.', { see: AUTHENTICATING_REQUESTS });
}

/**
 * Looks for a signature in the query in the same way as S3: by the Version 4 parameters, or by the Version 2 signature.
 */
function signatureInQuery({ target }: RequestHead): 'version-4' | 'version-2' | 'none' {
  const names = new Set(queryParameters(splitTarget(target).query).map(({ name }) => name.octets as string));
  if (names.has('X-Amz-Algorithm') || names.has('X-Amz-Signature') || names.has('X-Amz-Credential')) return 'version-4';
  return names.has('Signature') && names.has('AWSAccessKeyId') ? 'version-2' : 'none';
}

/**
 * Returns the problem for a request that is signed twice. The problem points to the first header, which is the header
 * to remove if the query is also signed.
 */
function twoAuthentications({ octets }: Bytes): Problem {
  return problem(
    'two-authentications',
    'The request is signed twice: in two Authorization headers, or in a header and in the query.',
    'Keep only one. A presigned URL is used without an Authorization header.',
    { where: { value: 'authorization', start: 0, end: octets.length }, see: AUTHENTICATING_REQUESTS },
  );
}
