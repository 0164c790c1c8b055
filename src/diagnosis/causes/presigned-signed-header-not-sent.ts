/** Describes a presigned URL that was signed with headers, which works only if the same headers are sent with it. */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import { missingNames, unseenNames } from '../answers/unsigned-headers.ts';
import type { Cause } from '../cause.ts';
import { isSignedRight } from '../certainty/right-signature.ts';
import type { Draft } from '../draft/draft.ts';
import { namesOf, withOther, withUnsent, withValues } from '../draft/header-changes.ts';
import { type Mutation, sending, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSent, isSilent, namesWithoutValue, standingOfLost } from '../signs.ts';
import { enumerated } from '../words.ts';

/** Makes the change only in a presigned URL. */
const inUrl =
  (change: Mutation['change']): Mutation['change'] =>
  (draft, around) =>
    around.scheme === 'query' ? change(draft, around) : [];

const headersOf = (draft: Draft) => namesOf(draft).filter((name) => name !== 'host');

const leaveUnsent = (draft: Draft): Draft[] => {
  const names = headersOf(draft);
  const each = names.flatMap((name) => withValues(draft, name, ['']));
  const headers = draft.headers.map((header) => (header.name === 'host' ? header : { ...header, value: '' as Octets }));
  return names.length > 1 ? [{ ...draft, headers }, ...each] : each;
};

/** Takes the value of a missing signed header from the query parameter with the same name, as S3 does. */
const takeFromQuery = (draft: Draft): Draft[] =>
  headersOf(draft).flatMap((name) => {
    const pair = draft.canonicalQueryString.split('&').find((one) => one.toLowerCase().startsWith(`${name}=`));
    return pair === undefined
      ? []
      : withValues(draft, name, [percentDecode(plain(pair.slice(name.length + 1) as Octets)).octets]);
  });

/** Lists headers, with usual values, that URLs are often signed with. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  'content-type': [
    'application/octet-stream',
    'application/json',
    'image/jpeg',
    'image/png',
    'application/pdf',
    'text/plain',
    'binary/octet-stream',
  ],
  'x-amz-acl': ['public-read', 'private', 'bucket-owner-full-control'],
  'x-amz-server-side-encryption': ['AES256', 'aws:kms'],
  'cache-control': ['no-cache', 'max-age=31536000'],
  'content-disposition': ['attachment', 'inline'],
  'content-length': ['0'],
};

export const presignedSignedHeaderNotSent: Cause = {
  id: 'presigned-signed-header-not-sent',
  stage: 'signed-headers',
  says: 'The URL was presigned with a header that was not sent with it, or was sent with a different value.',
  fix: 'Send with the URL exactly the headers in X-Amz-SignedHeaders, with the values that were signed. Or presign it without them.',
  see: QUERY_STRING,
  threads: [
    'https://github.com/aws/aws-sdk-js/issues/1804',
    'https://github.com/aws/aws-sdk-js/issues/2945',
    'https://github.com/aws/aws-sdk-js-v3/issues/6062',
    'https://github.com/aws-amplify/aws-sdk-ios/issues/2236',
    'https://github.com/aws/aws-sdk-js/issues/896',
    'https://github.com/aws/aws-sdk-js/issues/457',
    'https://github.com/ex-aws/ex_aws/issues/602',
  ],
  mutations: [
    sending('not-sent', 'The URL was presigned with a header that was not sent with it.', inUrl(leaveUnsent)),
    sending(
      'value-of-query',
      'The URL was presigned with a header that was not sent: S3 took its value from the parameter of that name.',
      inUrl(takeFromQuery),
    ),
    sending(
      'another-value',
      'The URL was presigned with a header that was sent with a different value.',
      inUrl((draft, around) => headersOf(draft).flatMap((name) => withOther(draft, around, name))),
    ),
    signing(
      'signed-another-value',
      'The URL was presigned with a header that was sent with a different value or not at all.',
      inUrl((draft, around) => [
        ...headersOf(draft).flatMap((name) => withOther(draft, around, name)),
        ...Object.entries(USUAL).flatMap(([name, values]) => withUnsent(draft, name, values)),
      ]),
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'presigned', variant: 'not-sent' },
};

function suspicion(sides: Sides) {
  if (sides.scheme !== 'query' || !mayBeMismatch(sides)) return null;
  const names = namesWithoutValue(sides).filter((name) => isSent(sides, name) !== true);
  if (names.length > 0) {
    const says = `The URL was presigned with ${enumerated(names)}, but the server received no value.`;
    const isUnsent = names.some((name) => isSent(sides, name) === false);
    return { standing: isUnsent ? 'explains' : standingOfLost(sides, ...names), variant: 'not-sent', says } as const;
  }
  const unseen = isSilent(sides) && !isSignedRight(sides) ? (unseenNames(sides) ?? []) : [];
  if (unseen.length === 0) return null;
  const isKnown = missingNames(sides) !== null;
  return {
    standing: isKnown ? 'explains' : 'possible',
    variant: 'not-sent',
    says: isKnown
      ? `X-Amz-SignedHeaders includes ${enumerated(unseen)}, but the request has no such header.`
      : `X-Amz-SignedHeaders includes ${enumerated(unseen)}. The URL works only if that is sent with it, and the given text does not show what was sent.`,
  } as const;
}
