/** Finds hints in a failed request when nothing proves the cause. */

import type { Octets } from '../bytes/octets.ts';
import { sentencePart } from '../bytes/octets.ts';
import { type Draft, headerOf, linesOf, scopeOf } from '../drafts/draft.ts';
import { scopeOfClaim } from '../drafts/draft-of-request.ts';
import { headerValue, headerValues } from '../http/message.ts';
import type { Side, Sides } from './sides.ts';

/** The maximum number of names to report. More would not be useful. */
const MOST_NAMED = 50;

/** Returns whether the server does not quote a complete canonical request. */
export const isSilent = ({ server }: Sides): boolean => server.known !== 'quoted' || server.draft === null;

/** Returns the names of the signed headers, from any source. The request may be incomplete. */
export function signedNames({ claim, client, server, request }: Sides): readonly string[] {
  if (claim?.signed.kind === 'request')
    return claim.signed.signedHeaderNames.map(({ octets }) => inSmallLetters(octets));
  const list = (client.draft ?? server.draft)?.signedHeaders ?? listIn(request) ?? '';
  return list === '' ? [] : inSmallLetters(list).split(';');
}

/** Returns whether a header with such a lowercase name may be signed: the list of signed headers has it, or is unknown. */
export function mayBeSigned(sides: Sides, isMeant: (name: string) => boolean): boolean {
  const names = signedNames(sides);
  return names.length === 0 || names.some(isMeant);
}

/** Matches what separates the names in a list of signed headers, also in one that is written in a wrong way. */
const BETWEEN_NAMES = /(?:%3b|[;,:& \n])+/;

/**
 * Returns whether a mistake of the signer signs other headers than those in the list that was sent, or for another scope
 * than the credential that was sent: both are the signer's own words. Names may differ in their order and their spelling.
 */
export function isOtherThanStated(made: Draft, base: Draft, sides: Sides): boolean {
  const { claim } = sides;
  const isOtherScope =
    made.scope !== base.scope && claim !== null && scopeOf(made.scope) !== scopeOf(scopeOfClaim(claim));
  return isOtherScope || (made.signedHeaders !== base.signedHeaders && !areListed(made, signedNames(sides)));
}

/** Returns whether a draft signs the headers with these names; also if they are not known. */
function areListed({ signedHeaders }: Draft, names: readonly string[]): boolean {
  const signed = new Set(
    inSmallLetters(signedHeaders)
      .split(BETWEEN_NAMES)
      .filter((name) => name !== ''),
  );
  return names.length === 0 || (new Set(names).size === signed.size && names.every((name) => signed.has(name)));
}

function listIn(request: Sides['request']): string | null {
  const authorization = request && headerValue(request.head.headers, 'authorization');
  return (authorization && /SignedHeaders=([^,\s]{1,4096})/.exec(authorization.octets)?.[1]) ?? null;
}

/** Converts only ASCII letters to lowercase, because other bytes may be parts of multibyte characters. */
const inSmallLetters = (octets: string) => octets.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * Returns whether the header with this lowercase name was signed but has no value in the server's own canonical
 * request.
 */
export const hasNoValue = (sides: Sides, name: string): boolean => namesWithoutValue(sides).some((one) => one === name);

/**
 * Returns the names of the first 50 headers that were signed but have no value in the server's own canonical request.
 * Headers that the client itself signed with an empty value are omitted.
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

/** Reads the header lines of an incomplete canonical request. */
function emptyLinesIn(canonicalRequest: Octets): readonly Octets[] {
  const headers = linesOf(canonicalRequest).slice(FIRST_HEADER);
  return headers.flatMap((line) => /^([a-z0-9-]{1,100}):$/.exec(line)?.[1] ?? []).slice(0, MOST_NAMED) as Octets[];
}

/** The index of the first header line, after the method, the URI, and the query. */
const FIRST_HEADER = 3;

/**
 * Returns whether the request was sent with a header that has this lowercase name; `null` if the sent headers are
 * unknown.
 */
export function isSent({ request, client }: Sides, name: string): boolean | null {
  if (request && headerValue(request.head.headers, name)) return true;
  if (request && !request.unsaid.includes('headers')) return false;
  return client.draft && headerOf(client.draft, name) ? true : null;
}

/**
 * Returns how likely it is that one of these signed headers, given by lowercase name, lost its value before it reached
 * the server. The result is `explains` if the request or the client's own text has a value, and `possible` if the
 * client may have signed an empty value.
 */
export function certaintyOfLost({ request, client }: Sides, ...names: readonly string[]): 'explains' | 'possible' {
  const isLost = (name: string) =>
    quotedValue(client, name) ||
    (request && headerValues(request.head.headers, name).some(({ octets }) => octets.trim() !== ''));
  return names.some(isLost) ? 'explains' : 'possible';
}

/** Returns the value of a header from the request or from the response; `null` if neither has it. */
export function seenHeader({ request, answer }: Sides, name: string): string | null {
  const sent = request && headerValue(request.head.headers, name);
  return sent ? sentencePart(sent.octets) : (answer?.headers.get(name) ?? null);
}

/** Returns the values that both sides report for a header if they differ. */
export function differingValues(
  { client, server }: Sides,
  name: string,
): readonly [client: Octets, server: Octets] | null {
  const signed = quotedValue(client, name);
  const seen = quotedValue(server, name);
  return signed !== null && seen !== null && signed !== seen ? [signed, seen] : null;
}

/** Returns the value of a header in the text that a side quotes; `null` if the side quotes no such value. */
export const quotedValue = ({ known, draft }: Side, name: string): Octets | null =>
  known === 'quoted' && draft ? headerOf(draft, name) : null;
