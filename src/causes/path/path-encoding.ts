/** Causes that involve how many times the path is percent-encoded, or which character encoding is used. */
import { rulesOf } from '../../aws/services.ts';
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import type { Draft } from '../../drafts/draft.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { eachOf, inPath, pathBytes, type Rewriting, sentTarget, withUri } from '../../drafts/parts.ts';
import { decoded, decodedOnce, encodedAgain, encodedPath, withRaw, withRawOf } from '../../drafts/spellings/percent.ts';
import { madeOf } from '../../drafts/wrong-operations.ts';
import { splitTarget } from '../../http/target.ts';
import { detailOf } from '../../sides/answers/answers.ts';
import { codeOf } from '../../sides/answers/known-codes.ts';
import { CREATING_SIGNED_REQUESTS } from '../../sigv4/documentation.ts';
import { type Change, cause, possible, signing, traveling } from '../define-cause.ts';
import { feature, when } from '../features/feature.ts';
import { ofPath } from '../features/path.ts';
import { onlyServersTarget } from '../seen-path.ts';

/** Matches an escape that no service writes that encodes the path twice. */
const ENCODED_ONCE = /%(?!25)/;

/**
 * Returns whether the path is encoded once. The path itself is checked as well, because a service whose name is not
 * `s3`, or not known, may follow the rules of S3.
 */
function isOnce({ canonicalUri, scope }: Draft, around: MutationContext): boolean {
  if (rulesOf(scope.service).pathEncoding === 'once') return true;
  if (scope.service === '' && ENCODED_ONCE.test(canonicalUri)) return true;
  const path = sentTarget(around)?.path;
  return path !== undefined && encodedPath(path) !== canonicalUri && encodedPath(decoded(path)) === canonicalUri;
}

const onS3 =
  (rewrite: Rewriting): Change =>
  (draft, around) =>
    isOnce(draft, around) ? inPath(rewrite)(draft, around) : [];

/**
 * Encodes the path exactly as the request or the client wrote it, so that existing escapes are encoded twice and other
 * characters once.
 */
const encodeAsWritten: Change = (draft, around) => {
  const paths = [sentTarget(around)?.path, around.other && decoded(around.other.canonicalUri)];
  return paths
    .filter((path) => path !== undefined && path !== null)
    .filter((path) => encodedPath(decoded(path)) === draft.canonicalUri && isOnce(draft, around))
    .map((path) => withUri(draft, encodedPath(path)));
};

/** S3 encodes the path once; all other services encode it twice. */
export const pathDoubleEncodedOnS3 = cause('path-double-encoded-on-s3', 'canonical-uri', {
  says: 'The path was percent-encoded twice on one side, but S3 encodes it once.',
  symptom: 'One side has %25 before two hexadecimal digits in its path, such as %2520 for %20.',
  fix: 'Encode the path once: set uriEscapePath = false (JavaScript), use_double_uri_encode = false (CRT), doubleUrlEncode = false (Java), or DisableURIPathEscaping = true (Go). Do not give an encoded key to a signer that encodes it.',
  lines: {
    javascript: 'new SignatureV4({ uriEscapePath: false })',
    go: 'o.DisableURIPathEscaping = true',
    java: 'doubleUrlEncode(false)',
  },
  threads: 'aws/aws-sdk-net/issues/933 chimera-nas/chimera/pull/702',
  features: [ofPath.spaceInPath, ofPath.nonAsciiInPath, ofPath.percentEncodedTwice],
  inVersion2: true,
  needs: ['s3'],
  seenInPath: 'explains',
  mutations: {
    'signed-twice': signing(
      'The path was signed percent-encoded twice, as every service except S3 requires.',
      eachOf(onS3(encodedAgain), encodeAsWritten),
    ),
    'sent-twice': traveling(
      'The path was signed percent-encoded once but arrived percent-encoded twice.',
      onS3(encodedAgain),
    ),
    'signed-once': signing(
      'The path was sent percent-encoded twice but signed percent-encoded once.',
      onS3(decodedOnce),
    ),
  },
});

const isTwice = ({ scope }: Draft): boolean => scope.service !== '' && rulesOf(scope.service).pathEncoding === 'twice';

const outsideS3 =
  (rewrite: Rewriting): Change =>
  (draft, around) =>
    isTwice(draft) ? inPath(rewrite)(draft, around) : [];

/** Matches what S3 and other services sign differently: empty segments, dots, and all that is percent-encoded. */
const NOT_NORMAL = /\/\/|\/\.{1,2}(?:\/|$)/;
const OF_S3 = new RegExp(String.raw`${NOT_NORMAL.source}|[^\w./~-]`);

