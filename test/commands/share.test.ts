/** `diagnose --share`: a report without secrets and names, in which nothing is read as markup. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import { anonymized, replacementsIn } from '../../src/evidence/anonymize.ts';
import { shareMarkdown } from '../../src/outputs/share/markdown.ts';
import { worldOf } from '../support/test-world.ts';

const KEY_ID = 'AKIANOTAREALKEY12345';
const ACCOUNT = '210987654321';
const SECRET = 'NotARealSecretOfThisTest+/0123456789abcd';
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
    const known = { host: null, path: null, hashes: [] };
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
    const verdict = { text: '<b>|`x`', meaning: 'name' } as const;
    const report = shareMarkdown({ verdict, fields: [], blocks: [], pieces: ['a\n```\n</details>\x1b[0m'] });
    expect(report).toContain('````text\na\n```\n</details>\\x1b[0m\n````');
    expect(report).toMatch(/^### \\<b\\>\\\|\\`x\\`\n/);
  });

  it('is refused with a name that is not replaced', async () => {
    const { code, errors } = await shared({ reveal: 'secret' });
    expect(code).toBe(2);
    expect(errors).toContain('--reveal "secret" is not replaced. It takes account, key-id, bucket, host.');
  });

  it('is made of a verification too', async () => {
    const request = `GET /cat.jpg HTTP/1.1\r\nHost: my-private-pictures.s3.eu-west-1.amazonaws.com\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: 20130524T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=${KEY_ID}/20130524/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${SIGNATURE}\r\n\r\n`;
    const environment = { AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET };
    const test = worldOf({ environment }, { request });
    expect(await verify.run(test.world, { share: true, at: '20130524T000000Z' }, ['request'])).toBe(1);
    expect(test.output()).toContain('amzn-s3-demo-bucket');
    expect(test.output()).toContain('| Characters in the secret | 40, with + and /');
    for (const name of [KEY_ID, 'my-private-pictures', SIGNATURE, SECRET]) expect(test.output()).not.toContain(name);
  });
});

it('replaces hosts that are not of AWS, and the bucket in their path', () => {
  const text = 'GET http://minio.corp.internal:9000/invoices/a HTTP/1.1\r\nHost: minio.corp.internal:9000';
  const known = { host: 'minio.corp.internal:9000', path: '/invoices/a', hashes: [] };
  expect(anonymized(text, replacementsIn(text, known, new Set()))).toBe(
    'GET http://host-1.example:9000/amzn-s3-demo-bucket/a HTTP/1.1\r\nHost: host-1.example:9000',
  );
});
