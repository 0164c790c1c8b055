/**
 * Determines which part of the URL a server reports when it does not quote a whole canonical request: the path that the
 * server saw, or nothing.
 */
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { type Draft, linesOf } from '../drafts/draft.ts';
import type { Mutation } from '../drafts/mutation.ts';
import { encodedPath } from '../drafts/spellings/percent.ts';
import { unmaskedPath } from '../evidence/texts/unmask.ts';
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
  certaintyOfOne: Suspicion['certainty'],
): Suspicion | null {
  const { request, client, scheme } = sides;
  const signed = client.draft;
  if (signed === null) return null;
  const readings = seenPaths(sides).map((path) => unmaskedPath(path, signed.canonicalUri) as Octets);
  if (readings.includes(signed.canonicalUri)) return null;
  const around = { head: request?.head ?? null, body: request?.body ?? null, scheme, other: null };
  for (const seen of readings) {
    for (const { side, variant, says, change } of mutations) {
      // Only the client's own text shows the path that the client signed.
      if (side === 'client' && client.known !== 'quoted') continue;
      const [from, to] = side === 'way' ? [signed, seen] : [withPath(signed, seen), signed.canonicalUri];
      const isThis = change(from, around).some((made) => made.canonicalUri === to);
      // If the path can be read in two ways, neither is certain.
      const certainty = readings.length === 1 ? certaintyOfOne : 'possible';
      if (isThis) return { certainty, variant, says: `${says} The server says that it saw '${seen}'.` };
    }
  }
  return null;
}

const withPath = (draft: Draft, canonicalUri: Octets): Draft => ({ ...draft, canonicalUri });

/** Returns the path in canonical form, in each way in which it can be read. Empty if the server did not report it. */
function seenPaths({ answer, server }: Sides): readonly Octets[] {
  if (!answer || !saysMismatch(answer)) return [];
  if (server.known !== 'quoted') return pathsOfResource(answer.details.get('Resource'));
  const path = pathOfCut(server);
  return path === null ? [] : [path];
}

/**
 * Returns the second line of a truncated canonical request. A third line must follow, because otherwise the second line
 * may be incomplete.
 */
function pathOfCut({ draft, canonicalRequest }: Sides['server']): Octets | null {
  const [, path, query] = canonicalRequest === null || draft ? [] : linesOf(canonicalRequest);
  return path?.startsWith('/') && query !== undefined ? path : null;
}

/** Matches a path in which everything that needs it is encoded. */
const ENCODED = /^(?:[A-Za-z0-9._~/-]|%[0-9A-Fa-f]{2})*$/;

/** Reads a resource, which some servers decode, such as MinIO, and others report as it arrived, such as Garage. */
function pathsOfResource(resource: string | undefined): readonly Octets[] {
  if (!resource?.startsWith('/')) return [];
  const written = octetsFromText(resource);
  return [...new Set([...(ENCODED.test(written) ? [written] : []), encodedPath(written)])];
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
