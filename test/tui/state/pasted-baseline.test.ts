/** What the screen says of a request that was edited, and that a pasted one is what its edits are compared with. */
import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { walk } from '../../../src/commands/walk.ts';
import { bottomRows } from '../../../src/render/screen/screen-rows.ts';
import { beginSession } from '../../../src/tui/session.ts';
import { contentOf } from '../../../src/tui/state/content.ts';
import { describeWalk } from '../../../src/tui/state/describe-walk.ts';
import { screenFor, worldOf } from '../../support/test-world.ts';

const PASTE = 'https://photos.s3.eu-west-1.amazonaws.com/cat.jpg';

async function exampleSession() {
  let walked: ShownWalk | null = null;
  const show = async (each: ShownWalk) => {
    walked = each;
    return 0;
  };
  await walk.run(worldOf({ screen: screenFor({ walk: show }) }).world, {}, []);
  if (walked === null) throw new Error('No walk was shown.');
  const room = { size: { width: 80, height: 24 }, layout: 'usual' } as const;
  const terminal = { write: () => {}, suspend: () => {} };
  const session = beginSession(describeWalk(walked), room, terminal);
  const press = async (...events: readonly Parameters<typeof session.take>[0][]) => {
    for (const event of events) {
      const { facts } = session.state().view;
      session.take(event);
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (let turn = 0; turn < 200 && session.state().view.facts === facts; turn += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return session.state();
  };
  return { press };
}

const key = (name: string) => ({ kind: 'key', key: name }) as const;
const changedIn = ({ view }: Awaited<ReturnType<Awaited<ReturnType<typeof exampleSession>>['press']>>) =>
  view.changes && [...view.changes.changed.keys()];

describe('an edit of the example', () => {
  it('is no longer the example, until it is undone, and says how many bits flipped while one types and after it', async () => {
    const { press } = await exampleSession();
    const said = ({ state, view }: Awaited<ReturnType<typeof press>>) => {
      const { headline, notice, change } = contentOf(state, view);
      return { word: headline.state, notice: (notice ?? []).map(({ text }) => text).join(''), short: change?.short };
    };
    expect(said(await press(key('e')))).toMatchObject({ word: 'EXAMPLE', short: undefined });
    const typing = said(await press(key('Z')));
    expect(typing).toMatchObject({
      word: 'SANDBOX',
      notice: expect.stringMatching(/^method GETZ.* {3}~ \d+ of 256 signature bits$/),
    });
    expect(typing.short).toMatch(/^~ \d+ of 256 bits$/);
    expect(said(await press(key('escape'), key('z')))).toMatchObject({ word: 'EXAMPLE', short: undefined });
  });
});

describe('a paste into a walk', () => {
  it('is a new baseline: nothing is marked as changed, and its region is that of its host', async () => {
    const { press } = await exampleSession();
    const pasted = await press({ kind: 'paste', text: PASTE });
    expect(pasted.state.editing?.history.present).toMatchObject({ url: PASTE, region: 'eu-west-1' });
    expect(pasted.view.changes).toBeNull();
  });

  it('says what it is signed with and what was not read, on rows that are all indented', async () => {
    const { press } = await exampleSession();
    await press(key('5'), key('j'));
    const text = 'curl -T ./foo.txt --aws-sigv4 aws:amz:us-east-1:s3 -u ID:SECRET https://api.example.com/v1/things';
    const { state, view } = await press({ kind: 'paste', text });
    expect(state.notice).toMatch(/file of -T, which was not read.*example key, 20130524T000000Z, Region us-east-1/);
    const rows = bottomRows(contentOf(state, view), view.regions).slice(0, -1);
    expect(rows.map((row) => row.map(({ text: part }) => part).join('')).join('')).toContain('service s3.');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every((row) => row[0]?.text === ' ')).toBe(true);
    expect(state.cursors.slice(1)).toEqual(state.cursors.slice(1).map(() => null));
  });

  it('is what its edits are compared with; an undone paste leaves the example as it was', async () => {
    const { press } = await exampleSession();
    await press({ kind: 'paste', text: PASTE });
    const edited = await press(key('e'), { kind: 'key', key: 'X' });
    expect(changedIn(edited)).toContain('request');
    expect(changedIn(edited)).not.toContain('credential-scope');
    const undone = await press(key('escape'), key('z'));
    expect(undone.state.editing?.history.present.pasted).toBeUndefined();
    expect(undone.view.changes).toBeNull();
  });
});
