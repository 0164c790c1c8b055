/** Before a request goes out over the network: t takes the sandbox as its server, r signs it as of now, z undoes both. */
import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { walk } from '../../../src/commands/walk.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../../support/commands/test-world.ts';

const OWN_KEYS = { ...EXAMPLE_KEYS, AWS_ACCESS_KEY_ID: 'AKIAI44QH8DHBEXAMPLE', AWS_SECRET_ACCESS_KEY: 'o'.repeat(40) };

async function liveSession(options: Parameters<typeof walk.run>[1] = {}) {
  let walked: ShownWalk | null = null;
  const show = async (each: ShownWalk) => {
    walked = each;
    return 0;
  };
  const { world } = worldOf({ environment: OWN_KEYS, screen: screenFor({ walk: show }) });
  await walk.run(world, options, ['s3://photos/cat.jpg']);
  if (walked === null) throw new Error('No walk was shown.');
  const room = { size: { width: 80, height: 24 }, layout: 'usual' } as const;
  const session = beginSession(describeWalk(walked), room, { write: () => {} });
  session.take({ kind: 'key', key: '7' });
  const shown = () => {
    const { state, view } = session.state();
    const { headline, footer, notice, inspector } = contentOf(state, view);
    const textOf = (runs: readonly { readonly text: string }[] | null) => (runs ?? []).map(({ text }) => text).join('');
    return {
      word: headline.isLive ? 'LIVE' : headline.state,
      footer: textOf(footer),
      notice: textOf(notice),
      checks: (inspector?.rows ?? []).map(({ runs }) => textOf(runs)).join('\n'),
      date: state.editing?.history.present.date,
    };
  };
  const press = async (key: string) => {
    session.take({ kind: 'key', key });
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
    return shown();
  };
  return { press, shown };
}

describe('on a live screen', () => {
  it('t takes the sandbox as the server, and z the network again', async () => {
    const { press, shown } = await liveSession();
    expect(shown()).toMatchObject({ word: 'LIVE', footer: expect.stringMatching(/s send it now .*t sandbox/) });
    expect(await press('t')).toMatchObject({ word: 'SANDBOX', notice: expect.stringContaining('sandbox') });
    expect((await press('down')).footer).toContain('↵ send');
    expect((await press('z')).word).toBe('LIVE');
  });

  it('r signs as of now, which the check of the clock then says', async () => {
    const { press, shown } = await liveSession({ date: '20130501T000000Z' });
    expect(shown().checks).toMatch(/✗ clock +signed 1 May 2013/);
    const now = await press('r');
    expect(now.date).not.toBe('20130501T000000Z');
    expect(now.notice).toContain('present time');
    expect(now.checks).toMatch(/✓ clock/);
    expect((await press('z')).date).toBe('20130501T000000Z');
  });

  it('neither does anything on a step before it', async () => {
    const { press } = await liveSession();
    await press('1');
    expect((await press('t')).notice).toBe('Press t on the step Send.');
    expect((await press('r')).notice).toBe('Press r on the step Send.');
  });
});
