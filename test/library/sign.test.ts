/** The library's `sign`: every published vector, and what it refuses. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/library/problem.ts';
import { type SignInput, sign } from '../../src/library/sign.ts';
import { LIBRARY_VECTORS, whyNot } from '../support/library/library-vectors.ts';
import { EXAMPLE } from '../support/sigv4/signing.ts';
import { printedValues, REQUEST_VECTORS } from '../support/vectors/published-vectors.ts';

const EXAMPLE_INPUT: SignInput = {
  url: 'https://examplebucket.s3.amazonaws.com/test.txt',
  headers: { Range: 'bytes=0-9' },
  credentials: { accessKeyId: EXAMPLE.keyId, secretAccessKey: EXAMPLE.secret },
  region: 'us-east-1',
  date: '20130524T000000Z',
};
const EXAMPLE_SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

function signed(input: SignInput) {
  const result = sign(input);
  if (isProblem(result)) throw new Error(`${result.path}: ${result.says}`);
  return result;
}

function refused(input: unknown) {
  const result = sign(input as SignInput);
  if (!isProblem(result)) throw new Error('It was signed.');
  return result;
}

describe('sign', () => {
  it('is asked every published vector that can be said as a URL with its payload', () => {
    const left = Map.groupBy(REQUEST_VECTORS.map(whyNot), (why) => why ?? 'asked');
    expect(Object.fromEntries([...left].map(([why, vectors]) => [why, vectors.length]))).toEqual({
      asked: 250,
      chunks: 10,
      'no host': 1,
      'number sign': 3,
    });
  });

  it.each(LIBRARY_VECTORS)('gives the published values of %s', (_name, vector, input) => {
    const result = signed(input);
    const isAsymmetric = result.algorithm === 'AWS4-ECDSA-P256-SHA256';
    const printed = printedValues(vector);
    const given: Readonly<Record<string, string | null>> = {
      'canonical-uri': result.canonicalUri,
      'canonical-query-string': result.canonicalQueryString,
      'canonical-headers': result.canonicalHeaders,
      'signed-headers': result.signedHeaders,
      'hashed-payload': result.hashedPayload,
      'canonical-request': result.canonicalRequest,
      'hashed-canonical-request': result.hashedCanonicalRequest,
      'credential-scope': result.credentialScope,
      'string-to-sign': result.stringToSign,
      'signing-key': result.signingKey,
      'private-key': result.signingKey,
      'presigned-url': result.url,
      ...(isAsymmetric ? {} : { signature: result.signature }),
    };
    const compared = [...printed.keys()].filter((id) => id in given);
    // A vector of SigV4A may have nothing but a signature, which is another each time: `verify` is asked for these.
    if (!isAsymmetric) expect(compared).not.toEqual([]);
    for (const id of compared) {
      const value = Buffer.from(given[id] ?? '', 'utf8').toString('latin1');
      expect([id, value]).toEqual([id, printed.get(id)]);
    }
  });

  it('takes headers as pairs, as an object, as a Map and as the Headers of fetch', () => {
    const forms: NonNullable<SignInput['headers']>[] = [
      [['Range', 'bytes=0-9']],
      { Range: 'bytes=0-9', 'X-Absent': undefined },
      new Map([['Range', 'bytes=0-9']]),
      new Headers({ Range: 'bytes=0-9' }),
    ];
    for (const headers of forms) expect(signed({ ...EXAMPLE_INPUT, headers }).signature).toBe(EXAMPLE_SIGNATURE);
  });

  it('signs a body as text, as bytes and by its hash in the same way', () => {
    const put: SignInput = { ...EXAMPLE_INPUT, method: 'PUT' };
    const payloadHash = createHash('sha256').update('é').digest('hex');
    const signatures = [
      signed({ ...put, body: 'é' }),
      signed({ ...put, body: Uint8Array.of(0xc3, 0xa9) }),
      signed({ ...put, payloadHash }),
    ].map(({ signature }) => signature);
    expect(new Set(signatures).size).toBe(1);
    expect(signed({ ...put, body: 'e' }).signature).not.toBe(signatures[0]);
  });

  it('signs at the time of the call where no date is given', () => {
    const { date: _date, ...input } = EXAMPLE_INPUT;
    const before = new Date();
    const { timestamp } = signed(input);
    const written = (moment: Date) => moment.toISOString().replace(/[-:]|\.\d{3}/g, '');
    expect([written(before), written(new Date())]).toContain(timestamp);
  });

  it('leaves the port of the scheme out of Host, as clients do', () => {
    const host = (url: string) => signed({ ...EXAMPLE_INPUT, url }).headers[0]?.[1];
    expect(host('https://example.com:443/')).toBe('example.com');
    expect(host('http://example.com:80/')).toBe('example.com');
    expect(host('https://example.com:80/')).toBe('example.com:80');
  });

  it('gives the signing key only where it is asked for by name', () => {
    expect(JSON.stringify(signed(EXAMPLE_INPUT))).not.toContain('dbb893acc010964918f1fd433add87c7');
    expect(signed({ ...EXAMPLE_INPUT, include: ['signingKey'] }).signingKey).toBe(
      'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378',
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['url', { url: 'examplebucket/test.txt' }],
    ['url', { url: undefined }],
    ['url', { url: 'https://examplebucket.s3.amazonaws.com/?X-Amz-Signature=0' }],
    ['method', { method: 'GET /' }],
    ['headers', { headers: 'Range: bytes=0-9' }],
    ['headers[0]', { headers: [['Range', 'bytes=0-9\r\nX-Amz-Acl: public-read']] }],
    ['headers', { headers: { Authorization: 'AWS4-HMAC-SHA256 …' } }],
    ['headers', { headers: { 'X-Amz-Date': 'today' }, date: undefined }],
    ['date', { headers: { 'X-Amz-Date': '20130525T000000Z' } }],
    ['date', { date: 'yesterday' }],
    ['date', { date: new Date(Number.NaN) }],
    ['body', { body: 12 }],
    ['payloadHash', { payloadHash: 'E3B0' }],
    ['payloadHash', { payloadHash: 'UNSIGNED-PAYLOAD', body: '' }],
    ['credentials', { credentials: undefined }],
    ['credentials.secretAccessKey', { credentials: { accessKeyId: EXAMPLE.keyId } }],
    ['credentials.sessionToken', { credentials: { ...EXAMPLE_INPUT.credentials, sessionToken: 'a\nb' } }],
    ['region', { region: 'us east' }],
    ['service', { service: '' }],
    ['form', { form: 'cookie' }],
    ['expires', { form: 'query', expires: 604_801 }],
    ['signedHeaders', { signedHeaders: ['x-amz-absent'] }],
    ['rules.pathEncoding', { rules: { pathEncoding: 'thrice' } }],
    ['algorithm', { algorithm: 'AWS3' }],
    ['dialect', { dialect: 'oss4' }],
    ['region', { region: undefined }],
    ['include', { include: ['secret'] }],
    ['bodyText', { bodyText: '' }],
  ])('names %s where that is at fault', (path, change) => {
    const { says, fix, ...problem } = refused({ ...EXAMPLE_INPUT, ...change });
    expect(problem).toMatchObject({ kind: 'problem', path });
    expect([says, fix].every((sentence) => /^\S.*[.]$/s.test(sentence))).toBe(true);
  });

  it('returns a problem for what is no object', () => {
    for (const input of [undefined, null, 'https://example.com', []]) expect(refused(input).code).toBe('input');
  });

  it('quotes no secret in a problem', () => {
    const secret = 'NotARealSecret/0123456789';
    const credentials = { accessKeyId: `${secret}\n`, secretAccessKey: secret, sessionToken: secret };
    for (const change of [
      { credentials },
      { url: `htps://example.com/?X-Amz-Security-Token=${secret}` },
      { headers: [['x-amz-security-token', `${secret}\r\nx`]] },
    ]) {
      expect(JSON.stringify(refused({ ...EXAMPLE_INPUT, ...change }))).not.toContain(secret);
    }
  });
});
