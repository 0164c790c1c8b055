/** Reads the claim in an Authorization header. */
import { type Bytes, derive, plain, slice } from '../../bytes/bytes.ts';
import { joined } from '../../bytes/joined.ts';
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { split, trim } from '../../bytes/text-operations.ts';
import { combinedValue, headerValue, type RequestHead } from '../../http/message.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Range } from '../../trace/ranges.ts';
import type { Payload } from '../../trace/trace.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { AWS_ALGORITHMS, algorithmNamed } from '../algorithms/table.ts';
import { AWS4 } from '../dialects/aws4.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { AUTHENTICATING_REQUESTS, AUTHORIZATION_HEADER, SIGV4A } from '../documentation.ts';
import { UNSIGNED_PAYLOAD } from '../payload-keywords.ts';
import { partNames } from '../stages/authorization.ts';
import { readTimeText, writeTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { type Credential, credentialForm, readCredential, repeatedName, signedNames } from './claim-parts.ts';

/** Reads the claim. Returns a problem if the claim cannot be read. */
export function claimOfHeader(request: RequestHead, authorization: Bytes, payload: Payload): Claim | Problem {
  const header = (name: string) => headerValue(request.headers, name) ?? null;
  const read = readAuthorization(authorization, header(AWS4.headers.regionSet));
  if (isProblem(read)) return read;
  const label = read.algorithm.dialect.authorization.list ?? '';
  const repeated = repeatedName(read.signedHeaderNames, 'repeated-signed-header', placeInList(authorization, label));
  if (repeated) return repeated;
  const { algorithm, accessKeyId, scope, terminator, signature, fault } = read;
  const { dialect } = algorithm;
  if (algorithm.boundTo === 'region-set' && scope.region.octets === '') return noRegionSet(wholeOf(authorization));
  const signedAt = signingTime(header(dialect.headers.date), header('date'), dialect);
  if (isProblem(signedAt)) return signedAt;
  const { contentSha256, securityToken } = dialect.headers;
  const stated = contentSha256 === null ? null : header(contentSha256);
  const hashedPayload = stated ?? (dialect.unstatedPayload === 'hashed' ? hashOfPayload(payload) : UNSIGNED_PAYLOAD);
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
    sessionToken: securityToken === null ? null : (combinedValue(request.headers, securityToken) ?? null),
    expires: null,
    signed: {
      kind: 'request',
      request,
      signedHeaderNames: signedNames(read.signedHeaderNames, request, dialect),
      hashedPayload,
    },
  };
}

const wholeOf = ({ octets }: Bytes) => ({ value: 'authorization', start: 0, end: octets.length });

/**
 * Maps bytes of the list of signed headers to bytes of the header. If the header has more than one list, the last list
 * counts.
 */
