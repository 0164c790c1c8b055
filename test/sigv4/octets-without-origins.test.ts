/** People see the same octets as machines make: recording changes nothing, in any scheme, with either algorithm. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { AWS4_ECDSA_P256_SHA256 } from '../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from '../../src/sigv4/algorithms/hmac-sha256.ts';
import { readClaim } from '../../src/sigv4/claims/read-claim.ts';
import { verify } from '../../src/sigv4/claims/verify.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { signPolicy } from '../../src/sigv4/schemes/policy.ts';
import { beginSigning, signRequest, traceForm } from '../../src/sigv4/sign.ts';
import { hashedChunk } from '../../src/sigv4/stages/chunk-signatures.ts';
import { findValue, type Recorder, type Trace, unrecorded } from '../../src/trace/trace.ts';
import { givenOf, octetsOf, plainOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { keyFromSecret } from '../support/sigv4/key-from-secret.ts';
import { headOf, randomRequest } from '../support/sigv4/random-requests.ts';
import { type Asked, EXAMPLE, inputOf, sign } from '../support/sigv4/signing.ts';

const ALGORITHMS = [AWS4_HMAC_SHA256, AWS4_ECDSA_P256_SHA256] as const;
const token = fc.option(fc.constantFrom('TOKEN', 'two  spaces', 'a/b+c=%41&\xc3\xa9'));
const rules = fc.constantFrom({}, { sessionToken: 'appended' } as const, { pathSegments: 'normalised' } as const);

describe.each(ALGORITHMS)('with $id', (algorithm) => {
  /** Everything but the signature of SigV4A, which has a random number in it. */
  const comparable = (text: string, signature: string) =>
    algorithm.id === 'sigv4' ? text : text.replaceAll(signature, 'SIGNATURE');
  const octets = (trace: Trace, id: string) => findValue(trace, id)?.bytes.octets ?? '';

  function expectTheSame(asked: Asked): void {
    const { trace } = beginSigning(inputOf({ ...asked, algorithm }, givenOf));
    const signed = sound(signRequest(inputOf({ ...asked, algorithm }, plainOf), unrecorded));
    const { canonicalRequest, signedHeaders, hashedCanonicalRequest, credentialScope, stringToSign, bytes } = signed;
    expect(canonicalRequest.octets).toBe(octets(trace, 'canonical-request'));
    expect(signedHeaders.octets).toBe(octets(trace, 'signed-headers'));
    expect(hashedCanonicalRequest.octets).toBe(octets(trace, 'hashed-canonical-request'));
    expect(credentialScope.octets).toBe(octets(trace, 'credential-scope'));
    expect(stringToSign.octets).toBe(octets(trace, 'string-to-sign'));
    const recordedHead = comparable(octets(trace, 'signed-request'), octets(trace, 'signature'));
    expect(comparable(bytes.octets, signed.signature.octets)).toBe(recordedHead);
    expect([bytes.spans, canonicalRequest.spans, stringToSign.spans]).toEqual([null, null, null]);
  }

  it('a request that is signed in its header is the same', () => {
    const payload = fc.constantFrom('hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer');
    fc.assert(
      fc.property(randomRequest, token, rules, payload, (request, sessionToken, chosen, mode) => {
        const asked = { head: headOf(request), body: request.body, token: sessionToken };
        const trailers = mode.endsWith('trailer') ? ['x-amz-checksum-crc32'] : [];
        expectTheSame({ ...asked, trailers, rules: { ...chosen, payload: mode } });
      }),
      { numRuns: 50 },
    );
  });

  it('a request that is signed in its query is the same', () => {
    const payload = fc.constantFrom('hashed', 'unsigned');
    fc.assert(
      fc.property(randomRequest, token, rules, payload, (request, sessionToken, chosen, mode) => {
        const asked = { head: headOf(request), body: request.body, token: sessionToken };
        expectTheSame({ ...asked, expires: '60', rules: { ...chosen, payload: mode } });
      }),
      { numRuns: 50 },
    );
  });

  it('what a server computes is the same, whether the signature is right or a byte has changed', () => {
    const change = fc.option(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })));
    const form = fc.constantFrom({}, { expires: '60' });
    fc.assert(
      fc.property(randomRequest, form, change, (request, where, changed) => {
        const { bytes } = sign({ head: headOf(request), body: request.body, algorithm, ...where });
        const head = changed === null ? bytes.octets : withChange(bytes.octets, ...changed);
        const found = verified(head, request.body, plainOf);
        expect(found).toEqual(verified(head, request.body, givenOf));
        if (changed === null) expect(found.signature).toBe('right');
      }),
      { numRuns: 50 },
    );
  });

  it('a policy is the same', () => {
    const policy = '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}]}';
    const missing = ['x-amz-date', 'x-amz-security-token', 'x-amz-credential'] as const;
    const inputWith = (make: typeof givenOf) => {
      const { form: _form, ...input } = inputOf({ head: '', token: 'a/b', algorithm }, make);
      return { ...input, policy: make(policy, 'the policy'), missing, missingAt: policy.lastIndexOf(']') };
    };
    const input = inputWith(givenOf);
    const { trace } = traceForm(input, input.payload, () => null);
    const signed = sound(
      signPolicy(
        inputWith((text) => plainOf(text)),
        unrecorded,
      ),
    );
    expect(signed.stringToSign.octets).toBe(octets(trace, 'string-to-sign'));
    expect(signed.stringToSign.spans).toBeNull();
    const { length } = signed.signature.octets;
    if (algorithm.id === 'sigv4') expect(signed.signature.octets).toBe(octets(trace, 'signature'));
    else expect(length).toBeGreaterThan(130);
  });

  it('chunks and trailing headers are the same', () => {
    const asked = { head: 'PUT / HTTP/1.1\r\nHost: h\r\n\r\n', rules: { payload: 'streaming-trailer' } } as const;
    const { startChain, startRecordedChain } = beginSigning(inputOf({ ...asked, algorithm }, givenOf));
    const recorded = startRecordedChain?.();
    const bare = startChain?.();
    const pairs = Array.from({ length: 20 }, (_, at) => {
      const hashed = hashedChunk({ start: at, length: 1, sha256: octetsOf(sha256Of(String(at))) });
      return [recorded?.chain.sign(hashed), bare?.sign(plain(hashed.octets))];
    });
    pairs.push([recorded?.chain.signLast(), bare?.signLast()]);
    const [header] = [{ name: plainOf('a'), value: plainOf('b') }];
    pairs.push([recorded?.chain.signTrailer([header]), bare?.signTrailer([header])]);
    for (const [withOrigins, without] of pairs) {
      expect(without?.spans).toBeNull();
      if (algorithm.id === 'sigv4') expect(withOrigins?.octets).toBe(without?.octets);
      expect(withOrigins?.octets).toMatch(/^[0-9a-f]+$/);
    }
  });
});

/** Adds to one byte. */
function withChange(text: string, at: number, by: number): string {
  const index = at % text.length;
  const changed = String.fromCharCode((text.charCodeAt(index) + by) % 256);
  return text.slice(0, index) + changed + text.slice(index + 1);
}

/** Verifies a head that `make` makes, and gives every value on the way. */
function verified(text: string, body: string, make: typeof givenOf) {
  const values: (readonly [id: string, octets: string])[] = [];
  const record: Recorder = ({ id }, bytes) => {
    values.push([id, bytes.octets]);
    return bytes;
  };
  const head = readRequestHead(make(text, 'the request'));
  const payload = { length: body.length, sha256: octetsOf(sha256Of(body)) };
  const claim = isProblem(head) ? head : readClaim(head, payload, S3_RULES);
  if (isProblem(claim)) return { signature: claim.code, values };
  const { signature } = verify(claim, keyFromSecret(make(EXAMPLE.secret, 'the secret')), S3_RULES, record);
  return { signature, values };
}
