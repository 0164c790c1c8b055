/** What a request claims that has an Authorization header. */
import { type Bytes, derive, slice } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { split, trim } from '../../bytes/text-operations.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Payload } from '../../trace/trace.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { AUTHENTICATING_REQUESTS, AUTHORIZATION_HEADER, SIGV4A } from '../documentation.ts';
import { readTimestamp, writeTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { type Credential, readCredential, repeatedName } from './claim-parts.ts';

export function claimOfHeader(request: RequestHead, authorization: Bytes, payload: Payload): Claim | Problem {
  const header = (name: string) => headerValue(request.headers, name) ?? null;
  const read = readAuthorization(authorization, header('x-amz-region-set'));
  if (isProblem(read)) return read;
  const repeated = repeatedName(read.signedHeaderNames, 'repeated-signed-header', placeInList(authorization));
  if (repeated) return repeated;
  const { signedHeaderNames, ...rest } = read;
  if (rest.algorithm.boundTo === 'region-set' && rest.scope.region.octets === '')
    return noRegionSet(wholeOf(authorization));
  const signedAt = signingTime(header('x-amz-date'), header('date'));
  if (isProblem(signedAt)) return signedAt;
  const hashedPayload = header('x-amz-content-sha256') ?? hashOfPayload(payload);
  return {
    scheme: 'header',
    ...rest,
    ...signedAt,
    sessionToken: header('x-amz-security-token'),
    expires: null,
    signed: { kind: 'request', request, signedHeaderNames, hashedPayload },
  };
}

const wholeOf = ({ octets }: Bytes) => ({ value: 'authorization', start: 0, end: octets.length });

/** Where bytes of the list of signed headers stand in the header: of several lists the last one counts. */
function placeInList({ octets }: Bytes) {
  const list = octets.lastIndexOf(SIGNED_HEADERS) + SIGNED_HEADERS.length;
  return (start: number, end: number) => ({ value: 'authorization', start: list + start, end: list + end });
}

const SIGNED_HEADERS = 'SignedHeaders=';

/** The form that RFC 9110, section 5.6.7, wants: Fri, 24 May 2013 00:00:00 GMT. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const READ_DATE: Transform = {
  id: 'http-date',
  done: 'read as a date and written as a timestamp',
  secrecy: 'keeps',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7',
};

/** `x-amz-date` comes first; `Date` may stand in for it, in either notation. */
function signingTime(amzDate: Bytes | null, date: Bytes | null): Pick<Claim, 'timestamp' | 'moment'> | Problem {
  const found = amzDate ?? date;
  const moment = found && readTimestamp(found.octets);
  if (found && moment !== null) return { timestamp: found, moment };
  const written = !amzDate && date && HTTP_DATE.test(date.octets) ? new Date(date.octets) : null;
  // JavaScript takes 30 February for 2 March, and year 13 for 2013: a date that it writes otherwise is none.
  if (date && written && !Number.isNaN(written.getTime()) && written.toUTCString() === date.octets) {
    const timestamp = derive(octetsFromText(writeTimestamp(written)), READ_DATE, [date]);
    return { timestamp, moment: written.getTime() };
  }
  const where = found && { value: amzDate ? 'x-amz-date' : 'date', start: 0, end: found.octets.length };
  return problem(
    'missing-date',
    "The request has no x-amz-date header of the form YYYYMMDD'T'HHMMSS'Z'.",
    'Send the time of signing as x-amz-date.',
    { where, see: AUTHENTICATING_REQUESTS },
  );
}

export function noRegionSet(where: Problem['where']): Problem {
  return problem(
    'missing-region-set',
    'The request is signed with SigV4A but does not say for which regions.',
    'Send the regions as x-amz-region-set, and sign that header.',
    { where, see: SIGV4A },
  );
}

interface AuthorizationClaim extends Credential {
  readonly algorithm: Algorithm;
  /** As they are listed, in lower case if the client did right. */
  readonly signedHeaderNames: readonly Bytes[];
  readonly signature: Bytes;
  /** What is wrong with a header that can be read all the same: a part that is there twice, or is none of the three. */
  readonly fault: Problem | null;
}

/** RFC 9110, section 5.6.3. */
const WHITE_SPACE = /[ \t]/;

/**
 * Reads what an Authorization header claims, or what is malformed in it; of a part that is there twice the last one
 * counts. `regionSet` is a header of its own. Problems do not quote the header, because a part of it may be a secret in
 * the wrong place: they say where it is.
 */
export function readAuthorization(value: Bytes, regionSet: Bytes | null): AuthorizationClaim | Problem {
  const nameEnd = value.octets.search(WHITE_SPACE);
  const name = (nameEnd < 0 ? value.octets : value.octets.slice(0, nameEnd)) as Octets;
  if (name === 'AWS') return signatureVersion2();
  const algorithm = algorithmNamed(name);
  if (!algorithm) {
    if (!isOfAws(value)) return notOfAws(value);
    const says = 'The Authorization header does not begin with the name of an algorithm that is known.';
    return malformed('unknown-algorithm', says, [0, name.length]);
  }
  const partsAt = nameEnd < 0 ? value.octets.length : nameEnd + 1;
  const parts = partsOf(slice(value, partsAt), partsAt);
  const part = (wanted: PartName) => parts.findLast(({ name }) => name === wanted)?.value;
  const credential = part('Credential');
  const signedHeaders = part('SignedHeaders');
  const signature = part('Signature');
  const whole: Range = [0, value.octets.length];
  if (!credential) return missing('Credential', whole);
  if (!signedHeaders?.octets) return missing('SignedHeaders', whole);
  if (!signature?.octets) return missing('Signature', whole);
  const fields = readCredential(credential, algorithm, regionSet);
  if (!fields) {
    const form = algorithm.boundTo === 'region' ? 'KEY/DATE/REGION/SERVICE' : 'KEY/DATE/SERVICE';
    const start = value.octets.indexOf(`Credential=${credential.octets}`) + 'Credential='.length;
    const says = `The Credential of the Authorization header is not ${form}/aws4_request.`;
    return malformed('credential', says, [start, start + credential.octets.length]);
  }
  return { ...fields, algorithm, signedHeaderNames: split(signedHeaders, ';'), signature, fault: faultOf(parts) };
}

const PART_NAMES = ['Credential', 'SignedHeaders', 'Signature'] as const;
type PartName = (typeof PART_NAMES)[number];

interface Part {
  /** `null` where it is none of the three. */
  readonly name: PartName | null;
  /** What follows the equals sign. */
  readonly value: Bytes;
  /** The bytes of the header that it takes. */
  readonly where: Range;
}

/**
 * Gives the parts after the algorithm, which begin at byte `start` of the header. Commas separate them, with or without
 * white space; nothing between two commas is no part (RFC 9110, section 5.6.1).
 */
function partsOf(parts: Bytes, start: number): Part[] {
  let pieceAt = start;
  return split(parts, ',').flatMap((piece): Part[] => {
    const part = trim(piece, ' \t');
    const at = pieceAt + piece.octets.indexOf(part.octets);
    pieceAt += piece.octets.length + 1;
    if (part.octets === '') return [];
    const equals = part.octets.indexOf('=');
    const name = PART_NAMES.find((known) => known === part.octets.slice(0, Math.max(equals, 0))) ?? null;
    return [{ name, value: slice(part, equals + 1), where: [at, at + part.octets.length] }];
  });
}

/** A server that reads another one of two parts would verify another signature, so that S3's three are there once. */
function faultOf(parts: readonly Part[]): Problem | null {
  const seen = new Set<PartName>();
  for (const { name, where } of parts) {
    if (name === null) {
      const says = `The Authorization header has a part that is none of ${PART_NAMES.join(', ')}.`;
      return malformed('unknown-authorization-part', says, where);
    }
    if (seen.has(name)) {
      return malformed('repeated-authorization-part', `The Authorization header has ${name} more than once.`, where);
    }
    seen.add(name);
  }
  return null;
}

/** From, up to but not including: bytes of the value of the header. */
type Range = readonly [number, number];

function missing(part: string, where: Range): Problem {
  return malformed(`missing-${part.toLowerCase()}`, `The Authorization header has no ${part}.`, where);
}

function malformed(code: string, says: string, [start, end]: Range): Problem {
  return problem(
    code,
    says,
    'Write AWS4-HMAC-SHA256, then Credential=…, SignedHeaders=… and Signature=…, with commas between them.',
    { where: { value: 'authorization', start, end }, see: AUTHORIZATION_HEADER },
  );
}

export function signatureVersion2(): Problem {
  return problem(
    'signature-version-2',
    'The request is signed with Signature Version 2, which is another algorithm.',
    'Make the client sign with Signature Version 4.',
    { see: AUTHORIZATION_HEADER },
  );
}

/** Of https://www.iana.org/assignments/http-authschemes and what is widely used beside: the only words that are shown. */
const SCHEMES = [
  ...['Basic', 'Bearer', 'Digest', 'DPoP', 'GNAP', 'HOBA', 'Mutual', 'Negotiate', 'NTLM', 'OAuth', 'PrivateToken'],
  ...['SCRAM-SHA-1', 'SCRAM-SHA-256', 'SharedKey', 'Token', 'vapid'],
];

/** Whether a header means an algorithm of AWS, known or not, whatever comes of it. */
const isOfAws = ({ octets }: Bytes): boolean => /^AWS/i.test(octets);

/** The problem of one that does not. What is no known word is not quoted: it may be the secret itself. */
function notOfAws({ octets }: Bytes): Problem {
  const word = /^[A-Za-z0-9-]+(?= )/.exec(octets)?.[0].toLowerCase();
  const scheme = SCHEMES.find((name) => name.toLowerCase() === word);
  const what = scheme ? `has the scheme ${scheme}` : 'has none of the schemes of AWS';
  return problem(
    'unsigned',
    `The request is signed with nothing of AWS: its Authorization header ${what}.`,
    'Sign it with Signature Version 4.',
    { where: { value: 'authorization', start: 0, end: octets.length }, see: AUTHENTICATING_REQUESTS },
  );
}
