/** The query form: presigned URLs, which carry their signature and are good for a while. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AWS4_ECDSA_P256_SHA256 } from '../../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { GENERAL_RULES, type PayloadMode } from '../../../src/sigv4/rules.ts';
import { signRequest, traceSigning } from '../../../src/sigv4/sign.ts';
import { findValue, unrecorded } from '../../../src/trace/trace.ts';
import { givenOf } from '../../support/octets-of.ts';
import { expectProblem } from '../../support/problems.ts';
import { type Pair, presignIndependently, sha256Of, uriEncode } from '../../support/sigv4/independent-signer.ts';
import { HOST, headOf, type RandomRequest, randomRequest } from '../../support/sigv4/random-requests.ts';
import { type Asked, accepts, EXAMPLE, inputOf, sign } from '../../support/sigv4/signing.ts';

const HEAD = 'GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n';
const UNSIGNED = { payload: 'unsigned' } as const;
const PRESIGNED = { head: HEAD, expires: '86400', rules: UNSIGNED } satisfies Asked;

/** The parameters of the AWS example, up to the signature. */
const PARAMETERS =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256' +
  '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host';
const SIGNATURE = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';

/** The values of a recorded signing, by their id. */
function valuesOf(asked: Asked): Map<string, string> {
  const trace = traceSigning(inputOf(asked, givenOf));
  expect(trace.outcome).toEqual({ kind: 'signed' });
  return new Map(trace.values.map(({ id, bytes }) => [id, bytes.octets]));
}

const urlOf = (asked: Asked) => valuesOf(asked).get('presigned-url') ?? '';

/** The query of what was signed, as pairs that are not decoded. */
function parametersOf(asked: Asked): Pair[] {
  const query = sign(asked).request.target.octets.split('?').slice(1).join('?');
  return query.split('&').map((pair): Pair => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]);
}

const parameters = (asked: Asked): Readonly<Record<string, string>> => Object.fromEntries(parametersOf(asked));

describe("AWS's documented presigned GET", () => {
  const values = valuesOf(PRESIGNED);

  it.each([
    ['presigned-url', `https://examplebucket.s3.amazonaws.com/test.txt?${PARAMETERS}&X-Amz-Signature=${SIGNATURE}`],
    ['canonical-query-string', PARAMETERS],
    [
      'canonical-request',
      `GET\n/test.txt\n${PARAMETERS}\nhost:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD`,
    ],
    ['hashed-canonical-request', '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04'],
    [
      'string-to-sign',
      'AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n' +
        '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04',
    ],
    ['signature', SIGNATURE],
    ['expires', '86400'],
    [
      'signed-request',
      `GET /test.txt?${PARAMETERS}&X-Amz-Signature=${SIGNATURE} HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n`,
    ],
  ])('has the %s that AWS prints', (id, expected) => {
    expect(values.get(id)).toBe(expected);
  });

  it('has the stages of its form, and each of its values belongs to one', () => {
    const trace = traceSigning(inputOf(PRESIGNED, givenOf));
    const stages = trace.stages.map(({ id }) => id);
    expect(trace.scheme).toBe('query');
    expect(stages).toEqual([
      'request',
      'credential-scope',
      'signing-key',
      'canonical-request',
      'string-to-sign',
      'presigned-url',
      'request-bytes',
      'response-bytes',
    ]);
    expect(trace.values.filter(({ stage }) => !stages.includes(stage))).toEqual([]);
  });

  it('is accepted, and with no other time, expiry, name or host', () => {
    const head = values.get('signed-request') ?? '';
    expect(accepts(head)).toBe(true);
    for (const [from, to] of [
      ['Expires=86400', 'Expires=86401'],
      ['Date=20130524T000000Z', 'Date=20130524T000001Z'],
      ['/test.txt', '/test.txt2'],
      ['Host: examplebucket', 'Host: otherbucket'],
      ['GET', 'PUT'],
      [SIGNATURE, SIGNATURE.toUpperCase()],
      [SIGNATURE, SIGNATURE.replace('a', 'b')],
    ] as const) {
      expect(accepts(head.replace(from, to))).toBe(false);
    }
  });
});

