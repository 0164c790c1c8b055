/** In path style the bucket is the first segment of the path, and is signed with it. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { isKnownVirtualHost, keyPath } from '../draft/addressing.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { pathBytes, withUri } from '../draft/parts.ts';
import { signing } from '../mutation.ts';

const isPathStyle = (draft: Draft): boolean => !isKnownVirtualHost(headerOf(draft, 'host') ?? '');

export const bucketMissingFromCanonicalUri: Cause = {
  id: 'bucket-missing-from-canonical-uri',
  stage: 'canonical-uri',
  says: 'The request is in path style, and its path was signed without the bucket.',
  fix: 'Sign /BUCKET/KEY where the URL is https://HOST/BUCKET/KEY; only with https://BUCKET.HOST/KEY is it /KEY.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    signing('key-only', 'The path was signed without its first segment, the bucket.', (draft) =>
      isPathStyle(draft) ? [withUri(draft, keyPath(pathBytes(draft)))] : [],
    ),
    signing('root', 'A single slash was signed in the place of the path.', (draft) => [withUri(draft, '/')]),
  ],
  example: { kind: 'mutation', base: 'put-metadata', variant: 'key-only' },
};
