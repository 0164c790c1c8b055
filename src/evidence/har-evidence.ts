/** Reads a failed request and its response from a HAR file (http://www.softwareishard.com/blog/har-12-spec/). */
import { EMPTY } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import { beginsHar, readHar } from '../intake/pasted/har.ts';
import { readHarResponse } from '../intake/pasted/har-response.ts';
import { findDocuments } from './answers/find-documents.ts';
import type { Piece } from './evidence.ts';
import type { Findings } from './findings.ts';
import { fieldMap } from './requests/responses.ts';
import { scanText } from './scanned-text.ts';

/**
 * Finds the first signed request that was refused. If there is no such request, finds the first signed request or,
 * failing that, the first refused request. Returns `null` if the piece is not a HAR file with such a request.
 */
export function findingsInHar({ octets, by }: Piece): Findings | null {
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
    by,
    documents: findDocuments(scanText({ octets: refusal?.body ?? EMPTY, by })),
    responses: refusal ? [{ start: -1, status: refusal.status, headers: fieldMap(refusal.fields) }] : [],
    logged: [],
    requests: [{ start: -1, text: octets, signed: 'signed', says: null, read: () => request }],
    passed: [],
  };
}

/** The first status that is not a success. */
const REFUSED = 300;

/** Returns whether a request has a signature in its Authorization header or its query. */
function isSigned({ head }: ClientRequest): boolean {
  if (/[?&]X-Amz-(?:Signature|Credential)=/i.test(head.target.octets)) return true;
  return head.headers.some(
    ({ name, value }) => name.octets.toLowerCase() === 'authorization' && value.octets.startsWith('AWS4-'),
  );
}
