/**
 * Describes a required header that is not signed. S3 requires Host and all x-amz-* headers to be signed, to prevent
 * tampering.
 */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { headersNotSigned, unsignedNames } from '../answers/unsigned-headers.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, withHeaders } from '../draft/draft.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { withVerb } from '../words.ts';

/** Omits headers from the lines and from the list: all matching headers together, and each one alone. */
const leaveOut = (variant: string, says: string, isLeftOut: (name: string) => boolean): Mutation =>
  signing(variant, says, (draft) => {
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

export const xamzHeaderNotSigned: Cause = {
  id: 'xamz-header-not-signed',
  stage: 'signed-headers',
  says: 'A required header was sent but not signed. Host and every x-amz-* header must be signed.',
  fix: 'Sign Host and every x-amz-* header that you send. Add headers before you sign the request, or do not send them.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/odysseyscience/react-s3-uploader/issues/110',
    'https://github.com/badslug/Paw-AWSSignature4DynamicValue/issues/4',
    'https://github.com/TTLabs/EvaporateJS/issues/475',
    'https://github.com/bradleyg/django-s3direct/issues/249',
    'https://github.com/zengularity/benji/pull/309',
    'https://github.com/apache/arrow-rs-object-store/issues/484',
    'https://github.com/aws/aws-sdk-js/issues/896',
    'https://github.com/akka/alpakka/issues/460',
    'https://github.com/agilord/aws_client/issues/238',
  ],
  mutations: [
    leaveOut('metadata', 'x-amz-meta-… headers were sent but not signed.', (name) => name.startsWith('x-amz-meta-')),
    leaveOut(
      'content-sha256',
      'x-amz-content-sha256 was sent but not signed.',
      (name) => name === 'x-amz-content-sha256',
    ),
    leaveOut('date', 'x-amz-date was sent but not signed.', (name) => name === 'x-amz-date'),
    leaveOut('host', 'Host was not signed.', (name) => name === 'host'),
    leaveOut('all', 'None of the x-amz-* headers were signed.', (name) => name.startsWith('x-amz-')),
    leaveOut(
      'other',
      'An x-amz-… header was sent but not signed.',
      (name) => name.startsWith('x-amz-') && !OWN.test(name),
    ),
  ],
  states,
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'metadata' },
};

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const named = headersNotSigned(answer);
  if (named === null) return null;
  const names = named.length > 0 ? named : unsignedNames(sides);
  if (names === null || (names.length === 1 && names[0] === 'x-amz-security-token')) return null;
  // MinIO sends the same response if a signed header did not arrive.
  if (names.length === 0) return null;
  return {
    says: `${withVerb(names, 'was sent but is', 'were sent but are')} not among the signed headers.`,
    ...variantOf(names),
  };
}

function variantOf(names: readonly string[]): { variant?: string } {
  if (names.every((name) => name.startsWith('x-amz-meta-'))) return { variant: 'metadata' };
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) return {};
  if (name === 'x-amz-content-sha256') return { variant: 'content-sha256' };
  if (name === 'x-amz-date') return { variant: 'date' };
  return { variant: name === 'host' ? 'host' : 'other' };
}

/**
 * Suspects an unsigned header. MinIO does not name it, and sends the same response if a signed header did not arrive.
 */
function suspicion(sides: Sides) {
  if (unsignedNames(sides) !== null || !sides.answer || headersNotSigned(sides.answer)?.length !== 0) return null;
  const says =
    'The server says that a required header is not signed. MinIO also says this if a signed header did not arrive.';
  return { standing: 'possible', says } as const;
}
