/** More evidence does not turn a right answer into a wrong one: a cause may have a form that no replay knows. */
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { diagnosed, diagnosedSoon, mismatch } from '../support/evidence/pasted-failure.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const EMPTY_HASH = hashOf('');
const SENT = {
  host: 'examplebucket.s3.amazonaws.com',
  'x-amz-content-sha256': EMPTY_HASH,
  'x-amz-date': '20130524T000000Z',
};

type Headers = Readonly<Record<string, string>>;
const linesOf = (headers: Headers, between: string) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}:${between}${value}\n`)
    .join('');
const canonical = (headers: Headers, names: string) =>
  `GET\n/test.txt\n\n${linesOf(headers, '')}\n${names}\n${EMPTY_HASH}`;
const toSign = (text: string) =>
  `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${hashOf(text)}`;

/** The response and the request of a client that sends some headers and signs others. */
function refused(sent: Headers, signed: Headers, list = Object.keys(sent)): readonly string[] {
  const names = list.join(';');
  const right = canonical(sent, Object.keys(sent).join(';'));
  const wrong = canonical(signed, names);
  const key = ['20130524', 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  const signature = hmac(key, toSign(wrong)).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${S3_EXAMPLE_KEY.accessKeyId}/20130524/us-east-1/s3/aws4_request, SignedHeaders=${names}, Signature=${signature}`;
  return [
    mismatch({ canonicalRequest: right, stringToSign: toSign(right) }),
    `GET /test.txt HTTP/1.1\n${linesOf(sent, ' ')}Authorization: ${authorization}\n\n`,
  ];
}

describe('a value of a header that was signed with other spaces', () => {
  const withValue = (value: string) => ({ ...SENT, 'x-amz-meta-a': value });

  it.each([
    ['1,2', '1, 2'],
    ['1 2, 3', '1 2,3'],
  ])('is proved of a comma: %j was sent, and %j signed', (sent, signed) => {
    const pieces = refused(withValue(sent), withValue(signed));
    expect(diagnosedSoon(pieces, SECRET)?.findings[0]).toMatchObject({
      cause: { id: 'header-value-whitespace' },
      variant: 'space-after-comma',
      certainty: { kind: 'proved', by: 'signature' },
    });
  });
});

it.each([
  ['lines', undefined],
  ['lines and the list', ['x-amz-content-sha256', 'x-amz-date', 'host']],
])('proves each order of a few headers: of the %s', (_, list) => {
  const { host, 'x-amz-content-sha256': hash, 'x-amz-date': date } = SENT;
  const signed = { 'x-amz-content-sha256': hash, 'x-amz-date': date, host };
  expect(diagnosed(refused(SENT, signed, list), SECRET)?.findings[0]).toMatchObject({
    cause: { id: 'headers-not-sorted' },
    variant: 'any-order',
    certainty: { kind: 'proved', by: 'signature' },
  });
});
