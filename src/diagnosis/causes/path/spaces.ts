/** Causes that involve spaces and plus signs, which forms and URLs write differently. */
import { type Bytes, join, slice } from '../../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../../sigv4/documentation.ts';
import { ofSeenPath, targetOfMute } from '../../answers/seen-path.ts';
import { type Cause, github, possible, type Suspicion } from '../../cause.ts';
import type { Draft } from '../../draft/draft.ts';
import { eachOf, inBoth, inPath, inQuery, pathBytes, queryBytes, withQuery, withUri } from '../../draft/parts.ts';
import { type Mutation, signing, travelling } from '../../mutation.ts';
import type { Sides } from '../../sides.ts';
import { replacing } from '../../spellings/percent.ts';

const spaceAsPlus = replacing('%20', '+');
const spaceAsEncodedPlus = replacing('%20', '%2B');
const encodedPlusAsSpace = replacing('%2B', '%20');

const suspectSpacePlusVsPercent20 = (sides: Sides): Suspicion | null =>
  targetOfMute(sides)?.query?.octets.includes('+')
    ? possible('The query contains a +, which some programs sign as a space and others as a plus sign.')
    : null;

/** Describes a space that was written as +, as in HTML forms. Signing requires %20. */
export const spacePlusVsPercent20: Cause = ofSeenPath({
  id: 'space-plus-vs-percent20',
  stage: 'canonical-query-string',
  says: 'A space was written as + on one side, but SigV4 requires %20.',
  sign: 'One side has + where the other has %20 or %2B.',
  fix: 'Write spaces as %20 in the canonical request and in the URL. Use urlencode(…, quote_via=quote) in Python, rawurlencode in PHP, or .replace("+", "%20") after URLEncoder in Java and URLSearchParams in JavaScript.',
  lines: {
    requests: 'urlencode(query, quote_via=quote)',
    php: 'rawurlencode($value)',
    java: 'URLEncoder.encode(value, UTF_8).replace("+", "%20")',
    javascript: 'searchParams.toString().replaceAll("+", "%20")',
  },
  see: HEADER_CALCULATION,
  threads: github(`
    s3tools/s3cmd/issues/780 ceph/ceph/pull/10919 mhart/aws4fetch/issues/83 apache/arrow-rs-object-store/issues/223
    apache/arrow-rs/issues/2800 inreachventures/aws-signing-request-interceptor/issues/34 agilord/aws_client/pull/399
    saleweaver/python-amazon-sp-api/pull/405
  `),
  mutations: [
    signing('signed-in-query', 'The client signed the spaces of the query as +.', inQuery(spaceAsPlus)),
    signing('signed-in-path', 'The client signed the spaces of the path as +.', inPath(spaceAsPlus)),
    signing('signed', 'The client signed all spaces as +.', inBoth(spaceAsPlus)),
    travelling(
      'sent-in-query',
      'The client signed the spaces of the query as %20, but they arrived as +, which the server reads as a plus sign.',
      inQuery(spaceAsEncodedPlus),
    ),
    travelling(
      'sent-in-path',
      'The client signed the spaces of the path as %20, but they arrived as +, which the server reads as a plus sign.',
      inPath(spaceAsEncodedPlus),
    ),
    signing(
      'plus-sent-in-query',
      'The client signed %20 in the query but sent a +, which the server reads as a plus sign.',
      inQuery(encodedPlusAsSpace),
    ),
    signing(
      'plus-sent-in-path',
      'The client signed %20 in the path but sent a +, which the server reads as a plus sign.',
      inPath(encodedPlusAsSpace),
    ),
  ],
  suspects: suspectSpacePlusVsPercent20,
});

/** The maximum number of spaces to replace one at a time. */
const SINGLE_SPACES = 8;

/**
 * Replaces all spaces with plus signs, and also each space on its own, because any single space may have been a plus
 * sign.
 */
const withPlus =
  (text: (draft: Draft) => Bytes, withText: (draft: Draft, text: Bytes) => Draft): Mutation['change'] =>
  (draft) => {
    const bytes = text(draft);
    const spaces = [...bytes.octets.matchAll(/%20/g)].slice(0, SINGLE_SPACES);
    const texts = spaces.map(({ index }) => {
      const end = index + '%20'.length;
      return join([slice(bytes, 0, index), spaceAsEscapedPlus(slice(bytes, index, end)), slice(bytes, end)]);
    });
    return [spaceAsEscapedPlus(bytes), ...texts].map((changed) => withText(draft, changed));
  };

const spaceAsEscapedPlus = replacing('%20', '%2B');

const suspectLiteralPlusReadAsSpace = (sides: Sides): Suspicion | null =>
  targetOfMute(sides)?.path.octets.includes('+')
    ? possible('The path contains a +, which S3 and other servers may read as a space.')
    : null;

/** Describes a literal + that the server decodes as a space, as in an HTML form. */
export const literalPlusReadAsSpace: Cause = ofSeenPath({
  id: 'literal-plus-read-as-space',
  stage: 'canonical-uri',
  says: 'A plus sign was sent as +, but the server read it as a space.',
  sign: "The server's canonical request has %20 where the key has a plus sign.",
  fix: 'Send a plus sign as %2B in the path and in the query, as you sign it.',
  see: HEADER_CALCULATION,
  threads: github(`nginx/nginx-s3-gateway/issues/578`),
  mutations: [
    travelling(
      'in-path',
      'A plus in the path was signed and arrived as a space.',
      eachOf(inPath(replacing('%2B', '%20')), inPath(replacing('+', '%20'))),
    ),
    travelling(
      'in-query',
      'A plus in the query was signed and arrived as a space.',
      eachOf(inQuery(replacing('%2B', '%20')), inQuery(replacing('+', '%20'))),
    ),
    signing(
      'signed-in-path',
      'The client signed a plus in the path, but the server read a space.',
      withPlus(pathBytes, withUri),
    ),
    signing(
      'signed-in-query',
      'The client signed a plus in the query, but the server read a space.',
      withPlus(queryBytes, withQuery),
    ),
  ],
  suspects: suspectLiteralPlusReadAsSpace,
});
