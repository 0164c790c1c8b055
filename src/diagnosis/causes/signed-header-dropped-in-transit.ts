/** Describes a header that was signed and sent, but removed between the client and the server. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import { headersNotSigned, missingNames, unsignedNames } from '../answers/unsigned-headers.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { namesOf, withOther, withUnsent, withValues } from '../draft/header-changes.ts';
import { inTransit, seenOtherwise } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSent, namesWithoutValue, standingOfLost } from '../signs.ts';
import { withVerb } from '../words.ts';

/** Lists headers whose absence S3 reports with an error other than a mismatch. */
const NEEDED = ['host', 'x-amz-date', 'x-amz-content-sha256'];

const dropHeaders = (isDropped: (name: string) => boolean) => (draft: Draft) =>
  namesOf(draft)
    .filter((name) => isDropped(name) && !NEEDED.includes(name))
    .flatMap((name) => withValues(draft, name, ['']));

const withoutValue = (draft: Draft) => namesOf(draft).filter((name) => headerOf(draft, name) === '');
const isRange = (name: string) => name === 'range' || name === 'if-range';

export const signedHeaderDroppedInTransit: Cause = {
  id: 'signed-header-dropped-in-transit',
  stage: 'canonical-headers',
  says: 'A signed header did not arrive: a proxy, a firewall, or a cache removed it.',
  fix: 'Find what removes the header (try another network, or HTTPS without the proxy) and let the header pass. Or do not sign that header.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/aws/aws-cli/issues/2913',
    'https://github.com/aws/aws-sdk-java/issues/1822',
    'https://github.com/aws/aws-sdk-go-v2/issues/2722',
    'https://github.com/minio/minio/issues/19857',
    'https://github.com/mhart/aws4fetch/pull/5',
  ],
  mutations: [
    inTransit(
      'range',
      'Range was signed but did not arrive: caches and virus scanners remove it to get whole objects.',
      dropHeaders(isRange),
    ),
    inTransit(
      'another',
      'A signed header did not arrive: something in transit removed it.',
      dropHeaders((name) => !isRange(name)),
    ),
    seenOtherwise(
      'signed-value',
      'The client signed a header, but the server has no value for it.',
      (draft, around) => [
        ...withoutValue(draft).flatMap((name) => withOther(draft, around, name)),
        ...withUnsent(draft, 'range', ['bytes=0-']),
      ],
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'range' },
};

function suspicion(sides: Sides) {
  if (isMinioShortOfHeaders(sides)) {
    const says =
      'The server says that headers are not signed, but all required headers are. MinIO answers this if a signed header did not arrive.';
    return { standing: 'explains', says } as const;
  }
  if (!mayBeMismatch(sides)) return null;
  // The user of a presigned URL may not have sent the header at all.
  const isLost = (name: string) =>
    sides.scheme === 'query' ? isSent(sides, name) === true : isSent(sides, name) !== false;
  const names = namesWithoutValue(sides).filter(isLost);
  if (names.length === 0) return null;
  const says = `${withVerb(names, 'was', 'were')} signed, but the server received no value.`;
  return {
    standing: standingOfLost(sides, ...names),
    variant: names.some(isRange) ? 'range' : 'another',
    says,
  } as const;
}

const isMinioShortOfHeaders = (sides: Sides): boolean =>
  sides.answer !== null &&
  headersNotSigned(sides.answer)?.length === 0 &&
  unsignedNames(sides)?.length === 0 &&
  missingNames(sides)?.length === 0;