/**
 * Rewrites the path in the form in which the request contains it, if that path has what the mistake is about. Otherwise,
 * another mistake made the difference.
 */
const fromSent =
  (isAbout: RegExp, rewrite: (path: Octets) => Octets): Change =>
  (draft, around) => {
    const path = sentTarget(around)?.path;
    return path !== undefined && isAbout.test(path) && isTwice(draft) ? [withUri(draft, rewrite(path))] : [];
  };

const ENCODED_TWICE = /%25[0-9A-F]{2}/;

/** All other services normalize the path and encode it twice. */
export const pathSingleEncodedNonS3 = cause('path-single-encoded-non-s3', 'canonical-uri', {
  says: 'The path was signed as S3 requires, but this service requires it to be normalized and percent-encoded twice.',
  symptom:
    "The service is not S3, and the server's path is the client's path percent-encoded once more: %2520 for %20.",
  fix: 'Sign the path of the URL with each segment percent-encoded again (%20 becomes %2520), and without empty segments, "." and "..".',
  see: CREATING_SIGNED_REQUESTS,
  threads: `
    furaiev/amazon-cognito-identity-dart-2/issues/57 aws/aws-sdk-js/issues/853 sharetribe/aws-sig4/issues/10
    jcberquist/aws-cfml/issues/18 awslabs/aws-crt-python/pull/274
  `,
  features: [
    ofPath.reservedInPath,
    ofPath.specialInPathOfOtherService,
    feature(
      'path-encoded-twice-by-service',
      'The service is not S3: it requires the path to be encoded twice.',
      // A path without anything to encode is the same, however often it is encoded.
      ({ serviceKind, paths }) =>
        when(serviceKind === 'other' && (paths.length === 0 || paths.some((path) => !/^[\w.~/-]*$/.test(path)))),
    ),
    ofPath.questionMarkInPath,
  ],
  needs: ['not-s3'],
  yes: { 'space-or-plus': 0.4 },
  mutations: {
    'encoded-once': signing('The path was signed percent-encoded once, as only S3 requires.', outsideS3(decodedOnce)),
    'not-normalised': signing(
      'The path was signed with its empty segments and dots, as only S3 requires.',
      fromSent(NOT_NORMAL, encodedPath),
    ),
    'as-for-s3': signing(
      'The path was signed as S3 requires, neither normalized nor encoded again.',
      fromSent(OF_S3, (path) => encodedPath(decoded(path))),
    ),
    'encoded-three-times': signing(
      'The path was signed percent-encoded once more than this service requires.',
      outsideS3(encodedAgain),
      {
        fix: 'Percent-encode the path once less: do not give an encoded path to a signer that encodes it.',
      },
    ),
  },
  suspects(sides) {
    const service = (sides.server.draft ?? sides.client.draft)?.scope.service;
    const found = ENCODED_TWICE.exec(onlyServersTarget(sides)[0])?.[0];
    if (!service || rulesOf(service).pathEncoding === 'once' || found === undefined) return null;
    return possible(
      `The server computes with ${found} in the path: '${service}' requires the path to be percent-encoded twice.`,
    );
  },
});

const isBeyondAscii = (octet: string): boolean => octet > '\x7f';

/**
 * Encodes Latin-1 characters as Latin-1 bytes, and all other characters as question marks. An ASCII path stays the
 * same.
 */
function inLatin1(path: Bytes): Bytes {
  const text = textFromOctets(decoded(path.octets));
  if (text === null || !/[^\x00-\x7f]/.test(text)) return path;
  return madeOf(path, LATIN_1, encodedPath(text.replace(/[^\x00-\xff]/gu, '?') as Octets));
}

/** Reads the UTF-8 bytes as Latin-1 and encodes them in UTF-8 again. */
function inUtf8Twice(path: Bytes): Bytes {
  const octets = decoded(path.octets);
  const twice = octetsFromText(octets);
  return twice === octets ? path : madeOf(path, UTF_8_TWICE, encodedPath(twice));
}

const LATIN_1: Transform = { id: 'path-in-latin-1', done: 'decoded, and encoded again as Latin-1', secrecy: 'keeps' };
const UTF_8_TWICE: Transform = { id: 'path-in-utf-8-twice', done: 'decoded, and made UTF-8 twice', secrecy: 'keeps' };

