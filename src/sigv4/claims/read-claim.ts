/** Determines whether a request is signed in its header or its query. A request must not be signed in both. */
import type { Bytes } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { headerValues, type RequestHead } from '../../http/message.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import type { Payload } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../names.ts';
import type { Rules } from '../rules.ts';
import type { Claim } from './claim.ts';
import { claimOfHeader, SIGNATURE_VERSION2 } from './header-claim.ts';
import { otherSchemeOfTarget } from './other-schemes.ts';
import { claimOfQuery } from './query-claim.ts';

/**
 * Reads the claim in the header or the query of a request. The claim of a browser upload's form is in the body.
 * `claimOfForm` reads such a claim.
 */
export function readClaim(request: RequestHead, payload: Payload, rules: Rules): Claim | Problem {
  const authorizations = authorizationsOf(request);
  const signatures = signaturesInQuery(request);
  const authorization = authorizations[0];
  if (authorizations.length + signatures.length > 1) return twoAuthentications(authorization ?? null);
  if (authorization) return claimOfHeader(request, authorization, payload);
  if (signatures.length === 0) return otherSchemeOfTarget(request.target.octets) ?? unsigned(request);
  return signatures[0] === 'version-2' ? SIGNATURE_VERSION2 : claimOfQuery(request, payload, rules);
}

const authorizationsOf = ({ headers }: RequestHead): readonly Bytes[] =>
  headerValues(headers, 'authorization').filter(({ octets }) => octets !== '');

/** Returns the first nonempty Authorization header, with any authentication scheme. */
export const authorizationOf = (head: RequestHead): Bytes | undefined => authorizationsOf(head)[0];

/**
 * Returns the problem for an unsigned request. A signer adds its date together with its signature. If a request has
 * only the date, something removed the signature.
 */
function unsigned({ headers }: RequestHead): Problem {
  return headerValues(headers, AMZ_HEADERS.date).length > 0
    ? problem(
        'unsigned',
        'The request has an x-amz-date header, as signed requests do, but no signature.',
        'Include its Authorization header. A browser omits it from a HAR file unless the file is saved with sensitive data, and logs mask it.',
        { see: AUTHENTICATING_REQUESTS },
      )
    : problem('unsigned', 'The request is not signed.', 'Sign it.', { see: AUTHENTICATING_REQUESTS });
}

/** The parameters by which a presigned URL is recognized. */
const IN_QUERY: readonly string[] = [AMZ_PARAMETERS.algorithm, AMZ_PARAMETERS.signature, AMZ_PARAMETERS.credential];

/** Looks for signatures in the query in the same way as S3: by the parameters of Version 4, and by those of Version 2. */
function signaturesInQuery({ target }: Pick<RequestHead, 'target'>): readonly ('version-4' | 'version-2')[] {
  const { query } = splitTarget(target);
  if (query === null) return [];
  const names = new Set<string>(queryParameters(query).map(({ name }) => name.octets));
  const isVersion4 = IN_QUERY.some((name) => names.has(name));
  const isVersion2 = names.has('Signature') && names.has('AWSAccessKeyId');
  return [...(isVersion4 ? (['version-4'] as const) : []), ...(isVersion2 ? (['version-2'] as const) : [])];
}

/**
 * Returns the problem for a request that is signed twice. The problem points to the first header, if there is one,
 * because it is the one to remove if the query is also signed.
 */
function twoAuthentications(authorization: Bytes | null): Problem {
  const where = authorization && { value: 'authorization', start: 0, end: authorization.octets.length };
  return problem(
    'two-authentications',
    authorization
      ? 'The request is signed twice: in two Authorization headers, or in a header and in the query.'
      : 'The request is signed twice: its query has two signatures of different kinds.',
    'Keep only one. A presigned URL is used without an Authorization header.',
    { where, see: AUTHENTICATING_REQUESTS },
  );
}
