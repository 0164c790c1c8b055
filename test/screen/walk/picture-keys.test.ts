/** The keys of the picture: they lead to the screens of other commands and back, and through a row that inputs share. */

import { describe, expect, it } from 'vitest';
import type { WalkCommands } from '../../../src/app/course/shown-course.ts';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { walk } from '../../../src/commands/walk.ts';
import type { OpenShown, ShownSession } from '../../../src/screen/opening.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { screenFor, worldOf } from '../../support/commands/test-world.ts';
import { openScreenHere } from '../../support/pty/walk-screen.ts';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const SMALL = { width: 80, height: 24 };
const marked = (rows: readonly string[]) => /(?:^| )>(\S+)/.exec(rows.find((row) => / ?>[A-Z#]/.test(row)) ?? '')?.[1];

/** The example, with what is opened on top of it, by what opened it. */
async function withCommands() {
  let walked: { readonly walk: ShownWalk; readonly commands: WalkCommands | undefined } | undefined;
  const show = async (each: ShownWalk, commands: WalkCommands | undefined) => {
    walked = { walk: each, commands };
    return 0;
  };
  await walk.run(worldOf({ screen: screenFor({ walk: show }) }).world, {}, []);
  if (!walked?.commands) throw new Error('No walk was shown.');
  const { promise, resolve } = Promise.withResolvers<ShownSession>();
  const openShown: OpenShown = (_below, shown) => resolve(shown);
  const room = { size: SMALL, layout: 'usual' } as const;
  const session = beginSession(describeWalk(walked.walk, { commands: walked.commands, openShown }), room, {
    write: () => {},
    moves: true,
  });
  return { session, opened: promise, press: (key: string) => session.take({ kind: 'key', key }) };
}

describe('in the picture', () => {
  it('d opens the page for a refused request, and L the course', async () => {
    for (const [key, kind] of [
      ['d', 'paste'],
      ['L', 'course'],
    ] as const) {
      const { press, opened } = await withCommands();
      press(key);
      expect((await opened).kind).toBe(kind);
    }
  });

  it.each([
    ['d', 'Why was it refused?'],
    ['L', 'LEARN'],
  ])('q leads from the screen that %s opens back to the picture', async (key, title) => {
    const screen = await openScreenHere([], { columns: 80, rows: 24 });
    await screen.press(key, title);
    await screen.press('q', /^\[0 Whole\]/m);
    await screen.press('q', ({ exitCode }) => exitCode() !== undefined);
    expect(screen.exitCode()).toBe(0);
  });

  it('p reads what is typed as a request', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('p', ...'https://photos.s3.eu-west-1.amazonaws.com/cat.jpg', 'return');
    expect(screen.drawn()[0]).toContain('GET photos/cat.jpg');
    expect(screen.drawn()[1]).toMatch(/^\[0 Whole\]/);
  });

  it('the keys for newcomers are in sight in 80 columns', async () => {
    const screen = await exampleScreen({ size: SMALL });
    expect(screen.drawn().at(-1)).toMatch(
      /go in.*↑↓ line.*e edit.*B break.*p paste yours.*d a 403\?.*L learn.*\? keys/,
    );
  });

  it('the way is drawn little by little after f, and whole in the end', async () => {
    const { press, session } = await withCommands();
    press('f');
    expect(session.state().state.followed).toBe(0);
    expect(session.state().state.notice).toBe('Following the way of this line to the signature…');
    await expect.poll(() => session.state().state.followed).toBeNull();
    expect(session.state().state.notice).toBeNull();
  });

  it('f draws at once where nothing may move, and says so', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('f');
    expect(screen.state().followed).toBeNull();
    expect(screen.state().notice).toContain('NO_MOTION or CI is set');
  });

  it.each([80, 60])(
    'the keys of an edit, an origin, and a break stay in %i columns, also after a break',
    async (width) => {
      const screen = await exampleScreen({ size: { width, height: 24 } });
      await screen.press('4', 'down');
      const keys = () => screen.drawn().at(-1);
      expect(keys()).toMatch(/o origin.*e edit.*B break/);
      await screen.press('B', 'down', 'return', 'escape');
      expect(screen.content().headline.state).toBe('BROKEN');
      expect(keys()).toMatch(/o origin.*e edit.*B break.*z undo/);
      await screen.press('0');
      expect(keys()).toMatch(
        width < 80 ? /e edit.*B break.*z undo/ : /↵ go in.*e edit.*B break.*z undo.*p paste yours/,
      );
    },
  );

  it('inputs share a row above the texts: h and l go through it, and one press leaves it', async () => {
    const screen = await exampleScreen({ size: SMALL });
    const seen = [marked(screen.drawn())];
    for (const key of ['l', 'l', 'l', 'h', 'h', 'h', 'h']) {
      await screen.press(key);
      seen.push(marked(screen.drawn()));
    }
    expect(seen).toEqual(['N1', 'K', 'X', 'X', 'K', 'N1', 'H', 'MP']);
    await screen.press('down');
    expect(marked(screen.drawn())).toBe('M');
    await screen.press('up');
    expect(marked(screen.drawn())).toBe('MP');
  });

  it('one press passes the row of the keys', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('end', 'up');
    expect(marked(screen.drawn())).toBe('X');
    await screen.press('up');
    expect(marked(screen.drawn())).toBe('#');
    await screen.press('down', 'down');
    expect(screen.drawn().find((row) => row.startsWith('>'))).toContain('SIGNATURE');
  });

  it('a change after signing is said above a small picture', async () => {
    const screen = await exampleScreen({ size: SMALL, breaks: ['host-rewritten-by-proxy'] });
    await screen.press('0');
    expect(screen.drawn()[2]).toContain('✗ the request is changed after it is signed, the signature is not');
  });

  it.each([
    ['host-rewritten-by-proxy/to-upstream', /^ H +4?≠host:.* {2}≠ arrives localhost ─/],
    ['signed-header-dropped-in-transit/range', /^ N1 *5?≠range:bytes=0-9\\n {2}≠ arrives \(empty\) +─/],
    ['method-mismatch/arrived-as-put', /^ M +1?≠GET\\n {2}≠ arrives PUT +─/],
  ])('a change after signing is drawn in its row, with what arrives: %s', async (id, row) => {
    for (const size of [SMALL, { width: 120, height: 40 }]) {
      const screen = await exampleScreen({ size, breaks: [id] });
      await screen.press('0', 'home');
      const drawn = screen.drawn().map((each) => each.replace(/[━┓┨┫┪]/g, '─'));
      expect(drawn.filter((each) => row.test(each))).toHaveLength(1);
      expect(drawn.filter((each) => each.includes('≠ arrives'))).toHaveLength(1);
      // The cursor of the steps does not hide it either.
      await screen.press('end');
      expect(screen.drawn().filter((each) => each.includes('≠ arrives'))).toHaveLength(1);
    }
  });

  it('the signature of a request that changes after signing is said to be of what was signed', async () => {
    const screen = await exampleScreen({ size: { width: 120, height: 40 }, breaks: ['host-rewritten-by-proxy'] });
    await screen.press('0');
    expect(screen.drawn().join('\n')).toContain('6 SIGNATURE · of the text that was signed, not of what arrives');
    expect(screen.drawn().join('\n')).toContain('as it was signed; after ≠ what arrives instead');
  });

  it('a change after signing is said below the signature', async () => {
    const screen = await exampleScreen({ size: { width: 120, height: 40 }, breaks: ['host-rewritten-by-proxy'] });
    await screen.press('0');
    expect(screen.drawn().join('\n')).toMatch(/✗ changed after signing: /);
  });
});
