/** Lists features of the path as it appears on the wire, in a canonical request, or in code. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { charactersIn, decoded, type Feature, feature, firstOf, inText, when } from './feature.ts';

/** Returns paths and names as bytes. Services other than S3 encode the path twice, so their paths are decoded twice. */
const plainPaths = ({ paths, names }: SeenRequest): readonly string[] => [
  ...paths.map((path) => decoded(decoded(path))),
  ...names,
];

const inPath = (set: RegExp) => (seen: SeenRequest) => charactersIn(plainPaths(seen), set);
const pathLike =
  (pattern: RegExp) =>
  ({ paths }: SeenRequest) =>
    firstOf(paths.map((path) => pattern.exec(path)?.[0]));
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
  feature(
    'reserved-in-path',
    'path-reserved-not-encoded path-single-encoded-non-s3 url-reencoded-by-http-client',
    inPath(/[$&,:;=@]/),
  ),
  feature('marks-in-path', 'unreserved-set-too-wide path-reserved-not-encoded', inPath(/[!'()*]/)),
  feature('tilde-encoded', 'unreserved-set-too-wide', ({ paths }) =>
    paths.some((path) => /%7E/i.test(path)) ? '%7E' : null,
  ),
  feature('special-in-path-of-other-service', 'path-single-encoded-non-s3 path-reserved-not-encoded', (seen) =>
    ofOther(seen, inPath(/[^\w./~-]/)(seen)),
  ),
  feature('path-encoded-twice-by-service', 'path-single-encoded-non-s3', ({ serviceKind }) =>
    when(serviceKind === 'other'),
  ),
  feature('plus-in-path', 'literal-plus-read-as-space space-plus-vs-percent20', inPath(/\+/)),
  feature('space-in-path', 'path-not-encoded space-plus-vs-percent20 path-double-encoded-on-s3', (seen) =>
    inPath(/ /)(seen) === null ? null : '%20',
  ),
  feature('non-ascii-in-path', 'path-not-encoded path-double-encoded-on-s3 path-reserved-not-encoded', (seen) =>
    inPath(/[\x80-\xff]/)(seen) === null ? null : '',
  ),
  feature('percent-encoded-twice', 'path-double-encoded-on-s3', (seen) =>
    notOfOther(seen, firstOf([/%25[0-9A-F]{2}/i.exec([...seen.paths, seen.text].join('\n'))?.[0]])),
  ),
  feature('percent-encoded-thrice', 'path-over-encoded-on-wire', (seen) =>
    firstOf([pathLike(/%2525[0-9A-F]{2}/i)(seen), pathLike(/%25253A/i)(seen)]),
  ),
  feature(
    'encoded-slash-in-path',
    'url-reencoded-by-http-client path-normalised path-reserved-not-encoded',
    pathLike(/%2F/i),
  ),
  feature('empty-or-dot-segment', 'path-normalised', (seen) =>
    firstOf([
      pathLike(/(?<!:)\/\/|\/\.\.?(?=\/|$)/)(seen),
      ...seen.names.map((name) => /^\/(?=.)|\/\//.exec(name)?.[0]),
    ]),
  ),
  feature('repeated-segment', 'bucket-twice path-normalised', (seen) => firstOf([repeatedSegment(seen)])),
  feature('bucket-in-host-and-path', 'bucket-twice virtual-host-vs-path-style', bucketInHostAndPath),
  feature('slash-at-end-of-path', 'trailing-slash', pathLike(/(?<=[^/])\/[^/]+\/$/)),
  feature('lowercase-hexadecimal', 'lowercase-percent-hex', pathLike(/%(?:[a-f][0-9A-Fa-f]|[0-9A-Fa-f][a-f])/)),
  feature('question-mark-in-path', 'query-inside-path path-single-encoded-non-s3', pathLike(/%3F/i)),
  feature(
    'slash-in-bucket-name',
    'slash-in-bucket-name',
    inText(/\bbucket(?:_?name)?['"]?\s*(?:[:=]|=>)\s*["'][\w.-]+(\/[\w.-]+)+["']/i),
  ),
];
