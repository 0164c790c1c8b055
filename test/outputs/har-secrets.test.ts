/** A HAR file of exchanges that have secrets where neither a header nor a parameter says so. */
import { expect, it } from 'vitest';
import { requestOf } from '../../src/app/traffic/captured-request.ts';
import { harJson } from '../../src/outputs/har.ts';
import { exchangeOf } from '../support/commands/captured-exchange.ts';
import { leaksIn, MARKED } from '../support/trace/secret-search.ts';

const POLICY = Buffer.from(
  JSON.stringify({
    expiration: '2013-05-25T00:00:00Z',
    conditions: [{ bucket: 'photos' }, { 'x-amz-security-token': MARKED.token }],
  }),
).toString('base64');
const pairs = (text: string) =>
  Buffer.from(text, 'latin1')
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');

const field = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (content: string) =>
  `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${content}\r\n--b--\r\n`;
const upload = (fields: string) =>
  `POST / HTTP/1.1\r\nHost: photos.s3.amazonaws.com\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${fields.length}\r\n\r\n${fields}`;
const answer = (body: string, type = 'application/xml') =>
  `HTTP/1.1 403 Forbidden\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const REFUSAL = answer(
  `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>${POLICY}</StringToSign><StringToSignBytes>${pairs(POLICY)}</StringToSignBytes></Error>`,
);
const GET = `GET /?session HTTP/1.1\r\nHost: photos.s3.amazonaws.com\r\n`;
const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const keys = [MARKED.secret, MARKED.token] as const;

const EXCHANGES: readonly (readonly [what: string, request: string, response: string])[] = [
  [
    'the session token of a form and its policy, which a server quotes',
    upload(field('x-amz-security-token', MARKED.token) + field('policy', POLICY) + file('text')),
    REFUSAL,
  ],
  [
    'those of a form with a file that is not text',
    upload(field('policy', POLICY) + field('X-Amz-Security-Token', MARKED.token) + file('\xff\xfe')),
    REFUSAL,
  ],
  ['the token in a policy alone', upload(field('policy', POLICY) + file('text')), REFUSAL],
  [
    'the keys in an answer of CreateSession',
    `${GET}\r\n`,
    answer(
      `<CreateSessionResult><Credentials><SessionToken>${inXml(keys[1])}</SessionToken><SecretAccessKey>${inXml(keys[0])}</SecretAccessKey></Credentials></CreateSessionResult>`,
    ),
  ],
  [
    'the keys in an answer of AssumeRole in JSON',
    `${GET}\r\n`,
    answer(JSON.stringify({ Credentials: { SecretAccessKey: keys[0], SessionToken: keys[1] } }), 'application/json'),
  ],
  ...[9, 20, MARKED.token.length - 1].flatMap((length) => {
    const cut = MARKED.token.slice(0, length);
    const request = `GET /a HTTP/1.1\r\nHost: photos.s3.amazonaws.com\r\nX-Amz-Security-Token: ${MARKED.token}\r\n\r\n`;
    return [
      [`the first ${length} bytes of a token, where the answer ends`, request, answer(`no ${cut}`, 'text/plain')],
      [`the first ${length} bytes of a token, which the server cut off`, request, answer(`no ${inXml(cut)} of yours`)],
      [`the first ${length} bytes of a token in hexadecimal digits`, request, answer(pairs(`no ${cut}`))],
    ] as const;
  }),
];

it.each(EXCHANGES)('has not %s', (_what, request, response) => {
  const exchange = exchangeOf(request, { answer: response });
  const read = requestOf(exchange);
  const har = harJson(read ? [{ request: read, exchange, started: 0 }] : [], '1', []);
  expect(leaksIn(har)).toEqual([]);
  expect(har).toContain('photos.s3.amazonaws.com');
});

it.each(['x-amz-signature', 'x-goog-signature', 'x-oss-signature', 'x-tos-signature'])(
  'has not %s of a form',
  (name) => {
    const signature = 'ab'.repeat(32);
    const exchange = exchangeOf(upload(field(name, signature) + file('text')), { answer: answer('no') });
    const read = requestOf(exchange);
    expect(harJson(read ? [{ request: read, exchange, started: 0 }] : [], '1', [])).not.toContain(signature);
  },
);
