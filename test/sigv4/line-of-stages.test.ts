/** The stages of a verification, and the row of short names. The stages of signing are those of `views/walk-pages.test.ts`. */
import { expect, it } from 'vitest';
import { AWS4_HMAC_SHA256 } from '../../src/sigv4/algorithms/hmac-sha256.ts';
import { stagesOf, stagesOfVerification } from '../../src/sigv4/line-of-stages.ts';
import { stepNames } from '../../src/views/walk/step-names.ts';

const titles = (stages: readonly { readonly title: string }[]) => stages.map(({ title }) => title).join(', ');

it.each([
  [
    'header',
    { isKeyKnown: true, isChunked: true },
    'Request, Credential scope, Signing key, Canonical request, String to sign, Chunk signatures, Comparison',
  ],
  [
    'query',
    { isKeyKnown: false, isChunked: false },
    'Request, Credential scope, Canonical request, String to sign, Comparison',
  ],
  [
    'policy',
    { isKeyKnown: true, isChunked: false },
    'Policy, Credential scope, Signing key, String to sign, Comparison',
  ],
] as const)('verifies %s: %j', (scheme, known, expected) => {
  expect(titles(stagesOfVerification(scheme, AWS4_HMAC_SHA256, known))).toBe(expected);
});

it.each(['header', 'query'] as const)('fits the eight steps of %s in 80 columns', (scheme) => {
  const cells = stagesOf(scheme, AWS4_HMAC_SHA256, 'hashed').map(
    (stage, step) => `${step + 1} ${stepNames(stage).short}`,
  );
  expect(cells).toHaveLength(8);
  expect(cells.join('  ').length).toBeLessThanOrEqual(80);
});
