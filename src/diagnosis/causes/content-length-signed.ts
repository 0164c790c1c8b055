/** Describes a signed Content-Length, which every connection on the way may rewrite. */
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf, withHeader } from '../draft/draft.ts';
import { withOther, withUnsent, withValues } from '../draft/header-changes.ts';
import { inTransit, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { hasNoValue, isSilent, signedNames, standingOfLost } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';

const NAME = 'content-length';

/** Signs this length, in the canonical headers and in the list of signed headers. */
const signedAs = (value: string) => (draft: Draft) =>
  headerOf(draft, NAME) === value ? [] : [withHeader(draft, NAME, value)];

const asBody = (draft: Draft, { body }: Surroundings): Draft[] =>
  body === null ? [] : withValues(draft, NAME, [String(body.length)]);

export const contentLengthSigned: Cause = {
  id: 'content-length-signed',
  stage: 'canonical-headers',
  says: 'Content-Length was signed, but the server has a different value or none.',
  fix: 'Do not sign Content-Length. Proxies and HTTP libraries replace it, and some servers do not treat it as a header.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.6',
  threads: [
    'https://github.com/pgbackrest/pgbackrest/issues/1340',
    'https://github.com/pgbackrest/pgbackrest/pull/1341',
    'https://github.com/envoyproxy/ai-gateway/pull/694',
    'https://github.com/envoyproxy/ai-gateway/pull/697',
    'https://github.com/inreachventures/aws-signing-request-interceptor/pull/38',
    'https://github.com/aws/aws-sdk-ruby/issues/2581',
    'https://github.com/aws/aws-sdk-js/issues/86',
  ],
  mutations: [
    inTransit(
      'removed',
      'Content-Length was signed but did not arrive: a proxy sent the body in chunks or removed a length of 0.',
      (draft) => withValues(draft, NAME, ['']),
    ),
    travelling('to-another', 'Content-Length was signed but arrived with a different value.', (draft, around) => [
      ...withValues(draft, NAME, ['-1']),
      ...withOther(draft, around, NAME),
      ...asBody(draft, around),
    ]),
    signing('signed-as-zero', 'The client signed a Content-Length of 0, but sent a different length.', signedAs('0')),
    signing(
      'signed-as-unknown',
      'The client signed -1 for Content-Length, which its library uses for an unknown length.',
      signedAs('-1'),
    ),
    signing('signed-empty', 'The client signed Content-Length without a value.', signedAs('')),
    signing('signed-and-not-sent', 'The client signed Content-Length but sent none.', (draft, around) => [
      ...withOther(draft, around, NAME),
      ...asBody(draft, around),
      ...withUnsent(draft, NAME, ['0']),
    ]),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'removed' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides) || !signedNames(sides).includes(NAME)) return null;
  if (hasNoValue(sides, NAME)) {
    return {
      standing: standingOfLost(sides, NAME),
      variant: 'removed',
      says: 'Content-Length was signed, but the server has no value for it.',
    } as const;
  }
  if (!isSilent(sides)) return null;
  return {
    standing: 'possible',
    says: 'Content-Length is among the signed headers. Proxies change it, and some servers do not treat it as a header.',
  } as const;
}
