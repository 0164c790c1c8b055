/** `diagnose --share`: a report without secrets and names, in which nothing is read as markup. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import { replacementsIn } from '../../src/outputs/share/find-names.ts';
import { reportInMarkdown } from '../../src/outputs/share/markdown.ts';
import { anonymized } from '../../src/outputs/share/replace-names.ts';
import { worldOf } from '../support/commands/test-world.ts';

const KEY_ID = 'AKIANOTAREALKEY12345';
const ACCOUNT = '210987654321';
const SIGNATURE = 'a'.repeat(31) + 'b'.repeat(33);
const CANONICAL = [
  'GET',
  '/cat.jpg',
  '',
  'host:my-private-pictures.s3.eu-west-1.amazonaws.com',
  'x-amz-content-sha256:UNSIGNED-PAYLOAD',
  'x-amz-date:20130524T000000Z',
  '',
  'host;x-amz-content-sha256;x-amz-date',
  'UNSIGNED-PAYLOAD',
].join('\n');
const HASH = sha256Hex(octetsFromText(CANONICAL));
const TO_SIGN = `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/eu-west-1/s3/aws4_request\n${HASH}`;
const dump = (text: string) => (Buffer.from(text).toString('hex').match(/../g) ?? []).join(' ');
const ANSWER = `<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>${KEY_ID}</AWSAccessKeyId><StringToSign>${TO_SIGN}</StringToSign><SignatureProvided>${SIGNATURE}</SignatureProvided><StringToSignBytes>${dump(TO_SIGN)}</StringToSignBytes><CanonicalRequest>${CANONICAL}</CanonicalRequest><CanonicalRequestBytes>${dump(CANONICAL)}</CanonicalRequestBytes><Resource>arn:aws:iam::${ACCOUNT}:user/x</Resource></Error>`;

async function shared(options: OptionValues = {}, answer = ANSWER) {
  const test = worldOf({}, { answer });
  const code = await diagnose.run(test.world, { share: true, ...options }, ['answer']);
  return { code, report: test.output(), errors: test.errors(), printed: test.printed() };
}

describe('a shared report', () => {
  it.each([KEY_ID, ACCOUNT, 'my-private-pictures', SIGNATURE])('has no %s, in text or in bytes', async (name) => {
    const { report } = await shared();
    for (const form of [name, dump(name), dump(name).replaceAll(' ', ''), encodeURIComponent(name)]) {
      expect(report).not.toContain(form);
    }
  });

  it('has the same word for a name everywhere, also in bytes', async () => {
    const { report } = await shared();
    expect(report).toContain('host:amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com');
    const known = { host: null, path: null, accessKeyId: KEY_ID, hashes: [] };
    const dumped = anonymized(ANSWER, replacementsIn(ANSWER, known, new Set()));
    expect(dumped).toContain(dump('host:amzn-s3-demo-bucket.s3'));
    expect(dumped).toContain(`<SignatureProvided>${SIGNATURE.slice(0, 8)}…</SignatureProvided>`);
  });

  it('fills in the version, the command, and the log that were given', async () => {
    const log = [
      "2013-05-24 00:00:00,000 - MainThread - awscli.clidriver - DEBUG - CLI version: aws-cli/2.15.0 Python/3.11.6 Linux/6.1, Arguments entered to CLI: ['s3api', 'get-object', '--bucket', 'my-private-pictures', 'out.txt', '--debug']",
      `2013-05-24 00:00:00,000 - MainThread - botocore.auth - DEBUG - CanonicalRequest:\n${CANONICAL}`,
      '',
    ].join('\n');
    const { report } = await shared({}, `${log}\n${ANSWER}`);
    expect(report).toContain('aws-cli/2.15.0 Python/3.11.6 Linux/6.1');
    expect(report).toContain('aws s3api get-object --bucket amzn-s3-demo-bucket out.txt --debug');
    expect(report).toContain('given; what it says about the signature is below');
    expect(report).toContain('sigv4 diagnose --share FILE');
  });

  it('asks for what was not given', async () => {
    const { report } = await shared();
    expect(report).toContain('please fill in: aws --version');
    expect(report).toContain('not given: add --debug');
  });

  it('marks the hash of a text that it changes, and only then', async () => {
    expect((await shared()).report).toContain(`${HASH} (of the original)`);
    const { report } = await shared({ reveal: 'bucket,host' });
    expect(report).toContain('my-private-pictures');
    expect(report).not.toContain('of the original');
  });

  it('says what is replaced before anything is written', async () => {
    const { printed, errors } = await shared();
    expect(errors).toContain('sigv4: the bucket my-private-pictures becomes amzn-s3-demo-bucket\n');
    expect(errors).toContain(`sigv4: the hash ${HASH} is marked as that of the original text\n`);
    expect(printed.indexOf('becomes')).toBeLessThan(printed.indexOf('###'));
    expect(errors).not.toContain(SIGNATURE);
  });

  it("has the fields of the AWS CLI's form", async () => {
    const { report } = await shared();
    for (const field of [
      'Version of the client',
      'Command',
      'Debug log',
      'Clock',
      'Characters in the secret',
      'Proxy',
    ]) {
      expect(report).toContain(`| ${field} | `);
    }
  });

  it('keeps markup from outside in its code block', () => {
    const verdict = '<b>|`x`';
    const report = reportInMarkdown({ verdict, fields: [], blocks: [], pieces: ['a\n```\n</details>\x1b[0m'] });
    expect(report).toContain('````text\na\n```\n</details>\\x1b[0m\n````');
    expect(report).toMatch(/^### \\<b\\>\\\|\\`x\\`\n/);
  });

  it('is refused with a name that is not replaced', async () => {
    const { code, errors } = await shared({ reveal: 'secret' });
    expect(code).toBe(2);
    expect(errors).toContain(
      '--reveal "secret" is not replaced. It takes account, key-id, bucket, host, address, email, user.',
    );
  });
});

it('replaces hosts that are not of AWS, and the bucket in their path', () => {
  const text = 'GET http://minio.corp.internal:9000/invoices/a HTTP/1.1\r\nHost: minio.corp.internal:9000';
  const known = { host: 'minio.corp.internal:9000', path: '/invoices/a', accessKeyId: null, hashes: [] };
  expect(anonymized(text, replacementsIn(text, known, new Set()))).toBe(
    'GET http://host-1.example:9000/amzn-s3-demo-bucket/a HTTP/1.1\r\nHost: host-1.example:9000',
  );
});

it('replaces nothing in AWS’s example, in which no word is a name', async () => {
  const files = ['refused-answer.txt', 'client-log.txt'].map((name) =>
    readFileSync(`fixtures/failures/${name}`, 'utf8'),
  );
  const test = worldOf({}, { answer: files[0] ?? '', log: files[1] ?? '' });
  await diagnose.run(test.world, { share: true }, ['answer', 'log']);
  expect(test.errors().trimEnd().split('\n')).toEqual([
    'sigv4: Nothing had to be replaced.',
    'sigv4: Paths, names of objects and other headers are kept. Read the report before you share it.',
  ]);
});

describe('names of people and organizations', () => {
  const OWN = 'private-bucket.s3.amazonaws.com';
  const requestWith = (host: string, target: string, headers: readonly string[] = []) => {
    const names = headers.map((header) => header.split(':')[0]?.toLowerCase() ?? '');
    const signed = ['host', 'x-amz-content-sha256', 'x-amz-date', ...names].sort().join(';');
    return [
      `GET ${target} HTTP/1.1`,
      `Host: ${host}`,
      'x-amz-date: 20130524T000000Z',
      'x-amz-content-sha256: UNSIGNED-PAYLOAD',
      ...headers,
      `Authorization: AWS4-HMAC-SHA256 Credential=${KEY_ID}/20130524/us-east-1/s3/aws4_request, SignedHeaders=${signed}, Signature=${SIGNATURE}`,
      '\r\n',
    ].join('\r\n');
  };
  const reportOf = async (request: string, options: OptionValues = {}) => {
    const test = worldOf({}, { request });
    await verify.run(test.world, { share: true, at: '20130524T000000Z', ...options }, ['request']);
    return test.output();
  };

  it.each([
    ['otherbucketname', OWN, '/k', 'x-amz-copy-source: /otherbucketname/key'],
    ['otherbucketname', OWN, '/k', 'x-amz-copy-source: otherbucketname%2Fkey'],
    ['otherbucketname', OWN, '/k', 'x-amz-meta-arn: arn:aws:s3:::otherbucketname/key'],
    ['Private-Bucket', 'Private-Bucket.S3.amazonaws.com', '/k'],
    ['my-secretbucket', 's3.us-east-1.amazonaws.com', '/my%2Dsecretbucket/k'],
    ['mysecretbucket', 's3.us-east-1.amazonaws.com', '/mysecretbucket/k', 'Referer: https://other.s3.amazonaws.com/x'],
    ['othersbucket', OWN, '/k', 'Referer: https://s3.us-east-1.amazonaws.com/othersbucket/x'],
    ['mysecretbucket', 'mysecretbucket.s3-website-us-east-1.amazonaws.com', '/k'],
    ['mysecretbucket', 'mysecretbucket.s3-website.eu-central-1.amazonaws.com', '/k'],
    ['proxy.corp.example', OWN, '/k', 'Via: 1.1 proxy.corp.example'],
    ['cache.corp.example', OWN, '/k', 'Via: HTTP/1.1 proxy.corp.example, 2 cache.corp.example:8080'],
    ['203.0.113.77', OWN, '/k', 'X-Forwarded-For: 203.0.113.77, 10.11.12.13'],
    ['10.11.12.13', OWN, '/k', 'X-Forwarded-For: 203.0.113.77, 10.11.12.13'],
    ['fd00:12::9', OWN, '/k', 'Forwarded: for="[fd00:12::9]:4711"'],
    ['alice@corp.example', OWN, '/k', 'x-amz-grant-read: emailAddress="alice@corp.example"'],
    ['alice%40corp', OWN, '/k?by=alice%40corp.example'],
    ['alice.smith', OWN, '/k', 'x-amz-meta-arn: arn:aws:iam::210987654321:user/alice.smith'],
    ['bob', OWN, '/k', 'x-amz-meta-arn: arn:aws:sts::210987654321:assumed-role/admins/bob'],
    ['minio.corp.internal', 'minio.corp.internal:9000', '/photos/k'],
  ])('are replaced: %s of %s%s %s', async (name, host, target, ...headers) => {
    const report = await reportOf(
      requestWith(
        host,
        target,
        headers.filter((header) => header !== undefined),
      ),
    );
    expect(report).toContain('### ');
    expect(report.toLowerCase()).not.toContain(name.toLowerCase());
    expect(report.toLowerCase()).not.toContain(dump(name.toLowerCase()));
  });

  it('are kept where AWS publishes them, so that the hashes still fit', async () => {
    const headers = ['x-amz-copy-source: /amzn-s3-demo-source-bucket/key', 'x-amz-source-account: 111122223333'];
    const report = await reportOf(requestWith('examplebucket.s3.amazonaws.com', '/cat@2x.png', headers));
    for (const kept of ['host:examplebucket.s3', '/cat@2x.png', 'amzn-s3-demo-source-bucket', '111122223333'])
      expect(report).toContain(kept);
    expect(report).not.toContain('of the original');
  });

  it('are kept where the user says so', async () => {
    const request = requestWith(OWN, '/k', ['x-amz-grant-read: emailAddress="alice@corp.example"']);
    expect(await reportOf(request, { reveal: 'email' })).toContain('alice@corp.example');
  });
});

describe('many names', () => {
  const known = { host: null, path: null, accessKeyId: KEY_ID, hashes: [] };

  it.each([
    ['accounts', (at: number) => String(200_000_000_000 + at)],
    ['signatures', (at: number) => at.toString(16).padStart(64, '0')],
    ['hosts', (at: number) => `https://host-of-${at}.internal/`],
  ])('are replaced in one pass: %s', { tags: ['expensive'] }, (_kind, nameOf) => {
    const text = KEY_ID + Array.from({ length: 70_000 }, (_, at) => ` a ${nameOf(at)}`).join('\n');
    const changed = anonymized(text, replacementsIn(text, known, new Set()));
    for (const at of [0, 35_000, 69_999]) expect(changed.includes(nameOf(at))).toBe(false);
  });

  it('do not end a report if one of them is very long', () => {
    const text = `GET /${'a'.repeat(100_000)}/k HTTP/1.1`;
    const path = text.split(' ')[1] ?? '';
    expect(anonymized(text, replacementsIn(text, { ...known, path }, new Set()))).toBe(
      'GET /amzn-s3-demo-bucket/k HTTP/1.1',
    );
  });
});
