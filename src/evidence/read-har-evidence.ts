/** Reads a failed request and its response from a HAR file (http://www.softwareishard.com/blog/har-12-spec/). */

import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { afterByteOrderMark } from '../bytes/utf8.ts';
import type { JsonValue } from '../intake/json/json-with-places.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import { readHar } from '../intake/pasted/har.ts';
import { readHarResponse } from '../intake/pasted/har-response.ts';
import { AWS4 } from '../sigv4/dialect.ts';
import { fieldMap, type ResponseHead } from './heads/printed-heads.ts';

export interface HarEvidence {
  readonly request: ClientRequest;
  readonly answer: { readonly head: ResponseHead; readonly body: Octets } | null;
}

const BEGINS = /^[\t-\r ]{0,1024}\{[\t-\r ]{0,1024}"log"[\t-\r ]{0,1024}:[\t-\r ]{0,1024}\{/;

export const beginsHar = (octets: Octets): boolean => BEGINS.test(octets.slice(afterByteOrderMark(octets), 8192));

/**
 * Reads the first signed request that was refused. If there is no such request, reads the first signed request or,
 * failing that, the first refused request.
 */
export function readHarEvidence(octets: Octets, by: InputSource): HarEvidence | null {
  const entries = readHar(octets, by);
  if (isProblem(entries)) return null;
  const read = entries.flatMap(({ request, response }) => {
    if (isProblem(request)) return [];
    const answer = answerIn(octets, response);
    return [{ request, answer, isSigned: isSigned(request), isRefused: (answer?.head.status ?? 0) >= 300 }];
  });
  const chosen =
    read.find(({ isSigned, isRefused }) => isSigned && isRefused) ??
    read.find(({ isSigned }) => isSigned) ??
    read.find(({ isRefused }) => isRefused);
  return chosen ? { request: chosen.request, answer: chosen.isRefused ? chosen.answer : null } : null;
}

/** Returns whether a request has a signature in its Authorization header or its query. */
function isSigned({ head }: ClientRequest): boolean {
  if (/[?&]X-Amz-(?:Signature|Credential)=/i.test(head.target.octets)) return true;
  return head.headers.some(
    ({ name, value }) => name.octets.toLowerCase() === 'authorization' && value.octets.startsWith(AWS4.algorithmPrefix),
  );
}

function answerIn(octets: Octets, response: JsonValue | undefined): HarEvidence['answer'] {
  const found = readHarResponse(octets, response);
  if (found === null) return null;
  return { head: { status: found.status, headers: fieldMap(found.fields) }, body: found.body ?? EMPTY };
}
