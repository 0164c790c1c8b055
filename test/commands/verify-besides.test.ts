/** What is said of a request besides its signature: what a server refuses all the same, and what no one can compare. */
import { describe, expect, it } from 'vitest';
import { formOf } from '../support/sigv4/form-order.ts';
import {
  type Pair,
  presignIndependently,
  sha256Of,
  signIndependently,
  uriEncode,
} from '../support/sigv4/independent-signer.ts';
import { leaksIn, MARKED } from '../support/trace/secret-search.ts';
import { EXAMPLE_ID, EXAMPLE_SECRET, verifyText } from '../support/verification/verifying.ts';

const TIME = '20130524T000000Z';
const byKey = (service: string, region = 'us-east-1') => ({
  secret: EXAMPLE_SECRET,
  timestamp: TIME,
  scope: [TIME.slice(0, 8), region, service, 'aws4_request'],
});

interface Sent {
  readonly service?: string;
  readonly region?: string;
  readonly host?: string;
  readonly signed?: readonly Pair[];
  readonly unsigned?: readonly Pair[];
  readonly payloadHash?: string;
  readonly body?: string;
}

/** A POST whose signature is right; `payloadHash` is what was signed. */
function posted({
  service = 's3',
  region,
  host,
  signed = [],
  unsigned = [],
  payloadHash = sha256Of(''),
  body = '',
}: Sent) {
  const by = byKey(service, region);
  const headers: Pair[] = [...(host === undefined ? [] : [['Host', host] as const]), ['X-Amz-Date', TIME], ...signed];
  const { signature, signedHeaders } = signIndependently(
    { method: 'POST', path: '/a', query: [], headers, payloadHash },
    by,
  );
  const credential = [EXAMPLE_ID, ...by.scope].join('/');
  const lines = [
    'POST /a HTTP/1.1',
    ...[...headers, ...unsigned].map((pair) => pair.join(': ')),
    `Authorization: AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

const HASH: Pair = ['x-amz-content-sha256', sha256Of('')];
const HOST = 'examplebucket.s3.amazonaws.com';

describe('a signature that is right', () => {
  it.each([
    [
      'is all',
      posted({ host: HOST, signed: [HASH] }),
      'The signature is right, and so is everything else that the request claims.',
    ],
    [
      'of a request that does not sign its host',
      posted({ signed: [HASH], unsigned: [['Host', HOST]] }),
      'the server refuses the request anyway. The header host is not signed',
    ],
    [
      'of a request that does not sign a header of AWS',
      posted({ host: HOST, signed: [HASH], unsigned: [['x-amz-acl', 'private']] }),
      'The header x-amz-acl is not signed',
    ],
    [
      'of a request without the hash of its payload',
      posted({ host: HOST }),
      'There is no x-amz-content-sha256 header.',
    ],
    [
      'for another region than the host',
      posted({ host: 'examplebucket.s3.eu-west-1.amazonaws.com', signed: [HASH] }),
      'the host is in eu-west-1',
    ],
    [
      'of a body that is not there',
      posted({
        host: HOST,
        signed: [['x-amz-content-sha256', sha256Of('other')]],
        unsigned: [['Content-Length', '5']],
        payloadHash: sha256Of('other'),
      }),
      'not everything can be compared. The body is unknown',
    ],
    [
      'of chunks that are not there',
      posted({
        host: HOST,
        signed: [
          ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'],
          ['x-amz-decoded-content-length', '5'],
        ],
        unsigned: [['Content-Length', '500']],
        payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      }),
      'so its chunks, its length, and its checksums cannot be checked',
    ],
    ['of a policy', formOf().request, 'Whether the policy allows the fields of the form is not checked.'],
  ])('%s: a match, with what is to be said besides', async (_what, text, says) => {
    const { verdict, code, output } = await verifyText(text);
    expect([verdict, code]).toEqual(['match', 0]);
    expect(output.split('\n')[1]).toContain(says);
    const { output: json } = await verifyText(text, { options: { json: true } });
    expect(JSON.parse(json).says).toContain(says);
  });
});

describe('a body that is not known', () => {
  const body = '{"a":1}';
  const ofGateway = (end: string, more: readonly Pair[]) =>
    posted({ service: 'execute-api', host: 'api.example.com', payloadHash: sha256Of(body), unsigned: more, body: end });

  it('is no mismatch where its hash is signed and not sent', async () => {
    expect((await verifyText(ofGateway(body, [['Content-Length', '7']]))).verdict).toBe('match');
    const { verdict, output } = await verifyText(ofGateway('', [['Content-Length', '7']]));
    expect(verdict).toBe('unknown');
    expect(output).toContain('The body is unknown, and its hash is part of what is signed.');
  });

  it('is a mismatch where the body is there and another', async () => {
    const { verdict } = await verifyText(ofGateway('{"a":2}', [['Content-Length', '7']]));
    expect(verdict).toBe('mismatch at Signature');
  });
});

describe('a header in the place of the hash', () => {
  it.each(['FOO', sha256Of('').toUpperCase(), ''])(
    'that says %j is said to be neither hash nor word',
    async (value) => {
      const text = posted({ host: HOST, signed: [['x-amz-content-sha256', value]], payloadHash: value });
      const { verdict, output } = await verifyText(text);
      expect(verdict).toBe('mismatch at Hashed payload');
      expect(output).toContain('neither a hash, 64 lowercase hexadecimal digits, nor one of UNSIGNED-PAYLOAD');
    },
  );
});

describe('a POST with a form', () => {
  const form = '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--B--\r\n';
  const headers = `Host: ${HOST}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: ${form.length}\r\n\r\n${form}`;

  it('is verified by its URL where that is presigned', async () => {
    const by = { ...byKey('s3'), keyId: EXAMPLE_ID, expires: '900' };
    const request = {
      method: 'POST',
      path: '/a',
      query: [],
      headers: [['Host', HOST]] as const,
      payloadHash: 'UNSIGNED-PAYLOAD',
    };
    const { added, signature } = presignIndependently(request, by);
    const query = [...added, ['X-Amz-Signature', signature]].map(
      ([name, value]) => `${name}=${uriEncode(value ?? '')}`,
    );
    expect((await verifyText(`POST /a?${query.join('&')} HTTP/1.1\r\n${headers}`)).verdict).toBe('match');
  });

  it('is unsigned where nothing signs it, and of the version before where that does', async () => {
    expect((await verifyText(`POST / HTTP/1.1\r\n${headers}`)).verdict).toBe('unsigned');
    const fields = 'AWSAccessKeyId,policy,signature'
      .split(',')
      .map((name) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\ne30=\r\n`)
      .join('');
    const older = headers.replace(`Content-Length: ${form.length}`, `Content-Length: ${form.length + fields.length}`);
    expect((await verifyText(`POST / HTTP/1.1\r\n${older.replace(form, fields + form)}`)).verdict).toBe(
      'Signature Version 2',
    );
  });
});

