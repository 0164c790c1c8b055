/** Reading a large body before it is signed: what is said of it on a terminal, and who waits and who stops. */

import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import type { ShownWalk } from '../../src/app/walks/shown-walk.ts';
import type { ScreenWait } from '../../src/app/world/screens.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { problem } from '../../src/bytes/problem.ts';
import { send } from '../../src/commands/send/send.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { WHERE_NEXT, walk } from '../../src/commands/walk.ts';
import { bodyOf } from '../../src/http/body/request-body.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/commands/test-world.ts';
import { answered } from '../support/wire/answered.ts';

const MIB = 2 ** 20;
const ERASE = '\r\x1b[K';
const OPTIONS = { request: 'PUT', dataBinary: ['@large'], region: 'us-east-1' };
const STOPPED = problem('interrupted', 'It was stopped.', 'Begin again.');

/** A file whose hash takes these many milliseconds. */
const hashedIn =
  (...times: number[]): CommandWorld['openBody'] =>
  async (_path, isHashed, watch) => {
    for (const milliseconds of isHashed ? times : [])
      watch?.onProgress({ milliseconds, read: milliseconds * MIB, length: 1024 * MIB });
    return watch?.signal?.aborted ? STOPPED : bodyOf('large' as Octets);
  };

async function ran(command: Command<CommandWorld>, changes: Partial<CommandWorld>, options: OptionValues = OPTIONS) {
  const test = worldOf({ environment: EXAMPLE_KEYS, errorsWidth: () => 80, openBody: hashedIn(100, 600), ...changes });
  const code = await command.run(test.world, options, ['https://b.s3.amazonaws.com/key']);
  return { code, output: test.output(), errors: test.errors() };
}

const SAID = `${ERASE}Hashing the body… 600 of 1024 MiB · 1000 MiB/s · 1 s left${ERASE}`;

describe('a body that is hashed for long', () => {
  it('is told of on the terminal while it is signed, and not in what is printed', async () => {
    const { code, output, errors } = await ran(sign, {});
    expect({ code, errors }).toEqual({ code: 0, errors: SAID });
    expect(output).toMatch(/^PUT \/key HTTP\/1\.1\r\n/);
  });

  it('is told of before a walk as text', async () => {
    expect((await ran(walk, {}, { ...OPTIONS, plain: true })).errors).toBe(SAID);
  });

  it.each<[string, Partial<CommandWorld>, OptionValues]>([
    ['where talk goes to no terminal', { errorsWidth: () => null }, OPTIONS],
    ['where it is quick', { openBody: hashedIn(100, 499) }, OPTIONS],
    ['where it is not hashed', {}, { ...OPTIONS, payload: 'unsigned' }],
  ])('is not told of %s', async (_where, changes, options) => {
    expect((await ran(sign, changes, options)).errors).toBe('');
  });

  it('is stopped by who interrupts send, with 130, and nothing is sent', async () => {
    const neverSent = () => Promise.reject(new Error('It was sent.'));
    const { code, errors } = await ran(send, { interruption: () => AbortSignal.abort(), send: neverSent });
    expect({ code, errors }).toEqual({ code: 130, errors: `${SAID}sigv4: It was stopped. Begin again.\n` });
  });

  it.each([sign, send, walk])('is not read where there are no credentials', async (command) => {
    const openBody = () => Promise.reject(new Error('It was read.'));
    const { code, errors } = await ran(command, { environment: {}, openBody });
    expect(code).toBe(2);
    expect(errors).toContain('credentials');
  });

  it('asks a profile for credentials once', async () => {
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      return { accessKeyId: 'AKIDPROFILE', secretAccessKey: 'made/up', sessionToken: null };
    };
    const loadProfile = async () => ({
      name: 'default',
      region: null,
      endpointUrl: null,
      way: 'keys' as const,
      credentials,
    });
    expect((await ran(sign, { environment: {}, loadProfile })).code).toBe(0);
    expect(asked).toBe(1);
  });
});

describe('a walk that is waited for on the screen', () => {
  /** Somebody who waits, or leaves with this code at the first report. */
  function waiting(leavesWith: number | null) {
    const controller = new AbortController();
    const seen: string[] = [];
    let left: number | null = null;
    const wait: ScreenWait = {
      watch: {
        signal: controller.signal,
        onProgress: ({ read }) => {
          seen.push(`read ${read / MIB}`);
          if (leavesWith === null) return;
          left = leavesWith;
          controller.abort();
        },
      },
      leftWith: () => left,
      close: async () => void seen.push('closed'),
    };
    const showWalk = async () => {
      seen.push('shown');
      return 0;
    };
    return { seen, wait: () => wait, changes: { screen: screenFor({ walk: showWalk }, () => wait) } };
  }

  it('is shown once the body is read, of which the screen is told', async () => {
    const { seen, changes } = waiting(null);
    expect(await ran(walk, changes)).toEqual({ code: 0, output: `${WHERE_NEXT}\n`, errors: '' });
    expect(seen).toEqual(['read 100', 'read 600', 'shown']);
  });

  it.each([0, 130])('is not shown to who has left with %i, and the terminal is given back', async (code) => {
    const { seen, changes } = waiting(code);
    expect(await ran(walk, changes)).toEqual({ code, output: '', errors: '' });
    expect(seen.filter((what) => !what.startsWith('read'))).toEqual(['closed']);
  });

  it('gives the terminal back before it says why there is none', async () => {
    const { seen, changes } = waiting(null);
    const errors: string[] = [];
    const openBody: CommandWorld['openBody'] = async () => problem('file', 'It cannot be read.', 'Check its name.');
    const { code } = await ran(walk, { ...changes, openBody, errors: (text) => void errors.push(`${seen}: ${text}`) });
    expect([code, errors]).toEqual([2, ['closed: sigv4: It cannot be read. Check its name.\n']]);
  });

  it('is told of a body too that is read for the signatures of its chunks, and leaves that', async () => {
    const { seen, changes } = waiting(130);
    const openBody: CommandWorld['openBody'] = async () => ({
      ...bodyOf('large' as Octets),
      async *open(watch) {
        yield Buffer.from('lar');
        watch?.onProgress({ milliseconds: 200, read: 3 * MIB, length: 5 * MIB });
        watch?.signal?.throwIfAborted();
        yield Buffer.from('ge');
      },
    });
    const options = { ...OPTIONS, payload: 'streaming' };
    expect(await ran(walk, { ...changes, openBody }, options)).toEqual({ code: 130, output: '', errors: '' });
    expect(seen).toEqual(['read 3', 'closed']);
  });

  it('is told of nothing that is read later, to be sent', async () => {
    const { seen, wait } = waiting(null);
    const watches: unknown[] = [];
    const openBody: CommandWorld['openBody'] = async () => ({
      ...bodyOf('large' as Octets),
      open: (watch) => {
        watches.push(watch);
        return [Buffer.from('large')];
      },
    });
    const send: CommandWorld['send'] = async ({ request }) => {
      if (!(request instanceof Uint8Array)) for await (const _ of request);
      return answered('HTTP/1.1 200 OK\r\n\r\n');
    };
    const showWalk = async (shown: ShownWalk) => {
      await shown.send?.(null);
      return 0;
    };
    const screen = screenFor({ walk: showWalk }, wait);
    expect((await ran(walk, { openBody, screen, send })).code).toBe(0);
    expect([watches, seen]).toEqual([[null], []]);
  });
});