function placeInList({ octets }: Bytes, label: string) {
  return (start: number, end: number) => {
    const list = octets.lastIndexOf(`${label}=`) + label.length + 1;
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
 * Reads the signing time from the vendor's header, such as `x-amz-date`, or, if that header is missing, from `Date`.
 * `Date` may be a timestamp or an HTTP date.
 */
function signingTime(
  ownDate: Bytes | null,
  date: Bytes | null,
  dialect: Dialect,
): Pick<Claim, 'timestamp' | 'moment'> | Problem {
  const found = ownDate ?? date;
  const read = found && readTimeText(found, dialect);
  if (read) return read;
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
  const name = dialect.headers.date;
  const where = found && { value: ownDate ? name : 'date', start: 0, end: found.octets.length };
  return problem(
    'missing-date',
    `The request has no ${name} header of the form ${TIME_FORMS[dialect.time]}.`,
    `Send the signing time as ${name}.`,
    { where, see: dialect.see.authenticating },
  );
}

const TIME_FORMS: Readonly<Record<Dialect['time'], string>> = {
  compact: "YYYYMMDD'T'HHMMSS'Z'",
  unix: 'seconds since 1970',
  iso: "YYYY-MM-DD'T'HH:MM:SS'Z'",
};

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
    if (!isOfAws(value)) return notOfAws(value);
    const says = 'The Authorization header does not begin with the name of a known algorithm.';
    return malformed('unknown-algorithm', says, { start: 0, end: name.length }, AWS_ALGORITHMS[0]);
  }
  const { list, authorization } = algorithm.dialect;
  const names = partNames(algorithm.dialect);
  const partsAt = nameEnd < 0 ? value.octets.length : nameEnd + 1;
  const parts = partsOf(slice(value, partsAt), partsAt, names);
  const part = (wanted: string | null) => parts.findLast(({ name }) => name === wanted && name !== null)?.value;
  const credential = part(authorization.credential);
  const signedHeaders = part(authorization.list);
  const signature = part(authorization.signature);
  const whole: Range = { start: 0, end: value.octets.length };
  const missing = (name: string) =>
    malformed(`missing-${name.toLowerCase()}`, `The Authorization header has no ${name}.`, whole, algorithm);
  if (!credential) return missing(authorization.credential);
  if (list === 'all' && !signedHeaders?.octets) return missing(authorization.list ?? '');
  if (list === 'additional' && signedHeaders?.octets === '') return emptyList(whole, algorithm);
  if (!signature?.octets) return missing(authorization.signature);
  const fields = readCredential(credential, algorithm, regionSet);
  if (!fields) {
    const label = `${authorization.credential}=`;
    const start = value.octets.indexOf(`${label}${credential.octets}`) + label.length;
    const says = `The ${authorization.credential} of the Authorization header is not ${credentialForm(algorithm)}.`;
    return malformed('credential', says, { start, end: start + credential.octets.length }, algorithm);
  }
  const signedHeaderNames = signedHeaders ? split(signedHeaders, ';') : [];
  const fault = faultOf(parts, algorithm);
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

/** Returns the problem for a list of additional headers that is there, but empty. */
function emptyList(whole: Range, algorithm: Algorithm): Problem {
  const { list } = algorithm.dialect.authorization;
  return malformed(
    'empty-list',
    `The ${list} of the Authorization header is empty, so it must be left out.`,
    whole,
    algorithm,
  );
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
function partsOf(parts: Bytes, start: number, names: readonly string[]): Part[] {
  const found: Part[] = [];
  let pieceAt = start;
  for (const piece of split(parts, ',')) {
    const part = trim(piece, ' \t');
    const at = pieceAt + piece.octets.indexOf(part.octets);
    pieceAt += piece.octets.length + 1;
    if (part.octets === '') continue;
    const equals = part.octets.indexOf('=');
    const written = part.octets.slice(0, Math.max(equals, 0));
    const name = names.find((known) => known === written) ?? null;
    found.push({ name, value: slice(part, equals + 1), where: { start: at, end: at + part.octets.length } });
  }
  return found;
}

/**
 * Returns a problem for a repeated or unknown part. If a part is repeated, different servers may read different
 * occurrences.
 */
function faultOf(parts: readonly Part[], algorithm: Algorithm): Problem | null {
  for (const [index, { name, where }] of parts.entries()) {
    if (name === null) {
      const says = `The Authorization header has a part other than ${partNames(algorithm.dialect).join(', ')}.`;
      return malformed('unknown-authorization-part', says, where, algorithm);
    }
    if (parts.findIndex((part) => part.name === name) < index) {
      return malformed('repeated-authorization-part', `The Authorization header repeats ${name}.`, where, algorithm);
    }
  }
  return null;
}

/** Returns the problem for these bytes of the header's value. */
function malformed(code: string, says: string, range: Range, algorithm: Algorithm): Problem {
  const { signsWith, see } = algorithm.dialect;
  const names = partNames(algorithm.dialect).map((name) => `${name}=…`);
  return problem(code, says, `Write ${signsWith[0].name}, then ${joined(names, 'and')}, with commas between them.`, {
    where: { value: 'authorization', ...range },
    see: see.header,
  });
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