describe('the presigned URL', () => {
  it.each([
    ['http', 'http://examplebucket.s3.amazonaws.com/test.txt?'],
    ['https', 'https://examplebucket.s3.amazonaws.com/test.txt?'],
  ] as const)('begins with the scheme %s, which is not signed', (scheme, beginning) => {
    const url = urlOf({ ...PRESIGNED, scheme });
    expect(url.startsWith(beginning)).toBe(true);
    expect(url.endsWith(SIGNATURE)).toBe(true);
  });

  it('has the port of the Host header', () => {
    expect(urlOf({ ...PRESIGNED, head: HEAD.replace('.com', '.com:9000') })).toMatch(
      /^https:\/\/examplebucket\.s3\.amazonaws\.com:9000\/test/,
    );
  });

  it.each([
    ['no query', '/a', '/a?X-Amz-Algorithm='],
    ['an empty query', '/a?', '/a?X-Amz-Algorithm='],
    ['a name alone', '/a?acl', '/a?acl&X-Amz-Algorithm='],
    ['an ampersand at the end', '/a?acl&', '/a?acl&X-Amz-Algorithm='],
    ['parameters', '/a?prefix=b%20c&x', '/a?prefix=b%20c&x&X-Amz-Algorithm='],
    ['two question marks', '/a?b?', '/a?b?&X-Amz-Algorithm='],
    ['a question mark as the whole query', '/a??', '/a??&X-Amz-Algorithm='],
  ])('goes on with the parameters after a target with %s', (_what, target, beginning) => {
    const asked = { ...PRESIGNED, head: HEAD.replace('/test.txt', target) };
    const signed = sign(asked);
    expect(signed.request.target.octets.slice(0, beginning.length)).toBe(beginning);
    expect(accepts(signed.bytes.octets)).toBe(true);
  });

  it('has the key ID and the names of headers encoded', () => {
    const head = HEAD.replace('\r\n\r\n', '\r\nX-B: 2\r\n\r\n');
    expect(parameters({ ...PRESIGNED, head, keyId: 'a/b+c=' })).toMatchObject({
      'X-Amz-Credential': 'a%2Fb%2Bc%3D%2F20130524%2Fus-east-1%2Fs3%2Faws4_request',
      'X-Amz-SignedHeaders': 'host%3Bx-b',
    });
  });

  it('takes its time from the signer, also where the request has a date of its own', () => {
    const head = HEAD.replace('\r\n\r\n', '\r\nx-amz-date: 20150830T123600Z\r\n\r\n');
    expect(parameters({ ...PRESIGNED, head })['X-Amz-Date']).toBe('20130524T000000Z');
    expect(accepts(sign({ ...PRESIGNED, head }).bytes.octets)).toBe(true);
  });
});

describe('the expiry of a presigned URL', () => {
  it.each(['1', '60', '86400', '604799', '604800'])('may be %s seconds', (expires) => {
    expect(parameters({ ...PRESIGNED, expires })['X-Amz-Expires']).toBe(expires);
    expect(accepts(sign({ ...PRESIGNED, expires }).bytes.octets)).toBe(true);
  });

  it.each([
    ...['0', '00', '01', '604801', '999999', '6048000', '-1', '+1', '1.5', '1e3', '0x10', '', ' 1', '1 ', '1\n'],
    '\xb2',
    '9'.repeat(400),
  ])('is a problem where it is %j', (expires) => {
    const found = expectProblem(signRequest(inputOf({ ...PRESIGNED, expires }), unrecorded), 'expires');
    expect(found.where).toEqual({ value: 'expires', start: 0, end: expires.length });
    expect(traceSigning(inputOf({ ...PRESIGNED, expires }, givenOf)).outcome.kind).toBe('malformed');
  });
});

