/** Causes that involve spaces and plus signs, which forms and URLs write differently. */
import { type Bytes, join, plain, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../../drafts/draft.ts';
import { eachOf, inBoth, inPath, inQuery, pathBytes, queryBytes, withQuery, withUri } from '../../drafts/parts.ts';
import { replacing } from '../../drafts/spellings/percent.ts';
import { mapMatches } from '../../drafts/wrong-operations.ts';
import { type Change, cause, forEach, possible, signing, traveling, wide } from '../define-cause.ts';
import { ofPath } from '../features/path.ts';
import { ofQuery } from '../features/query.ts';
import { targetOfMute } from '../seen-path.ts';

const spaceAsPlus = replacing('%20', '+');
const spaceAsEncodedPlus = replacing('%20', '%2B');
const encodedPlusAsSpace = replacing('%2B', '%20');

/** The parts of a URL. All servers read a + in a query as a plus sign, but S3 reads a + in a path as a space. */
const PARTS = [
  [
    'query',
    inQuery,
    {
      arrived: 'they arrived as +, which the server reads as a plus sign',
      sent: 'but sent a +, which the server reads as a plus sign',
    },
  ],
  [
    'path',
    inPath,
    {
      arrived: 'the server read plus signs',
      sent: 'where the server read a plus sign, sent as %2B or, if it is not S3, as +',
    },
  ],
] as const;

/** The maximum number of places. The number of subsets doubles with each additional place. */
const MOST_PLACES = 8;

/**
 * Replaces the matches in every subset of the places except the empty set and the full set, which have variants of
 * their own.
 */
const inSomePlaces =
  (inPart: typeof inPath, from: RegExp, to: string): Change =>
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

export const spacePlusVsPercent20 = cause('space-plus-vs-percent20', 'canonical-query-string', {
  says: 'A space was written as + on one side, but SigV4 requires %20.',
  symptom: 'One side has + where the other has %20 or %2B.',
  fix: 'Write spaces as %20 in the canonical request and in the URL. Use urlencode(…, quote_via=quote) in Python, rawurlencode in PHP, or .replace("+", "%20") after URLEncoder in Java and URLSearchParams in JavaScript.',
  lines: {
    python: 'urlencode(query, quote_via=quote)',
    php: 'rawurlencode($value)',
    java: 'URLEncoder.encode(value, UTF_8).replace("+", "%20")',
    javascript: 'searchParams.toString().replaceAll("+", "%20")',
  },
  threads: `
    s3tools/s3cmd/issues/780 ceph/ceph/pull/10919 mhart/aws4fetch/issues/83 apache/arrow-rs-object-store/issues/223
    apache/arrow-rs/issues/2800 inreachventures/aws-signing-request-interceptor/issues/34 agilord/aws_client/pull/399
    saleweaver/python-amazon-sp-api/pull/405
  `,
  features: [ofPath.plusInPath, ofPath.spaceInPath, ofQuery.spaceInQueryValue],
  test: 'Send the same request with no space and no plus sign in names and values.',
  inVersion2: true,
  yes: { 'space-or-plus': 0.9 },
  seenInPath: 'explains',
  mutations: {
    ...forEach(PARTS, ([part, inPart]) => [
      `signed-in-${part}`,
      signing(`The client signed the spaces of the ${part} as +.`, inPart(spaceAsPlus)),
    ]),
    signed: signing('The client signed all spaces as +.', inBoth(spaceAsPlus)),
    ...forEach(PARTS, ([part, inPart, { arrived }]) => [
      `sent-in-${part}`,
      traveling(`The client signed the spaces of the ${part} as %20, but ${arrived}.`, inPart(spaceAsEncodedPlus)),
    ]),
    ...forEach(PARTS, ([part, inPart, { sent }]) => [
      `plus-sent-in-${part}`,
      signing(`The client signed %20 in the ${part} ${sent}.`, inPart(encodedPlusAsSpace)),
    ]),
    ...forEach(PARTS.toReversed(), ([part, inPart, { sent }]) => [
      `some-pluses-sent-in-${part}`,
      wide(`The client signed %20 in some places of the ${part} ${sent}.`, inSomePlaces(inPart, /%2B/g, '%20')),
    ]),
    'some-signed-in-query': wide(
      'The client signed some spaces of the query as +.',
      inSomePlaces(inQuery, /%20/g, '+'),
    ),
  },
  suspects: (sides) =>
    targetOfMute(sides)?.query?.octets.includes('+')
      ? possible('The query contains a +, which some programs sign as a space and others as a plus sign.')
      : null,
});

/** The maximum number of spaces to replace one at a time. */
const SINGLE_SPACES = 8;

/**
 * Replaces all spaces with plus signs, and also each space on its own, because any single space may have been a plus
 * sign.
 */
const withPlus =
  (text: (draft: Draft) => Bytes, withText: (draft: Draft, text: Bytes) => Draft): Change =>
  (draft) => {
    const bytes = text(draft);
    const spaces = [...bytes.octets.matchAll(/%20/g)].slice(0, SINGLE_SPACES);
    const texts = spaces.map(({ index }) => {
      const end = index + '%20'.length;
      return join([slice(bytes, 0, index), spaceAsEncodedPlus(slice(bytes, index, end)), slice(bytes, end)]);
    });
    return [spaceAsEncodedPlus(bytes), ...texts].map((changed) => withText(draft, changed));
  };

export const literalPlusReadAsSpace = cause('literal-plus-read-as-space', 'canonical-uri', {
  says: 'A plus sign was sent as +, but the server read it as a space, as S3 does in a path.',
  symptom: "The server's canonical request has %20 where the key has a plus sign.",
  fix: 'Send a plus sign as %2B in the path and in the query, as you sign it.',
  threads: `
    nginx/nginx-s3-gateway/issues/578 http4k/http4k/pull/1280 aws/aws-sdk-java/issues/2128 akka/alpakka/issues/838
    aws/aws-sdk-java-v2/issues/3474
  `,
  features: [ofPath.plusInPath],
  test: 'Send the same request for a name without a plus sign.',
  inVersion2: true,
  yes: { 'space-or-plus': 0.9 },
  seenInPath: 'explains',
  mutations: {
    ...forEach(PARTS.toReversed(), ([part, inPart]) => [
      `in-${part}`,
      traveling(
        `A plus in the ${part} was signed and arrived as a space.`,
        eachOf(inPart(encodedPlusAsSpace), inPart(replacing('+', '%20'))),
      ),
    ]),
    'signed-in-path': signing(
      'The client signed a plus in the path, but the server read a space.',
      withPlus(pathBytes, withUri),
    ),
    'signed-in-query': signing(
      'The client signed a plus in the query, but the server read a space.',
      withPlus(queryBytes, withQuery),
    ),
  },
  suspects: (sides) =>
    targetOfMute(sides)?.path.octets.includes('+')
      ? possible('The path contains a +, which S3 reads as a space.')
      : null,
});
