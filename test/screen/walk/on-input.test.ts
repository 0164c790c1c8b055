/** While an input is edited, the page is where it is shown. */

import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { walk } from '../../../src/commands/walk.ts';
import type { Layout } from '../../../src/screen/components/regions.ts';
import { beginSession, type Session } from '../../../src/screen/session.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { cursorOf, type Frame } from '../../../src/screen/walk/view.ts';
import { screenFor, worldOf } from '../../support/commands/test-world.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';

/** AWS's example on a screen of 80×24. */
async function begun(layout: Layout = 'usual'): Promise<Session<Frame>> {
  let walked: ShownWalk | null = null;
  const showWalk = async (each: ShownWalk) => {
    walked = each;
    return 0;
  };
  await walk.run(worldOf({ screen: screenFor({ walk: showWalk }) }).world, {}, []);
  if (walked === null) throw new Error('Nothing is shown.');
  const terminal = { write: () => {} };
  return beginSession(describeWalk(walked), { size: { width: 80, height: 24 }, layout }, terminal);
}

const press = (session: Session<Frame>, keys: readonly string[]) => {
  for (const key of keys) session.take({ kind: 'key', key });
};
const rowsOf = (session: Session<Frame>) => {
  const { state, view } = session.state();
  return screenRows(contentOf(state, view), view.regions).map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
};
/** The row of the cursor, from its mark on: inputs share a row. */
const cursorRow = (session: Session<Frame>) =>
  rowsOf(session)
    .map((row) => /(?:^| )(>[A-Z#. ].*)/.exec(row)?.[1])
    .find((row) => row !== undefined) ?? '';
/** The palette leads to an input by its name; what is in the field is taken away. */
const edit = (session: Session<Frame>, name: string) => press(session, [':', ...name, 'return', 'ctrl+u']);

describe.each(['usual'] as const)('the line of an input, %s', (layout) => {
  it.each([
    ['region', 'eu-west-1', 'eu-west-1'],
    ['date', '20130525T000000Z', '20130525T000000Z'],
    ['access key', 'AKIDOTHER', 'AKIDOTHER'],
    ['method', 'PUT', 'PUT'],
    ['url', 's3://examplebucket/other', '/other'],
    ['header 1', 'Range: bytes=0-4', 'bytes=0-4'],
    ['new header', 'x-amz-meta-a: b', 'x-amz-meta-a: b'],
    ['payload', 'some data', 'some data', '1307990e6ba5ca145eb35e99182a9be'],
  ])('is in sight while %s is edited, and after it', async (name, typed, line, kept = line) => {
    const session = await begun(layout);
    edit(session, name);
    press(session, [...typed]);
    await expect.poll(() => cursorRow(session)).toContain(layout === 'usual' ? line : line.slice(0, 30));
    // The field shows what is typed at once; the mark comes with the new walk.
    await expect.poll(() => cursorRow(session)).toContain('~');
    press(session, ['return']);
    expect(cursorRow(session)).toContain(layout === 'usual' ? kept : kept.slice(0, 30));
  });
});

it('is not looked for on a page that does not show the input', async () => {
  const session = await begun();
  press(session, ['6']);
  const { row } = cursorOf(session.state().state, session.state().view);
  edit(session, 'region');
  press(session, [...'eu-west-1']);
  // The field covers what has changed until it is closed.
  await expect.poll(() => rowsOf(session)[0]).toContain('eu-west-1');
  press(session, ['return']);
  expect(rowsOf(session).join()).toContain('of 256 signature bits');
  expect(cursorOf(session.state().state, session.state().view).row).toBe(row);
});

describe('e on a fixed byte', () => {
  const noticed = (session: Session<Frame>) => {
    const { state } = session.state();
    return { open: state.open, notice: state.notice };
  };

  it('between the inputs of a line says that it is fixed, and which inputs there are', async () => {
    const session = await begun();
    press(session, ['2', ...Array.from({ length: 8 }, () => 'l'), 'e']);
    expect(noticed(session)).toEqual({
      open: null,
      notice: 'This byte is fixed. Move to an input of this line (date, Region), or press E.',
    });
    press(session, ['h', 'e']);
    expect(noticed(session).open).toMatchObject({ kind: 'edit', input: 'date' });
    press(session, ['escape', 'l', 'l', 'e']);
    expect(noticed(session).open).toMatchObject({ kind: 'edit', input: 'region' });
  });

  it('opens the only input of its line', async () => {
    const session = await begun();
    press(session, ['4']);
    while (!cursorRow(session).includes('range:')) press(session, ['down']);
    press(session, [...'lllll', 'e']);
    expect(noticed(session).open).toMatchObject({ kind: 'edit', input: 'header/0' });
  });
});
