/** Tokens that contain presigned URLs, signed here without the code under test. */
import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { runHere } from '../support/commands/in-process.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TIME = '20130524T000000Z';
const CLUSTER = 'my-cluster';

const hmac = (key: string | Buffer, message: string) => createHmac('sha256', key).update(message).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A token of Amazon EKS: a presigned URL of AWS STS, with a signed header that it does not contain. */
function eksToken(): string {
  const scope = `${TIME.slice(0, 8)}/us-east-1/sts/aws4_request`;
  const parameters = {
    Action: 'GetCallerIdentity',
    Version: '2011-06-15',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `AKIAIOSFODNN7EXAMPLE/${scope}`,
    'X-Amz-Date': TIME,
    'X-Amz-Expires': '60',
    'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
  };
  const query = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  const headers = `host:sts.us-east-1.amazonaws.com\nx-k8s-aws-id:${CLUSTER}\n`;
  const canonical = `GET\n/\n${query}\n${headers}\nhost;x-k8s-aws-id\n${sha256('')}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${TIME}\n${scope}\n${sha256(canonical)}`).toString('hex');
  const url = `https://sts.us-east-1.amazonaws.com/?${query}&X-Amz-Signature=${signature}`;
  return `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`;
}

const verified = async (input: string) => (await runHere(['verify', input, '--at', TIME])).stdout;

it.each(['\n', '\r\n'])('is verified with the cluster in a line after it', async (newline) => {
  expect(await verified(`${eksToken()}${newline}x-k8s-aws-id: ${CLUSTER}${newline}`)).toMatch(/^match\n/);
});

it('is not right with another cluster', async () => {
  expect(await verified(`${eksToken()}\nx-k8s-aws-id: other\n`)).not.toMatch(/^match\n/);
});

it('says what to add, if it is given alone', async () => {
  expect(await verified(eksToken())).toContain('give it in a line after the token: "x-k8s-aws-id: NAME"');
});
