/** Reads the claim in an Authorization header. */
import { type Bytes, derive, plain, slice } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { split, trim } from '../../bytes/text-operations.ts';
import { combinedValue, headerValue, type RequestHead } from '../../http/message.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Range } from '../../trace/ranges.ts';
import type { Payload } from '../../trace/trace.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { AUTHENTICATING_REQUESTS, AUTHORIZATION_HEADER, SIGV4A } from '../documentation.ts';
import { AMZ_HEADERS, HMAC_SHA256_NAME } from '../names.ts';
import { PART_NAMES } from '../stages/authorization.ts';
import { readTimestamp, writeTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { type Credential, credentialForm, readCredential, repeatedName } from './claim-parts.ts';
import { otherSchemeOfHeader } from './other-schemes.ts';

/** Reads the claim. Returns a problem if the claim cannot be read. */
export function claimOfHeader(request: RequestHead, authorization: Bytes, payload: Payload): Claim | Problem {
  const header = (name: string) => headerValue(request.headers, name) ?? null;
  const read = readAuthorization(authorization, header(AMZ_HEADERS.regionSet));
  if (isProblem(read)) return read;
  const { algorithm, accessKeyId, scope, terminator, signedHeaderNames, signature, fault } = read;
  const repeated = repeatedName(signedHeaderNames, 'repeated-signed-header', placeInList(authorization));
  if (repeated) return repeated;
  if (algorithm.boundTo === 'region-set' && scope.region.octets === '') return noRegionSet(wholeOf(authorization));
  const signedAt = signingTime(header(AMZ_HEADERS.date), header('date'));
  if (isProblem(signedAt)) return signedAt;
  // Each member is named, because copying a second object takes ten times as long.
  return {
    scheme: 'header',
    algorithm,
    accessKeyId,
    scope,
    terminator,
    signature,
    fault,
    timestamp: signedAt.timestamp,
    moment: signedAt.moment,
    sessionToken: combinedValue(request.headers, AMZ_HEADERS.securityToken) ?? null,
    expires: null,
    signed: {
      kind: 'request',
      request,
      signedHeaderNames,
      hashedPayload: header(AMZ_HEADERS.contentSha256) ?? hashOfPayload(payload),
    },
  };
}

const wholeOf = ({ octets }: Bytes) => ({ value: 'authorization', start: 0, end: octets.length });

const LIST = 'SignedHeaders=';

/**
 * Maps bytes of the list of signed headers to bytes of the header. If the header has more than one list, the last list
 * counts.
 */
function placeInList({ octets }: Bytes) {
  return (start: number, end: number) => {
    const list = octets.lastIndexOf(LIST) + LIST.length;
    return { value: 'authorization', start: list + start, end: list + end };
  };
}

/**
 * Matches the preferred date format of RFC 9110, section 5.6.7, such as Fri, 24 May 2013 00:00:00 GMT. The zone may
 * also be written as in email (RFC 5322, section 3.3), which is the form that Python uses.
 */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]0000)$/;
const ZONE = /[+-]0000$/;
const READ_DATE: Transform = {
  id: 'http-date',
  done: 'read as a date and written as a timestamp',
  secrecy: 'keeps',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7',
};

/**
 * Reads the signing time from `x-amz-date` or, if that header is missing, from `Date`. `Date` may be a timestamp or an
 * HTTP date.
 */
function signingTime(ownDate: Bytes | null, date: Bytes | null): Pick<Claim, 'timestamp' | 'moment'> | Problem {
  const found = ownDate ?? date;
  const moment = found && readTimestamp(found.octets);
  if (found && moment !== null) return { timestamp: found, moment };
  const written = !ownDate && date && HTTP_DATE.test(date.octets) ? new Date(date.octets) : null;
  // JavaScript reads February 30 as March 2 and year 13 as 2013. Only a valid date survives the round trip.
  if (
    date &&
    written &&
    !Number.isNaN(written.getTime()) &&
    written.toUTCString() === date.octets.replace(ZONE, 'GMT')
  ) {
    const timestamp = derive(octetsFromText(writeTimestamp(written)), READ_DATE, [date]);
    return { timestamp, moment: written.getTime() };
  }
  const where = found && { value: ownDate ? AMZ_HEADERS.date : 'date', start: 0, end: found.octets.length };
  return problem(
    'missing-date',
    "The request has no x-amz-date header of the form YYYYMMDD'T'HHMMSS'Z'.",
    'Send the signing time as x-amz-date.',
    { where, see: AUTHENTICATING_REQUESTS },
  );
}

