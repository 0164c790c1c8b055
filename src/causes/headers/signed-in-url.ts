/** The cause that involves the headers that a presigned URL was signed with. */

import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import type { Draft } from '../../drafts/draft.ts';
import { namesOf, withValues } from '../../drafts/header-changes.ts';
import { eachOf, inUrl } from '../../drafts/parts.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import { missingNames, unseenNames } from '../../sides/answers/unsigned-headers.ts';
import { isSignedRight } from '../../sides/right-signature.ts';
import { certaintyOfLost, isSent, isSilent, namesWithoutValue } from '../../sides/signs.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { cause, sending, signing } from '../define-cause.ts';
import { feature, signedLike } from '../features/feature.ts';
import { ofHeaders } from '../features/headers.ts';
import { statedBy } from '../stated.ts';
import { enumerated } from '../words.ts';
import { eachHeader, header, removedTogether } from './one-header.ts';

const isOther = (name: string) => name !== 'host';
const eachToOther = eachHeader(isOther, ({ toOther }) => toOther);

/** Takes the value of a missing signed header from the query parameter with the same name, like S3. */
const takeFromQuery = (draft: Draft): Draft[] =>
  namesOf(draft)
    .filter(isOther)
    .flatMap((name) => {
      const pair = draft.canonicalQueryString.split('&').find((one) => one.toLowerCase().startsWith(`${name}=`));
      return pair === undefined
        ? []
        : withValues(draft, name, [percentDecode(plain(pair.slice(name.length + 1) as Octets)).octets]);
    });

/** Headers that are often signed in presigned URLs, and their usual values. */
const USUAL_VALUES: Readonly<Record<string, readonly string[]>> = {
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

export const presignedSignedHeaderNotSent = cause('presigned-signed-header-not-sent', 'signed-headers', {
  says: 'The URL was presigned with a header that was not sent with it, or was sent with a different value.',
  symptom: 'X-Amz-SignedHeaders lists a header that the request does not have, or has with a different value.',
  fix: 'Send with the URL exactly the headers in X-Amz-SignedHeaders, with the values that were signed. Or presign it without them.',
  see: QUERY_STRING,
  threads: `
    aws/aws-sdk-js/issues/1804 aws/aws-sdk-js/issues/2945 aws/aws-sdk-js-v3/issues/6062
    aws-amplify/aws-sdk-ios/issues/2236 aws/aws-sdk-js/issues/896 aws/aws-sdk-js/issues/457 ex-aws/ex_aws/issues/602
  `,
  features: [
    ofHeaders.rangeOrConditionSigned,
    feature(
      'url-signs-more-than-host',
      (quote) => `The URL signs ${quote} too, so the sender must send exactly the same header.`,
      (seen) => (seen.form === 'query' ? signedLike(/^(?!host$)/)(seen) : null),
    ),
  ],
  lesson: 'in-the-url',
  test: 'Send every header in X-Amz-SignedHeaders with the value that was signed.',
  inVersion2: true,
  needs: ['presigned-url'],
  yes: { 'used-elsewhere': 0.6 },
  mutations: {
    'not-sent': sending(
      'The URL was presigned with a header that was not sent with it.',
      inUrl(removedTogether(isOther)),
    ),
    'value-of-query': sending(
      'The URL was presigned with a header that was not sent: S3 took its value from the parameter of that name.',
      inUrl(takeFromQuery),
    ),
    'another-value': sending(
      'The URL was presigned with a header that was sent with a different value.',
      inUrl(eachToOther),
    ),
    'signed-another-value': signing(
      'The URL was presigned with a header that was sent with a different value or not at all.',
      inUrl(
        eachOf(eachToOther, ...Object.entries(USUAL_VALUES).map(([name, values]) => header(name).unsent(...values))),
      ),
    ),
  },
  states: statedBy({
    words: /header '([\w-]{1,60})' is listed in signed headers, but is not present/,
    variant: 'not-sent',
    says: ([, name]) => `${name} was signed and did not arrive.`,
  }),
  suspects(sides) {
    if (sides.scheme !== 'query' || !mayBeMismatch(sides)) return null;
    const names = namesWithoutValue(sides).filter((name) => isSent(sides, name) !== true);
    if (names.length > 0) {
      const says = `The URL was presigned with ${enumerated(names)}, but the server received no value.`;
      const isUnsent = names.some((name) => isSent(sides, name) === false);
      return { certainty: isUnsent ? 'explains' : certaintyOfLost(sides, ...names), variant: 'not-sent', says };
    }
    const unseen = isSilent(sides) && !isSignedRight(sides) ? (unseenNames(sides) ?? []) : [];
    if (unseen.length === 0) return null;
    const isKnown = missingNames(sides) !== null;
    return {
      certainty: isKnown ? 'explains' : 'possible',
      variant: 'not-sent',
      says: isKnown
        ? `X-Amz-SignedHeaders includes ${enumerated(unseen)}, but the request has no such header.`
        : `X-Amz-SignedHeaders includes ${enumerated(unseen)}. The URL works only if that is sent with it, and the given text does not show what was sent.`,
    };
  },
});
