/** Describes a path-style request whose canonical URI lacks the bucket, the first segment of its path. */
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
  says: 'The request uses path style, but its path was signed without the bucket.',
  fix: 'Sign /BUCKET/KEY if the URL is https://HOST/BUCKET/KEY. Sign /KEY only if the URL is https://BUCKET.HOST/KEY.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    signing('key-only', 'The path was signed without its first segment, the bucket.', (draft) =>
      isPathStyle(draft) ? [withUri(draft, keyPath(pathBytes(draft)))] : [],
    ),
    signing('root', 'A single slash was signed in place of the path.', (draft) => [withUri(draft, '/')]),
  ],
  example: { kind: 'mutation', base: 'put-metadata', variant: 'key-only' },
};
