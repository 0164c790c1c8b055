/**
 * The path that a server saw, where it quotes no whole canonical request: the second line of one that is cut short, or
 * the Resource of MinIO, SeaweedFS and versitygw.
 */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import type { Suspicion } from '../cause.ts';
import { type Draft, linesOf } from '../draft/draft.ts';
import type { Mutation } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { encodedPath } from '../spellings/percent.ts';
import { saysMismatch } from './mismatch.ts';

/** The first mistake that leads from the one path to the other; `null` where they are the same or one is not known. */
export function suspicionOfSeenPath(
  mutations: readonly Mutation[],
  sides: Sides,
  standing: Suspicion['standing'] = 'explains',
): Suspicion | null {
  const { request, client, scheme } = sides;
  const seen = seenPath(sides);
  const signed = client.draft;
  if (seen === null || signed === null || signed.canonicalUri === seen) return null;
  const around = { head: request?.head ?? null, body: request?.body ?? null, scheme, other: null };
  for (const { side, variant, says, change } of mutations) {
    // Nobody but the client itself says what it signed.
    if (side === 'client' && client.known !== 'quoted') continue;
    const [from, to] = side === 'way' ? [signed, seen] : [withPath(signed, seen), signed.canonicalUri];
    const isThis = change(from, around).some((made) => made.canonicalUri === to);
    if (isThis) return { standing, variant, says: `${says} The server says that it saw '${seen}'.` };
  }
  return null;
}

const withPath = (draft: Draft, canonicalUri: Octets): Draft => ({ ...draft, canonicalUri });

/** In canonical form. */
function seenPath({ answer, server }: Sides): Octets | null {
  if (!answer || !saysMismatch(answer)) return null;
  return server.known === 'quoted' ? pathOfCut(server) : pathOfResource(answer.details.get('Resource'));
}

/** The second line, where there is a third one, so that it is whole, and the rest of the text is not. */
function pathOfCut({ draft, canonicalRequest }: Sides['server']): Octets | null {
  const [, path, query] = canonicalRequest === null || draft ? [] : linesOf(canonicalRequest);
  return path?.startsWith('/') && query !== undefined ? path : null;
}

function pathOfResource(resource: string | undefined): Octets | null {
  return resource?.startsWith('/') ? encodedPath(octetsFromText(resource)) : null;
}
