/** A result is written in the form that the options select: to standard output, or to a file as a whole or not at all. */
import { describe, expect, it } from 'vitest';
import { INCOMPLETE_OUTPUT } from '../../../src/app/options/command.ts';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { writeOutput, writeWhole } from '../../../src/app/outputs/write-file.ts';
import { writeResult } from '../../../src/app/outputs/write-result.ts';
import { firstFacts } from '../../../src/app/walks/facts-of-trace.ts';
import { problem } from '../../../src/bytes/problem.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { withoutClaim } from '../../../src/commands/verify/one-request.ts';
import { worldOf } from '../../support/commands/test-world.ts';
import { documentedExample } from '../../support/views/documented-example.ts';

const FACTS = firstFacts(documentedExample());
const WALK = { kind: 'walk', facts: () => FACTS, broken: null } as const;
const UNSIGNED = {
  kind: 'verification',
  reported: withoutClaim({ kind: 'unsigned', problem: problem('unsigned', 'It has no signature.', 'Sign it.') }, []),
  verified: null,
  facts: () => null,
} as const;
const NO_ROOM = problem('file', 'There is no room.', 'Make some.');

async function written(
  result: typeof WALK | typeof UNSIGNED,
  options: OptionValues,
  changes: Partial<CommandWorld> = {},
) {
  const { world, output, errors, created } = worldOf(changes);
  return { code: await writeResult(world, options, result, 7), output: output(), errors: errors(), created };
}

describe('a result', () => {
  it('is plain text on standard output if nothing else is asked for', async () => {
    const { code, output, errors } = await written(WALK, {});
    expect({ code, errors }).toEqual({ code: 7, errors: '' });
    expect(output).toMatch(/^SIGN {2}.*\n\n MP path .*\n M {2}GET(?:.|\n)* SIGNATURE\n(?:.|\n)*\n\n1\/8 {2}Request\n/);
  });

  it('is written to the file that the option of its form names, with the notes for it', async () => {
    const { code, output, errors, created } = await written(WALK, { case: 'a.sigcase', note: ['from the field'] });
    expect({ code, output }).toEqual({ code: 7, output: '' });
    expect(errors).toMatch(/^sigv4: a\.sigcase is written, \d+ bytes\.\n$/);
    expect(created.get('a.sigcase')).toContain('"from the field"');
  });

  it('is plain text where the form has nothing to show of it, and no file is written', async () => {
    const { code, output, created } = await written(UNSIGNED, { html: 'a.html' });
    expect(code).toBe(7);
    expect(output).toContain('unsigned');
    expect(created.size).toBe(0);
  });

  it('that cannot be written completely is the exit code 1', async () => {
    const file = { write: async () => NO_ROOM, finish: async () => null, abandon: async () => null };
    const { code } = await written(WALK, { html: 'a.html' }, { createFile: async () => file });
    expect(code).toBe(1);
  });

  it('that cannot be written is a problem, and nothing is printed', async () => {
    const { code, output, errors } = await written(WALK, { html: 'a.html' }, { createFile: async () => NO_ROOM });
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(/^sigv4: .*\n$/);
  });
});

describe('bytes', () => {
  const BYTES = new Uint8Array([0, 255, 10]);

  it('go to standard output, or to a file, as they are', async () => {
    const { world, output, created } = worldOf();
    expect(await writeOutput(world, '-', BYTES)).toBeNull();
    expect(await writeOutput(world, 'file', BYTES)).toBeNull();
    expect([output(), created.get('file')]).toEqual(['\0\xff\n', '\0\xff\n']);
  });

  it.each(['write', 'finish'] as const)('are given up as a whole if %s fails', async (part) => {
    const done: string[] = [];
    const file = {
      write: async () => null,
      finish: async () => null,
      [part]: async () => NO_ROOM,
      abandon: async () => {
        done.push('abandoned');
        return null;
      },
    };
    expect(await writeWhole({ createFile: async () => file }, 'file', BYTES)).toEqual({
      ...NO_ROOM,
      code: INCOMPLETE_OUTPUT,
    });
    expect(done).toEqual(['abandoned']);
  });
});
