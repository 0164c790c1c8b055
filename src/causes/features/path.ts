/** Lists features of the path as it appears on the wire, in a canonical request, or in code. */
import type { SeenRequest } from '../../sides/seen/seen-request.ts';
import { charactersIn, decoded, feature, firstOf, rule } from './feature.ts';

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

/**
 * Returns a bucket in the path that is also the first label of the host. In the string of Version 2, the bucket is always
 * in the path.
 */
function bucketInHostAndPath({ paths, hosts, versionTwo }: SeenRequest): string | null {
  if (versionTwo !== null) return null;
  const labels = hosts.map((host) => host.split('.')[0] ?? '');
  return firstOf(labels.filter((label) => label.length > 2 && paths.some((path) => path.startsWith(`/${label}/`))));
}

export const ofPath = {
  reservedInPath: feature(
    'reserved-in-path',
    (quote) => `The path has ${quote}, which signers encode differently.`,
    inPath(/[$&,:;=@]/),
  ),
  marksInPath: feature(
    'marks-in-path',
    (quote) => `The path has ${quote}, which must be encoded, although many functions leave it unencoded.`,
    inPath(/[!'()*]/),
  ),
  specialInPathOfOtherService: feature(
    'special-in-path-of-other-service',
    (quote) => `The path has ${quote}, and services other than S3 require the path to be encoded twice.`,
    (seen) => ofOther(seen, inPath(/[^\w./~-]/)(seen)),
  ),
  plusInPath: feature(
    'plus-in-path',
    'The path has a plus sign, which S3 and some other servers read as a space.',
    inPath(/\+/),
  ),
  spaceInPath: feature('space-in-path', 'The path has a space.', (seen) => (inPath(/ /)(seen) === null ? null : '%20')),
  nonAsciiInPath: feature('non-ascii-in-path', 'The path has non-ASCII characters.', (seen) =>
    inPath(/[\x80-\xff]/)(seen) === null ? null : '',
  ),
  percentEncodedTwice: rule(
    'percent-encoded-twice',
    (quote) => `The path has ${quote}: an escape that was escaped again.`,
    (seen) => notOfOther(seen, firstOf([/%25[0-9A-F]{2}/i.exec([...seen.paths, seen.text].join('\n'))?.[0]])),
  ),
  percentEncodedThrice: rule(
    'percent-encoded-thrice',
    (quote) => `The server's path has ${quote}: it was encoded one time too many before it was sent.`,
    (seen) => firstOf([pathLike(/%2525[0-9A-F]{2}/i)(seen), pathLike(/%25253A/i)(seen)]),
  ),
  encodedSlashInPath: feature('encoded-slash-in-path', 'The path has %2F, a slash within a name.', pathLike(/%2F/i)),
  emptyOrDotSegment: feature(
    'empty-or-dot-segment',
    (quote) =>
      `The path has ${quote}: a name that begins with a slash, an empty segment, or dots, which many programs normalize.`,
    (seen) =>
      firstOf([
        pathLike(/(?<!:)\/\/|\/\.\.?(?=\/|$)/)(seen),
        ...seen.names.map((name) => /^\/(?=.)|\/\//.exec(name)?.[0]),
      ]),
  ),
  repeatedSegment: feature(
    'repeated-segment',
    (quote) => `The path has the segment "${quote}" twice in a row.`,
    (seen) => firstOf([repeatedSegment(seen)]),
  ),
  bucketInHostAndPath: feature(
    'bucket-in-host-and-path',
    (quote) => `"${quote}" is in the host name and at the beginning of the path.`,
    bucketInHostAndPath,
  ),
  slashAtEndOfPath: feature(
    'slash-at-end-of-path',
    'The path ends with a slash, which programs add or remove.',
    pathLike(/(?<=[^/])\/[^/]+\/$/),
  ),
  lowercaseHexadecimal: rule(
    'lowercase-hexadecimal',
    (quote) => `The path has ${quote}, with lowercase hexadecimal digits.`,
    pathLike(/%(?:[a-f][0-9A-Fa-f]|[0-9A-Fa-f][a-f])/),
  ),
  questionMarkInPath: feature('question-mark-in-path', 'The path has %3F, an encoded question mark.', pathLike(/%3F/i)),
};
