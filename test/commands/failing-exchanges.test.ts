/** One exchange at which the program fails ends neither a capture nor a sandbox. */
import { afterEach, describe, expect, it } from 'vitest';

import { sandbox } from '../../src/commands/sandbox/sandbox.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { captureHere, closing, exchangeWith } from '../support/commands/capture-here.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { serve } from '../support/wire/tcp-server.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const SECRET = 'a message that quotes a secret';
const FAILED = 'because this program failed (RangeError).';

/** Fails while it is on. */
function failure() {
  const state = { isOn: false };
  const failing = <Result>(result: Result): Result => {
    if (state.isOn) throw new RangeError(SECRET);
    return result;
  };
  return { state, failing };
}

const NOW = new Date('2013-05-24T00:00:00Z');

async function between(
  worldOfFailure: (failing: ReturnType<typeof failure>['failing']) => Partial<CommandWorld>,
  options = {},
) {
  const { state, failing } = failure();
  const server = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  const here = await captureHere({ upstream: `http://127.0.0.1:${server.port}`, ...options }, worldOfFailure(failing));
  ending.push(here.stop, server.close);
  const send = () => exchangeWith(here.port, closing(ordered({ host: `127.0.0.1:${here.port}`, path: '/a' }).request));
  return { ...here, state, send };
}

describe('a capture', () => {
  it('says which exchange it could not examine, and goes on', async () => {
    const { state, send, errors, lines } = await between((failing) => ({ now: () => failing(NOW) }));
    state.isOn = true;
    expect(await send()).toMatch(/ok$/);
    state.isOn = false;
    expect(await send()).toMatch(/ok$/);
    expect(errors()).toContain(
      `GET /a → 200\n  Cause (program): The request could not be examined, ${FAILED}\n  Fix: `,
    );
    expect(errors()).toContain('GET /a → 200 (header, match, 2 bytes, ');
    expect(errors()).not.toContain(SECRET);
    const common = { method: 'GET', target: '/a', status: 200 };
    expect(lines()).toMatchObject([
      { ...common, verdict: 'unknown', stage: 'program', cause: 'not-examined' },
      { ...common, verdict: 'match', stage: null, cause: null },
    ]);
  });

  it('answers 500 where it cannot say where a request goes, and goes on', async () => {
    const { state, failing } = failure();
    const makeAuthority: CommandWorld['makeAuthority'] = () => ({
      certificate: '',
      certify: () => failing({ cert: '', key: '' }),
    });
    const { port, stop, errors, lines } = await captureHere({}, { makeAuthority });
    ending.push(stop);
    state.isOn = true;
    const request = 'CONNECT s3.amazonaws.com:443 HTTP/1.1\r\n\r\n';
    expect(await exchangeWith(port, request)).toMatch(/^HTTP\/1\.1 500 /);
    expect(await exchangeWith(port, request)).toContain(FAILED);
    expect(lines()).toMatchObject([{ method: 'CONNECT', cause: 'not-examined' }, { method: 'CONNECT' }]);
    expect(errors()).not.toContain(SECRET);
  });

  it('says that it could not record an exchange, and forwards it', async () => {
    const recordings = (failing: ReturnType<typeof failure>['failing']): Partial<CommandWorld> => ({
      openRecordingFolder: () => ({ begin: () => ({ add: () => failing(undefined), finish: () => null }) }),
    });
    const { state, send, errors, lines } = await between(recordings, { record: 'folder' });
    const request = send();
    state.isOn = true;
    expect(await request).toMatch(/ok$/);
    state.isOn = false;
    expect(await send()).toMatch(/ok$/);
    expect(errors().match(/A recording is not complete/g)).toHaveLength(1);
    expect(errors()).toContain(FAILED);
    expect(errors()).not.toContain(SECRET);
    expect(lines()).toMatchObject([{ verdict: 'match' }, { verdict: 'match' }]);
  });
});

describe('a sandbox', () => {
  it('answers 500 to a request that it cannot handle, and goes on', async () => {
    const { state, failing } = failure();
    const interrupt = Promise.withResolvers<void>();
    const { world, output, errors } = worldOf({ now: () => failing(NOW), interrupted: () => interrupt.promise });
    const ended = sandbox.run(world, { plain: true }, []);
    ending.push(async () => {
      interrupt.resolve();
      await ended;
    });
    await expect.poll(output).toMatch(/^http:/);
    const port = Number(new URL(output()).port);
    const send = () =>
      exchangeWith(port, closing(ordered({ host: `localhost:${port}`, path: '/examplebucket/test.txt' }).request));
    state.isOn = true;
    expect(await send()).toMatch(/^HTTP\/1\.1 500 .*<Code>InternalError<\/Code>/s);
    state.isOn = false;
    expect(await send()).toMatch(/^HTTP\/1\.1 200 /);
    expect(errors()).toContain(FAILED);
    expect(errors()).not.toContain(SECRET);
    expect(errors()).toContain('GET /examplebucket/test.txt → 200\n');
  });
});
