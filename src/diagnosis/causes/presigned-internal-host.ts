/** Describes a URL that was presigned for a server's internal name, but is used with its public name. */
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

const withOtherName = (draft: Draft, around: Surroundings): Draft[] =>
  withOther(draft, around, 'host').filter(
    (made) => nameOf(headerOf(made, 'host') ?? '') !== nameOf(headerOf(draft, 'host') ?? ''),
  );

export const presignedInternalHost: Cause = {
  id: 'presigned-internal-host',
  stage: 'canonical-headers',
  says: 'The URL was presigned for a different host than it was used with, but the host is signed.',
  fix: 'Presign with the endpoint that users of the URL connect to: give the signer the public name of the server, not its internal name.',
  see: QUERY_STRING,
  threads: ['https://github.com/minio/minio/issues/7857', 'https://github.com/minio/minio-dotnet/issues/414'],
  mutations: [
    signing(
      'signed-internal-host',
      'The URL was presigned for an internal name of the server but used with another name.',
      (draft, around) =>
        around.scheme === 'query' ? [...withInternalName(draft), ...withOtherName(draft, around)] : [],
    ),
    travelling('used-elsewhere', 'The URL was presigned for one host but used with another.', (draft, around) =>
      around.scheme === 'query' ? withOtherName(draft, around) : [],
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'presigned', variant: 'signed-internal-host' },
};

/** Suspects an internal name in the signer's own text. */
function suspicion(sides: Sides) {
  const { known, draft } = sides.client;
  const host = known === 'quoted' && draft ? headerOf(draft, 'host') : null;
  if (sides.scheme !== 'query' || !host || !INTERNAL_HOSTS.includes(host) || !mayBeMismatch(sides)) return null;
  return {
    standing: 'possible',
    says: `The URL was presigned for ${quoted(host)}, a name that works only inside the network.`,
  } as const;
}