describe('the payload of a presigned URL', () => {
  it('is not covered where it is unsigned, and no header says so', () => {
    expect(sign(PRESIGNED).bytes.octets).not.toMatch(/content-sha256/i);
  });

  it('is covered where it is hashed: the hash is a header, which is signed', () => {
    const asked = { ...PRESIGNED, rules: { payload: 'hashed' }, body: 'body' } as const;
    const head = sign(asked).bytes.octets;
    expect(head).toContain(`\r\nx-amz-content-sha256: ${sha256Of('body')}\r\n`);
    expect(parameters(asked)['X-Amz-SignedHeaders']).toBe('host%3Bx-amz-content-sha256');
    expect(accepts(head, { body: 'body' })).toBe(true);
  });

  it('is what the header of the request says, where it has one', () => {
    const head = HEAD.replace('\r\n\r\n', '\r\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n\r\n');
    const signed = sign({ ...PRESIGNED, head, rules: { payload: 'hashed' } });
    expect(signed.canonicalRequest.octets).toMatch(/\nhost;x-amz-content-sha256\nUNSIGNED-PAYLOAD$/);
    expect(signed.bytes.octets.match(/x-amz-content-sha256: /gi)).toHaveLength(1);
  });

  it('is hashed without a header for other services than S3', () => {
    const signed = sign({ ...PRESIGNED, rules: GENERAL_RULES, service: 'iam', body: 'body' });
    expect(signed.canonicalRequest.octets.split('\n').slice(-2)).toEqual(['host', sha256Of('body')]);
    expect(accepts(signed.bytes.octets, { rules: GENERAL_RULES, body: 'body' })).toBe(true);
    expect(accepts(signed.bytes.octets, { rules: GENERAL_RULES, body: 'other' })).toBe(false);
  });

  it.each<PayloadMode>(['streaming', 'streaming-trailer', 'unsigned-trailer'])('cannot be %s', (payload) => {
    expectProblem(signRequest(inputOf({ ...PRESIGNED, rules: { payload } }), unrecorded), 'presigned-chunks');
  });

  it.each([
    ['a hash', 'a'.repeat(64)],
    ['UNSIGNED-PAYLOAD, as the JavaScript SDK hoists it', 'UNSIGNED-PAYLOAD'],
  ])('may be named by a parameter of the request: %s', (_what, hash) => {
    const head = HEAD.replace('/test.txt', `/test.txt?X-Amz-Content-Sha256=${hash}`);
    const signed = sign({ ...PRESIGNED, head });
    expect(signed.canonicalRequest.octets.split('\n').at(-1)).toBe(hash);
    expect(accepts(signed.bytes.octets)).toBe(true);
  });
});

describe('the session token of a presigned URL', () => {
  const token = 'a/b+c= d%41';
  const encoded = 'a%2Fb%2Bc%3D%20d%2541';
  const names = (asked: Asked) => parametersOf(asked).map(([name]) => name);

  it('is a signed parameter, before the list of signed headers', () => {
    const asked = { ...PRESIGNED, token };
    expect(names(asked)).toEqual([
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'X-Amz-Expires',
      'X-Amz-Security-Token',
      'X-Amz-SignedHeaders',
      'X-Amz-Signature',
    ]);
    expect(parameters(asked)['X-Amz-Security-Token']).toBe(encoded);
    expect(sign(asked).canonicalRequest.octets).toContain(`&X-Amz-Security-Token=${encoded}&`);
    expect(accepts(sign(asked).bytes.octets)).toBe(true);
    expect(accepts(sign(asked).bytes.octets.replace(encoded, 'other'))).toBe(false);
  });

  it('is the last parameter where it is appended, and the signature is the same as without it', () => {
    const rules = { ...UNSIGNED, sessionToken: 'appended' } as const;
    const asked = { ...PRESIGNED, token, rules };
    expect(parametersOf(asked).slice(-2)).toEqual([
      ['X-Amz-Signature', SIGNATURE],
      ['X-Amz-Security-Token', encoded],
    ]);
    const head = sign(asked).bytes.octets;
    expect(accepts(head, { rules })).toBe(true);
    expect(accepts(head.replace(encoded, 'other'), { rules })).toBe(true);
    expect(accepts(head, { rules: UNSIGNED })).toBe(false);
  });

  it.each(['signed', 'appended'] as const)(
    'is sent once where it is %s and the request has it as a header',
    (sessionToken) => {
      const head = HEAD.replace('\r\n\r\n', `\r\nX-Amz-Security-Token: ${token}\r\n\r\n`);
      const rules = { ...UNSIGNED, sessionToken } as const;
      for (const given of [token, null]) {
        const sent = sign({ ...PRESIGNED, head, token: given, rules }).bytes.octets;
        expect(sent.match(/x-amz-security-token[=:]/gi)).toEqual(['X-Amz-Security-Token:']);
        expect(accepts(sent, { rules })).toBe(true);
      }
    },
  );
});

