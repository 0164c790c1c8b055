/** S3 wants Host and every x-amz-* header signed, so that nobody can add one on the way. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { headersNotSigned, unsignedNames } from '../answers/unsigned-headers.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, withHeaders } from '../draft/draft.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { withVerb } from '../words.ts';

/** Without the headers of these names, in the lines and in the list: all of them, and each alone. */
const leftOut = (variant: string, says: string, isLeftOut: (name: string) => boolean): Mutation =>
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
  says: 'A header that has to be signed was sent and is not signed: Host and every x-amz-* header have to be.',
  fix: 'Sign every x-amz-* header that is sent, and Host: add them before the request is signed, or do not send them.',
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
    leftOut('metadata', 'Headers x-amz-meta-… were sent and not signed.', (name) => name.startsWith('x-amz-meta-')),
    leftOut(
      'content-sha256',
      'x-amz-content-sha256 was sent and not signed.',
      (name) => name === 'x-amz-content-sha256',
    ),
    leftOut('date', 'x-amz-date was sent and not signed.', (name) => name === 'x-amz-date'),
    leftOut('host', 'Host was not signed.', (name) => name === 'host'),
    leftOut('all', 'None of the x-amz-* headers was signed.', (name) => name.startsWith('x-amz-')),
    leftOut(
      'other',
      'A header x-amz-… was sent and not signed.',
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
  // MinIO says the same where a signed header did not arrive.
  if (names.length === 0) return null;
  return {
    says: `${withVerb(names, 'was sent and is', 'were sent and are')} not among the signed headers.`,
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

/** MinIO does not say which, and says it also where a signed header did not arrive. */
function suspicion(sides: Sides) {
  if (unsignedNames(sides) !== null || !sides.answer || headersNotSigned(sides.answer)?.length !== 0) return null;
  const says =
    'The server says that a header is not signed that has to be, or, if it is MinIO, that a signed one did not arrive.';
  return { standing: 'possible', says } as const;
}
