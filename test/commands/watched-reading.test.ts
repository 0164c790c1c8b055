/** Reading a large body before it is signed: what is said of it on a terminal, and who waits and who stops. */

import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { problem } from '../../src/bytes/problem.ts';
import { send } from '../../src/commands/send/send.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { walk } from '../../src/commands/walk.ts';
import { bodyOf } from '../../src/http/body/request-body.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';

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
