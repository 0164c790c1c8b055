/**
 * Causes that involve headers that were sent but not signed, or headers of a presigned URL that were signed but not
 * sent.
 */

import { plain } from '../../../bytes/bytes.ts';
import type { Octets } from '../../../bytes/octets.ts';
import { percentDecode } from '../../../bytes/text-operations.ts';
import { QUERY_STRING } from '../../../sigv4/documentation.ts';
import { wordsOf } from '../../answers/answers.ts';
import { isRightBeforeAnswer, mayBeMismatch, mayBeSignersMistake, saysMismatch } from '../../answers/mismatch.ts';
import {
  headersNotSigned,
  isListEncodedTwice,
  missingNames,
  S3_NEEDS,
  unseenNames,
  unsignedNames,
} from '../../answers/unsigned-headers.ts';
import { isSignedRight } from '../../certainty/right-signature.ts';
import { type Draft, headerOf, withHeaders, withSteps } from '../../draft/draft.ts';
import { namesOf, withValues } from '../../draft/header-changes.ts';
import { eachOf } from '../../draft/parts.ts';
import { isSent, isSilent, namesWithoutValue, standingOfLost } from '../../signs.ts';
import { enumerated, withVerb } from '../../words.ts';
import { type Change, cause, explains, type Mistake, possible, sending, signing } from '../catalogue.ts';
import { eachHeader, header } from './one-header.ts';

/** Omits headers from the lines and from the list: all matching headers together, and each header on its own. */
const leaveOut = (says: string, isLeftOut: (name: string) => boolean): Mistake =>
  signing(says, (draft) => {
    const names = draft.headers.map(({ name }) => name).filter(isLeftOut);
    const all = without(draft, isLeftOut);
    return names.length > 1 ? [all, ...names.slice(0, 20).map((name) => without(draft, (one) => one === name))] : [all];
  });

const without = (draft: Draft, isLeftOut: (name: string) => boolean): Draft =>
  withHeaders(
    draft,
    draft.headers.filter(({ name }) => !isLeftOut(name)),
  );

const OWN = /^x-amz-(?:date|content-sha256|security-token|meta-.*)$/;

/** S3 requires Host and all x-amz-* headers to be signed, to prevent tampering. */
export const xamzHeaderNotSigned = cause('xamz-header-not-signed', 'signed-headers', {
  says: 'A required header was sent but not signed. Host and every x-amz-* header must be signed.',
  sign: 'HeadersNotSigned names the header. MinIO says only that headers were not signed.',
  fix: 'Sign Host and every x-amz-* header that you send. Add headers before you sign the request, or do not send them.',
  threads: `
    odysseyscience/react-s3-uploader/issues/110 badslug/Paw-AWSSignature4DynamicValue/issues/4
    TTLabs/EvaporateJS/issues/475 bradleyg/django-s3direct/issues/249 zengularity/benji/pull/309
    apache/arrow-rs-object-store/issues/484 aws/aws-sdk-js/issues/896 akka/alpakka/issues/460
    agilord/aws_client/issues/238
  `,
  mutations: {
    metadata: leaveOut('x-amz-meta-… headers were sent but not signed.', (name) => name.startsWith('x-amz-meta-')),
    'content-sha256': leaveOut(
      'x-amz-content-sha256 was sent but not signed.',
      (name) => name === 'x-amz-content-sha256',
    ),
    date: leaveOut('x-amz-date was sent but not signed.', (name) => name === 'x-amz-date'),
    host: leaveOut('Host was not signed.', (name) => name === 'host'),
    all: leaveOut('None of the x-amz-* headers were signed.', (name) => name.startsWith('x-amz-')),
    other: leaveOut(
      'An x-amz-… header was sent but not signed.',
      (name) => name.startsWith('x-amz-') && !OWN.test(name),
    ),
  },
  states(answer, sides) {
    const named = headersNotSigned(answer);
    if (named === null) return null;
    const names = named.length > 0 ? named : unsignedNames(sides);
    if (names === null || (names.length === 1 && names[0] === 'x-amz-security-token')) return null;
    if (isListEncodedTwice(sides)) return null;
    // MinIO sends the same response if a signed header did not arrive.
    if (names.length === 0) return null;
    return {
      says: `${withVerb(names, 'was sent but is', 'were sent but are')} not among the signed headers.`,
      ...variantOf(names),
    };
  },
  /**
   * Suspects an unsigned header. MinIO does not name the header, and sends the same response if a signed header did not
   * arrive.
   */
  suspects(sides) {
    const unsigned =
      isRightBeforeAnswer(sides) && sides.claim?.scope.service.octets === 's3' ? unsignedNames(sides) : [];
    if (unsigned !== null && unsigned.length > 0)
      return explains(`The signature is right, but it does not cover ${enumerated(unsigned)}, which S3 requires.`);
    if (unsignedNames(sides) !== null || !sides.answer || headersNotSigned(sides.answer)?.length !== 0) return null;
    const says =
      'The server says that a required header is not signed. MinIO also says this if a signed header did not arrive.';
    return possible(says);
  },
  /** Suspects an unsigned Host, which every service requires, or an unsigned x-amz-date, which S3 requires. */
  visible(sides) {
    const { claim, answer } = sides;
    if (claim?.signed.kind !== 'request' || !saysMismatch(answer) || !mayBeSignersMistake(sides)) return null;
    const unsigned = unsignedNames(sides) ?? [];
    if (unsigned.includes('host')) return explains('Host is not among the signed headers.', { variant: 'host' });
    if (!unsigned.includes('x-amz-date')) return null;
    return possible('x-amz-date was sent but is not among the signed headers.', { variant: 'date' });
  },
});

