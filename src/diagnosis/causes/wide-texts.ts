/** Lists values to try if no usual mistake produces the signature. */
import { SIGNING_NAMES } from '../../aws/signing-names.ts';
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, headerOf, withScope } from '../draft/draft.ts';
import { withUnsent, withValues } from '../draft/header-changes.ts';
import { inPath, inQuery } from '../draft/parts.ts';
import { withKeyFor } from '../draft/steps.ts';
import { mapMatches } from '../draft/wrong-operations.ts';
import { type Mutation, signing } from '../mutation.ts';
import { nameIn, pairsOf, withPairs } from '../spellings/query-pairs.ts';

/** Common media types (https://www.iana.org/assignments/media-types/media-types.xhtml). */
const MEDIA_TYPES = [
  ...['jpeg', 'png', 'gif', 'webp', 'svg+xml', 'avif', 'heic', 'bmp', 'tiff', 'jpg', 'x-icon'].map(
    (type) => `image/${type}`,
  ),
  ...['html', 'css', 'csv', 'javascript', 'xml', 'markdown', 'plain', 'calendar'].map((type) => `text/${type}`),
  ...['mp4', 'quicktime', 'webm', 'mpeg', 'x-msvideo', 'mp2t'].map((type) => `video/${type}`),
  ...['mpeg', 'wav', 'ogg', 'mp4', 'webm', 'aac', 'flac', 'mp3'].map((type) => `audio/${type}`),
  ...['woff', 'woff2', 'ttf'].map((type) => `font/${type}`),
  ...'json pdf zip gzip x-gzip javascript octet-stream xml x-tar x-7z-compressed wasm'
    .split(' ')
    .map((type) => `application/${type}`),
  ...['x-ndjson', 'x-amz-json-1.0', 'x-amz-json-1.1', 'graphql', 'msword', 'vnd.ms-excel', 'vnd.apache.parquet'].map(
    (type) => `application/${type}`,
  ),
  ...['spreadsheetml.sheet', 'wordprocessingml.document', 'presentationml.presentation'].map(
    (type) => `application/vnd.openxmlformats-officedocument.${type}`,
  ),
];

const otherTypes: Mutation['change'] = (draft) => [
  ...withValues(draft, 'content-type', MEDIA_TYPES),
  ...(headerOf(draft, 'content-type') === '' ? withUnsent(draft, 'content-type', MEDIA_TYPES) : []),
];

/** Ports that AWS libraries, HTTP servers, and self-hosted servers use. */
const PORTS = [
  ...[80, 443, 3000, 3900, 3902, 4443, 4566, 4572, 5000, 7070, 7480, 8000, 8001, 8008, 8010, 8080, 8081, 8082, 8088],
  ...[8090, 8333, 8334, 8443, 8880, 8888, 9000, 9001, 9002, 9009, 9010, 9020, 9021, 9090, 9091, 9199, 9443, 9999],
  ...[10000, 18080, 19000, 30000, 30080, 30900, 31000, 32000],
];

function otherPorts(draft: Draft): Draft[] {
  const name = (headerOf(draft, 'host') ?? '').replace(/:\d+$/, '');
  return name === ''
    ? []
    : withValues(
        draft,
        'host',
        ['', ...PORTS.map((port) => `:${port}`)].map((port) => name + port),
      );
}

/** Lifetimes in seconds, from one minute to seven days, which is the maximum that S3 accepts. */
const USUAL_EXPIRES = [
  ...[1, 5, 10, 30, 60, 90, 100, 120, 180, 300, 360, 600, 900, 1000, 1200, 1500, 1800, 2400, 2700, 3000, 3600, 5400],
  ...[7200, 10800, 14400, 18000, 21600, 28800, 36000, 43200, 64800, 86400, 86399, 129600, 172800, 259200, 345600],
  ...[432000, 518400, 604799, 604800],
];

const otherExpires: Mutation['change'] = (draft) => {
  const pairs = pairsOf(draft.canonicalQueryString);
  const at = pairs.findIndex((pair) => nameIn(pair) === 'X-Amz-Expires');
  if (at < 0) return [];
  return USUAL_EXPIRES.map((seconds) => `X-Amz-Expires=${seconds}`)
    .filter((pair) => pair !== pairs[at])
    .map((pair) => withPairs(draft, pairs.with(at, pair as Octets)));
};

const otherServices: Mutation['change'] = (draft) =>
  SIGNING_NAMES.filter((service) => service !== draft.scope.service).map((service) =>
    withScope(draft, { service: service as Octets }),
  );

const keysOfOtherServices: Mutation['change'] = (draft) =>
  SIGNING_NAMES.filter((service) => service !== draft.scope.service).map((service) =>
    withKeyFor(draft, { service: service as Octets }),
  );

/** The maximum number of places. The number of subsets doubles with each additional place. */
const MOST_PLACES = 8;

/**
 * Replaces the matches in every subset of the places except the empty set and the full set, which have variants of
 * their own.
 */
const inSomePlaces =
  (inPart: typeof inPath, from: RegExp, to: string): Mutation['change'] =>
  (draft, around) => {
    const text = inPart === inPath ? draft.canonicalUri : draft.canonicalQueryString;
    const count = [...text.matchAll(from)].length;
    if (count < 2 || count > MOST_PLACES) return [];
    return Array.from({ length: 2 ** count - 2 }, (_, index) => index + 1).flatMap((subset) => {
      let place = 0;
      const change = inPart((bytes) =>
        mapMatches(bytes, from, (match) => ((subset >> place++) & 1 ? plain(to as Octets) : match)),
      );
      return change(draft, around);
    });
  };

const wide = (variant: string, says: string, change: Mutation['change']): Mutation => ({
  ...signing(variant, says, change),
  isWide: true,
});

/** The mistakes, keyed by cause ID. */
export const WIDE_TEXTS: Readonly<Record<string, readonly Mutation[]>> = {
  'content-type-added-or-changed': [
    wide('signed-usual-type', 'The client signed a Content-Type other than the one that was sent.', otherTypes),
  ],
  'host-nondefault-port-not-signed': [
    wide('signed-usual-port', 'The client signed a different port of the same host than it sent.', otherPorts),
  ],
  'presigned-url-mangled': [
    {
      ...wide('expires-edited', 'The URL was presigned with another value of X-Amz-Expires.', otherExpires),
      fix: 'Presign again with the time that is wanted: the parameters of the URL are signed too.',
    },
  ],
  'wrong-service': [
    wide('usual-credential', 'The request was signed for another service.', otherServices),
    wide(
      'usual-key',
      'The signing key was derived for a service other than the one in the credential.',
      keysOfOtherServices,
    ),
  ],
  'space-plus-vs-percent20': [
    wide(
      'some-pluses-sent-in-path',
      'The client signed a space in the path as %20 where a + was sent, which the server takes for a plus.',
      inSomePlaces(inPath, /%2B/g, '%20'),
    ),
    wide(
      'some-pluses-sent-in-query',
      'The client signed a space in the query as %20 where a + was sent, which the server takes for a plus.',
      inSomePlaces(inQuery, /%2B/g, '%20'),
    ),
    wide(
      'some-signed-in-query',
      'The client signed some spaces of the query as +.',
      inSomePlaces(inQuery, /%20/g, '+'),
    ),
  ],
};
