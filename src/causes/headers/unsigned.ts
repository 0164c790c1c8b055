/** Causes that involve headers that were sent but not signed. */

import { ABOUT_HEADERS } from '../../aws/refusals.ts';
import { isLikeS3 } from '../../aws/services.ts';
import { type Draft, headerOf, withHeaders, withSteps } from '../../drafts/draft.ts';
import { namesOf } from '../../drafts/header-changes.ts';
import { isRightBeforeAnswer, mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { givesReason, saysMismatch } from '../../sides/answers/says-mismatch.ts';
import { headersNotSigned, isListEncodedTwice, unsignedNames } from '../../sides/answers/unsigned-headers.ts';
import type { Sides } from '../../sides/sides.ts';
import { isAddedInTransit } from '../../sides/transit.ts';
import { AMZ_HEADERS, mustBeSigned } from '../../sigv4/names.ts';
import type { Statement, Suspicion } from '../cause.ts';
import { cause, explains, type Mistake, possible, signing } from '../define-cause.ts';
import { feature, firstOf, inText, rule, signedIn } from '../features/feature.ts';
import { ofHeaders } from '../features/headers.ts';
import { statedBy } from '../stated.ts';
import { enumerated, withVerb } from '../words.ts';

/**
 * Omits headers from the lines and from the list: all headers whose names match together, and each on its own.
 */
const leaveOut = (says: string, leftOut: RegExp): Mistake =>
  signing(says, (draft) => {
    const isLeftOut = (name: string) => leftOut.test(name);
    const names = draft.headers.map(({ name }) => name).filter(isLeftOut);
    const all = without(draft, isLeftOut);
    return names.length > 1 ? [all, ...names.slice(0, 20).map((name) => without(draft, (one) => one === name))] : [all];
  });

const without = (draft: Draft, isLeftOut: (name: string) => boolean): Draft =>
  withHeaders(
    draft,
    draft.headers.filter(({ name }) => !isLeftOut(name)),
  );

const METADATA = /^x-amz-meta-/;

/** S3 requires Host and all x-amz-* headers to be signed, to prevent tampering. */
export const xamzHeaderNotSigned = cause('xamz-header-not-signed', 'signed-headers', {
  says: 'A required header was sent but not signed. Host and every x-amz-* header must be signed.',
  symptom: 'HeadersNotSigned names the header. MinIO says only that headers were not signed.',
  fix: 'Sign Host and every x-amz-* header that you send. Add headers before you sign the request, or do not send them.',
  threads: `
    odysseyscience/react-s3-uploader/issues/110 badslug/Paw-AWSSignature4DynamicValue/issues/4
    TTLabs/EvaporateJS/issues/475 bradleyg/django-s3direct/issues/249 zengularity/benji/pull/309
    apache/arrow-rs-object-store/issues/484 aws/aws-sdk-js/issues/896 akka/alpakka/issues/460
    agilord/aws_client/issues/238
  `,
  features: [
    feature(
      'parameter-of-header-in-url',
      (quote) => `The URL has ${quote} as a parameter, which is then not a signed header.`,
      (seen) =>
        firstOf(
          seen.parameters
            .map(({ name }) => name)
            .filter((name) => /^x-amz-(?:acl|meta-|storage-class|tagging|checksum|server-side)/.test(name)),
        ),
    ),
    ofHeaders.amzHeaderNotSigned,
    feature(
      'said-not-signed',
      'The server mentions headers that were not signed.',
      inText(new RegExp(`${ABOUT_HEADERS.source}|HeadersNotSigned`, 'i')),
    ),
  ],
  inVersion2: true,
  yes: { 'plain-header': 0.5 },
  answers: { any: ['AccessDenied'] },
  mutations: {
    metadata: leaveOut('x-amz-meta-… headers were sent but not signed.', METADATA),
    'content-sha256': leaveOut('x-amz-content-sha256 was sent but not signed.', /^x-amz-content-sha256$/),
    date: leaveOut('x-amz-date was sent but not signed.', /^x-amz-date$/),
    all: leaveOut('None of the x-amz-* headers were signed.', /^x-amz-/),
    other: leaveOut(
      'An x-amz-… header was sent but not signed.',
      /^x-amz-(?!(?:date|content-sha256|security-token)$|meta-)/,
    ),
  },
  states(answer, sides) {
    const named = headersNotSigned(answer);
    if (named === null) return null;
    const names = named.length > 0 ? named : unsignedNames(sides);
    if (names === null || (names.length === 1 && names[0] === 'x-amz-security-token')) return null;
    if (isListEncodedTwice(sides)) return null;
    // MinIO sends the same response if a signed header did not arrive.
    if (names.length === 0 || isHostAlone(names)) return null;
    const added = names.filter((name) => isAddedInTransit(sides, name));
    if (added.length > 0) return addedInTransit(added);
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
    const unsigned = unsignedOnS3(sides);
    const uncovered = isHostAlone(unsigned) ? null : suspicionOfUncovered(unsigned, sides);
    if (uncovered !== null) return uncovered;
    if (unsignedNames(sides) !== null || !sides.answer || headersNotSigned(sides.answer)?.length !== 0) return null;
    const says =
      'The server says that a required header is not signed. MinIO also says this if a signed header did not arrive.';
    return possible(says);
  },
  /** Suspects an unsigned x-amz-date, which S3 requires. */
  visible(sides) {
    const unsigned = unsignedThoughRefused(sides);
    if (unsigned.includes('host') || !unsigned.includes(AMZ_HEADERS.date)) return null;
    const more = unsignedOnS3(sides).length > 0 ? DEFECT : {};
    return possible('x-amz-date was sent but is not among the signed headers.', { variant: 'date', ...more });
  },
});

const DEFECT = { role: 'defect' } as const;

const isHostAlone = ([name, ...others]: readonly string[]): boolean => name === 'host' && others.length === 0;

/** Returns the required headers that are not signed, if the server says only that the signature does not match. */
const unsignedThoughRefused = (sides: Sides): readonly string[] =>
  sides.claim?.signed.kind === 'request' && saysMismatch(sides.answer) && mayBeSignersMistake(sides)
    ? (unsignedNames(sides) ?? [])
    : [];

/** Returns the headers that are not signed although S3 requires it; empty for another service. */
const unsignedOnS3 = (sides: Sides): readonly string[] =>
  sides.claim !== null && isLikeS3(sides.claim.scope.service.octets) ? (unsignedNames(sides) ?? []) : [];

/** Suspects headers that the signature does not cover, if no server has given a reason. */
function suspicionOfUncovered(names: readonly string[], sides: Sides): Suspicion | null {
  if (names.length === 0) return null;
  const notCovered = `not cover ${enumerated(names)}, which S3 requires.`;
  if (isRightBeforeAnswer(sides)) return explains(`The signature is right, but it does ${notCovered}`, DEFECT);
  return givesReason(sides) ? null : possible(`The signature does ${notCovered}`, DEFECT);
}

/** States the headers that something in transit added. The signer could not sign them. */
const addedInTransit = (names: readonly string[]): Statement => ({
  says: `${withVerb(names, 'was added in transit and is', 'were added in transit and are')} not among the signed headers.`,
  fix: `Let the proxy not add ${enumerated(names)}: the client cannot sign a header that is added after it signs.`,
  place: 'transit',
  variant: 'added-in-transit',
});

const VARIANTS: ReadonlyMap<string, string> = new Map([
  ['x-amz-content-sha256', 'content-sha256'],
  ['x-amz-date', 'date'],
]);

function variantOf(names: readonly string[]): { variant?: string } {
  if (names.every((name) => METADATA.test(name))) return { variant: 'metadata' };
  const [name, ...others] = names;
  return name === undefined || others.length > 0 ? {} : { variant: VARIANTS.get(name) ?? 'other' };
}

/** Omits headers from the canonical request only. The list in the sent request does not change. */
function signedWithout(draft: Draft, isLeftOut: (name: string) => boolean): Draft[] {
  const listed = without(draft, isLeftOut);
  if (listed.headers.length === draft.headers.length) return [];
  // In a presigned URL, the list is also a signed parameter. The parameter may contain either the sent list or the list
  // from the canonical request.
  const ownList = (made: Draft) => ({ ...without(made, isLeftOut), canonicalQueryString: made.canonicalQueryString });
  const inUrlToo = (made: Draft) => without(made, isLeftOut);
  const ways = listed.canonicalQueryString === draft.canonicalQueryString ? [ownList] : [ownList, inUrlToo];
  return ways.map((signed) =>
    withSteps(draft, { canonicalRequest: (made) => draft.steps.canonicalRequest(signed(made)) }),
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
  symptom: "SignedHeaders lists a header whose line is not in the client's canonical headers.",
  fix: 'Send the same list as in the canonical request. Do not list headers in SignedHeaders that are not signed.',
  mutations: {
    'only-needed-signed': signing(
      'The client signed only Host and the x-amz-* headers, but the list that it sent includes others.',
      (draft) => signedWithout(draft, (name) => !mustBeSigned(name)),
    ),
    'one-left-out': signing('The list that the client sent includes a header that it did not sign.', (draft) =>
      namesOf(draft).flatMap((left) => signedWithout(draft, (name) => name === left)),
    ),
    'line-left-out': signing(
      'The list of signed headers includes a header whose line is not in the canonical headers.',
      leaveOutLine,
    ),
  },
});

const UNSIGNED_HOST = 'Host is not among the signed headers.';

const statedAsUnsigned = statedBy({
  words: /'Host'(?: or ':authority')? must be a 'SignedHeader'/,
  says: 'The server says that Host is not among the signed headers.',
});

export const hostNotSigned = cause('host-not-signed', 'signed-headers', {
  says: 'Host is not among the signed headers.',
  symptom: 'The list of signed headers does not contain host, and the message says that Host must be a signed header.',
  fix: 'Sign Host. If the endpoint in the configuration has no https:// in front, add it: otherwise the host is read as a path.',
  threads: 'aws/aws-sdk-php/issues/2469',
  answers: { any: ['AccessDenied'] },
  features: [
    rule('host-not-signed', 'Host is not among the signed headers.', (seen) =>
      firstOf([
        /'?Host'?[^.\n]{0,30} must be a 'SignedHeader/.exec(seen.text)?.[0],
        seen.signedNames && !signedIn(seen).includes('host') ? 'host' : null,
      ]),
    ),
  ],
  mutations: { unsigned: leaveOut('Host was not signed.', /^host$/) },
  states: (answer) =>
    isHostAlone(headersNotSigned(answer) ?? [])
      ? { says: UNSIGNED_HOST, variant: 'unsigned' }
      : statedAsUnsigned(answer),
  suspects(sides) {
    const unsigned = unsignedOnS3(sides);
    return isHostAlone(unsigned) ? suspicionOfUncovered(unsigned, sides) : null;
  },
  visible: (sides) =>
    unsignedThoughRefused(sides).includes('host') ? explains(UNSIGNED_HOST, { variant: 'unsigned', ...DEFECT }) : null,
});
