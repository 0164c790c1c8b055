/** Which of its forms a request is signed in; a request may have one only. */
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

/** The claim of a request in its header or its query. The form of an upload is in the body: see `claimOfForm`. */
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

/** A signer leaves its date beside its signature: where only that is there, somebody has taken the signature out. */
function unsigned({ headers }: RequestHead): Problem {
  const isDated = headerValues(headers, 'x-amz-date').length > 0;
  return isDated
    ? problem(
        'unsigned',
        'The request has an x-amz-date, as signed ones have, and no signature.',
        'Give it with its Authorization header: a browser leaves it out of a HAR file unless that is saved with sensitive data, and logs mask it.',
        { see: AUTHENTICATING_REQUESTS },
      )
    : problem('unsigned', 'The request is not signed.', 'Sign it.', { see: AUTHENTICATING_REQUESTS });
}

/** As S3 looks for it: by the algorithm, or by the signature of the version before. */
function signatureInQuery({ target }: RequestHead): 'version-4' | 'version-2' | 'none' {
  const names = new Set(queryParameters(splitTarget(target).query).map(({ name }) => name.octets as string));
  if (names.has('X-Amz-Algorithm') || names.has('X-Amz-Signature') || names.has('X-Amz-Credential')) return 'version-4';
  return names.has('Signature') && names.has('AWSAccessKeyId') ? 'version-2' : 'none';
}

/** The place is that of the first header: it is the one to leave out where the query is signed too. */
function twoAuthentications({ octets }: Bytes): Problem {
  return problem(
    'two-authentications',
    'The request is signed twice: in two Authorization headers, or in one and in its query.',
    'Leave all but one out. A presigned URL is used without an Authorization header.',
    { where: { value: 'authorization', start: 0, end: octets.length }, see: AUTHENTICATING_REQUESTS },
  );
}
