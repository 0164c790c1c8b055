/** `sigv4 sign` in every form of a signature: what it prints is what AWS's documents print, and what may not be printed is refused. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import type { World } from '../../src/app/world/world.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { octetsOf } from '../support/octets-of.ts';
import { KEY_ID, SCOPE, SECRET } from '../support/sandbox/sandbox-client.ts';
import { canonicalRequestOf, hmacSignatureOf, sha256Of, stringToSignOf } from '../support/sigv4/independent-signer.ts';
import { isSignatureOf, keyPairOf } from '../support/sigv4/independent-sigv4a.ts';

const EXAMPLE = 'https://examplebucket.s3.amazonaws.com/test.txt';
const DATE = '20130524T000000Z';
const TOKEN = 'FQoGZXIvYXdzEXAMPLE//TOKEN==';
const BYTES = octetsOf('\xff\xfe');
const NOTHING_IS_SENT = {
  send: () => Promise.reject(new Error('sign sends nothing')),
  listen: () => Promise.reject(new Error('sign listens nowhere')),
};

interface Situation {
  readonly address?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** With AWS's example key, in its region, at its time; the file `bytes` is not text. */
async function signed(options: OptionValues, { address = EXAMPLE, files, token }: Situation = {}) {
  const environment = { ...EXAMPLE_KEYS, ...(token === undefined ? {} : { AWS_SESSION_TOKEN: token }) };
  const test = worldOf({ environment, ...NOTHING_IS_SENT }, files);
  const { readFile } = test.world;
  const world: World = { ...test.world, readFile: async (path) => (path === 'bytes' ? BYTES : readFile(path)) };
  const code = await sign.run(world, { date: DATE, region: 'us-east-1', ...options }, [address]);
  return { code, output: test.output(), errors: test.errors() };
}

const policyOf = (...conditions: unknown[]) =>
  JSON.stringify({ expiration: '2013-05-24T01:00:00.000Z', conditions: [{ bucket: 'examplebucket' }, ...conditions] });
const POLICY = policyOf(['starts-with', '$key', 'user/'], ['starts-with', '$x-amz-meta-a', '']);
const UPLOAD = { postPolicy: 'policy', form: ['key=user/new.txt', 'x-amz-meta-a=b', 'file=@file'] };
const FORM = { address: 's3://examplebucket', files: { policy: POLICY, file: 'the file' } };

