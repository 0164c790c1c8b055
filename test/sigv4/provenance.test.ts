/** Where every byte of a trace comes from: nothing without an origin, and no origin that is wrong. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { given } from '../../src/bytes/bytes.ts';
import type { Span } from '../../src/bytes/origin.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { AWS4_ECDSA_P256_SHA256 } from '../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from '../../src/sigv4/algorithms/hmac-sha256.ts';
import { readClaim } from '../../src/sigv4/claims/read-claim.ts';
import { verify } from '../../src/sigv4/claims/verify.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { SIGNER_FIELDS } from '../../src/sigv4/schemes/policy.ts';
import { beginSigning, traceForm, traceSigning } from '../../src/sigv4/sign.ts';
import { hashedChunk } from '../../src/sigv4/stages/chunk-signatures.ts';
import { findValue, recording, withValues } from '../../src/trace/trace.ts';
import { traceVector } from '../../src/vectors/traces.ts';
import { givenOf, octetsOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { keyFromSecret } from '../support/sigv4/key-from-secret.ts';
import { headOf, randomRequest } from '../support/sigv4/random-requests.ts';
import { type Asked, inputOf, sign } from '../support/sigv4/signing.ts';
import { inputNamed } from '../support/sources.ts';
import { wrongOrigins, wrongQuotations } from '../support/trace/wrong-origins.ts';
import { RUNNABLE_VECTORS, vectorNamed } from '../support/vectors/published-vectors.ts';

const rules = fc.record({
  pathEncoding: fc.constantFrom('once', 'twice'),
  pathSegments: fc.constantFrom('kept', 'normalised'),
  dotDotAtRoot: fc.constantFrom('dropped', 'kept'),
  contentSha256Header: fc.constantFrom('added', 'not-added'),
  plusInQuery: fc.constantFrom('literal', 'space'),
  equalQueryNames: fc.constantFrom('sorted-by-value', 'order-given'),
  sessionToken: fc.constantFrom('signed', 'appended'),
  foldedLines: fc.constantFrom('joined-by-space', 'joined-by-comma'),
  repeatedHeaders: fc.constantFrom('order-sent', 'sorted'),
  quotedSpaces: fc.constantFrom('collapsed', 'kept'),
  headerWhiteSpace: fc.constantFrom('space', 'all'),
});
const token = fc.option(fc.constantFrom('TOKEN', 'two  spaces', ' around ', 'a/b+c=%41&\xc3\xa9'));
const algorithm = fc.constantFrom(AWS4_HMAC_SHA256, AWS4_ECDSA_P256_SHA256);

/** What signs everything here, by the name that origins give it. */
const GIVEN = new Map([
  ['the key', 'AKID/EXAMPLE+\xc3\xa9'],
  ['the secret', 'wJalrXUtnFEMI'],
  ['the time', '20150830T123600Z'],
  ['the region', 'us-east-1'],
  ['the service', 's3'],
  ['the expiry', '86400'],
  ['a trailer', 'x-amz-checksum-crc32'],
]);
const BY = {
  keyId: 'AKID/EXAMPLE+\xc3\xa9',
  secret: 'wJalrXUtnFEMI',
  timestamp: '20150830T123600Z',
} satisfies Partial<Asked>;

/** What is wrong with the trace of signing this in its header or its query. */
function wrongWith(asked: Asked, given: ReadonlyMap<string, string> = new Map()): string[] {
  const trace = traceSigning(inputOf(asked, givenOf));
  expect(trace.outcome).toEqual({ kind: 'signed' });
  const all = new Map([...GIVEN, ...given, ['the request', asked.head], ['the token', asked.token ?? '']]);
  // The length of a payload in chunks is written in a header.
  const counted = new Map([...all, ['the length of the payload', String(asked.body?.length ?? 0)]]);
  return [...wrongOrigins(trace.values, trace.payload.length), ...wrongQuotations(trace.values, counted)];
}

