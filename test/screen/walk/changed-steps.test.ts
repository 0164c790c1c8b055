/** Which steps an edit has changed, on the steps themselves and in the rule above the keys. */
import { describe, expect, it } from 'vitest';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const SMALL = { width: 80, height: 24 };

describe('an edit of the Region', () => {
  it('marks each step that it changes, and lists the steps and the bits', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.edit('region', 'eu-west-1');
    await screen.press('return', '4');
    const [, steps = ''] = screen.drawn();
    expect(steps).toMatch(
      /^0 Whole ?~1 Request ?~2 Scope ?~3 Key ?\[4 Canonical\] ?~5 To sign ?~6 Sign ?~7 Send {1,2}8 Response/,
    );
    expect(screen.says()).toBe('~ changed: steps 1 2 3 5 6 7, not here');
    expect(screen.drawn().at(-2)).toMatch(/of 256 signature bits/);
  });

  it('opens the other steps at their beginning again', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('4', 'pagedown', '1');
    await screen.edit('region', 'eu-west-1');
    await screen.press('return', '4');
    expect(screen.drawn()[3]).toMatch(/^>M +1 GET/);
  });
});

describe('the cursor', () => {
  it('is visible on each line of a step', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('4', 'x', 'end');
    for (let line = 0; line < 20; line += 1) {
      await screen.press('up');
      expect(
        screen
          .drawn()
          .slice(3, 12)
          .some((row) => row.startsWith('>')),
      ).toBe(true);
    }
  });
});

describe('the way of a byte', () => {
  const wayOf = (rows: readonly string[]) => rows.find((row) => row.startsWith(' way')) ?? '';

  it('has brackets only around the step that is shown', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('/', ...'e3b0', 'return');
    expect(screen.state().step).toBe(0);
    expect(wayOf(screen.drawn())).toMatch(/Canonical → Send \d+/);
    expect(wayOf(screen.drawn())).not.toContain('[');
    expect(screen.drawn().some((row) => /byte \d+ of 453 of /.test(row))).toBe(true);
  });

  it('names a byte of the sent request by its offset, as the page does', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('7', 'down', 'down');
    expect(wayOf(screen.drawn())).toContain('[Send 62]');
  });
});
