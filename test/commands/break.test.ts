/** `walk --break`: mistakes made on purpose, what they change, the answer of the sandbox, and the diagnosis. */
import { describe, expect, it } from 'vitest';
import { walk } from '../../src/commands/walk.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';

async function broken(options: Readonly<Record<string, string | boolean>>, ...operands: readonly string[]) {
  const { world, output, errors } = worldOf({ environment: { ...EXAMPLE_KEYS } });
  const code = await walk.run(world, options, operands);
  return { code, output: output(), errors: errors() };
}

const json = async (options: Readonly<Record<string, string | boolean>>, ...operands: readonly string[]) =>
  JSON.parse((await broken({ json: true, ...options }, ...operands)).output);

describe('walk --break', () => {
  it('shows what changes in each step, the answer, and what the diagnosis names', async () => {
    const { code, output } = await broken({ plain: true, break: 'signing-key-not-binary/hex-text' });
    expect(code).toBe(0);
    expect(output).toContain('BROKEN Each HMAC of the key chain');
    expect(output).toMatch(/Canonical request {2}nothing changes/);
    expect(output).toMatch(/Signature +62 of 64 bytes change, 130 of 256 bits/);
    expect(output).toContain('expected: 403 SignatureDoesNotMatch');
    expect(output).toContain('the server returned 403 SignatureDoesNotMatch');
    expect(output).toContain('proved: signing-key-not-binary/hex-text');
  });

  it('counts what is removed', async () => {
    const { output } = await broken({ plain: true, break: 'unknown-access-key/empty' });
    expect(output).toMatch(/Access key ID +20 of 20 bytes are removed/);
    expect(output).toMatch(/Authorization +20 of 217 bytes are removed/);
  });

  it('says the same as JSON, with the walk of the broken request', async () => {
    const document = await json({ break: 'crlf-or-extra-newline/crlf' });
    const { broken: of, stages, exchange } = document;
    expect(of.breaks).toMatchObject([
      { id: 'crlf-or-extra-newline/crlf', side: 'client', answers: ['SignatureDoesNotMatch'] },
    ]);
    expect(of.flippedBits).toBeGreaterThan(80);
    expect(of.named).toBe(true);
    expect(of.diagnosis.causes[0]).toMatchObject({ id: 'crlf-or-extra-newline', standing: 'proved' });
    expect(exchange.response.status).toBe(403);
    const values = stages.flatMap(({ values: all }: { values: object[] }) => all);
    const canonical = of.changes.find(({ value }: { value: string }) => value === 'canonical-request');
    expect(values).toContainEqual(expect.objectContaining({ id: 'canonical-request', ...canonical.after }));
    expect(canonical.after.text).toContain('\r\n');
    expect(canonical.before.text).not.toContain('\r\n');
  });

  it('makes several, and sends them to the sandbox only', async () => {
    const { broken: of, request } = await json(
      { break: 'host-rewritten-by-proxy/to-upstream,signing-key-not-binary/hex-text' },
      'https://photos.s3.amazonaws.com/cat.jpg',
    );
    expect(request.connectsTo).toContain('the sandbox in this program');
    expect(of.named).toBe(true);
  });

  it('changes the body on its way', async () => {
    const { output } = await broken(
      { plain: true, break: 'payload-changed-after-signing/on-the-way', data: 'hello' },
      'https://photos.s3.amazonaws.com/a',
    );
    expect(output).toContain('5 bytes arrive, with a different hash.');
    expect(output).toContain('the server returned 400 XAmzContentSHA256Mismatch');
    expect(output).toContain('payload-changed-after-signing');
  });

  it('lists the breaks that change this request', async () => {
    const { breaks } = await json({ break: 'list' });
    expect(breaks.length).toBeGreaterThan(100);
    expect(breaks.map(({ id }: { id: string }) => id)).not.toContain('path-double-encoded-on-s3/signed-twice');
    const { output } = await broken({ plain: true, break: 'list' });
    expect(output).toContain('host-rewritten-by-proxy/to-upstream\n    in transit: The host was signed');
  });

  it.each([
    ['nothing-like-it', 'There is no mistake "nothing-like-it".'],
    ['path-double-encoded-on-s3', 'path-double-encoded-on-s3 changes nothing in this request.'],
    ['clock-skew', 'clock-skew cannot be made on purpose'],
  ])('says what is wrong with %s', async (ids, says) => {
    const { code, errors } = await broken({ break: ids });
    expect(code).toBe(2);
    expect(errors).toContain(says);
  });

  it('says which requests cannot be broken', async () => {
    const { errors } = await broken({ break: 'crlf-or-extra-newline', payload: 'streaming', data: 'x' }, 's3://b/k');
    expect(errors).toContain('This request cannot be broken on purpose. Its body is signed in chunks.');
  });

  it('shows no secret', async () => {
    const environment = {
      AWS_ACCESS_KEY_ID: 'AKIAI44QH8DHBEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'NotToBeShownAnywhereAtAllNotAtAll1234567',
      AWS_SESSION_TOKEN: 'TokenNotToBeShown',
    };
    for (const ids of ['secret-truncated', 'wrong-secret', 'canonical-request-misbuilt']) {
      const { world, printed } = worldOf({ environment });
      await walk.run(world, { break: ids, json: true }, ['s3://photos/cat.jpg']);
      expect(printed()).not.toMatch(/NotToBeShown|VG9rZW5Ob3RUb0Jl|4e6f74546f426553686f776e/);
    }
  });
});