describe('the origins of a trace', () => {
  it.each(RUNNABLE_VECTORS.map((vector) => [vector.kind, vector.name, vector] as const))(
    'are right for the vector of a %s: %s',
    (_kind, _name, vector) => {
      const trace = traceVector(vector);
      expect(trace.values.length).toBeGreaterThan(10);
      expect(wrongOrigins(trace.values, trace.payload.length)).toEqual([]);
    },
  );

  it('are right for any request that is signed in its header, under any rules', () => {
    const payload = fc.constantFrom('hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer');
    fc.assert(
      fc.property(randomRequest, token, rules, payload, algorithm, (request, sessionToken, chosen, mode, how) => {
        const asked = { head: headOf(request), body: request.body, token: sessionToken, algorithm: how };
        const trailers = mode.endsWith('trailer') ? ['x-amz-checksum-crc32'] : [];
        expect(wrongWith({ ...BY, ...asked, trailers, rules: { ...chosen, payload: mode } })).toEqual([]);
      }),
    );
  });

  it('are right for any request that is signed in its query, under any rules', () => {
    const payload = fc.constantFrom('hashed', 'unsigned');
    fc.assert(
      fc.property(randomRequest, token, rules, payload, algorithm, (request, sessionToken, chosen, mode, how) => {
        const asked = { head: headOf(request), body: request.body, token: sessionToken, algorithm: how };
        expect(wrongWith({ ...BY, ...asked, expires: '86400', rules: { ...chosen, payload: mode } })).toEqual([]);
      }),
    );
  });

  it.each([
    ['a folded header', ['X-A: a  b\r\n\t  c']],
    ['a token of its own', ['X-Amz-Security-Token: a/b+c=']],
    ['two tokens of its own', ['X-Amz-Security-Token: a', 'x-amz-security-token: b']],
    ['other secrets', ['Cookie: a', 'x-amz-server-side-encryption-customer-key: b']],
    ['a coding', ['Content-Encoding: gzip']],
    ['a date and a hash', ['x-amz-date: 20130524T000000Z', 'x-amz-content-sha256: UNSIGNED-PAYLOAD']],
  ])('are right for a request with %s', (_what, lines) => {
    const head = ['GET /%C3%A9?X-Amz-S3session-Token=a%2Fb HTTP/1.1', 'Host: h', ...lines, '', ''].join('\r\n');
    const asked = { ...BY, head, token: 'TOKEN' };
    expect(wrongWith({ ...asked, rules: { payload: 'streaming' } })).toEqual([]);
    expect(wrongWith({ ...asked, expires: '86400' })).toEqual([]);
  });

  it('are right for chunks, any number of them, and trailing headers', () => {
    const chunks = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 20 });
    fc.assert(
      fc.property(chunks, algorithm, (pieces, how) => {
        const body = pieces.join('');
        const head = 'PUT / HTTP/1.1\r\nHost: h\r\n\r\n';
        const asked = { ...BY, head, body, algorithm: how, rules: { payload: 'streaming-trailer' } as const };
        const { trace, startRecordedChain } = beginSigning(inputOf(asked, givenOf));
        const recorded = startRecordedChain?.();
        let start = 0;
        for (const piece of pieces) {
          const digest = { start, length: piece.length, sha256: octetsOf(sha256Of(piece)) };
          recorded?.chain.sign(hashedChunk(digest));
          start += piece.length;
        }
        recorded?.chain.signLast();
        recorded?.chain.signTrailer([{ name: givenOf('a', 'name'), value: givenOf('b', 'value') }]);
        const { values } = withValues(trace, recorded?.values ?? []);
        expect(values.length).toBeGreaterThan(trace.values.length);
        expect(wrongOrigins(values, body.length)).toEqual([]);
      }),
    );
  });

  it('are right for any policy', () => {
    const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(bytes, bytes, token, algorithm, (before, after, sessionToken, how) => {
        const policy = `${before}"$x-amz-security-token", "secret"]${after}`;
        const { form: _form, ...input } = inputOf({ ...BY, head: '', algorithm: how, token: sessionToken }, givenOf);
        const missingAt = before.length;
        const asked = {
          ...input,
          policy: givenOf(policy, 'the policy'),
          missing: SIGNER_FIELDS,
          missingAt,
        };
        const { trace } = traceForm(asked, input.payload, (signed, record) => {
          for (const { name, value } of signed.fields) record(definitionOf(name.octets), value);
        });
        const { values } = trace;
        expect(wrongOrigins(values, 0)).toEqual([]);
        const all = new Map([...GIVEN, ['the token', sessionToken ?? ''], ['the policy', policy]]);
        expect(wrongQuotations(values, all)).toEqual([]);
      }),
    );
  });

  it('are right for a request that is verified', () => {
    fc.assert(
      fc.property(randomRequest, fc.boolean(), algorithm, (request, isPresigned, how) => {
        const form = isPresigned ? { expires: '86400', rules: { payload: 'unsigned' } as const } : {};
        const head = sign({ ...BY, ...form, head: headOf(request), algorithm: how, token: 'a/b' }).bytes.octets;
        const { record, values } = recording();
        const received = sound(readRequestHead(givenOf(head, 'the request')));
        const claim = sound(readClaim(received, { length: 0, sha256: octetsOf(sha256Of('')) }, S3_RULES));
        verify(claim, keyFromSecret(given(octetsOf(BY.secret), inputNamed('the secret'))), S3_RULES, record);
        expect(wrongOrigins(values, 0)).toEqual([]);
        expect(wrongQuotations(values, new Map([...GIVEN, ['the request', head]]))).toEqual([]);
      }),
    );
  });
});

