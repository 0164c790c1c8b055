/** `sigv4 capture --resign`: it signs again what a client has signed rightly, and nothing else. */

import { afterEach, describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { capture } from '../../src/commands/capture/capture.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { captureHere, closing, exchangeWith } from '../support/commands/capture-here.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { KEY_ID, type Order, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { openSandbox } from '../support/sandbox/sandbox-server.ts';
import {
  type ChunkOrder,
  chunked,
  crc32Of,
  SIGNED_CHUNKS,
  SIGNED_TRAILER,
  UNSIGNED_TRAILER,
} from '../support/sigv4/chunked-order.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

/** The key of the client, which only the capture knows. The server knows the key of the environment. */
const CLIENT = { keyId: 'AKIACLIENTEXAMPLE', secret: 'a secret of the client that was made up' };
const KNOWS_CLIENT: Partial<CommandWorld> = {
  environment: EXAMPLE_KEYS,
  readFile: async () => octetsFromText(`${CLIENT.keyId}:${CLIENT.secret}`),
};

/** Larger than the pieces in which a socket is read. */
const CHUNKS = ['a', 'b', 'c'].map((letter) => letter.repeat(100_000));

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

async function resigning(world: Partial<CommandWorld> = KNOWS_CLIENT) {
  const server = await openSandbox();
  const here = await captureHere({ upstream: server.url, resign: true, secretFrom: 'keys' }, world);
  ending.push(here.stop, server.close);
  const host = `127.0.0.1:${here.port}`;
  const send = (request: string) => exchangeWith(here.port, closing(request));
  return { ...here, server, host, place: { host, path: '/examplebucket/test.txt', ...CLIENT }, send };
}

describe('a request that its client signed rightly', () => {
  it('is signed for the server, with the key of the environment', async () => {
    const { send, place, server, errors, lines } = await resigning();
    expect(await send(ordered(place).request)).toMatch(/^HTTP\/1\.1 200 /);
    expect(errors()).toContain(`  + Host: 127.0.0.1:${server.port}\n`);
    expect(errors()).toContain(`  + Authorization: AWS4-HMAC-SHA256 Credential=${KEY_ID}/`);
    expect(lines()).toMatchObject([{ verdict: 'match', status: 200 }]);
  });

  it.each(['an absolute target', 'a presigned URL'])('is signed again with %s', async (kind) => {
    const { send, place, host } = await resigning();
    const { request } = kind === 'a presigned URL' ? presigned(place) : ordered(place);
    const sent = kind === 'a presigned URL' ? request : request.replace('GET /', `GET http://${host}/`);
    expect(await send(sent)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    [SIGNED_CHUNKS, []],
    [SIGNED_TRAILER, [['x-amz-checksum-crc32', crc32Of(CHUNKS.join(''))] as const]],
    [UNSIGNED_TRAILER, [['x-amz-checksum-crc32', crc32Of(CHUNKS.join(''))] as const]],
  ])('is signed again with its chunks: %s', async (words, trailers) => {
    const { send, place, lines, errors } = await resigning();
    const upload = { ...place, path: '/examplebucket/chunks' };
    expect(await send(chunked({ ...upload, words, trailers, chunks: CHUNKS }).request)).toMatch(/^HTTP\/1\.1 200 /);
    expect((await send(ordered(upload).request)).endsWith(`\r\n\r\n${CHUNKS.join('')}`)).toBe(true);
    expect(lines()).toMatchObject([{ verdict: 'match', status: 200 }, { status: 200 }]);
    expect(errors()).not.toContain('was not signed again');
  });
});

/** What is wrong with a request, the request, and why it is not signed again. */
const UNSIGNED: readonly (readonly [says: string, order: Partial<Order>, because: string])[] = [
  ['no signature', { authorization: null }, 'its head has no signature'],
  ['an unknown key', { keyId: 'AKIANOBODY' }, 'no secret is known for its access key ID'],
  ['the wrong secret', { secret: 'wrong' }, 'its signature is wrong'],
  ['a time that has passed', { date: '20130523T000000Z' }, 'its signature is'],
  ['a header that is not signed', { headers: [['x-amz-acl', 'public-read']], unsigned: ['x-amz-acl'] }, 'x-amz-acl'],
  ['a Host that is not signed', { unsigned: ['host'] }, 'the header host is not signed'],
  ['a signature that cannot be read', { authorization: 'AWS4-HMAC-SHA256 Credential=x' }, 'cannot be read'],
];

describe('any other request', () => {
  it.each(UNSIGNED)('is forwarded as it is, and the log says why: %s', async (_, order, because) => {
    const { send, place, errors } = await resigning();
    expect(await send(ordered({ ...place, ...structuredClone(order) }).request)).toMatch(/^HTTP\/1\.1 40/);
    expect(errors()).toMatch(/\n {2}The request was not signed again, because [^\n]+\. [A-Z][^\n]+\.\n/);
    expect(errors()).toContain(because);
    expect(errors()).not.toMatch(/\n {2}[-+] /);
  });

  it('is not signed again for being signed with a secret that AWS has published', async () => {
    const environment = { AWS_ACCESS_KEY_ID: 'AKIAOWNEXAMPLE', AWS_SECRET_ACCESS_KEY: 'a secret of the user' };
    const { send, place, errors } = await resigning({ ...KNOWS_CLIENT, environment });
    await send(ordered({ ...place, keyId: KEY_ID, secret: SECRET }).request);
    expect(errors()).toContain('AWS has published the secret of its access key ID');
    expect(errors()).not.toContain('AKIAOWNEXAMPLE/');
  });

  it.each([
    ['a chunk', { signatures: ([first = '', , ...rest]) => [first, '0'.repeat(64), ...rest] }],
    ['a byte of a chunk', { alter: (body: string) => body.replace('bbbb', 'bbBb') }],
    ['the trailing headers', { trailerSignature: () => '0'.repeat(64) }],
  ] satisfies readonly [string, Partial<ChunkOrder>][])('keeps what is wrong: %s', async (_, order) => {
    const { send, place, errors } = await resigning();
    const trailers = [['x-amz-checksum-crc32', crc32Of(CHUNKS.join(''))] as const];
    const upload = { ...place, words: SIGNED_TRAILER, trailers, chunks: CHUNKS, ...order };
    expect(await send(chunked(upload).request)).toMatch(/^HTTP\/1\.1 403 /);
    expect(errors()).toMatch(/not signed again, because the signature of .* in its body is wrong/);
  });

  it('is said of chunks with a transfer coding', async () => {
    const { send, place, errors } = await resigning();
    const { request, body } = chunked(place);
    const transferred = request
      .replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked')
      .replace(body, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    await send(transferred);
    expect(errors()).toContain('only chunks with HMAC-SHA256 signatures in a body with Content-Length can be');
  });
});

it.each(['0.0.0.0', '192.0.2.1', '::'])('is refused together with an address that others reach: %s', async (listen) => {
  const { world, errors } = worldOf({ environment: EXAMPLE_KEYS });
  expect(await capture.run(world, { upstream: 'http://127.0.0.1:1', resign: true, listen }, [])).toBe(2);
  expect(errors()).toContain(`Others can reach ${listen}, and --resign signs with your keys.`);
});
