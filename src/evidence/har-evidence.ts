/** Reads a failed request and its response from a HAR file (http://www.softwareishard.com/blog/har-12-spec/). */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import { beginsHar, readHar } from '../intake/pasted/har.ts';
import { readHarResponse } from '../intake/pasted/har-response.ts';
import { AWS4 } from '../sigv4/dialect.ts';
import type { Piece } from './evidence.ts';
import type { FoundRequest } from './requests/found-request.ts';
import { fieldMap, type ResponsePlace } from './requests/responses.ts';

export interface HarEvidence {
  readonly request: FoundRequest;
  /** The head of the response that refuses the request, if one does. */
  readonly responses: readonly ResponsePlace[];
  /** The body of that response. */
  readonly body: Octets;
}

/**
 * Reads the first signed request that was refused. If there is no such request, reads the first signed request or,
 * failing that, the first refused request. Returns `null` if the piece is not a HAR file with such a request.
 */
export function readHarEvidence({ octets, by }: Piece): HarEvidence | null {
  const entries = beginsHar(octets) ? readHar(octets, by) : null;
  if (entries === null || isProblem(entries)) return null;
  const read = entries.flatMap(({ request, response }) => {
    if (isProblem(request)) return [];
    const found = readHarResponse(octets, response);
    return [{ request, refusal: found && found.status >= REFUSED ? found : null }];
  });
  const chosen =
    read.find(({ request, refusal }) => isSigned(request) && refusal !== null) ??
    read.find(({ request }) => isSigned(request)) ??
    read.find(({ refusal }) => refusal !== null);
  if (!chosen) return null;
  const { request, refusal } = chosen;
  return {
    request: { start: -1, text: octets, signed: 'signed', says: null, read: () => request },
    responses: refusal ? [{ start: -1, status: refusal.status, headers: fieldMap(refusal.fields) }] : [],
    body: refusal?.body ?? EMPTY,
  };
}

/** The first status that is not a success. */
const REFUSED = 300;

/** Returns whether a request has a signature in its Authorization header or its query. */
function isSigned({ head }: ClientRequest): boolean {
  if (/[?&]X-Amz-(?:Signature|Credential)=/i.test(head.target.octets)) return true;
  return head.headers.some(
    ({ name, value }) => name.octets.toLowerCase() === 'authorization' && value.octets.startsWith(AWS4.algorithmPrefix),
  );
}
