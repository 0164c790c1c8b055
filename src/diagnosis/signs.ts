/** What can be seen of a failed request where nothing proves its cause. */

import type { Octets } from '../bytes/octets.ts';
import { sentencePart } from '../bytes/octets.ts';
import { headerValue } from '../http/message.ts';
import { headerOf, linesOf } from './draft/draft.ts';
import type { Side, Sides } from './sides.ts';

/** More are no sign of anything. */
const MOST_NAMED = 50;

/** Whether the server keeps to itself what it computed. */
export const isSilent = ({ server }: Sides): boolean => server.known !== 'quoted' || server.draft === null;

/** The names of the signed headers, as far as anybody says them: also in a request that was not pasted whole. */
export function signedNames({ claim, client, server, request }: Sides): readonly string[] {
  if (claim?.signed.kind === 'request')
    return claim.signed.signedHeaderNames.map(({ octets }) => inSmallLetters(octets));
  const list = (client.draft ?? server.draft)?.signedHeaders ?? listIn(request) ?? '';
  return list === '' ? [] : inSmallLetters(list).split(';');
}

function listIn(request: Sides['request']): string | null {
  const authorization = request && headerValue(request.head.headers, 'authorization');
  return (authorization && /SignedHeaders=([^,\s]{1,4096})/.exec(authorization.octets)?.[1]) ?? null;
}

/** ASCII alone: other bytes are parts of characters. */
const inSmallLetters = (octets: string) => octets.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Whether this header (lower case) was signed and has no value in the server's own canonical request. */
export const hasNoValue = (sides: Sides, name: string): boolean => namesWithoutValue(sides).some((one) => one === name);

/**
 * Returns the names of the headers that were signed and have no value in the server's own canonical request, the first
 * fifty. Where the client signed an empty value itself, the server lacks nothing.
 */
export function namesWithoutValue({ server: { known, draft }, client, answer }: Sides): readonly Octets[] {
  const isEmptyForClient = (name: string) => quotedValue(client, name) === '';
  const names =
    known === 'quoted' && draft
      ? draft.headers.filter(({ value }) => value === '').map(({ name }) => name)
      : answer?.canonicalRequest
        ? emptyLinesIn(answer.canonicalRequest.octets)
        : [];
  return names.filter((name) => !isEmptyForClient(name)).slice(0, MOST_NAMED);
}

/** Of a canonical request that is not whole: its lines tell of its headers all the same. */
function emptyLinesIn(canonicalRequest: Octets): readonly Octets[] {
  const headers = linesOf(canonicalRequest).slice(FIRST_HEADER);
  return headers.flatMap((line) => /^([a-z0-9-]{1,100}):$/.exec(line)?.[1] ?? []).slice(0, MOST_NAMED) as Octets[];
}

/** After method, URI and query. */
const FIRST_HEADER = 3;

/** Returns whether the request was made with this header (lower case); `null` where no one says that it was or was not. */
export function isSent({ request, client }: Sides, name: string): boolean | null {
  if (request?.head.headers.some((field) => field.name.octets.toLowerCase() === name)) return true;
  if (request && !request.unsaid.includes('headers')) return false;
  const signed = client.draft && headerOf(client.draft, name);
  return signed ? true : null;
}

/**
 * Returns how sure it is that one of these signed headers (lower case) lost its value, where the server has none for them:
 * `explains` where the request or the client's own text has a value; without that, an empty one may have been signed.
 */
export function standingOfLost({ request, client }: Sides, ...names: readonly string[]): 'explains' | 'possible' {
  const isLost = (name: string) =>
    quotedValue(client, name) ||
    request?.head.headers.some((field) => field.name.octets.toLowerCase() === name && field.value.octets.trim() !== '');
  return names.some(isLost) ? 'explains' : 'possible';
}

/** A header of the request as it is known, or of the answer; `null` where there is none. */
export function seenHeader({ request, answer }: Sides, name: string): string | null {
  const field = request?.head.headers.find((one) => one.name.octets.toLowerCase() === name);
  return field ? sentencePart(field.value.octets) : (answer?.headers.get(name) ?? null);
}

/** What both sides say of a header, where they say it and it is not the same. */
export function differingValues(
  { client, server }: Sides,
  name: string,
): readonly [client: Octets, server: Octets] | null {
  const signed = quotedValue(client, name);
  const seen = quotedValue(server, name);
  return signed !== null && seen !== null && signed !== seen ? [signed, seen] : null;
}

const quotedValue = ({ known, draft }: Side, name: string): Octets | null =>
  known === 'quoted' && draft ? headerOf(draft, name) : null;
