/** Reads the claim of a presigned URL, whose signature is a query parameter. */
import { type Bytes, join, NOTHING, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { percentDecode, split } from '../../bytes/text-operations.ts';
import { combinedValue, headerValue, type RequestHead } from '../../http/message.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Payload } from '../../trace/trace.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { AWS4 } from '../dialects/aws4.ts';
import { type Dialect, ofDialect, type QueryNames } from '../dialects/dialect.ts';
import { QUERY_STRING } from '../documentation.ts';
import { UNSIGNED_PAYLOAD } from '../payload-keywords.ts';
import type { Rules } from '../rules.ts';
import { LONGEST_EXPIRY, readTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { credentialForm, readCredential, repeatedName, signedNames } from './claim-parts.ts';
import { noRegionSet } from './header-claim.ts';

/** Returns the parameters that a presigned URL must have. A list of additional headers may be missing. */
const requiredParameters = (names: QueryNames, list: Dialect['list']): readonly string[] => [
  names.algorithm,
  names.credential,
  names.signature,
  names.date,
  ...(list === 'all' ? [names.signedHeaders] : []),
  names.expires,
];

/** The parameters that a presigned URL of AWS must have. */
export const QUERY_PARAMETERS = requiredParameters(AWS4.parameters, AWS4.list);

/** A dialect that has presigned URLs. */
export type QueryDialect = Dialect & { readonly parameters: QueryNames };

export const hasPresignedUrls = (dialect: Dialect): dialect is QueryDialect => dialect.parameters !== null;

/**
 * Reads the claim. Returns a problem if the claim cannot be read. If the request does not say how its payload is
 * signed, `rules` determine it.
 */
export function claimOfQuery(
  request: RequestHead,
  payload: Payload,
  rules: Rules,
  dialect: QueryDialect,
): Claim | Problem {
  const { parameters: names, headers, list } = dialect;
  const known = (name: string) => (dialect.parameterLetters === 'any' ? name.toLowerCase() : name);
  const { query } = splitTarget(request.target);
  // The order is reversed so that, of all parameters with the same name, the first one counts.
  const pairs = queryParameters(query).map(({ name, value }) => [known(name.octets), value ?? NOTHING] as const);
  const found = new Map(pairs.reverse());
  const required = requiredParameters(names, list);
  const missing = required.filter((name) => !found.get(known(name))?.octets);
  if (missing.length > 0) return missingParameters(missing, required, request);
  const parameter = (name: string) => percentDecode(found.get(known(name)) ?? NOTHING);
  const optional = (name: string | null) => {
    const value = name === null ? undefined : found.get(known(name));
    return value === undefined ? null : percentDecode(value);
  };
  const algorithm = algorithmNamed(parameter(names.algorithm).octets);
  if (algorithm?.dialect !== dialect) {
    const says = `does not name a known algorithm of ${dialect.words.signature}.`;
    const fix = `Use ${dialect.signsWith[0].name}.`;
    return malformed(request, names.algorithm, 'unknown-query-algorithm', says, fix);
  }
  const isOfSet = algorithm.boundTo === 'region-set';
  const regionSet = isOfSet
    ? (optional(AWS4.parameters.regionSet) ?? headerValue(request.headers, AWS4.headers.regionSet) ?? null)
    : null;
  const credential = readCredential(parameter(names.credential), algorithm, regionSet);
  if (!credential) {
    const says = `is not ${credentialForm(algorithm)}.`;
    const fix = 'Percent-encode the slashes, and leave none out.';
    return malformed(request, names.credential, 'query-credential', says, fix);
  }
  if (isOfSet && credential.scope.region.octets === '') return noRegionSet(wholeTarget(request));
  const timestamp = parameter(names.date);
  const moment = readTimestamp(timestamp.octets);
  if (moment === null) {
    const says = "is not a time of the form YYYYMMDD'T'HHMMSS'Z'.";
    return malformed(request, names.date, 'query-date', says, 'Give the signing time in UTC.');
  }
  const expires = parameter(names.expires);
  const listed = optional(names.signedHeaders);
  const listedNames = listed === null ? [] : split(listed, ';');
  const refusal =
    emptyList(listed, dialect, request) ??
    badLifetime(expires.octets, dialect, request) ??
    repeatedName(listedNames, 'query-repeated-signed-header', () => placeOf(names.signedHeaders, request));
  if (refusal) return refusal;
  return {
    scheme: 'query',
    algorithm,
    ...credential,
    timestamp,
    moment,
    expires,
    signature: parameter(names.signature),
    sessionToken: optional(names.securityToken) ?? combined(request, headers.securityToken),
    signed: {
      kind: 'request',
      request: { ...request, target: withoutUnsigned(request.target, rules, dialect) },
      signedHeaderNames: signedNames(listedNames, request, dialect),
      hashedPayload:
        (headers.contentSha256 === null ? null : headerValue(request.headers, headers.contentSha256)) ??
        optional(names.contentSha256) ??
        (isUnsigned(rules) ? UNSIGNED_PAYLOAD : hashOfPayload(payload)),
    },
    fault: repeatedParameter(request, dialect),
  };
}

const combined = ({ headers }: RequestHead, name: string | null): Bytes | null =>
  name === null ? null : (combinedValue(headers, name) ?? null);

/** Returns a problem for a list of additional headers that is empty, because it must be left out instead. */
function emptyList(listed: Bytes | null, { list, parameters }: QueryDialect, request: RequestHead): Problem | null {
  if (list === 'all' || listed?.octets !== '') return null;
  const fix = 'Leave the parameter out if there are no additional headers.';
  return malformed(request, parameters.signedHeaders, 'query-empty-list', 'is empty.', fix);
}

const namesOnce = ofDialect(
  ({ parameters }): ReadonlySet<string> => new Set(Object.values(parameters ?? {}).filter((name) => name !== null)),
);

/**
 * Returns a problem for a repeated parameter, because a server that reads the other occurrence would verify a different
 * signature.
 */
function repeatedParameter({ target }: RequestHead, dialect: QueryDialect): Problem | null {
  const once = namesOnce(dialect);
  const mark = target.octets.indexOf('?');
  const seen = new Set<string>();
  let start = mark + 1;
  for (const pair of target.octets.slice(start).split('&')) {
    const [name = ''] = pair.split('=', 1);
    const end = start + pair.length;
    if (seen.has(name)) {
      const says = `The presigned URL repeats ${name}.`;
      const where = { value: 'target', start, end };
      return problem('repeated-query-parameter', says, 'Give it once.', { where, see: dialect.see.query });
    }
    if (once.has(name)) seen.add(name);
    start = end + 1;
  }
  return null;
}

/** S3 treats the payload of a presigned URL as unsigned. For other services, the rules must state this explicitly. */
const isUnsigned = ({ contentSha256Header, payload }: Rules) =>
  contentSha256Header === 'added' || payload === 'unsigned';

/** Removes the signature, and a token that was appended after signing, from the query of a target. */
function withoutUnsigned(target: Bytes, { sessionToken }: Rules, dialect: QueryDialect): Bytes {
  const mark = target.octets.indexOf('?');
  const { signature, securityToken } = dialect.parameters;
  const left = sessionToken === 'appended' ? [signature, securityToken] : [signature];
  const isLeft = (name: string) =>
    dialect.parameterLetters === 'exact'
      ? left.includes(name)
      : left.some((one) => one?.toLowerCase() === name.toLowerCase());
  const query = slice(target, mark + 1);
  const kept = split(query, '&').filter(({ octets }) => !isLeft(octets.split('=', 1)[0] ?? ''));
  const ampersand = query.octets.indexOf('&');
  return join([slice(target, 0, mark + 1), join(kept, slice(query, ampersand, ampersand + 1))]);
}

const wholeTarget = ({ target }: RequestHead) => ({ value: 'target', start: 0, end: target.octets.length });

function placeOf(name: string, { target }: RequestHead): NonNullable<Problem['where']> {
  const before = new RegExp(`[?&]${name}=`).exec(target.octets);
  const start = before ? before.index + before[0].length : 0;
  const ampersand = target.octets.indexOf('&', start);
  return { value: 'target', start, end: ampersand < 0 ? target.octets.length : ampersand };
}

function missingParameters(missing: readonly string[], required: readonly string[], request: RequestHead): Problem {
  return problem(
    'missing-query-parameters',
    `The presigned URL has no ${missing.join(', no ')}.`,
    `A presigned URL has ${required.join(', ')}.`,
    { where: wholeTarget(request), see: QUERY_STRING },
  );
}

function malformed(request: RequestHead, name: string, code: string, says: string, fix: string): Problem {
  return problem(code, `${name} ${says}`, fix, { where: placeOf(name, request), see: QUERY_STRING });
}

/** Matches a number of seconds, which is safe to show because it cannot be a secret. */
const NUMBER = /^[+-]?\d{1,15}$/;

/**
 * Checks the lifetime. Returns `null` if the lifetime is valid. Each kind of wrong number has its own code, because S3
 * has a separate message for each kind.
 */
function badLifetime(expires: Octets, { parameters }: QueryDialect, request: RequestHead): Problem | null {
  const code = !/^[+-]?\d+$/.test(expires)
    ? 'expires-not-a-number'
    : Number(expires) < 0
      ? 'expires-negative'
      : Number(expires) > LONGEST_EXPIRY
        ? 'expires-too-long'
        : null;
  if (code === null) return null;
  const shown = NUMBER.test(expires) ? expires : 'something else';
  const says = `is ${shown}, not a number of seconds up to ${LONGEST_EXPIRY}.`;
  const fix = `Give whole seconds, from 1 to ${LONGEST_EXPIRY} (seven days).`;
  return malformed(request, parameters.expires, code, says, fix);
}
