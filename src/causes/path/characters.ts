/** Causes that involve the choice of percent-encoded characters and the spelling of their escapes. */
import { join, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../../drafts/draft.ts';
import { eachOf, inBoth, inPath, inQuery, type Rewriting } from '../../drafts/parts.ts';
import {
  decoded,
  leftUnencoded,
  lowerCaseEscapes,
  replacing,
  SEGMENT_CHARACTERS,
  withEscaped,
  withRawOf,
} from '../../drafts/spellings/percent.ts';
import { type Change, cause, forEach, type Mistake, possible, signing } from '../define-cause.ts';
import { rule } from '../features/feature.ts';
import { ofPath } from '../features/path.ts';
import { ofQuery } from '../features/query.ts';
import { onlyServersTarget, targetOfMute } from '../seen-path.ts';

/** Signs the path with these characters unencoded. `how` ends the sentence about those of them that the path has. */
const leftRaw = (characters: string, how: string): Mistake =>
  signing(`The path was signed with ${[...characters].join(' ')} unencoded, ${how}.`, leaveRaw(characters), {
    saysOf: (base, made) => `The path was signed with ${unencodedInPath(base, made)} unencoded, ${how}.`,
  });

const leaveRaw = (characters: string): Change => inPath(withRawOf(characters));

const unencodedInPath = (base: Draft, made: Draft): string =>
  leftUnencoded(base.canonicalUri, made.canonicalUri).join(' ');

const encodeSlashes = withEscaped('/');
const encodeInnerSlashes: Rewriting = (path) => join([slice(path, 0, 1), encodeSlashes(slice(path, 1))]);

export const pathReservedNotEncoded = cause('path-reserved-not-encoded', 'canonical-uri', {
  says: 'The client percent-encoded different characters in the path than S3 does.',
  symptom:
    "The client's path has = @ : ! $ & or another reserved character where the server's has %3D, %40, %3A, and so on.",
  fix: 'Percent-encode every byte of the path except A-Z a-z 0-9 - . _ ~ and the slashes. Encode = + @ : , ; ( and ) too.',
  threads: `
    soto-project/soto/issues/601 aws/aws-sdk-cpp/issues/3041 aws/aws-sdk-java-v2/issues/3154
    aws/aws-sdk-js-v3/issues/283 IBM/ibm-cos-sdk-java/issues/28 xcir/libvmod-awsrest/issues/28
    jcberquist/aws-cfml/issues/18
  `,
  features: [
    ofPath.reservedInPath,
    ofPath.marksInPath,
    ofPath.specialInPathOfOtherService,
    ofPath.nonAsciiInPath,
    ofPath.encodedSlashInPath,
  ],
  inVersion2: true,
  seenInPath: 'explains',
  breaks: {
    'path-reserved': (character) =>
      `The client signed ${character} in the path, which is percent-encoded in a canonical request.`,
  },
  mutations: {
    'segment-characters': leftRaw(SEGMENT_CHARACTERS, 'which a URL allows but a signature does not'),
    'go-escaped-path': leftRaw('$&+,:;=@', "as Go's EscapedPath writes it"),
    'cpp-path': leftRaw('$&,:=@', 'as the AWS SDK for C++ writes paths without compliantRfc3986Encoding'),
    'encode-uri': leftRaw(";,?:@&=+$!'()*#", "as JavaScript's encodeURI writes it"),
    'some-of-them': signing(
      'The path was signed with a reserved character unencoded.',
      eachOf(...[...SEGMENT_CHARACTERS].map(leaveRaw)),
      { saysOf: (base, made) => `The path was signed with ${unencodedInPath(base, made)} unencoded.` },
    ),
    'slashes-encoded': signing(
      'The slashes in the path were signed as %2F, as in a query value.',
      inPath(encodeSlashes),
    ),
    'inner-slashes-encoded': signing(
      'The slashes in the path except the first were signed as %2F, as in a query value.',
      inPath(encodeInnerSlashes),
    ),
  },
});

/** Leaves the RFC 2396 mark characters unencoded, like encodeURIComponent. */
const leaveMarks = withRawOf("!'()*");

const urlOf = ({ canonicalUri, canonicalQueryString }: Draft): Octets =>
  `${canonicalUri}?${canonicalQueryString}` as Octets;

/** Signs these marks unencoded in a part of the URL. `where` continues the sentence about those that the part has. */
const marksRaw = (where: string, change: Change): Mistake =>
  signing(`! ' ( ) * were signed unencoded${where}, as encodeURIComponent writes them.`, change, {
    saysOf(base, made) {
      const marks = leftUnencoded(urlOf(base), urlOf(made));
      const [were, them] = marks.length === 1 ? ['was', 'it'] : ['were', 'them'];
      return `${marks.join(' ')} ${were} signed unencoded${where}, as encodeURIComponent writes ${them}.`;
    },
  });

const encodeTilde = withEscaped('~');
const leaveStar = withRawOf('*');
const encodeFormButSpaces: Rewriting = (bytes) => encodeTilde(leaveStar(bytes));
/** Writes application/x-www-form-urlencoded, like Java's URLEncoder and JavaScript's URLSearchParams. */
const encodeForm: Rewriting = (bytes) => replacing('%20', '+')(encodeFormButSpaces(bytes));

/** Matches the escapes that a server writes for the mark characters. */
const MARKS = /%2[1789A]/;

/** The unreserved characters are A-Z a-z 0-9 - . _ ~, but libraries that predate RFC 3986 use other sets. */
export const unreservedSetTooWide = cause('unreserved-set-too-wide', 'canonical-uri', {
  says: "The signer uses a different set of unreserved characters: it did not encode ! ' ( ) *, or it encoded ~.",
  symptom: "The sides differ only at ! ' ( ) and *, or at ~, which one side writes as %7E.",
  fix: "Also percent-encode ! ' ( ) * as %21 %27 %28 %29 %2A, with curl in the URL itself. Do not encode ~.",
  lines: {
    javascript: "encodeURIComponent(x).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase())",
  },
  threads: `
    kndt84/aws-api-gateway-client/pull/129 agilord/aws_client/pull/399 aws-beam/aws-erlang/pull/73
    curl/curl/issues/7559
  `,
  features: [
    ofPath.marksInPath,
    rule('tilde-encoded', 'The path has %7E, although a tilde is never encoded.', ({ paths }) =>
      paths.some((path) => /%7E/i.test(path)) ? '%7E' : null,
    ),
    ofQuery.marksInQueryValue,
  ],
  seenInPath: 'explains',
  mutations: {
    'encode-uri-component': marksRaw('', inBoth(leaveMarks)),
    'encode-uri-component-in-path': marksRaw(' in the path', inPath(leaveMarks)),
    'encode-uri-component-in-query': marksRaw(' in the query', inQuery(leaveMarks)),
    'tilde-encoded': signing('~ was signed as %7E, as libraries older than RFC 3986 write it.', inBoth(encodeTilde)),
    'star-raw': signing('* was signed unencoded.', inBoth(leaveStar)),
    'form-encoding': signing(
      "The path and the query were signed as Java's URLEncoder writes a form: * unencoded, ~ as %7E, and the space as +.",
      inBoth(encodeForm),
    ),
    'form-encoding-without-plus': signing(
      "The path and the query were signed as Java's URLEncoder writes them, except for the +: * unencoded, ~ as %7E.",
      inBoth(encodeFormButSpaces),
    ),
  },
  suspects(sides) {
    const found = MARKS.exec(onlyServersTarget(sides).join('?'))?.[0];
    if (found === undefined) return null;
    return possible(
      `The server computes with ${found} for "${decoded(found as Octets)}", which encodeURIComponent and older libraries do not encode.`,
    );
  },
});

const PARTS = [
  ['path', 'The path was', inPath],
  ['query', 'The query was', inQuery],
  ['both', 'The path and the query were', inBoth],
] as const;

const LOWER_CASE_ESCAPE = /%(?:[0-9A-Fa-f][a-f]|[a-f][0-9A-Fa-f])/;

export const lowercasePercentHex = cause('lowercase-percent-hex', 'canonical-uri', {
  says: 'The hexadecimal digits of the percent-encoding were signed in lowercase.',
  symptom: 'One side has %2f where the other has %2F.',
  fix: 'Write the hexadecimal digits of each escape in uppercase (%2F, not %2f) before signing.',
  threads: 'nginx/nginx-s3-gateway/issues/578',
  features: [ofPath.lowercaseHexadecimal],
  seenInPath: 'explains',
  breaks: {
    'escapes-capital': (written) => `The client signed the escape ${written}, but escapes are in capital letters.`,
  },
  mutations: forEach(PARTS, ([variant, subject, inPart]) => [
    `in-${variant}`,
    signing(`${subject} signed with lowercase percent-encoding: %2f instead of %2F.`, inPart(lowerCaseEscapes)),
  ]),
  suspects(sides) {
    const target = targetOfMute(sides);
    const found = target && LOWER_CASE_ESCAPE.exec(`${target.path.octets}?${target.query?.octets ?? ''}`)?.[0];
    if (!found) return null;
    return possible(`The URL contains the lowercase escape ${found}, but the signature requires uppercase.`);
  },
});