function variantOf(names: readonly string[]): { variant?: string } {
  if (names.every((name) => name.startsWith('x-amz-meta-'))) return { variant: 'metadata' };
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) return {};
  if (name === 'x-amz-content-sha256') return { variant: 'content-sha256' };
  if (name === 'x-amz-date') return { variant: 'date' };
  return { variant: name === 'host' ? 'host' : 'other' };
}

/** Omits headers from the canonical request only. The list in the sent request does not change. */
function signedWithout(draft: Draft, isLeftOut: (name: string) => boolean): Draft[] {
  const headers = draft.headers.filter(({ name }) => !isLeftOut(name));
  const { canonicalQueryString } = draft;
  // In a presigned URL, the list is also a signed parameter. The parameter may contain either the sent list or the list
  // from the canonical request.
  const listed = withHeaders(draft, headers);
  const ways = listed.canonicalQueryString === canonicalQueryString ? [] : [listed];
  return headers.length === draft.headers.length
    ? []
    : [{ ...listed, canonicalQueryString }, ...ways].map((signed) =>
        withSteps(draft, { canonicalRequest: () => draft.steps.canonicalRequest(signed) }),
      );
}

/**
 * Omits the lines of headers that have a value. An empty value means that the header did not arrive, which is a
 * separate mistake.
 */
const leaveOutLine = (draft: Draft): Draft[] =>
  namesOf(draft)
    .filter((name) => headerOf(draft, name) !== '')
    .map((name) => ({ ...draft, headers: draft.headers.filter((header) => header.name !== name) }));

export const listedHeaderNotSigned = cause('listed-header-not-signed', 'signed-headers', {
  says: 'The list of signed headers that was sent includes a header that the client did not sign.',
  sign: "SignedHeaders lists a header whose line is not in the client's canonical headers.",
  fix: 'Send the same list as in the canonical request. Do not list headers in SignedHeaders that are not signed.',
  mutations: {
    'only-needed-signed': signing(
      'The client signed only Host and the x-amz-* headers, but the list that it sent includes others.',
      (draft) => signedWithout(draft, (name) => !S3_NEEDS.test(name)),
    ),
    'one-left-out': signing(
      'The list that the client sent includes a header that it did not sign.',
      (draft, { scheme }) =>
        // Headers that S3 requires are excluded because another cause covers them and produces the same bytes.
        namesOf(draft)
          .filter((left) => scheme === 'query' || !S3_NEEDS.test(left))
          .flatMap((left) => signedWithout(draft, (name) => name === left)),
    ),
    'line-left-out': signing(
      'The list of signed headers includes a header whose line is not in the canonical headers.',
      leaveOutLine,
    ),
  },
});

/** Makes the change only in a presigned URL. */
const inUrl =
  (change: Change): Change =>
  (draft, around) =>
    around.scheme === 'query' ? change(draft, around) : [];

const eachToOther = eachHeader(
  (name) => name !== 'host',
  ({ toOther }) => toOther,
);

const headersOf = (draft: Draft) => namesOf(draft).filter((name) => name !== 'host');

const leaveUnsent = (draft: Draft): Draft[] => {
  const names = headersOf(draft);
  const each = names.flatMap((name) => withValues(draft, name, ['']));
  const headers = draft.headers.map((header) => (header.name === 'host' ? header : { ...header, value: '' as Octets }));
  return names.length > 1 ? [{ ...draft, headers }, ...each] : each;
};

/** Takes the value of a missing signed header from the query parameter with the same name, like S3. */
const takeFromQuery = (draft: Draft): Draft[] =>
  headersOf(draft).flatMap((name) => {
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
  sign: 'X-Amz-SignedHeaders lists a header that the request has not, or has with another value.',
  fix: 'Send with the URL exactly the headers in X-Amz-SignedHeaders, with the values that were signed. Or presign it without them.',
  see: QUERY_STRING,
  threads: `
    aws/aws-sdk-js/issues/1804 aws/aws-sdk-js/issues/2945 aws/aws-sdk-js-v3/issues/6062
    aws-amplify/aws-sdk-ios/issues/2236 aws/aws-sdk-js/issues/896 aws/aws-sdk-js/issues/457 ex-aws/ex_aws/issues/602
  `,
  mutations: {
    'not-sent': sending('The URL was presigned with a header that was not sent with it.', inUrl(leaveUnsent)),
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
  states: (answer) => {
    const [, name] =
      /header '([\w-]{1,60})' is listed in signed headers, but is not present/.exec(wordsOf(answer)) ?? [];
    return name === undefined ? null : { says: `${name} was signed and did not arrive.`, variant: 'not-sent' };
  },
  suspects(sides) {
    if (sides.scheme !== 'query' || !mayBeMismatch(sides)) return null;
    const names = namesWithoutValue(sides).filter((name) => isSent(sides, name) !== true);
    if (names.length > 0) {
      const says = `The URL was presigned with ${enumerated(names)}, but the server received no value.`;
      const isUnsent = names.some((name) => isSent(sides, name) === false);
      return { standing: isUnsent ? 'explains' : standingOfLost(sides, ...names), variant: 'not-sent', says };
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
    };
  },
});
