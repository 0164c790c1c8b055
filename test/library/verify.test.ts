/** The library's `verify`: published vectors, what real clients sent, and requests in parts. */
import { describe, expect, it } from 'vitest';
import { arrayFromOctets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/library/problem.ts';
import { type SignInput, sign } from '../../src/library/sign.ts';
import { type VerifyInput, verify } from '../../src/library/verify.ts';
import { capturesIn } from '../support/intake/captures.ts';
import { LIBRARY_VECTORS } from '../support/library/library-vectors.ts';
import {
  EXAMPLE_ID,
  EXAMPLE_SECRET,
  PRESIGNED_URL,
  SIGNED_GET,
  verifyText,
} from '../support/verification/verifying.ts';

async function verified(input: VerifyInput) {
  const result = await verify(input);
  if (isProblem(result)) throw new Error(`${result.path}: ${result.says}`);
  return result;
}

const AT = { secretAccessKey: EXAMPLE_SECRET, now: '20130524T000000Z' };

/** The signed vector as a server gets it. */
function received(input: SignInput) {
  const signed = sign(input);
  if (isProblem(signed)) throw new Error(signed.says);
  const { method, url, headers } = signed;
  const request = { method, url, headers, ...(input.body !== undefined && { body: input.body }) };
  return { signed, request };
}

/** The value at which a vector is no match, by its name. */
const FAULTS: Readonly<Record<string, string>> = {
  // Its checksum is "NotARealChecksum".
  'presigned-put-object-checksum': 'checksum-crc64nvme',
  // Nothing in the URL says that the body is not signed, and for a service other than S3 it is.
  'presign-unsigned-body': 'signature',
  // The publisher gives a hash, and not the body that has it.
  'lua-resty-payload-hash-given': 'hashed-payload',
};

describe('verify', () => {
  it.each(LIBRARY_VECTORS)('accepts the vector %s, and not with another signature', async (_name, vector, input) => {
    const { signed, request } = received(input);
    const { secretAccessKey } = vector.credentials;
    // What is added by the signer is for a server to see in the request.
    const { contentSha256Header: _added, ...rules } = input.rules ?? {};
    const right = await verified({ request, secretAccessKey, now: vector.timestamp, rules });
    const fault = FAULTS[vector.name] ?? null;
    expect([right.firstDifference?.id ?? null, right.claim?.signature]).toEqual([fault, signed.signature]);
    expect(right.verdict).toBe(fault === null ? 'match' : 'mismatch');
    const other = flipped(signed.signature);
    const altered = {
      ...request,
      url: request.url.replace(signed.signature, other),
      headers: request.headers.map(([name, value]): [string, string] => [name, value.replace(signed.signature, other)]),
    };
    const wrong = await verified({ request: altered, secretAccessKey, now: vector.timestamp, rules });
    // The payload is compared before the signature.
    const first = fault === 'hashed-payload' ? fault : 'signature';
    expect([wrong.verdict, wrong.firstDifference?.id]).toEqual(['mismatch', first]);
  });

  it.each([...capturesIn('.'), ...capturesIn('own')].map((capture) => [capture.name, capture] as const))(
    'accepts the bytes of %s, the secret looked up by its access key ID',
    async (_name, { octets, accessKeyId, secretAccessKey, capturedAt }) => {
      const asked: string[] = [];
      const lookup = async (id: string) => {
        asked.push(id);
        return secretAccessKey;
      };
      const result = await verified({ request: arrayFromOctets(octets), secretAccessKey: lookup, now: capturedAt });
      expect([result.verdict, asked]).toEqual(['match', [accessKeyId]]);
    },
  );

  it('says what `sigv4 verify --json` says', async () => {
    const request = SIGNED_GET.replace('bytes=0-9', 'bytes=0-8');
    const { output } = await verifyText(request, { options: { json: true } });
    const { canonicalRequest, stringToSign, ...result } = await verified({ ...AT, request });
    const {
      version: _version,
      stages: _stages,
      origins: _origins,
      secretSource: _source,
      lesson: _lesson,
      ...printed
    } = JSON.parse(output);
    expect(JSON.parse(JSON.stringify(result))).toEqual(printed);
    expect(result.verdict).toBe('mismatch');
    expect(canonicalRequest).toContain('range:bytes=0-8');
    expect(stringToSign).toMatch(/^AWS4-HMAC-SHA256\n20130524T000000Z\n/);
  });

  it('gives the right signature of a request that is changed', async () => {
    const result = await verified({ ...AT, request: SIGNED_GET.replace('/test.txt', '/other.txt') });
    const right = sign({
      url: 'https://examplebucket.s3.amazonaws.com/other.txt',
      headers: { Range: 'bytes=0-9' },
      credentials: { accessKeyId: EXAMPLE_ID, secretAccessKey: EXAMPLE_SECRET },
      region: 'us-east-1',
      date: '20130524T000000Z',
    });
    const { computed } = result.comparisons.find(({ id }) => id === 'signature') ?? {};
    expect(computed?.text).toBe(isProblem(right) ? '' : right.signature);
  });

  it.each([
    ['us-east-1', 's3', 'match', null],
    ['eu-west-1', 's3', 'mismatch', 'region'],
    ['us-east-1', 'execute-api', 'mismatch', 'service'],
  ])('holds the scope to %s and %s', async (region, service, verdict, id) => {
    const result = await verified({ ...AT, request: PRESIGNED_URL, region, service });
    expect([result.verdict, result.firstDifference?.id ?? null]).toEqual([verdict, id]);
  });

  it.each([
    ['us-east-1', 'match'],
    ['eu-west-1', 'match'],
    ['ap-south-1', 'mismatch'],
  ])('takes a region set for %s: %s', async (region, verdict) => {
    const { request } = received({
      url: 'https://example.com/a',
      credentials: { accessKeyId: EXAMPLE_ID, secretAccessKey: EXAMPLE_SECRET },
      region: 'us-east-1,eu-*',
      algorithm: 'AWS4-ECDSA-P256-SHA256',
      date: AT.now,
    });
    expect((await verified({ ...AT, request, region })).verdict).toBe(verdict);
  });

  it('goes by the clock that is given, and by the present without one', async () => {
    const late = await verified({ ...AT, now: new Date('2013-05-25T00:00:00Z'), request: PRESIGNED_URL });
    expect([late.verdict, late.until]).toEqual(['expired', '2013-05-25T00:00:00.000Z']);
    const early = await verified({ ...AT, now: '20130523T000000Z', request: PRESIGNED_URL });
    expect(early.verdict).toBe('not-yet-valid');
    const { verdict, says } = await verified({ request: PRESIGNED_URL, secretAccessKey: EXAMPLE_SECRET });
    expect(verdict).toBe('expired');
    expect(says).not.toContain('--');
  });

  it('does not know a signature without the secret', async () => {
    for (const nothing of [() => null, async () => undefined]) {
      expect((await verified({ ...AT, request: SIGNED_GET, secretAccessKey: nothing })).verdict).toBe('unknown');
    }
  });

  it('has a verdict for everything that a client sends', async () => {
    const verdictOn = async (request: VerifyInput['request']) => (await verified({ ...AT, request })).verdict;
    expect(await verdictOn('GET / HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('unsigned');
    expect(await verdictOn({ url: '/', headers: { Host: 'a', Authorization: 'AWS4-HMAC-SHA256 Credential' } })).toBe(
      'malformed',
    );
    expect(await verdictOn('GET / HTTP/1.1\r\nHost a\r\n\r\n')).toBe('malformed');
    expect(await verdictOn({ url: '/', headers: { Host: 'a', Authorization: `AWS ${EXAMPLE_ID}:AAAA` } })).toBe(
      'signature-version-2',
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['request', { request: 12 }],
    ['request', { request: 'nothing of a request' }],
    ['request', { request: '{"log":{"entries":[]}}' }],
    ['request.url', { request: { headers: {} } }],
    ['request.url', { request: { url: '/a\nb' } }],
    ['request.headers[0]', { request: { url: '/', headers: [['a b', 'c']] } }],
    ['request.target', { request: { target: '/' } }],
    ['secretAccessKey', { secretAccessKey: 12 }],
    ['secretAccessKey', { secretAccessKey: '' }],
    ['secretAccessKey', { secretAccessKey: () => '' }],
    ['now', { now: 'soon' }],
    ['region', { region: 1 }],
    ['rules.plusInQuery', { rules: { plusInQuery: 'minus' } }],
    ['secret', { secret: EXAMPLE_SECRET }],
  ])('names %s where that is at fault', async (path, change) => {
    const result = await verify({ ...AT, request: SIGNED_GET, ...change } as VerifyInput);
    expect(result).toMatchObject({ kind: 'problem', path });
  });
});

const flipped = (signature: string) => signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
