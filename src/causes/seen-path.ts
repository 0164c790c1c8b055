/**
 * Determines which part of the URL a server reports when it does not quote a whole canonical request: the path that the
 * server saw, or nothing.
 */
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { type Draft, linesOf } from '../drafts/draft.ts';
import type { Mutation } from '../drafts/mutation.ts';
import { encodedPath } from '../drafts/spellings/percent.ts';
import { splitTarget, type Target } from '../http/target.ts';
import { saysMismatch } from '../sides/answers/says-mismatch.ts';
import type { Sides } from '../sides/sides.ts';
import type { Suspicion } from './cause.ts';

/**
 * Suspects the first mistake that turns the signed path into the path that the server saw, or the other way around.
 * Returns `null` if the paths are equal, if one of them is unknown, or if no mistake turns one into the other.
 */
export function suspicionOfSeenPath(
  mutations: readonly Mutation[],
  sides: Sides,
  standing: Suspicion['standing'],
): Suspicion | null {
  const { request, client, scheme } = sides;
  const seen = seenPath(sides);
  const signed = client.draft;
  if (seen === null || signed === null || signed.canonicalUri === seen) return null;
  const around = { head: request?.head ?? null, body: request?.body ?? null, scheme, other: null };
  for (const { side, variant, says, change } of mutations) {
    // Only the client's own text shows the path that the client signed.
    if (side === 'client' && client.known !== 'quoted') continue;
    const [from, to] = side === 'way' ? [signed, seen] : [withPath(signed, seen), signed.canonicalUri];
    const isThis = change(from, around).some((made) => made.canonicalUri === to);
    if (isThis) return { standing, variant, says: `${says} The server says that it saw '${seen}'.` };
  }
  return null;
}

const withPath = (draft: Draft, canonicalUri: Octets): Draft => ({ ...draft, canonicalUri });

/** Returns the path in canonical form; `null` if the server did not report the path. */
function seenPath({ answer, server }: Sides): Octets | null {
  if (!answer || !saysMismatch(answer)) return null;
  return server.known === 'quoted' ? pathOfCut(server) : pathOfResource(answer.details.get('Resource'));
}

/**
 * Returns the second line of a truncated canonical request. A third line must follow, because otherwise the second line
 * may be incomplete.
 */
function pathOfCut({ draft, canonicalRequest }: Sides['server']): Octets | null {
  const [, path, query] = canonicalRequest === null || draft ? [] : linesOf(canonicalRequest);
  return path?.startsWith('/') && query !== undefined ? path : null;
}

function pathOfResource(resource: string | undefined): Octets | null {
  return resource?.startsWith('/') ? encodedPath(octetsFromText(resource)) : null;
}

/**
 * Returns the path and the query that the server quotes, if the client's own text is unknown. Otherwise, both are
 * empty.
 */
export function onlyServersTarget({ answer, client }: Sides): readonly [path: string, query: string] {
  const isKnown = answer?.canonicalRequest && client.known !== 'quoted';
  const [, path = '', query = ''] = isKnown ? linesOf(answer.canonicalRequest.octets) : [];
  return [path, query];
}

/**
 * Returns the request target if the server reports a mismatch without quoting the text that it computed. Causes then
 * search the target for suspicious parts. Otherwise returns `null`.
 */
export function targetOfMute({ answer, server, request }: Sides): Target | null {
  if (!answer || !request || !saysMismatch(answer) || server.known === 'quoted') return null;
  return splitTarget(request.head.target);
}
