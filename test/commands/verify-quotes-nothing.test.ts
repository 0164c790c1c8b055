/** What is malformed may be a secret in the wrong place: no problem of `sigv4 verify` quotes it, it says where it is. */
import { describe, expect, it } from 'vitest';
import { formOf } from '../support/sigv4/form-order.ts';
import { leaksIn, MARKED } from '../support/trace/secret-search.ts';
import { PRESIGNED_URL, SIGNED_GET, verifyText } from '../support/verification/verifying.ts';

const { secret } = MARKED;
const withAuthorization = (value: string) => SIGNED_GET.replace(/Authorization: .*/, `Authorization: ${value}`);
const withParameter = (name: string) => PRESIGNED_URL.replace(new RegExp(`${name}=[^&]*`), `${name}=${percent}`);
const percent = encodeURIComponent(secret);
const post = (headers: string, body: string) => `POST /a HTTP/1.1\r\nHost: h\r\n${headers}\r\n\r\n${body}`;
const chunkedPut = (body: string) =>
  SIGNED_GET.replace('GET', 'PUT')
    .replace(/x-amz-content-sha256: .*/, 'x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER')
    .replace('\r\n\r\n', `\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
const withField = (name: string) =>
  formOf({ alter: (fields) => fields.map(([each, value]) => [each, each === name ? secret : value] as const) }).request;

describe('a secret in the wrong place', () => {
  it.each([
    ['as the whole Authorization header', withAuthorization(secret)],
    ['as its first word', withAuthorization(`${secret} x`)],
    ['behind another scheme', withAuthorization(`Bearer ${secret}`)],
    ['as an algorithm of AWS', withAuthorization(`AWS4-${secret} Credential=x`)],
    [
      'behind the key ID in Credential',
      withAuthorization(`AWS4-HMAC-SHA256 Credential=AKID:${secret}, SignedHeaders=h, Signature=0`),
    ],
    ['as a signed header, twice', SIGNED_GET.replace('=host;', `=${secret};${secret};`)],
    ['as the algorithm of a presigned URL', withParameter('X-Amz-Algorithm')],
    ['as its credential', withParameter('X-Amz-Credential')],
    ['as its date', withParameter('X-Amz-Date')],
    ['as its expiry', withParameter('X-Amz-Expires')],
    ['as its signed headers, twice', PRESIGNED_URL.replace('=host', `=${percent}%3B${percent}`)],
    ['as the algorithm of a form', withField('x-amz-algorithm')],
    ['as its credential', withField('x-amz-credential')],
    ['as its date', withField('x-amz-date')],
    ['in the place of a chunk', post('Transfer-Encoding: chunked', `${secret}\r\n`)],
    ['as the size of a chunk', post('Transfer-Encoding: chunked', `${'f'.repeat(20)}\r\n${secret}`)],
    ['behind the size of a chunk', post('Transfer-Encoding: chunked', `3;${secret}\r\nabcd`)],
    ['in the trailer of chunks', post('Transfer-Encoding: chunked', `0\r\n${secret}\r\n\r\n`)],
    ['as a transfer coding', post(`Transfer-Encoding: ${secret}`, 'x')],
    ['as a length', post(`Content-Length: ${secret}`, 'x')],
    ['as a header', post(secret, 'x')],
    ['in the place of a chunk of S3', chunkedPut(`${secret}\r\n`)],
    ['in the trailer of S3', chunkedPut(`0\r\n${secret}\r\n\r\n`)],
    ['as the time of signing', SIGNED_GET.replace(/x-amz-date: .*/, `x-amz-date: ${secret}`)],
    ['as an option of curl', `curl --${secret} https://h/`],
    ['as short options of curl', `curl -${secret} https://h/`],
    ['as the data of curl, which takes it for the name of a file', `curl -d '@${secret}' https://h/`],
    ['as data of which curl takes the end for the name of a file', `curl --data-urlencode 'p@${secret}' https://h/`],
    ['as the method of curl', `curl -X '${secret}' https://h/`],
    ['as the URL of curl', `curl 'https://h:${secret}/'`],
    ['as the user of a URL', `https://AKID:${percent}@h/`],
  ])('%s is not quoted', async (_what, input) => {
    for (const options of [{}, { json: true }]) {
      const { output, errors, code } = await verifyText(input, { options });
      expect(code).not.toBe(0);
      expect(leaksIn(output + errors)).toEqual([]);
    }
  });

  it('as the method of a URL is not quoted', async () => {
    const { errors, output } = await verifyText(PRESIGNED_URL, { options: { request: `${secret} x` } });
    expect(errors).toContain('not an HTTP method');
    expect(leaksIn(output + errors)).toEqual([]);
  });
});

describe('a request that is signed with nothing of AWS', () => {
  it.each([
    ['a Basic header', withAuthorization('Basic QTpC'), 'the scheme Basic.'],
    ['curl -u', 'curl -u a:b https://h/', 'the scheme Basic.'],
    ['curl --oauth2-bearer', 'curl --oauth2-bearer x https://h/', 'the scheme Bearer.'],
    ['a token alone', withAuthorization('ghp_x'), 'no scheme of AWS'],
  ])('is unsigned, not malformed: %s', async (_what, input, says) => {
    const { verdict, output, code } = await verifyText(input);
    expect([verdict, code]).toEqual(['unsigned', 1]);
    expect(output).toContain(says);
  });
});
