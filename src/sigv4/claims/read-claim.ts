/** Determines whether a request is signed in its header or its query. A request must not be signed in both. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { headerValues, type RequestHead } from '../../http/message.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import type { Payload } from '../../trace/trace.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { AWS4 } from '../dialects/aws4.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { DIALECTS } from '../dialects/table.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';
import type { Rules } from '../rules.ts';
import type { Claim } from './claim.ts';
import { claimOfHeader, SIGNATURE_VERSION2 } from './header-claim.ts';
import { claimOfQuery, hasPresignedUrls, type QueryDialect } from './query-claim.ts';

/**
 * Reads the claim in the header or the query of a request. The claim of a browser upload's form is in the body.
 * `claimOfForm` reads such a claim.
 */
export function readClaim(request: RequestHead, payload: Payload, rules: Rules): Claim | Problem {
  const authorizations = authorizationsOf(request);
  const signatures = signaturesInQuery(request);
  const authorization = authorizations[0];
  if (authorizations.length + signatures.length > 1) return twoAuthentications(authorization ?? null);
  const inQuery = signatures[0];
  if (authorization) return claimOfHeader(request, authorization, payload);
  if (inQuery === undefined) return unsigned(request);
  return inQuery === 'version-2' ? SIGNATURE_VERSION2 : claimOfQuery(request, payload, rules, inQuery);
}

const authorizationsOf = ({ headers }: RequestHead): readonly Bytes[] =>
  headerValues(headers, 'authorization').filter(({ octets }) => octets !== '');

/** Returns the first nonempty Authorization header, with any authentication scheme. */
export const authorizationOf = (head: RequestHead): Bytes | undefined => authorizationsOf(head)[0];

/** Returns the dialect in which a request says that it is signed; that of AWS if it says none. */
export function dialectOfHead(head: RequestHead): Dialect {
  const authorization = authorizationOf(head)?.octets ?? '';
  const named = algorithmNamed(authorization.split(/[ \t]/, 1)[0] as Octets);
  if (named) return named.dialect;
  return signaturesInQuery(head).find((kind) => kind !== 'version-2') ?? AWS4;
}

/**
 * Returns the problem for an unsigned request. A signer adds its date together with its signature. If a request has
 * only the date, something removed the signature.
 */
function unsigned({ headers }: RequestHead): Problem {
  const dated = DIALECTS.map((dialect) => dialect.headers.date).find((name) => headerValues(headers, name).length > 0);
  return dated !== undefined && dated !== 'date'
    ? problem(
        'unsigned',
        `The request has ${article(dated)} ${dated} header, as signed requests do, but no signature.`,
        'Include its Authorization header. A browser omits it from a HAR file unless the file is saved with sensitive data, and logs mask it.',
        { see: AUTHENTICATING_REQUESTS },
      )
    : problem('unsigned', 'The request is not signed.', 'Sign it.', { see: AUTHENTICATING_REQUESTS });
}

const article = (name: string): string => (/^[aeiox]/.test(name) ? 'an' : 'a');

/** The dialect that each of the parameters shows by which a presigned URL is recognized, in lowercase if any case does. */
const BY_PARAMETER: ReadonlyMap<string, QueryDialect> = new Map(
  DIALECTS.filter(hasPresignedUrls).flatMap((dialect) => {
    const { algorithm, signature, credential } = dialect.parameters;
    const isExact = dialect.parameterLetters === 'exact';
    return [algorithm, signature, credential].map((name) => [isExact ? name : name.toLowerCase(), dialect]);
  }),
);

/**
 * Looks for signatures in the query in the same way as S3: by the parameters of Version 4 or of one of its siblings, and
 * by the Version 2 signature.
 */
function signaturesInQuery({ target }: Pick<RequestHead, 'target'>): (QueryDialect | 'version-2')[] {
  const { query } = splitTarget(target);
  if (query === null) return [];
  const names = new Set(queryParameters(query).map(({ name }) => name.octets as string));
  const found = new Set<QueryDialect>();
  for (const name of names) {
    const dialect = BY_PARAMETER.get(name) ?? BY_PARAMETER.get(name.toLowerCase());
    if (dialect) found.add(dialect);
  }
  const isVersion2 = names.has('Signature') && names.has('AWSAccessKeyId');
  return [...found, ...(isVersion2 ? (['version-2'] as const) : [])];
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
