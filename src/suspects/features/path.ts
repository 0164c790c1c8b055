/** Lists features of the path as it appears on the wire, in a canonical request, or in code. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { charactersIn, decoded, type Feature, firstOf, when } from './feature.ts';

/** Returns paths and names as bytes. Services other than S3 encode the path twice, so their paths are decoded twice. */
const plainPaths = ({ paths, names }: SeenRequest): readonly string[] => [
  ...paths.map((path) => decoded(decoded(path))),
  ...names,
];

const inPath = (seen: SeenRequest, set: RegExp) => charactersIn(plainPaths(seen), set);
const pathLike = ({ paths }: SeenRequest, pattern: RegExp) => firstOf(paths.map((path) => pattern.exec(path)?.[0]));
const ofOther = ({ serviceKind }: SeenRequest, quote: string | null) => (serviceKind === 'other' ? quote : null);
const notOfOther = ({ serviceKind }: SeenRequest, quote: string | null) => (serviceKind === 'other' ? null : quote);

/** Returns a segment that occurs twice in a row, such as a bucket that is in both the endpoint and the path. */
function repeatedSegment(seen: SeenRequest): string | null {
  const segments = seen.paths.map((path) => path.split('/').filter((segment) => segment !== ''));
  return firstOf(segments.flatMap((all) => all.filter((segment, index) => index > 0 && segment === all[index - 1])));
}

/** Returns a bucket in the path that is also the first label of the host. */
function bucketInHostAndPath({ paths, hosts }: SeenRequest): string | null {
  const labels = hosts.map((host) => host.split('.')[0] ?? '');
  return firstOf(labels.filter((label) => label.length > 2 && paths.some((path) => path.startsWith(`/${label}/`))));
}

export const PATH_FEATURES: readonly Feature[] = [
  {
    id: 'reserved-in-path',
    causes: ['path-reserved-not-encoded', 'path-single-encoded-non-s3', 'url-reencoded-by-http-client'],
    seenIn: (seen) => inPath(seen, /[$&,:;=@]/),
  },
  {
    id: 'marks-in-path',
    causes: ['unreserved-set-too-wide', 'path-reserved-not-encoded'],
    seenIn: (seen) => inPath(seen, /[!'()*]/),
  },
  {
    id: 'tilde-encoded',
    causes: ['unreserved-set-too-wide'],
    seenIn: ({ paths }) => (paths.some((path) => /%7E/i.test(path)) ? '%7E' : null),
  },
  {
    id: 'special-in-path-of-other-service',
    causes: ['path-single-encoded-non-s3', 'path-reserved-not-encoded'],
    seenIn: (seen) => ofOther(seen, inPath(seen, /[^\w./~-]/)),
  },
  {
    id: 'path-encoded-twice-by-service',
    causes: ['path-single-encoded-non-s3'],
    seenIn: ({ serviceKind }) => when(serviceKind === 'other'),
  },
  {
    id: 'plus-in-path',
    causes: ['literal-plus-read-as-space', 'space-plus-vs-percent20'],
    seenIn: (seen) => inPath(seen, /\+/),
  },
  {
    id: 'space-in-path',
    causes: ['path-not-encoded', 'space-plus-vs-percent20', 'path-double-encoded-on-s3'],
    seenIn: (seen) => (inPath(seen, / /) === null ? null : '%20'),
  },
  {
    id: 'non-ascii-in-path',
    causes: ['path-not-encoded', 'path-double-encoded-on-s3', 'path-reserved-not-encoded'],
    seenIn: (seen) => (inPath(seen, /[\x80-\xff]/) === null ? null : ''),
  },
  {
    id: 'percent-encoded-twice',
    causes: ['path-double-encoded-on-s3'],
    seenIn: (seen) => notOfOther(seen, firstOf([/%25[0-9A-F]{2}/i.exec([...seen.paths, seen.text].join('\n'))?.[0]])),
  },
  {
    id: 'percent-encoded-thrice',
    causes: ['path-over-encoded-on-wire'],
    seenIn: (seen) => firstOf([pathLike(seen, /%2525[0-9A-F]{2}/i), pathLike(seen, /%25253A/i)]),
  },
  {
    id: 'encoded-slash-in-path',
    causes: ['url-reencoded-by-http-client', 'path-normalised', 'path-reserved-not-encoded'],
    seenIn: (seen) => pathLike(seen, /%2F/i),
  },
  {
    id: 'empty-or-dot-segment',
    causes: ['path-normalised'],
    seenIn: (seen) =>
      firstOf([
        pathLike(seen, /(?<!:)\/\/|\/\.\.?(?=\/|$)/),
        ...seen.names.map((name) => /^\/(?=.)|\/\//.exec(name)?.[0]),
      ]),
  },
  {
    id: 'repeated-segment',
    causes: ['bucket-twice', 'path-normalised'],
    seenIn: (seen) => firstOf([repeatedSegment(seen)]),
  },
  {
    id: 'bucket-in-host-and-path',
    causes: ['bucket-twice', 'virtual-host-vs-path-style'],
    seenIn: bucketInHostAndPath,
  },
  {
    id: 'slash-at-end-of-path',
    causes: ['trailing-slash'],
    seenIn: (seen) => pathLike(seen, /(?<=[^/])\/[^/]+\/$/),
  },
  {
    id: 'lowercase-hexadecimal',
    causes: ['lowercase-percent-hex'],
    seenIn: (seen) => pathLike(seen, /%(?:[a-f][0-9A-Fa-f]|[0-9A-Fa-f][a-f])/),
  },
  {
    id: 'question-mark-in-path',
    causes: ['query-inside-path', 'path-single-encoded-non-s3'],
    seenIn: (seen) => pathLike(seen, /%3F/i),
  },
  {
    id: 'slash-in-bucket-name',
    causes: ['slash-in-bucket-name'],
    seenIn: ({ text }) =>
      firstOf([/\bbucket(?:_?name)?['"]?\s*(?:[:=]|=>)\s*["'][\w.-]+(\/[\w.-]+)+["']/i.exec(text)?.[0]]),
  },
];
