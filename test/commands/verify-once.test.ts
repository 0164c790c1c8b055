/** How often `sigv4 verify` computes what it says: each signature once, each hash of a body once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import * as digests from '../../src/crypto/digests.ts';
import * as claims from '../../src/sigv4/claims/verify.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { EXAMPLE_ID, SIGNED_GET, signedGetOf, verifyText } from '../support/verification/verifying.ts';

beforeAll(() => {
  vi.spyOn(claims, 'verify');
  vi.spyOn(digests, 'sha256Hex');
});
afterAll(() => vi.restoreAllMocks());

const BODY = 'a body that is hashed';
const SIGNED_PUT = SIGNED_GET.replace(sha256Of(''), sha256Of(BODY))
  .replace('GET', 'PUT')
  .replace('\r\n\r\n', `\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`);
const headers = SIGNED_GET.trim()
  .split('\r\n')
  .slice(1)
  .map((line) => ({ name: line.split(': ')[0], value: line.slice(line.indexOf(': ') + 2) }));
const request = { method: 'GET', url: 'https://examplebucket.s3.amazonaws.com/test.txt', headers };
const HAR = JSON.stringify({ log: { entries: [{ request }, { request }, { request }] } });
const STRANGE = signedGetOf({ keyId: 'AKIDOFTHESETESTSEXAMP', secret: 'of/these+tests/alone' });

describe('a request', () => {
  beforeEach(() => vi.clearAllMocks());
  const forms: readonly OptionValues[] = [{}, { json: true }, { walk: true }];

  it.each(forms)('is verified once with %j, whether its secret is known, asked for, or neither', async (options) => {
    for (const text of [SIGNED_GET, STRANGE]) {
      for (const answer of [null, 'typed']) {
        vi.clearAllMocks();
        await verifyText(text, { options, world: { askSecret: async () => answer } });
        expect(claims.verify).toHaveBeenCalledTimes(1);
      }
    }
  });

  it.each(forms)('has its body hashed once with %j', async (options) => {
    const { output } = await verifyText(SIGNED_PUT, { options });
    expect(output).toContain(EXAMPLE_ID);
    const ofBody = vi.mocked(digests.sha256Hex).mock.calls.filter(([octets]) => octets === BODY);
    expect(ofBody.length).toBe(1);
  });

  it.each([{}, { json: true }])('among three in a HAR file is verified once with %j', async (options) => {
    await verifyText(HAR, { options });
    expect(claims.verify).toHaveBeenCalledTimes(3);
  });
});