/** Returns the problem for a SigV4A request without a Region set. */
export function noRegionSet(where: Problem['where']): Problem {
  return problem(
    'missing-region-set',
    'The request is signed with SigV4A, but does not list its Regions.',
    'Send the Regions as x-amz-region-set, and sign that header.',
    { where, see: SIGV4A },
  );
}

interface AuthorizationClaim extends Credential {
  readonly algorithm: Algorithm;
  /** The names as listed, in lowercase unless the client made a mistake. */
  readonly signedHeaderNames: readonly Bytes[];
  readonly signature: Bytes;
  /**
   * The problem with a header that is still readable but has a repeated or unknown part; `null` if there is no such
   * part.
   */
  readonly fault: Problem | null;
}

const WHITE_SPACE = /[ \t]/;

/**
 * Reads an Authorization header. Returns a problem if the header is malformed. If a part is repeated, its last
 * occurrence counts. `regionSet` comes from a separate header. Problems give a place instead of quoting the header,
 * because the header may contain a secret by mistake.
 */
export function readAuthorization(value: Bytes, regionSet: Bytes | null): AuthorizationClaim | Problem {
  return (regionSet === null && readLikeLast(value)) || readParts(value, regionSet);
}

/** The last faultless header without provenance and Region set that ends with its signature. All before the signature is `start`. */
let last: { readonly start: Octets; readonly read: AuthorizationClaim } | null = null;

/** Reads a header that differs from the last one only in its signature, as nearly all that one client sends do. */
function readLikeLast({ octets, spans }: Bytes): AuthorizationClaim | null {
  if (last === null || spans !== null) return null;
  // Slices are compared many octets at once, unlike with `startsWith`.
  const { length } = last.start;
  if (octets.length <= length || sliceOctets(octets, 0, length) !== last.start) return null;
  const signature = plain(sliceOctets(octets, length));
  if (signature.octets.includes(',') || signature.octets.includes(' ') || signature.octets.includes('\t')) return null;
  const { algorithm, accessKeyId, scope, terminator, signedHeaderNames, fault } = last.read;
  return { algorithm, accessKeyId, scope, terminator, signedHeaderNames, signature, fault };
}

function readParts(value: Bytes, regionSet: Bytes | null): AuthorizationClaim | Problem {
  const nameEnd = value.octets.search(WHITE_SPACE);
  const name = (nameEnd < 0 ? value.octets : value.octets.slice(0, nameEnd)) as Octets;
  if (name === 'AWS') return SIGNATURE_VERSION2;
  const algorithm = algorithmNamed(name);
  if (!algorithm) {
    if (!isOfAws(value)) return otherSchemeOfHeader(value.octets) ?? notOfAws(value);
    const says = 'The Authorization header does not begin with the name of a known algorithm.';
    return malformed('unknown-algorithm', says, { start: 0, end: name.length });
  }
  const partsAt = nameEnd < 0 ? value.octets.length : nameEnd + 1;
  const parts = partsOf(slice(value, partsAt), partsAt);
  const part = (wanted: string) => parts.findLast((one) => one.name === wanted)?.value;
  const credential = part('Credential');
  const signedHeaders = part('SignedHeaders');
  const signature = part('Signature');
  const whole: Range = { start: 0, end: value.octets.length };
  const missing = (name: string) =>
    malformed(`missing-${name.toLowerCase()}`, `The Authorization header has no ${name}.`, whole);
  if (!credential) return missing('Credential');
  if (!signedHeaders?.octets) return missing('SignedHeaders');
  if (!signature?.octets) return missing('Signature');
  const fields = readCredential(credential, algorithm, regionSet);
  if (!fields) {
    const start = value.octets.indexOf(`Credential=${credential.octets}`) + 'Credential='.length;
    const says = `The Credential of the Authorization header is not ${credentialForm(algorithm)}.`;
    return malformed('credential', says, { start, end: start + credential.octets.length });
  }
  const signedHeaderNames = split(signedHeaders, ';');
  const fault = faultOf(parts);
  const read = { ...fields, algorithm, signedHeaderNames, signature, fault };
  const end = parts.at(-1);
  if (
    value.spans === null &&
    regionSet === null &&
    fault === null &&
    end?.value === signature &&
    end.where.end === value.octets.length
  ) {
    const start = sliceOctets(value.octets, 0, value.octets.length - signature.octets.length);
    last = { start, read };
  }
  return read;
}

