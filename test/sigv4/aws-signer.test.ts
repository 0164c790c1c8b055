/** Random requests, signed by this program and by the signer of the AWS SDK for JavaScript, which gets decoded text. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { USUAL_SIGNING } from '../../src/sigv4/schemes/signing-input.ts';
import { signRequest } from '../../src/sigv4/sign.ts';
import { unrecorded } from '../../src/trace/trace.ts';
import { givenOf, octetsOf, utf8 } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { sha256Of, uriEncode } from '../support/sigv4/independent-signer.ts';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'Zq9/marked+Secret=Key~0123&Xy' };
const HOST = 'examplebucket.s3.amazonaws.com';
const TIMESTAMP = '20130524T000000Z';

class Sha256 {
  private readonly hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = secret instanceof ArrayBuffer ? new Uint8Array(secret) : secret;
    this.hash = key === undefined ? createHash('sha256') : createHmac('sha256', key as string | Uint8Array);
  }
  update(piece: Uint8Array) {
    this.hash.update(piece);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
  reset() {}
}

/** Characters, of which some have a meaning in a URL, some are not ASCII, and one is not in the BMP. */
const text = fc.string({ unit: fc.constantFrom(...' /.+~%&=?#;:aZ0(*é日\u{1f600}'), maxLength: 12 });
const randomText = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'DELETE', 'M-SEARCH'),
  path: text.map((path) => `/${path}`),
  query: fc.uniqueArray(fc.tuple(text, text), { maxLength: 4, selector: ([name]) => name }),
  headers: fc.uniqueArray(fc.tuple(fc.stringMatching(/^x-[a-z0-9-]{1,4}$/), text), {
    maxLength: 4,
    selector: ([name]) => name,
  }),
  body: text,
  token: fc.option(fc.constant('FwoGmarked//Token+with=  two   spaces&%41%zz')),
});

it('a random request has the same signature as from the AWS SDK', async () => {
  const signer = new SignatureV4({
    credentials: KEYS,
    region: 'us-east-1',
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  await fc.assert(
    fc.asyncProperty(randomText, async ({ method, path, query, headers, body, token }) => {
      const encoded = (bytes: string) => uriEncode(utf8(bytes));
      const target = `${path.split('/').map(encoded).join('/')}?${query.map((pair) => pair.map(encoded).join('=')).join('&')}`;
      const lines = [['Host', HOST], ...headers].map(([name, value]) => `${name}: ${utf8(value ?? '')}`);
      const sha256 = sha256Of(utf8(body));
      const given = (value: string) => givenOf(value, 'the test');
      const ours = signRequest(
        {
          ...USUAL_SIGNING,
          request: given([`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n')),
          payload: { length: utf8(body).length, sha256: octetsOf(sha256) },
          credentials: {
            accessKeyId: given(KEYS.accessKeyId),
            secretAccessKey: given(KEYS.secretAccessKey),
            sessionToken: token === null ? null : given(token),
          },
          timestamp: given(TIMESTAMP),
          region: given('us-east-1'),
          service: given('s3'),
          rules: S3_RULES,
        },
        unrecorded,
      );
      const hash = { 'x-amz-content-sha256': sha256, ...(token === null ? {} : { 'x-amz-security-token': token }) };
      const theirs = await signer.sign(
        {
          method,
          protocol: 'https:',
          hostname: HOST,
          path: path.split('/').map(encoded).join('/'),
          query: Object.fromEntries(query),
          headers: { host: HOST, ...Object.fromEntries(headers), ...hash },
        },
        { signingDate: new Date('2013-05-24T00:00:00Z') },
      );
      const signature = /Signature=([0-9a-f]{64})$/.exec(theirs.headers.authorization ?? '')?.[1];
      expect(sound(ours).signature.octets).toBe(signature);
    }),
    { numRuns: 300, seed: 20130524 },
  );
});
