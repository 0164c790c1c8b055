/** The sandbox verifies requests for other vendors, which a second implementation signs, and answers as their servers do. */
import { describe, expect, it } from 'vitest';
import { ask, KEY_ID, NOW } from '../support/sandbox/sandbox-client.ts';
import {
  headerOf,
  type PlainRequest,
  plainForm,
  type StorageDialect,
  signPlainly,
} from '../support/sigv4/independent-siblings.ts';
import {
  type Order,
  ordered,
  REGIONS,
  SERVICES,
  STORAGE_DIALECTS,
  signerOf,
  textOf,
} from '../support/sigv4/sibling-order.ts';

const refusalOf = (order: Order) => {
  const { status, body } = ask(textOf(order));
  return { status, code: /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? null, body };
};

const put = (dialect: StorageDialect) =>
  ordered(dialect, { method: 'PUT', body: 'hello', headers: [[headerOf(dialect, 'meta-color'), 'red']] });

describe.each(STORAGE_DIALECTS)('a request for %s', (dialect) => {
  it('is served: an object, a listing, an upload with a header of the vendor', () => {
    expect(ask(textOf(ordered(dialect))).status).toBe(200);
    expect(ask(textOf(ordered(dialect, { path: '/examplebucket', query: 'list-type=2' }))).status).toBe(200);
    expect(ask(textOf(put(dialect))).status).toBe(200);
  });

  it('is answered in the names of its vendor after an empty Authorization header too', () => {
    const text = textOf(ordered(dialect, { path: '/examplebucket/missing' }));
    const afterEmpty = text.replace('Authorization:', 'Authorization: \r\nAuthorization:');
    const { element: _, ...expected } = ask(text);
    expect(ask(afterEmpty)).toMatchObject(expected);
  });

  it('is served as a form, and not with a field that its policy does not have', () => {
    const upload = (more: Record<string, string>) => {
      const signed = plainForm(dialect, signerOf(dialect), [{ bucket: 'examplebucket' }, { key: 'cat' }]);
      const fields = Object.entries({ key: 'cat', ...signed, ...more }).map(
        ([name, value]) => `name="${name}"\r\n\r\n${value}`,
      );
      const parts = [...fields, 'name="file"; filename="a"\r\n\r\nmeow'].map(
        (part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`,
      );
      const body = `${parts.join('')}--b--\r\n`;
      const type = 'Content-Type: multipart/form-data; boundary=b';
      const head = `POST /examplebucket HTTP/1.1\r\nHost: localhost:9000\r\n${type}\r\nContent-Length: ${body.length}`;
      return ask(`${head}\r\n\r\n${body}`).status;
    };
    expect(upload({})).toBe(204);
    expect(upload({ other: 'x' })).toBe(403);
  });

  it('is served with the bucket in the host', () => {
    expect(ask(textOf(ordered(dialect, { path: '/test.txt' }, 'examplebucket.localhost:9000'))).status).toBe(200);
  });

  it('is served from a URL that is signed in its query', () => {
    const names = {
      goog4: ['X-Goog-Algorithm', 'X-Goog-Credential', 'X-Goog-Date', 'X-Goog-Expires', 'X-Goog-SignedHeaders'],
      oss4: ['x-oss-signature-version', 'x-oss-credential', 'x-oss-date', 'x-oss-expires', null],
      tos4: ['X-Tos-Algorithm', 'X-Tos-Credential', 'X-Tos-Date', 'X-Tos-Expires', 'X-Tos-SignedHeaders'],
    }[dialect];
    const { authorization, request } = ordered(dialect);
    const [algorithm = ''] = authorization.split(' ');
    const credential = /Credential=([^,]*)/.exec(authorization)?.[1] ?? '';
    const values = [algorithm, credential, NOW, '60', 'host'];
    const query = names
      .flatMap((name, index) => (name === null ? [] : [`${name}=${encodeURIComponent(values[index] ?? '')}`]))
      .join('&');
    const bare = { ...request, query, headers: request.headers.slice(0, 1) };
    const listed = dialect === 'oss4' ? [] : ['host'];
    const { signature } = signPlainly(dialect, bare, signerOf(dialect), listed, 'UNSIGNED-PAYLOAD');
    const last = { goog4: 'X-Goog-Signature', oss4: 'x-oss-signature', tos4: 'X-Tos-Signature' }[dialect];
    const send = (digits: string) =>
      ask(`GET ${bare.path}?${query}&${last}=${digits} HTTP/1.1\r\nHost: localhost:9000\r\n\r\n`).status;
    expect([send(signature), send(signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')))]).toEqual([
      200, 403,
    ]);
  });

  it('is refused with the names of its vendor alone', () => {
    const date = headerOf(dialect, 'date');
    const hash = headerOf(dialect, 'content-sha256');
    const { authorization } = ordered(dialect);
    const [algorithm = '', credential = ''] = authorization.split(/ Credential=|,/);
    const first = { goog4: 'X-Goog-Algorithm', oss4: 'x-oss-signature-version', tos4: 'X-Tos-Algorithm' }[dialect];
    const text = textOf(ordered(dialect));
    const refused = [
      text.replace(new RegExp(`${date}: .*\r\n`), ''),
      text.replace(new RegExp(`(${hash}): .*`), '$1: hash'),
      text.replace(credential, 'key'),
      text.replace('/20130524/', '/20130525/'),
      `GET /examplebucket/test.txt?${first}=${algorithm} HTTP/1.1\r\nHost: localhost:9000\r\n\r\n`,
    ].map((request) => ask(request).body);
    expect(refused.filter((body) => !/Code/.test(body) || /x-amz|aws4/i.test(body))).toEqual([]);
  });

  const right = () => ordered(dialect);
  const withAuthorization = (change: (text: string) => string): Order => {
    const order = right();
    return { ...order, authorization: change(order.authorization) };
  };
  const withHeaders = (change: (headers: PlainRequest['headers']) => PlainRequest['headers']): Order => {
    const { request, authorization } = right();
    return { authorization, request: { ...request, headers: change(request.headers) } };
  };
  const withRequest = (changed: Partial<PlainRequest>): Order => {
    const { request, authorization } = right();
    return { authorization, request: { ...request, ...changed } };
  };
  const date = headerOf(dialect, 'date');

  it.each<readonly [string, () => Order, number, string]>([
    ['another method', () => withRequest({ method: 'HEAD', path: '/examplebucket/a' }), 403, ''],
    ['another path', () => withRequest({ path: '/examplebucket/other.txt' }), 403, 'SignatureDoesNotMatch'],
    ['a query that was not signed', () => withRequest({ query: 'acl' }), 403, 'SignatureDoesNotMatch'],
    [
      'another secret',
      () => withAuthorization((text) => text.replace(/Signature=.{8}/, 'Signature=00000000')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a key that is not known',
      () => withAuthorization((text) => text.replace(KEY_ID, 'NOBODY')),
      403,
      'InvalidAccessKeyId',
    ],
    [
      'another day in the scope',
      () => withAuthorization((text) => text.replace('20130524/', '20130525/')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'another Region',
      () => withAuthorization((text) => text.replace(REGIONS[dialect], 'mars-1')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'the service of S3',
      () => withAuthorization((text) => text.replace(`/${SERVICES[dialect]}/`, '/s3/')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'the terminator of AWS',
      () =>
        withAuthorization((text) => text.replace(/(goog4_request|aliyun_v4_request|\/request)(?=,)/, '/aws4_request')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    ['the algorithm of AWS', () => withAuthorization((text) => text.replace(/^\S+/, 'AWS4-HMAC-SHA256')), 403, ''],
    ['no date', () => withHeaders((headers) => headers.filter(([name]) => name !== date)), 403, 'AccessDenied'],
    [
      'another date',
      () =>
        withHeaders((headers) => headers.map(([name, value]) => [name, name === date ? '20130524T000500Z' : value])),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a date that is an hour old',
      () =>
        withHeaders((headers) => headers.map(([name, value]) => [name, name === date ? '20130524T010000Z' : value])),
      403,
      'RequestTimeTooSkewed',
    ],
    [
      'no signature',
      () => withAuthorization((text) => text.replace(/, Signature=.*/, '')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    ['a part twice', () => withAuthorization((text) => `${text}, Signature=1`), 400, 'AuthorizationHeaderMalformed'],
    ['an unknown part', () => withAuthorization((text) => `${text}, Other=1`), 400, 'AuthorizationHeaderMalformed'],
    [
      'two Authorization headers',
      () => withHeaders((headers) => [...headers, ['Authorization', right().authorization]]),
      400,
      'InvalidArgument',
    ],
    [
      'a header of the vendor that was not signed',
      () => withHeaders((headers) => [...headers, [headerOf(dialect, 'meta-new'), '1']]),
      403,
      dialect === 'oss4' ? 'SignatureDoesNotMatch' : 'AccessDenied',
    ],
    [
      'an empty credential',
      () => withAuthorization((text) => text.replace(/Credential=[^,]*/, 'Credential=')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'a list with a name twice',
      () =>
        withAuthorization((text) =>
          text.replace(/(SignedHeaders)=|(?<=request), /, (label) =>
            label === ', ' ? ', AdditionalHeaders=a;a, ' : `${label}host;`,
          ),
        ),
      400,
      'AuthorizationHeaderMalformed',
    ],
  ])('is refused with %s', (_what, make, status, code) => {
    const refused = refusalOf(make());
    expect([refused.status >= 400, refused.code ?? '']).toEqual([true, code === '' ? (refused.code ?? '') : code]);
    if (code !== '') expect(refused.status).toBe(status);
  });
});

describe('a refusal', () => {
  it('of OSS says that an empty list of additional headers is malformed', () => {
    const { request, authorization } = ordered('oss4');
    const empty = authorization.replace(', Signature=', ', AdditionalHeaders=, Signature=');
    expect(refusalOf({ request, authorization: empty }).status).toBe(400);
  });
});
