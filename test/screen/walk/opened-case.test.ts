/** A case that is opened on the screen: the letters of its request, and its signatures as dots. */
import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { open } from '../../../src/commands/open/open.ts';
import { verify } from '../../../src/commands/verify/verify.ts';
import { openShown } from '../../../src/screen/open-shown.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../../support/commands/test-world.ts';
import { fixtures } from '../../support/fixtures.ts';
import { textsOf } from '../../support/screen/drawn-rows.tsx';
import { NO_TERMINAL } from '../../support/transcripts/transcribe-screen.ts';

const FILES = { request: fixtures.read('requests/get-range.txt') };
const WIDE = { width: 120, height: 40 };

const written = async () => {
  const { world, output } = worldOf({ environment: EXAMPLE_KEYS }, FILES);
  await verify.run(world, { case: '-', at: '20130524T000000Z' }, ['request']);
  return output();
};

/** Opens a case, and returns the rows after each key. */
async function opened(file: string) {
  let shown: ShownWalk | null = null;
  const screen = screenFor({
    walk: async (walk) => {
      shown = walk;
      return 0;
    },
  });
  const { world } = worldOf({ environment: EXAMPLE_KEYS, isOutputTerminal: true, screen }, { 'a.sigcase': file });
  await open.run(world, {}, ['a.sigcase']);
  if (shown === null) throw new Error('Nothing is shown.');
  const session = beginSession(describeWalk(shown, { openShown }), { size: WIDE, layout: 'usual' }, NO_TERMINAL);
  return (key: string) => {
    session.take({ kind: 'key', key });
    return textsOf(session);
  };
}

describe('a case of a verification', () => {
  it('has the letters that its request has when it is verified', async () => {
    const press = await opened(await written());
    const letters = press('4').flatMap((row) => /^[ >]([A-Z.#]\S*) +\d+[ ~]/.exec(row)?.[1] ?? []);
    expect(letters).toEqual(['M', 'P', '.', 'H', 'N1', 'B', 'D', '.', 'N1', 'B']);
  });

  it('shows both signatures as dots: the same, or how many bits differ', async () => {
    const right = await written();
    const dots = (rows: readonly string[]) => rows.filter((row) => /[▀▄█]/.test(row));
    const same = (await opened(right))('6');
    expect(same.join('\n')).toMatch(/├─ Bits ─+ same ─/);
    expect(dots(same)).toHaveLength(8);
    const changed = (await opened(right.replace('"Range","bytes=0-9"', '"Range","bytes=0-8"')))('6');
    expect(changed.join('\n')).toMatch(/├─ Bits ─+ 128 of 256 bits differ ─/);
    expect(dots(changed)).toHaveLength(8);
  });
});
