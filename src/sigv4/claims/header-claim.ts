/** What a request claims that has an Authorization header. */
import { type Bytes, derive } from '../../bytes/bytes.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Payload } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS, SIGV4A } from '../documentation.ts';
import { readTimestamp, writeTimestamp } from '../timestamp.ts';
import { readAuthorization } from './authorization-header.ts';
import type { Claim } from './claim.ts';
import { repeatedName } from './signed-header-list.ts';

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
