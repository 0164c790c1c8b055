/** A URL that was presigned for the name that a server has inside, and is used under the name that it has outside. */
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { withOther } from '../draft/header-changes.ts';
import { INTERNAL_HOSTS, withInternalName } from '../draft/internal-hosts.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';
import { quoted } from '../words.ts';

const nameOf = (host: string) => host.replace(/:\d+$/, '').toLowerCase();

/** With the host of the other side, where that has another name. */
const withOtherName = (draft: Draft, around: Surroundings): Draft[] =>
  withOther(draft, around, 'host').filter(
    (made) => nameOf(headerOf(made, 'host') ?? '') !== nameOf(headerOf(draft, 'host') ?? ''),
  );

export const presignedInternalHost: Cause = {
  id: 'presigned-internal-host',
  stage: 'canonical-headers',
  says: 'The URL was presigned for another host than it was used with; the host is part of what is signed.',
  fix: 'Presign with the endpoint that is in the URL as it will be used: give the signer the public name of the server, not the one it has inside.',
  see: QUERY_STRING,
  threads: ['https://github.com/minio/minio/issues/7857', 'https://github.com/minio/minio-dotnet/issues/414'],
  mutations: [
    signing(
      'signed-internal-host',
      'The URL was presigned for a name that the server has inside, and used under another.',
      (draft, around) =>
        around.scheme === 'query' ? [...withInternalName(draft), ...withOtherName(draft, around)] : [],
    ),
    travelling('used-elsewhere', 'The URL was presigned for one host, and used with another.', (draft, around) =>
      around.scheme === 'query' ? withOtherName(draft, around) : [],
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'presigned', variant: 'signed-internal-host' },
};

/** The signer's own words have a name that only a network inside knows. */
function suspicion(sides: Sides) {
  const { known, draft } = sides.client;
  const host = known === 'quoted' && draft ? headerOf(draft, 'host') : null;
  if (sides.scheme !== 'query' || !host || !INTERNAL_HOSTS.includes(host) || !mayBeMismatch(sides)) return null;
  return {
    standing: 'possible',
    says: `The URL was presigned for ${quoted(host)}, a name that only the network inside knows.`,
  } as const;
}
