/** Servers that quote nothing of what they signed still say which path they saw: the Resource of MinIO, SeaweedFS and versitygw. */
import type { Octets } from '../bytes/octets.ts';
import { octetsFromText } from '../bytes/octets.ts';
import type { Suspicion } from './cause.ts';
import type { Mutation } from './mutation.ts';
import { isMismatch } from './mute-answer.ts';
import { decoded } from './percent.ts';
import type { Sides } from './sides.ts';

/** The first change on the way that makes the path seen of the path signed; `null` where they are the same. */
export function suspicionOfSeenPath(
  mutations: readonly Mutation[],
  sides: Sides,
  standing: Suspicion['standing'] = 'explains',
): Suspicion | null {
  const { answer, request, client, server, scheme } = sides;
  const resource = answer?.details.get('Resource');
  if (!answer || !client.draft || !resource?.startsWith('/') || !isMismatch(answer)) return null;
  const seen = octetsFromText(resource);
  const isSeen = (path: Octets): boolean => path === seen || decoded(path) === seen;
  if (server.known === 'quoted' || isSeen(client.draft.canonicalUri)) return null;
  const around = { head: request?.head ?? null, body: request?.body ?? null, scheme, other: null };
  for (const { side, variant, says, change } of mutations) {
    if (side !== 'way') continue;
    const isThis = change(client.draft, around).some(({ canonicalUri }) => isSeen(canonicalUri));
    if (isThis) return { standing, variant, says: `${says} The server says that it saw '${resource}'.` };
  }
  return null;
}