describe('a policy', () => {
  it.each([
    ['that is no JSON', 'not json', 'Invalid JSON'],
    ['without an end', { conditions: [['starts-with', '$key', '']] }, 'missing expiration'],
    [
      'with an end that is no time',
      { expiration: 'May 25 2013', conditions: [['starts-with', '$key', '']] },
      'expiration',
    ],
  ])('%s is malformed, however right its signature is', async (_what, document, says) => {
    const { verdict, output, code } = await verifyText(formOf({ document }).request);
    expect([verdict, code]).toEqual(['malformed at policy', 1]);
    expect(output).toContain(says);
  });

  it.each([0, 1, 2])('shows no session token, as text or in base64, at any place (%i)', async (shift) => {
    const conditions = [{ 'x-amz-meta-a': 'a'.repeat(shift) }, { 'x-amz-security-token': MARKED.token }];
    const { request } = formOf({ token: MARKED.token, conditions, fields: [['x-amz-meta-a', 'a'.repeat(shift)]] });
    for (const options of [{}, { json: true }]) {
      const { output, errors } = await verifyText(request, { options });
      expect(output).toContain(EXAMPLE_ID);
      expect(leaksIn(output + errors)).toEqual([]);
    }
    const { output } = await verifyText(request, { options: { json: true, showSecret: true } });
    expect(leaksIn(output)).not.toEqual([]);
  });

  it('that cannot be read is not shown at all, because a token may be in it', async () => {
    const { request } = formOf({ document: `{"x-amz-security-token": "${MARKED.token}"`, token: MARKED.token });
    for (const options of [{}, { json: true }]) {
      expect(leaksIn((await verifyText(request, { options })).output)).toEqual([]);
    }
  });
});
