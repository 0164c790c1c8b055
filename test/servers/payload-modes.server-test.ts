/** Every way to sign a payload, and presigned URLs: an independent server takes them, and gives the object back. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SERVER } from './server.ts';
import { send, sigv4 } from './sigv4.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-payloads-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Three chunks of 8 KiB and a short one; every byte there is. */
const CONTENT = Buffer.from(Array.from({ length: 3 * 8192 + 1000 }, (_, index) => (index * 7 + (index >> 8)) % 256));

const CHUNKS = ['--chunk-size', '8192'];
const MODES: readonly (readonly [name: string, options: readonly string[]])[] = [
  ['hashed', ['--payload', 'hashed']],
  ['unsigned', ['--payload', 'unsigned']],
  ['streaming', ['--payload', 'streaming', ...CHUNKS]],
  ['streaming, one chunk', ['--payload', 'streaming']],
  ...['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'].flatMap((checksum): [string, string[]][] => [
    [`streaming-trailer, ${checksum}`, ['--payload', 'streaming-trailer', '--trailer', checksum, ...CHUNKS]],
    [`unsigned-trailer, ${checksum}`, ['--payload', 'unsigned-trailer', '--trailer', checksum, ...CHUNKS]],
  ]),
];

const addressOf = (key: string) => ['--endpoint-url', SERVER.endpoint, `s3://${SERVER.bucket}/${key}`];

describe('an object comes back byte for byte', () => {
  it.each(MODES)('stored %s', async (name, options) => {
    const key = `payload ${name}`;
    expect(await putAndGet(key, CONTENT, options)).toEqual(CONTENT);
  });

  it.each(MODES)('of no bytes, stored %s', async (name, options) => {
    const key = `nothing, ${name}`;
    expect(await putAndGet(key, Buffer.alloc(0), options)).toEqual(Buffer.alloc(0));
  });
});

describe('a presigned URL', () => {
  it('fetches an object, for a program that knows nothing of signatures', async () => {
    await put('presigned', CONTENT, []);
    const { output } = await sign(['--presign', '--expires-in', '60', ...addressOf('presigned')]);
    const answer = await fetch(output.toString().trim());
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(CONTENT);
  });

  it('stores one', async () => {
    const { output } = await sign(['--presign', '-X', 'PUT', ...addressOf('presigned put')]);
    const answer = await fetch(output.toString().trim(), { method: 'PUT', body: CONTENT });
    expect(answer.status).toBe(200);
    expect(await get('presigned put')).toEqual(CONTENT);
  });

  it('is refused where a byte of it is another', async () => {
    const { output } = await sign(['--presign', ...addressOf('presigned')]);
    const answer = await fetch(output.toString().trim().replace('presigned?', 'presignee?'));
    expect(answer.status).toBe(403);
  });

  it('can be used by curl, as it is printed', async () => {
    const { output } = await sign(['--presign', '--as', 'curl', ...addressOf('presigned')]);
    const command = `${output.toString().trim()} --silent --fail`;
    expect(execFileSync('sh', ['-c', command], { maxBuffer: 1 << 20 })).toEqual(CONTENT);
  });
});

/** Swift has no browser uploads. */
describe.runIf(SERVER.log !== null)('a browser upload', () => {
  const policy = join(folder, 'policy.json');
  const upload = (...fields: readonly string[]) => [
    ...['--post-policy', policy, '-F', `file=@${join(folder, 'content')}`],
    ...fields.flatMap((field) => ['-F', field]),
    ...['--endpoint-url', SERVER.endpoint, `s3://${SERVER.bucket}`],
  ];
  const conditions = [{ bucket: SERVER.bucket }, ['starts-with', '$key', 'upload/']];

  it('stores the file under the key that its policy asks for, and under no other', async () => {
    writeFileSync(policy, JSON.stringify({ expiration: '2099-01-01T00:00:00Z', conditions }));
    writeFileSync(join(folder, 'content'), CONTENT);
    const stored = await send(upload());
    expect(stored.status, stored.errors + stored.output).toBe(204);
    expect(await get('upload/content')).toEqual(CONTENT);
    expect(await send(upload('key=elsewhere'))).toMatchObject({ status: 403 });
  });
});

const sign = (request: readonly string[]) => sigv4(['sign', ...request]);

async function putAndGet(key: string, content: Buffer, options: readonly string[]): Promise<Buffer> {
  await put(key, content, options);
  return get(key);
}

async function put(key: string, content: Buffer, options: readonly string[]): Promise<void> {
  const file = join(folder, 'content');
  writeFileSync(file, content);
  const { status, errors, output } = await send([
    '-X',
    'PUT',
    '--data-binary',
    `@${file}`,
    ...options,
    ...addressOf(key),
  ]);
  expect(status, errors + output.toString()).toBe(200);
}

async function get(key: string): Promise<Buffer> {
  const file = join(folder, 'back');
  const { status, errors } = await send(addressOf(key), { output: ['-o', file] });
  expect(status, errors).toBe(200);
  return readFileSync(file);
}