describe('a presigned URL', () => {
  const DOCUMENTED = { presign: true, expiresIn: '86400' };
  const needed = (what: string) => `sigv4: The URL is signed for ${what}. Send exactly that with it.\n`;

  it("is the one that AWS's documentation prints, and nothing else is said", async () => {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    const query = [
      'X-Amz-Algorithm=AWS4-HMAC-SHA256',
      'X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request',
      'X-Amz-Date=20130524T000000Z',
      'X-Amz-Expires=86400',
      'X-Amz-SignedHeaders=host',
      'X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    ].join('&');
    expect(await signed(DOCUMENTED)).toEqual({ code: 0, output: `${EXAMPLE}?${query}\n`, errors: '' });
  });

  it.each([
    [{ request: 'PUT' }, 'the method PUT'],
    [{ request: 'HEAD' }, 'the method HEAD'],
    [{ header: ['Range: bytes=0-9'] }, 'the header Range: bytes=0-9'],
    [
      { request: 'PUT', header: ['x-amz-acl: private', 'X-Amz-Meta-A: b'] },
      'the method PUT, and for the header x-amz-acl: private, and for the header X-Amz-Meta-A: b',
    ],
    [{ header: ['Cookie: a=CookieEXAMPLE'], showSecret: true }, 'the header Cookie that you gave'],
    [{ header: ['x-amz-meta-a: \x1b[2J\u202e'] }, 'the header x-amz-meta-a: \\x1b[2J\\u{202e}'],
  ] satisfies [OptionValues, string][])('says what has to be sent with it: %j', async (options, what) => {
    const { output, errors } = await signed({ presign: true, ...options });
    expect(errors).toBe(needed(what));
    expect(output).toMatch(/^https:\/\/[^\s]*&X-Amz-Signature=[0-9a-f]{64}\n$/);
  });
});

describe('the forms', () => {
  const BODY = { request: 'PUT', data: ['x'] };

  it.each([
    ['a header', BODY, {}, ['request', 'headers', 'curl'], 'request'],
    ['a query', { ...BODY, presign: true }, {}, ['url', 'request', 'headers', 'curl'], 'url'],
    ['a policy', UPLOAD, FORM, ['request', 'fields', 'headers', 'curl'], 'request'],
  ] satisfies [string, OptionValues, Situation, string[], string][])(
    'of %s are all printed, each its own; the first is the one without --as',
    async (_what, options, situation, forms, first) => {
      const usual = await signed(options, situation);
      const printed = new Set<string>();
      for (const as of forms) {
        const { code, output } = await signed({ ...options, as }, situation);
        expect({ as, code }).toEqual({ as, code: 0 });
        expect(output === usual.output, as).toBe(as === first);
        printed.add(output);
      }
      expect(printed.size).toBe(forms.length);
    },
  );

  it('of a query: the same target in the request, no signature among the headers, the URL after curl', async () => {
    const options = { presign: true, expiresIn: '60' };
    const url = (await signed(options)).output.trimEnd();
    const head = (await signed({ ...options, as: 'request' })).output;
    expect(head.startsWith(`GET ${url.slice('https://examplebucket.s3.amazonaws.com'.length)} HTTP/1.1\r\n`)).toBe(
      true,
    );
    expect((await signed({ ...options, as: 'headers' })).output).toBe(
      'Host: examplebucket.s3.amazonaws.com\nConnection: close\n',
    );
    expect((await signed({ ...options, as: 'curl' })).output.endsWith(` '${url}'\n`)).toBe(true);
  });

  it('of a policy: fields whose signature is that of the policy in them', async () => {
    const { output } = await signed({ ...UPLOAD, as: 'fields' }, FORM);
    const fields = new Map(
      output.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
    );
    expect([...fields.keys()].filter(Boolean)).toEqual([
      ...['key', 'x-amz-meta-a', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'policy', 'x-amz-signature'],
    ]);
    const policy = fields.get('policy') ?? '';
    expect(fields.get('x-amz-signature')).toBe(hmacSignatureOf(policy, { secret: SECRET, scope: SCOPE }));
    const credential = [KEY_ID, ...SCOPE].join('/');
    expect(JSON.parse(Buffer.from(policy, 'base64').toString('utf8'))).toEqual({
      expiration: '2013-05-24T01:00:00.000Z',
      conditions: [
        ...JSON.parse(POLICY).conditions,
        { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
        { 'x-amz-credential': credential },
        { 'x-amz-date': DATE },
      ],
    });
  });

  it('of a policy: a field with a line break is no line, and is refused by name', async () => {
    const form = ['key=user/new.txt', 'x-amz-meta-a=b\nc'];
    const { code, output, errors } = await signed({ ...UPLOAD, form, as: 'fields' }, FORM);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toContain('The field "x-amz-meta-a" contains a line break');
  });
});

describe('a secret', () => {
  const SSE_C = 'x-amz-server-side-encryption-customer-key';
  const CUSTOMER_KEY = 'Q3VzdG9tZXJLZXlFWEFNUExFQ3VzdG9tZXJLZXkhISE=';
  const naming = (condition: string) =>
    `{"expiration": "2013-05-24T01:00:00Z", "conditions": [{"bucket": "examplebucket"}, {"key": "a"}, ${condition}]}`;
  const form = (policy: string): Situation => ({ ...FORM, files: { policy, file: 'x' } });

  it.each([
    ['a session token', {}, { token: TOKEN }, TOKEN],
    ['a session token in a query', { presign: true }, { token: TOKEN }, encodeURIComponent(TOKEN)],
    [
      'a session token behind a signature',
      { presign: true, appendToken: true },
      { token: TOKEN },
      '&X-Amz-Security-Token=',
    ],
    ['a session token in a form', UPLOAD, { ...FORM, token: TOKEN }, TOKEN],
    ['a cookie', { header: ['Cookie: a=CookieEXAMPLE'] }, {}, 'CookieEXAMPLE'],
    ['a cookie of a request that is not signed', { header: ['cookie: a=bc'], noSignRequest: true }, {}, 'a=bc'],
    ['a key of the customer', { request: 'PUT', header: [`${SSE_C}: ${CUSTOMER_KEY}`] }, {}, CUSTOMER_KEY],
    [
      'a key of the customer in a form whose policy does not name it',
      { postPolicy: 'policy', form: [`X-Amz-Server-Side-Encryption-Customer-Key=${CUSTOMER_KEY}`] },
      form(naming('{"acl": "private"}')),
      CUSTOMER_KEY,
    ],
    ['a cookie beside a form', { ...UPLOAD, header: ['Cookie: a=CookieEXAMPLE'] }, FORM, 'CookieEXAMPLE'],
    ...['x-amz-security-token', 'x-amz-security\\u002dtoken', 'X-Amz-Security-\\u0054oken'].flatMap((name) =>
      [`{"${name}": "${TOKEN}"}`, `["eq", "$${name}", "${TOKEN}"]`].map(
        (condition) =>
          [`a token in a policy as ${condition}`, { postPolicy: 'policy' }, form(naming(condition)), ''] as const,
      ),
    ),
  ] satisfies (readonly [string, OptionValues, Situation, string])[])(
    'is not printed unless asked by name: %s',
    async (_what, options, situation, shown) => {
      const refused = await signed(options, situation);
      expect({ code: refused.code, output: refused.output }).toEqual({ code: 2, output: '' });
      expect(refused.errors).toContain('--show-secret');
      if (shown !== '') expect(refused.errors).not.toContain(shown);
      const asked = await signed({ ...options, showSecret: true }, situation);
      expect(asked.code).toBe(0);
      expect(asked.output).toContain(shown);
    },
  );

  it('is not seen where there is none: a policy that names a token as a value', async () => {
    const policy = naming('{"x-amz-meta-a": "x-amz-security-token"}');
    expect((await signed({ postPolicy: 'policy' }, form(policy))).code).toBe(0);
  });
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and …/sigv4-streaming-trailers.html */
describe("AWS's example in chunks", () => {
  const situation = {
    address: 'https://s3.amazonaws.com/examplebucket/chunkObject.txt',
    files: { file: 'a'.repeat(66_560) },
  };
  const options = {
    request: 'PUT',
    dataBinary: ['@file'],
    header: ['x-amz-storage-class: REDUCED_REDUNDANCY'],
    payload: 'streaming',
    chunkSize: '65536',
  };
  const authorization = (signature: string) => new RegExp(`\r\nAuthorization: AWS4-[^\r\n]*Signature=${signature}\r\n`);
  const chunks = (...signatures: string[]) =>
    [65_536, 1024, 0].map((size, index) => {
      const data = 'a'.repeat(size);
      return `${size.toString(16)};chunk-signature=${signatures[index]}\r\n${data}${size === 0 ? '' : '\r\n'}`;
    });

  it('has the published seed, chunk signatures and length', async () => {
    const { output } = await signed(options, situation);
    const [head = '', ...body] = output.split('\r\n\r\n');
    expect(`${head}\r\n`).toMatch(authorization('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9'));
    expect(head).toContain('\r\nContent-Length: 66824\r\n');
    const expected = chunks(
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    );
    expect(body.join('\r\n\r\n') === `${expected.join('')}\r\n`).toBe(true);
    expect(body.join('\r\n\r\n')).toHaveLength(66_824);
  });

  it('has the published seed and signature of the trailing header', async () => {
    const more = { payload: 'streaming-trailer', trailer: 'crc32c', noSignHeader: ['content-length'] };
    const { output } = await signed({ ...options, ...more }, situation);
    expect(output).toMatch(authorization('106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e'));
    expect(output).toContain('\r\nContent-Length: 66946\r\n');
    expect(output.slice(output.indexOf('\r\n\r\n') + 4)).toHaveLength(66_946);
    expect(output.split('\r\n').slice(-4)).toEqual([
      'x-amz-checksum-crc32c:sOO8/Q==',
      'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
      '',
      '',
    ]);
  });
});

describe('SigV4A', () => {
  it('makes two signatures of the same request, both good by the public key', async () => {
    const options = { algorithm: 'sigv4a', regionSet: 'us-east-1,eu-*' };
    const heads = [await signed(options), await signed(options)].map(({ output }) => output);
    const signatures = heads.map((head) => /Signature=([0-9a-f]+)\r\n/.exec(head)?.[1] ?? '');
    expect(new Set(signatures).size).toBe(2);
    const { canonicalRequest } = canonicalRequestOf({
      method: 'GET',
      path: '/test.txt',
      query: [],
      headers: [
        ['Host', 'examplebucket.s3.amazonaws.com'],
        ['x-amz-content-sha256', sha256Of('')],
        ['x-amz-date', DATE],
        ['x-amz-region-set', 'us-east-1,eu-*'],
      ],
      payloadHash: sha256Of(''),
    });
    const scope = ['20130524', 's3', 'aws4_request'];
    const message = stringToSignOf('AWS4-ECDSA-P256-SHA256', { timestamp: DATE, scope }, sha256Of(canonicalRequest));
    const { publicKey } = keyPairOf(KEY_ID, SECRET);
    for (const signature of signatures) expect(isSignatureOf(message, signature, publicKey)).toBe(true);
  });
});

describe('a curl command that cannot be', () => {
  const PUT = { request: 'PUT', as: 'curl' };
  const LONG = 'c'.repeat(200_000);

  it.each([
    ...['streaming', 'streaming-trailer', 'unsigned-trailer'].map(
      (payload) => [`for --payload ${payload}`, { ...PUT, data: ['x'], payload }, {}, 'in signed chunks'] as const,
    ),
    ['for a NUL', { ...PUT, data: ['a', 'b\0c'] }, {}, 'is not text'],
    ['for a byte that is no UTF-8', { ...PUT, data: ['@bytes'] }, {}, 'is not text'],
    ['for a long body of two', { ...PUT, data: ['a', LONG] }, {}, 'too long for a command'],
    ['for standard input that is long', { ...PUT, dataBinary: ['@-'] }, { '-': LONG }, 'too long for a command'],
  ] satisfies (readonly [string, OptionValues, Record<string, string>, string])[])(
    'is refused in words %s',
    async (_why, options, files, says) => {
      const { code, output, errors } = await signed(options, { files });
      expect({ code, output }).toEqual({ code: 2, output: '' });
      expect(errors).toContain(says);
      expect(errors).toContain('--as request');
    },
  );
});
