/** Describes a space that was written as +, as in HTML forms. Signing requires %20. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { targetOfMute } from '../answers/mute-answer.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { inBoth, inPath, inQuery } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { replacing } from '../spellings/percent.ts';

const spaceAsPlus = replacing('%20', '+');
const spaceAsEncodedPlus = replacing('%20', '%2B');
const encodedPlusAsSpace = replacing('%2B', '%20');

const MUTATIONS: readonly Mutation[] = [
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
];

const suspicionOf = (sides: Sides): Suspicion | null =>
  targetOfMute(sides)?.query?.octets.includes('+')
    ? {
        standing: 'possible',
        says: 'The query contains a +, which some programs sign as a space and others as a plus sign.',
      }
    : null;

export const spacePlusVsPercent20: Cause = {
  id: 'space-plus-vs-percent20',
  stage: 'canonical-query-string',
  says: 'A space was written as + on one side, but SigV4 requires %20.',
  fix: 'Write spaces as %20 in the canonical request and in the URL. Use urlencode(…, quote_via=quote) in Python, rawurlencode in PHP, or .replace("+", "%20") after URLEncoder in Java and URLSearchParams in JavaScript.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/s3tools/s3cmd/issues/780',
    'https://github.com/ceph/ceph/pull/10919',
    'https://github.com/mhart/aws4fetch/issues/83',
    'https://github.com/apache/arrow-rs-object-store/issues/223',
    'https://github.com/apache/arrow-rs/issues/2800',
    'https://github.com/inreachventures/aws-signing-request-interceptor/issues/34',
    'https://github.com/agilord/aws_client/pull/399',
    'https://github.com/saleweaver/python-amazon-sp-api/pull/405',
  ],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides) ?? suspicionOf(sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'signed-in-query' },
};
