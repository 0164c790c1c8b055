/** `sigv4 diagnose FILE` in plain text on a terminal asks what was tried, and ranks the suspects with the answers. */
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/commands/diagnose.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const FAILURE = `${ordered({ path: '/photos/a (b)@c.jpg' }).request}${mismatch()}`;

async function diagnosed(typed: readonly string[], options = {}, isInputTerminal = true) {
  const asked: string[] = [];
  const left = [...typed];
  const { world, output, errors } = worldOf(
    {
      isInputTerminal,
      askLine: async (question) => {
        asked.push(question);
        return left.shift() ?? null;
      },
    },
    { 'failure.txt': FAILURE },
  );
  await diagnose.run(world, { plain: true, ...options }, ['failure.txt']);
  return { asked, output: output(), errors: errors() };
}

const firstSuspect = (text: string) => /Possibly: .*/.exec(text)?.[0];

describe('questions at a prompt', () => {
  it('are at most three, each another, and the answers are in the report', async () => {
    const { asked, output } = await diagnosed(['?', '?', '?', '?']);
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(3);
    expect(output.match(/^ *unknown/gm)).toHaveLength(3);
  });

  it('change the first suspect', async () => {
    const given = await Promise.all(['y', 'n'].map((answer) => diagnosed([answer, answer, answer])));
    const [yes, no] = given.map(({ output }) => firstSuspect(output));
    expect(yes).not.toBe(no);
  });

  it('are asked again after what is no answer, and end with an empty line', async () => {
    const { asked, errors } = await diagnosed(['maybe', 'no']);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBe(asked[1]);
    expect(errors).toBe('Type y, n, or ?.\n');
  });

  it('are not asked in a pipe, nor of a program', async () => {
    expect((await diagnosed(['y'], {}, false)).asked).toEqual([]);
    expect((await diagnosed(['y'], { plain: false, json: true })).asked).toEqual([]);
  });
});