interface Part {
  /** The name; `null` if unknown. */
  readonly name: string | null;
  readonly value: Bytes;
  readonly where: Range;
}

/**
 * Splits the text after the algorithm into its parts. The text begins at byte `start` of the header. The parts are
 * separated by commas, which may have white space around them. Empty parts are skipped (RFC 9110, section 5.6.1).
 */
function partsOf(parts: Bytes, start: number): Part[] {
  const found: Part[] = [];
  let pieceAt = start;
  for (const piece of split(parts, ',')) {
    const part = trim(piece, ' \t');
    const at = pieceAt + piece.octets.indexOf(part.octets);
    pieceAt += piece.octets.length + 1;
    if (part.octets === '') continue;
    const equals = part.octets.indexOf('=');
    const written = part.octets.slice(0, Math.max(equals, 0));
    const name = PART_NAMES.find((known) => known === written) ?? null;
    found.push({ name, value: slice(part, equals + 1), where: { start: at, end: at + part.octets.length } });
  }
  return found;
}

/**
 * Returns a problem for a repeated or unknown part. If a part is repeated, different servers may read different
 * occurrences.
 */
function faultOf(parts: readonly Part[]): Problem | null {
  for (const [index, { name, where }] of parts.entries()) {
    if (name === null) {
      const says = `The Authorization header has a part other than ${PART_NAMES.join(', ')}.`;
      return malformed('unknown-authorization-part', says, where);
    }
    if (parts.findIndex((part) => part.name === name) < index) {
      return malformed('repeated-authorization-part', `The Authorization header repeats ${name}.`, where);
    }
  }
  return null;
}

/** Returns the problem for these bytes of the header's value. */
function malformed(code: string, says: string, range: Range): Problem {
  return problem(
    code,
    says,
    `Write ${HMAC_SHA256_NAME}, then Credential=…, SignedHeaders=…, and Signature=…, with commas between them.`,
    { where: { value: 'authorization', ...range }, see: AUTHORIZATION_HEADER },
  );
}

/** Returns the problem for a request that is signed with Signature Version 2. */
export const SIGNATURE_VERSION2 = problem(
  'signature-version-2',
  'The request is signed with Signature Version 2, a different algorithm.',
  'Make the client sign with Signature Version 4.',
  { see: AUTHORIZATION_HEADER },
);

/**
 * The schemes in https://www.iana.org/assignments/http-authschemes and a few others in wide use. Messages show no other
 * word that a header begins with.
 */
const SCHEMES = [
  'Basic',
  'Bearer',
  'Digest',
  'DPoP',
  'GNAP',
  'HOBA',
  'Mutual',
  'Negotiate',
  'NTLM',
  'OAuth',
  'PrivateToken',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'SharedKey',
  'Token',
  'vapid',
];

/** Returns whether a header begins with a word that looks like the name of an AWS algorithm. */
const isOfAws = ({ octets }: Bytes): boolean => /^AWS/i.test(octets);

/**
 * Returns the problem for a header that is not meant for AWS. Unknown words are not quoted, because they may be part of
 * a secret.
 */
function notOfAws({ octets }: Bytes): Problem {
  const word = /^[A-Za-z0-9-]+(?= )/.exec(octets)?.[0].toLowerCase();
  const scheme = SCHEMES.find((name) => name.toLowerCase() === word);
  const what = scheme ? `has the scheme ${scheme}` : 'has no scheme of AWS';
  return problem(
    'unsigned',
    `The request has no AWS signature: its Authorization header ${what}.`,
    'Sign it with Signature Version 4.',
    { where: { value: 'authorization', start: 0, end: octets.length }, see: AUTHENTICATING_REQUESTS },
  );
}