/** Removes the percent-encoding. For services other than S3, both levels are removed. */
const raw: Change = (draft) => {
  const path = pathBytes(draft);
  return [withUri(draft, percentDecode(isTwice(draft) ? decodedOnce(path) : path))];
};

/** Uses the path exactly as the request or the client's text contains it, if that form has the same meaning. */
const asWritten: Change = (draft, around) =>
  [sentTarget(around)?.path, around.other?.canonicalUri].flatMap((path) =>
    path !== undefined && encodedPath(decoded(path)) === draft.canonicalUri ? [withUri(draft, path)] : [],
  );

/** Matches a percent sign that does not begin an encoded byte. */
const LONE_PERCENT = /%(?![0-9a-f]{2})/i;

export const pathNotEncoded = cause('path-not-encoded', 'canonical-uri', {
  says: 'The path was signed unencoded or as written, not in its canonical percent-encoded form.',
  symptom: "The client's path has spaces or letters such as ü where the server's has %20 or %C3%BC.",
  fix: 'Percent-encode the UTF-8 bytes of the key except A-Z a-z 0-9 - . _ ~ and /. Sign exactly the path that you send.',
  lines: {
    javascript: "'/' + require('@smithy/util-uri-escape').escapeUriPath(key)",
    php: "'/' . implode('/', array_map('rawurlencode', explode('/', $key)))",
    python: '"/" + urllib.parse.quote(key, safe="/~")',
  },
  threads: `
    anomalizer/ngx_aws_auth/issues/35 akka/alpakka/issues/374 developmentseed/multistore/pull/103
    source-cooperative/data.source.coop/pull/176 quiltdata/quilt/pull/1339 quiltdata/quilt/pull/3155
  `,
  features: [ofPath.spaceInPath, ofPath.nonAsciiInPath],
  inVersion2: true,
  yes: { 'space-or-plus': 0.4 },
  answers: { 'sent-in-latin-1': ['InvalidURI'] },
  /** Explains the fault in a path that the server could not read as percent-encoded UTF-8 (RFC 3986, section 2.5). */
  states: (answer, { request }) => {
    if (codeOf(answer) !== 'InvalidURI') return null;
    const target = detailOf(answer, 'URI') ?? request?.head.target.octets;
    if (target === undefined) return null;
    const path = splitTarget(plain(octetsFromText(target))).path.octets;
    if (LONE_PERCENT.test(path))
      return {
        variant: 'lone-percent',
        says: 'The path has a percent sign that is not encoded as %25, and the server refuses it.',
      };
    if (textFromOctets(decoded(path)) !== null) return null;
    return {
      variant: 'sent-in-latin-1',
      says: 'The path has bytes that are not UTF-8, such as Latin-1 letters, and the server refuses it.',
    };
  },
  seenInPath: 'explains',
  breaks: {
    'path-octets': (octets) =>
      `The client signed ${octets} in the path, which is percent-encoded in a canonical request.`,
  },
  mutations: {
    raw: signing('The path was signed without any percent-encoding.', raw),
    'raw-spaces': signing('The spaces in the path were signed unencoded, not as %20.', inPath(withRawOf(' '))),
    'raw-letters': signing(
      'Non-ASCII letters were signed unencoded, not as %XX of their UTF-8 bytes.',
      inPath((path) => withRaw(path, isBeyondAscii)),
    ),
    'latin-1': signing('Non-ASCII letters were signed as Latin-1 bytes, not as UTF-8.', inPath(inLatin1)),
    'utf-8-twice': signing('The path was encoded in UTF-8 twice before it was signed.', inPath(inUtf8Twice)),
    'sent-in-utf-8-twice': traveling('The path was encoded in UTF-8 twice in transit.', inPath(inUtf8Twice)),
    'sent-in-latin-1': traveling('Non-ASCII letters arrived as Latin-1 bytes, not as UTF-8.', inPath(inLatin1)),
    'as-written': signing(
      'The path was signed as it was written, with different percent-encoding than the canonical form.',
      asWritten,
    ),
  },
});

export const pathOverEncodedOnWire = cause('path-over-encoded-on-wire', 'canonical-uri', {
  says: 'The path was sent in its canonical form, which is already encoded, so the server encodes it again.',
  symptom:
    "The request line contains %25 where the key contains a percent-encoded character, and the server's canonical request has %2525.",
  fix: 'Send the path encoded once, such as %3A for a colon. Only the signed path of services other than S3 is encoded twice.',
  see: CREATING_SIGNED_REQUESTS,
  threads: 'higress-group/higress/issues/2396',
  features: [ofPath.percentEncodedThrice],
  needs: ['not-s3'],
});
