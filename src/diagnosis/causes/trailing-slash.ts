/** Describes a slash at the end of the path that only one side has. It is signed like any other byte. */
import { join, slice } from '../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import { putBytes } from '../draft/draft.ts';
import { pathBytes, withUri } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';

const withSlash: Mutation['change'] = (draft) =>
  draft.canonicalUri.endsWith('/') ? [] : [withUri(draft, join([pathBytes(draft), putBytes(draft, '/')]))];

const withoutSlash: Mutation['change'] = (draft) =>
  draft.canonicalUri.length > 1 && draft.canonicalUri.endsWith('/')
    ? [withUri(draft, slice(pathBytes(draft), 0, draft.canonicalUri.length - 1))]
    : [];

const MUTATIONS: readonly Mutation[] = [
  travelling('lost', 'The slash at the end of the path was signed but lost in transit.', withoutSlash),
  travelling('added', 'A slash was added to the end of the path in transit.', withSlash),
  signing('signed', 'The path was signed with a slash at its end but arrived without it.', withSlash),
  signing('not-signed', 'The path was signed without the slash at its end.', withoutSlash),
];

export const trailingSlash: Cause = {
  id: 'trailing-slash',
  stage: 'canonical-uri',
  says: 'The path ends with a slash on one side only.',
  fix: 'Sign the path exactly as it is sent: /bucket and /bucket/ are different paths. In nginx, write location and proxy_pass both with or both without the slash.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/postmanlabs/postman-app-support/issues/7585',
    'https://github.com/quiltdata/quilt/pull/3148',
  ],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides),
  example: { kind: 'mutation', base: 'put-metadata', variant: 'lost' },
};