describe('a presigned URL of SigV4A', () => {
  const asked = { ...PRESIGNED, algorithm: AWS4_ECDSA_P256_SHA256, region: 'us-east-1,eu-*' } satisfies Asked;

  it('names its regions in a parameter instead of the scope', () => {
    expect(parameters(asked)).toMatchObject({
      'X-Amz-Algorithm': 'AWS4-ECDSA-P256-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE%2F20130524%2Fs3%2Faws4_request',
      'X-Amz-Region-Set': 'us-east-1%2Ceu-%2A',
    });
    const head = sign(asked).bytes.octets;
    expect(accepts(head)).toBe(true);
    expect(accepts(head.replace('X-Amz-Region-Set=us-east-1', 'X-Amz-Region-Set=us-east-2'))).toBe(false);
  });
});

describe('any presigned request', () => {
  const token = fc.option(fc.string({ unit: fc.constantFrom(...'aZ/+=% &~'), minLength: 1 }), { nil: undefined });
  const expires = fc.integer({ min: 1, max: 604800 }).map(String);

  it('has the signature that an independent signer makes, and is accepted', () => {
    fc.assert(
      fc.property(randomRequest, token, expires, (request, sessionToken, seconds) => {
        const by = { ...EXAMPLE, expires: seconds, token: sessionToken };
        const independent = presignIndependently(meant(request), by);
        const asked = { ...PRESIGNED, head: headOf(request), expires: seconds, token: sessionToken ?? null };
        const signed = sign(asked);
        expect(signed.canonicalRequest.octets).toBe(independent.canonicalRequest);
        expect(signed.stringToSign.octets).toBe(independent.stringToSign);
        expect(signed.signature.octets).toBe(independent.signature);
        const added = independent.added.map((pair) => pair.map((part) => uriEncode(part)).join('='));
        const query = [...added, `X-Amz-Signature=${independent.signature}`].join('&');
        expect(signed.request.target.octets.endsWith(query)).toBe(true);
        expect(accepts(signed.bytes.octets)).toBe(true);
      }),
    );
  });
});

function meant({ method, path, query, headers }: RandomRequest) {
  return {
    method,
    path: path.meant,
    query: query.map(([name, value]): Pair => [name.meant, value.meant]),
    headers: [HOST, ...headers],
    payloadHash: 'UNSIGNED-PAYLOAD',
  };
}

describe('a trace of presigning that fails', () => {
  it('goes as far as it can', () => {
    const trace = traceSigning(inputOf({ ...PRESIGNED, timestamp: 'now' }, givenOf));
    expect(trace.outcome).toMatchObject({ kind: 'malformed', problem: { code: 'timestamp' } });
    expect(findValue(trace, 'secret-access-key')).toBeDefined();
    expect(findValue(trace, 'presigned-url')).toBeUndefined();
  });
});
