/** An independent S3 server accepts what the built program signs and sends, no matter what the key is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWKWARD_KEYS } from './awkward-keys.ts';
import { playRound } from './round.ts';
import { SERVER } from './server.ts';
import { send } from './sigv4.ts';
import { openTlsFront, type TlsFront } from './tls-front.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-servers-'));
const ownFolder = () => mkdtempSync(join(folder, 'round-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Under radosgw, radosgw-log.server-test.ts plays the same rounds and reads the log as well. */
const KEYS = SERVER.log === null ? AWKWARD_KEYS : AWKWARD_KEYS.slice(0, 1);

describe('an object can be stored, fetched, looked at, listed and deleted', () => {
  it.concurrent.each(KEYS.map((key) => [JSON.stringify(key).slice(0, 60), key]))('as %s', async (_, key) => {
    await playRound({ key, folder: ownFolder() });
  });

  it('with a payload that is not signed', async () => {
    const sent = await playRound({ key: 'not signed', folder: ownFolder(), options: ['--payload', 'unsigned'] });
    for (const { errors } of sent) expect(errors).toContain('> x-amz-content-sha256: UNSIGNED-PAYLOAD\n');
  });

  it('without a byte in it', async () => {
    const object = ['--endpoint-url', SERVER.endpoint, `s3://${SERVER.bucket}/empty`];
    expect(await send(['-X', 'PUT', ...object])).toMatchObject({ status: 200 });
    expect(await send(object)).toMatchObject({ status: 200, output: Buffer.alloc(0) });
    expect(await send(['-X', 'DELETE', ...object])).toMatchObject({ status: 204 });
  });
});

describe('over TLS', () => {
  let front: TlsFront;
  beforeAll(async () => {
    front = await openTlsFront(ownFolder());
  });
  afterAll(() => front.close());

  it.concurrent.each(['127.0.0.1', 'localhost'])('the same, with --cacert, at %s', async (host) => {
    await playRound({
      key: `over TLS at ${host}/ %2F+//\u{1f600}`,
      folder: ownFolder(),
      endpoint: `https://${host}:${front.port}`,
      options: ['--cacert', front.certificateAuthority],
    });
  });

  it('not without --cacert, because this authority is not known', async () => {
    const { status, exitCode, errors } = await send([`https://localhost:${front.port}/${SERVER.bucket}`]);
    expect({ status, exitCode }).toEqual({ status: null, exitCode: 1 });
    expect(errors).toMatch(/certificate/);
  });
});

describe('a wrong secret', () => {
  const object = ['--endpoint-url', SERVER.endpoint, `s3://${SERVER.bucket}/refused`];
  const secretKey = `${SERVER.secretKey}x`;

  it('is refused, with the answer given', async () => {
    const { status, exitCode, output } = await send(object, { secretKey });
    expect({ status, exitCode }).toEqual({ status: 403, exitCode: 0 });
    expect(output.toString()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('gives 22 with --fail', async () => {
    expect(await send(object, { secretKey, output: ['--fail'] })).toMatchObject({ status: 403, exitCode: 22 });
  });

  it('stores nothing', async () => {
    const file = join(ownFolder(), 'file');
    writeFileSync(file, 'content');
    expect(await send(['-X', 'PUT', '--data-binary', `@${file}`, ...object], { secretKey })).toMatchObject({
      status: 403,
    });
    expect(await send(object)).toMatchObject({ status: 404 });
  });
});
