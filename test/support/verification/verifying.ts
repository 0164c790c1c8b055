/** `sigv4 verify` for tests: AWS's documented requests as people have them, and what the command says of them. */

import type { OptionValues } from '../../../src/app/options/option-values.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { verify } from '../../../src/commands/verify/verify.ts';
import { EXAMPLE_KEYS, worldOf } from '../commands/test-world.ts';
import { octetsOf } from '../octets-of.ts';
import { type Pair, sha256Of, signIndependently } from '../sigv4/independent-signer.ts';

export const EXAMPLE_ID = EXAMPLE_KEYS.AWS_ACCESS_KEY_ID ?? '';
export const EXAMPLE_SECRET = EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY ?? '';

/** AWS's documented GET of ten bytes. */
export const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
export const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=${EXAMPLE_ID}/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=${SIGNATURE}`;
export const SIGNED_GET = [
  'GET /test.txt HTTP/1.1',
  'Host: examplebucket.s3.amazonaws.com',
  'Range: bytes=0-9',
  `x-amz-content-sha256: ${sha256Of('')}`,
  'x-amz-date: 20130524T000000Z',
  `Authorization: ${AUTHORIZATION}`,
  '\r\n',
].join('\r\n');

/** AWS's documented presigned URL, good for a day. */
export const PRESIGNED_URL = `https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${EXAMPLE_ID}%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`;

export interface MeantKey {
  readonly keyId: string;
  readonly secret: string;
  readonly token?: string;
}

/** A GET that this key signs at the time of AWS's examples, by the tests' own signer; nothing in it needs encoding. */
export function signedGetOf(
  { keyId, secret, token }: MeantKey,
  query: readonly Pair[] = [],
  payloadHash = sha256Of(''),
): string {
  const scope = ['20130524', 'us-east-1', 's3', 'aws4_request'];
  const headers = [
    ['Host', 'examplebucket.s3.amazonaws.com'],
    ['x-amz-content-sha256', payloadHash],
    ['x-amz-date', '20130524T000000Z'],
    ...(token === undefined ? [] : [['x-amz-security-token', token] as const]),
  ] as const;
  const request = { method: 'GET', path: '/a', query, headers, payloadHash };
  const { signature, signedHeaders } = signIndependently(request, { secret, timestamp: '20130524T000000Z', scope });
  const credential = [keyId, ...scope].join('/');
  const lines = [
    `GET /a${query.map((pair, index) => `${index === 0 ? '?' : '&'}${pair.join('=')}`).join('')} HTTP/1.1`,
    ...headers.map((pair) => pair.join(': ')),
    `Authorization: AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

export interface Verified {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  /** The first line of the output. */
  readonly verdict: string;
}

export interface VerifyOrder {
  readonly options?: OptionValues;
  readonly world?: Partial<CommandWorld>;
  /** By name; one character is one byte. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs the command on a file of these bytes, at the time of AWS's examples. */
export async function verifyText(latin1: string, order: VerifyOrder = {}): Promise<Verified> {
  return verifyOperand('input', { ...order, files: { ...order.files, input: latin1 } });
}

/** Runs the command on what is on its line. */
export async function verifyOperand(
  operand: string | undefined,
  { options = {}, world = {}, files = {} }: VerifyOrder = {},
) {
  const test = worldOf({
    readFile: async (path) => {
      const found = files[path];
      return found === undefined ? worldOf().world.readFile(path) : octetsOf(found);
    },
    ...world,
  });
  const code = await verify.run(test.world, options, operand === undefined ? [] : [operand]);
  const output = test.output();
  return { code, output, errors: test.errors(), verdict: output.split('\n')[0] ?? '' };
}
