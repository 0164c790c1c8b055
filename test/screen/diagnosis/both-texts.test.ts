/** The text of both sides below the findings of a diagnosis. */
import { describe, expect, it } from 'vitest';
import { describeDiagnosis } from '../../../src/screen/diagnosis/describe-diagnosis.tsx';
import { textRows } from '../../../src/screen/diagnosis/finding-rows.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { diagnosedWalk, ENCODED_AGAIN } from '../../support/diagnosed.ts';
import { textsOf } from '../../support/drawn-rows.tsx';
import { NO_TERMINAL } from '../../support/transcribe-screen.ts';

const TEXTS = {
  title: 'Canonical request, both sides',
  lines: [
    { number: 1, server: 'GET', client: null },
    { number: 2, server: '/a%20b', client: '/a%2520b' },
    { number: 3, server: '', client: null },
    { number: null, server: null, client: 'x-amz-acl:private' },
    { number: 4, server: 'host:h', client: null },
  ],
};

const WALK = diagnosedWalk(ENCODED_AGAIN, ['request']);

/** The rows of a screen from the title of both texts on. */
function shownAt(height: number): string[] {
  const room = { size: { width: 80, height }, layout: 'usual' } as const;
  const rows = textsOf(beginSession(describeDiagnosis(WALK), room, NO_TERMINAL));
  const title = rows.findIndex((row) => row.includes('Canonical request, both sides'));
  return title < 0 ? [] : rows.slice(title);
}

describe('the text of both sides', () => {
  it('has each line once, and both lines where the sides differ', () => {
    const drawn = textRows(TEXTS, 60).map((row) => row.map(({ text }) => text).join(''));
    expect(drawn.map((row) => row.trimEnd())).toEqual([
      '              1  GET',
      '   server     2  /a%20b',
      '   client        /a%2520b',
      '              3  (empty)',
      '   client     +  x-amz-acl:private',
      '              4  host:h',
    ]);
  });

  it('says how many rows do not fit, and is left out where almost none fit', () => {
    const whole = shownAt(60);
    expect(whole[0]).not.toContain('more, tab');
    expect(whole[1]).toMatch(/^ +1 {2}GET$/);
    const heights = Array.from({ length: 40 }, (_, at) => 20 + at);
    const cut = heights.map(shownAt).filter(([title]) => title?.includes('more, tab'));
    expect(cut.length).toBeGreaterThan(1);
    // The rule and the keys are below the texts.
    for (const [title] of cut) expect(title).toMatch(/▼ \d+ more, tab/);
    expect(Math.min(...cut.map(({ length }) => length))).toBe(5 + 2);
    expect(shownAt(20)).toEqual([]);
  });
});
