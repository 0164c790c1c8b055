/** The row of steps: its names fit, and brackets touch no other name. */
import { describe, expect, it } from 'vitest';
import { stepsRow } from '../../../src/screen/components/frame/steps-row.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState } from '../../../src/screen/walk/walk-state.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const FORMS = {
  'eight steps': {},
  'nine steps': { options: { request: 'PUT', payload: 'streaming', data: ['hello'] } },
} as const;

async function namesOf(form: keyof typeof FORMS) {
  const { facts } = await walkOf(FORMS[form] as Parameters<typeof walkOf>[0]);
  return contentOf(firstState(shownWalk(facts)), viewOf(facts, { width: 80, height: 24 }, 'usual')).steps;
}

describe.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('%s', (form) => {
  // At 120 columns, the row is as wide as the text.
  it.each([80, 78])('are all named in %i columns, and no bracket touches a name', async (width) => {
    const names = await namesOf(form);
    for (const changed of [false, true])
      for (const { number } of names) {
        const marked = names.map((name) => ({ ...name, isChanged: changed && name.number > 0 }));
        const { row, heavy } = stepsRow(marked, number, width);
        const text = row.map((part) => part.text).join('');
        expect(text.length).toBeLessThanOrEqual(width);
        for (const name of names) expect(text).toContain(`${name.number}`);
        expect(text).not.toMatch(/\S\[|\]\d/);
        expect(text.slice(heavy.start, heavy.end)).toMatch(/^\[.*\]$/);
      }
  });
});
