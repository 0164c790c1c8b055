/** Describes a request without x-amz-content-sha256, which tells S3 how the payload is signed. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause, Statement } from '../cause.ts';
import { headerOf, withoutHeader } from '../draft/draft.ts';
import { travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSent, signedNames } from '../signs.ts';

const NAME = 'x-amz-content-sha256';
const SAYS = `The request has no ${NAME}, which S3 requires.`;

export const contentSha256HeaderMissing: Cause = {
  id: 'content-sha256-header-missing',
  stage: 'hashed-payload',
  says: SAYS,
  fix: `Send and sign ${NAME}, with the same value as the last line of the canonical request: the hash of the body, or UNSIGNED-PAYLOAD.`,
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/DavidMuller/aws-requests-auth/pull/37',
    'https://github.com/aws/aws-sdk-js-v3/issues/7740',
  ],
  mutations: [
    travelling('removed', `${NAME} was signed but did not arrive.`, (draft) =>
      headerOf(draft, NAME) === null ? [] : [withoutHeader(draft, NAME)],
    ),
  ],
  states,
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'removed' },
};

function states({ message }: ServerAnswer, sides: Sides): Statement | null {
  if (!/missing required header[^\n]{0,100}x-amz-content-sha256/i.test(message ?? '')) return null;
  if (signedNames(sides).includes(NAME))
    return { says: `${NAME} is among the signed headers but did not arrive.`, variant: 'removed' };
  return { says: SAYS };
}

function suspicion(sides: Sides) {
  const { claim, scheme } = sides;
  if (scheme === 'query' || claim?.scope.service.octets !== 's3' || isSent(sides, NAME) !== false) return null;
  return mayBeSignersMistake(sides) ? ({ standing: 'possible', says: SAYS } as const) : null;
}
