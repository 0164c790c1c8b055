/** Describes a signed Expect header. The next server on the way handles it and does not pass it on. */
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { withOther, withUnsent, withValues } from '../draft/header-changes.ts';
import { inTransit, seenOtherwise, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { hasNoValue, isSilent, signedNames, standingOfLost } from '../signs.ts';

const NAME = 'expect';
const SPELLINGS = ['100-continue', '100-Continue'];

export const expectSigned: Cause = {
  id: 'expect-signed',
  stage: 'canonical-headers',
  says: 'Expect was signed, but the server has a different value or none. Proxies answer it and do not pass it on.',
  fix: 'Do not sign Expect, or do not send it (curl: -H "Expect:", Apache HttpClient: setExpectContinueEnabled(false)).',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1',
  threads: [
    'https://github.com/kopeio/aws-es-proxy/issues/8',
    'https://github.com/amazon-archives/aws-request-signing-apache-interceptor/issues/6',
    'https://github.com/brendanhay/amazonka/pull/330',
    'https://github.com/minio/minio/issues/2986',
  ],
  mutations: [
    inTransit(
      'removed',
      'Expect was signed but did not arrive: a proxy or the server answered it and removed it.',
      (draft) => withValues(draft, NAME, ['']),
    ),
    travelling('another-spelling', 'Expect was signed but arrived with different spelling.', (draft, around) => [
      ...withValues(draft, NAME, SPELLINGS),
      ...withOther(draft, around, NAME),
    ]),
    seenOtherwise('signed-and-not-sent', 'The client signed Expect, but the server received none.', (draft) =>
      withUnsent(draft, NAME, SPELLINGS),
    ),
    signing(
      'signed-in-another-spelling',
      'The client signed Expect with a different value than it sent.',
      (draft, around) => [...withValues(draft, NAME, [...SPELLINGS, '']), ...withOther(draft, around, NAME)],
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'removed' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides) || !signedNames(sides).includes(NAME)) return null;
  if (hasNoValue(sides, NAME)) {
    return {
      standing: standingOfLost(sides, NAME),
      variant: 'removed',
      says: 'Expect was signed, but the server has no value for it: a proxy answered it, or it was not sent.',
    } as const;
  }
  return isSilent(sides)
    ? ({
        standing: 'possible',
        says: 'Expect is among the signed headers. Proxies answer it and do not pass it on.',
      } as const)
    : null;
}
