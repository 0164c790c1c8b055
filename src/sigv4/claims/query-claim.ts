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
import { QUERY_STRING } from '../documentation.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS, HMAC_SHA256_NAME } from '../names.ts';
import { UNSIGNED_PAYLOAD } from '../payload-keywords.ts';
import type { Rules } from '../rules.ts';
import { LONGEST_EXPIRY, readTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { credentialForm, readCredential, repeatedName } from './claim-parts.ts';
import { noRegionSet } from './header-claim.ts';

/** The parameters that a presigned URL must have. */
export const QUERY_PARAMETERS: readonly string[] = [
  AMZ_PARAMETERS.algorithm,
  AMZ_PARAMETERS.credential,
  AMZ_PARAMETERS.signature,
  AMZ_PARAMETERS.date,
  AMZ_PARAMETERS.signedHeaders,
  AMZ_PARAMETERS.expires,
];

/**
 * Reads the claim. Returns a problem if the claim cannot be read. If the request does not say how its payload is
 * signed, `rules` determine it.
 */
export function claimOfQuery(request: RequestHead, payload: Payload, rules: Rules): Claim | Problem {
  const { query } = splitTarget(request.target);
  // The order is reversed so that, of all parameters with the same name, the first one counts.
  const pairs = queryParameters(query).map(({ name, value }): [string, Bytes] => [name.octets, value ?? NOTHING]);
  const found = new Map(pairs.reverse());
  const missing = QUERY_PARAMETERS.filter((name) => !found.get(name)?.octets);
  if (missing.length > 0) return missingParameters(missing, request);
  const parameter = (name: string) => percentDecode(found.get(name) ?? NOTHING);
  const optional = (name: string) => (found.has(name) ? parameter(name) : null);
  const header = (name: string) => headerValue(request.headers, name) ?? null;
  const algorithm = algorithmNamed(parameter(AMZ_PARAMETERS.algorithm).octets);
  if (algorithm === null) {
    const says = 'does not name a known algorithm of Signature Version 4.';
    return malformed(request, AMZ_PARAMETERS.algorithm, 'unknown-query-algorithm', says, `Use ${HMAC_SHA256_NAME}.`);
  }
  const isOfSet = algorithm.boundTo === 'region-set';
  const regionSet = isOfSet ? (optional(AMZ_PARAMETERS.regionSet) ?? header(AMZ_HEADERS.regionSet)) : null;
  const credential = readCredential(parameter(AMZ_PARAMETERS.credential), algorithm, regionSet);
  if (!credential) {
    const says = `is not ${credentialForm(algorithm)}.`;
    const fix = 'Percent-encode the slashes, and leave none out.';
    return malformed(request, AMZ_PARAMETERS.credential, 'query-credential', says, fix);
  }
  if (isOfSet && credential.scope.region.octets === '') return noRegionSet(wholeTarget(request));
  const timestamp = parameter(AMZ_PARAMETERS.date);
  const moment = readTimestamp(timestamp.octets);
  if (moment === null) {
    const says = "is not a time of the form YYYYMMDD'T'HHMMSS'Z'.";
    return malformed(request, AMZ_PARAMETERS.date, 'query-date', says, 'Give the signing time in UTC.');
  }
  const expires = parameter(AMZ_PARAMETERS.expires);
  const signedHeaderNames = split(parameter(AMZ_PARAMETERS.signedHeaders), ';');
  const refusal =
    badLifetime(expires.octets, request) ??
    repeatedName(signedHeaderNames, 'query-repeated-signed-header', () =>
      placeOf(AMZ_PARAMETERS.signedHeaders, request),
    );
  if (refusal) return refusal;
  return {
    scheme: 'query',
    algorithm,
    ...credential,
    timestamp,
    moment,
    expires,
    signature: parameter(AMZ_PARAMETERS.signature),
    sessionToken:
      optional(AMZ_PARAMETERS.securityToken) ?? combinedValue(request.headers, AMZ_HEADERS.securityToken) ?? null,
    signed: {
      kind: 'request',
      request: { ...request, target: withoutUnsigned(request.target, rules) },
      signedHeaderNames,
      hashedPayload:
        header(AMZ_HEADERS.contentSha256) ??
        optional(AMZ_PARAMETERS.contentSha256) ??
        (isUnsigned(rules) ? UNSIGNED_PAYLOAD : hashOfPayload(payload)),
    },
    fault: repeatedParameter(request),
  };
}

const ONCE: ReadonlySet<string> = new Set(Object.values(AMZ_PARAMETERS));

/**
 * Returns a problem for a repeated parameter, because a server that reads the other occurrence would verify a different
 * signature.
 */
function repeatedParameter({ target }: RequestHead): Problem | null {
  const mark = target.octets.indexOf('?');
  const seen = new Set<string>();
  let start = mark + 1;
  for (const pair of target.octets.slice(start).split('&')) {
    const [name = ''] = pair.split('=', 1);
    const end = start + pair.length;
    if (seen.has(name)) {
      const says = `The presigned URL repeats ${name}.`;
      const where = { value: 'target', start, end };
      return problem('repeated-query-parameter', says, 'Give it once.', { where, see: QUERY_STRING });
    }
    if (ONCE.has(name)) seen.add(name);
    start = end + 1;
  }
  return null;
}

/** S3 treats the payload of a presigned URL as unsigned. For other services, the rules must state this explicitly. */
const isUnsigned = ({ contentSha256Header, payload }: Rules) =>
  contentSha256Header === 'added' || payload === 'unsigned';

/** Removes the signature, and a token that was appended after signing, from the query of a target. */
function withoutUnsigned(target: Bytes, { sessionToken }: Rules): Bytes {
  const mark = target.octets.indexOf('?');
  const { signature, securityToken } = AMZ_PARAMETERS;
  const left: readonly string[] = sessionToken === 'appended' ? [signature, securityToken] : [signature];
  const query = slice(target, mark + 1);
  const kept = split(query, '&').filter(({ octets }) => !left.includes(octets.split('=', 1)[0] ?? ''));
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

function missingParameters(missing: readonly string[], request: RequestHead): Problem {
  return problem(
    'missing-query-parameters',
    `The presigned URL has no ${missing.join(', no ')}.`,
    `A presigned URL has ${QUERY_PARAMETERS.join(', ')}.`,
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
function badLifetime(expires: Octets, request: RequestHead): Problem | null {
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
  return malformed(request, AMZ_PARAMETERS.expires, code, says, fix);
}
