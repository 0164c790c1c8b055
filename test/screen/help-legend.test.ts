/** The help: what can be done now comes first, and every word in the first row of a walk is explained. */
import { describe, expect, it } from 'vitest';
import { helpItems } from '../../src/screen/help.ts';
import { contentOf } from '../../src/screen/walk/content.ts';
import { nextState } from '../../src/screen/walk/next-state.ts';
import { viewOf } from '../../src/screen/walk/view.ts';
import { firstState } from '../../src/screen/walk/walk-state.ts';
import { shownWalk } from '../support/screen/shown-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

const walk = await walkOf({});

describe('the legend', () => {
  it.each(['EXAMPLE', 'SANDBOX', '→ SANDBOX', 'LIVE'])('explains %s', (badge) => {
    const legend = helpItems().map((runs) => runs.map(({ text }) => text).join(''));
    expect(legend.filter((row) => row.includes(badge))).not.toEqual([]);
  });
});

describe('the help of a lesson', () => {
  it('explains each letter, and the marks of the steps', () => {
    const rows = helpItems(['lesson', 'field', 'course']).map((runs) => runs.map(({ text }) => text).join(''));
    const shown = rows.map((row) => row.slice(0, 13).trim());
    for (const letters of ['M P Q', 'H N', 'B', 'D R S', 'K X T', 'DRS', '. #', '✓ • –'])
      expect(shown).toContain(letters);
  });
});

describe('the help of a walk', () => {
  const SIZE = { width: 80, height: 24 };
  const { facts } = walk;
  const helpOf = (keys: readonly string[], layout: 'usual' | 'projector' = 'usual') => {
    const view = viewOf(facts, SIZE, layout);
    const state = [...keys, '?'].reduce(
      (before, key) => nextState(before, { kind: 'key', key }, view).state,
      firstState(shownWalk(facts)),
    );
    const { list } = contentOf(state, view);
    return (list?.items ?? []).map((runs) => runs.map(({ text }) => text).join(''));
  };
  const hereIn = (items: readonly string[]) => items.slice(0, items.indexOf('Letters and marks'));

  it('begins with what can be done on this screen, one row each', () => {
    const here = hereIn(helpOf(['4']));
    expect(here[0]).toBe('What you can do here');
    expect(here.length).toBeGreaterThan(15);
    expect(here.filter((row) => row.length > SIZE.width - 2)).toEqual([]);
    expect(here[1]).toMatch(/^enter +next step$/);
    // The keys that move through the walk are on the first screen of the list.
    expect(here.slice(0, SIZE.height - 8).join('\n')).toMatch(/space b.*0 … 9.*\n/s);
    expect(here.join('\n')).not.toMatch(/On Send|backspace/);
  });

  it('says what a key does now', () => {
    expect(hereIn(helpOf(['7'])).join('\n')).toMatch(/enter +send/);
    expect(hereIn(helpOf(['4', 'j', 'j', 'j', 'o'])).join('\n')).toMatch(/backspace +back/);
  });

  it('begins on a projector with the key that leads to the next part', () => {
    expect(hereIn(helpOf(['4'], 'projector'))[1]).toMatch(/^space b +one screen down and up; on a projector, by part/);
  });
});

describe('on a projector', () => {
  it.each(['0', 'f'])('%s says why there is no picture', (key) => {
    for (const size of [
      { width: 60, height: 20 },
      { width: 120, height: 40 },
    ]) {
      const view = viewOf(walk.facts, size, 'projector');
      const { notice } = nextState(firstState(shownWalk(walk.facts)), { kind: 'key', key }, view).state;
      expect(notice).toBe(
        'The letters for a projector are too large for the picture; leave out --projector to see it.',
      );
    }
  });
});