const definitionOf = (name: string) =>
  ({ id: `field-${name}`, name, stage: 'form-fields', form: 'text', secrecy: 'public' }) as const;

describe('the origins in the AWS example', () => {
  const vector = vectorNamed('get-object');
  const trace = traceVector(vector);
  const request = findValue(trace, 'request')?.bytes.octets ?? '';

  it('take the value of the Range header from the request', () => {
    const start = request.indexOf('bytes=0-9');
    const origin = { kind: 'copy', value: 'request', start, end: start + 'bytes=0-9'.length };
    expect(spanAt('canonical-headers', 'bytes=0-9')?.origin).toEqual(origin);
  });

  it('say that the name of the Range header was lower-cased', () => {
    const start = request.indexOf('Range');
    expect(spanAt('canonical-headers', 'range:')?.origin).toMatchObject({
      kind: 'derived',
      by: [{ id: 'lower-case' }],
      from: [{ source: { kind: 'copy', value: 'request', start, end: start + 1 }, by: [{ id: 'lower-case' }] }],
    });
  });

  it('take the day of the credential scope from the timestamp', () => {
    expect(spanAt('credential-scope', '20130524')?.origin).toEqual({
      kind: 'copy',
      value: 'timestamp',
      start: 0,
      end: 8,
    });
  });

  it('name a rule for the prefix of the secret', () => {
    expect(spanAt('prefixed-secret', 'AWS4')).toMatchObject({ start: 0, end: 4, origin: { kind: 'fixed' } });
  });

  it('compute the signature from the signing key and the whole string to sign', () => {
    const length = findValue(trace, 'string-to-sign')?.bytes.octets.length;
    expect(spanAt('signature', 'f0e8')?.origin).toMatchObject({
      kind: 'derived',
      by: [{ id: 'hmac-sha256' }, { id: 'hex' }],
      from: [
        { source: { kind: 'copy', value: 'signing-key', start: 0, end: 32 } },
        { source: { kind: 'copy', value: 'string-to-sign', start: 0, end: length } },
      ],
    });
  });

  function spanAt(id: string, text: string): Span | undefined {
    const bytes = findValue(trace, id)?.bytes;
    const start = bytes?.octets.indexOf(text) ?? -1;
    return bytes?.spans?.find((span) => span.start <= start && start < span.end);
  }
});
