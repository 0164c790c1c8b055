/** Where a byte that a rule adds to a line leads: to the origin of the line's letter. */
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../../src/screen/components/regions.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const { facts } = await walkOf({});
const LAYOUTS: readonly Layout[] = ['usual', 'projector'];
const first = firstState(shownWalk(facts));
const CANONICAL = '4';

const viewAs = (layout: Layout) => viewOf(facts, { width: 120, height: 40 }, layout);
const pressed = (keys: readonly string[], layout: Layout, from: WalkState = first) =>
  keys.reduce((state, key) => nextState(state, { kind: 'key', key }, viewAs(layout)).state, from);
const textOf = (runs: readonly { readonly text: string }[] | null) => (runs ?? []).map(({ text }) => text).join('');
const footerOf = (state: WalkState, layout: Layout) => textOf(contentOf(state, viewAs(layout)).footer);
const panelOf = (state: WalkState, layout: Layout) =>
  (contentOf(state, viewAs(layout)).inspector?.rows ?? []).map(({ label, runs }) => [label, textOf(runs)] as const);

/** Goes down to the line of the canonical request that begins with a text. */
function onLine(begins: string, layout: Layout): WalkState {
  const octets = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';
  const line = octets.split('\n').findIndex((text) => text.startsWith(begins));
  return pressed([CANONICAL, ...Array.from({ length: line }, () => 'down')], layout);
}

describe.each(LAYOUTS)('the name of a header that a rule adds, %s', (layout) => {
  const there = onLine('x-amz-date:', layout);

  it('says in one row where the line comes from, and first', () => {
    expect(panelOf(there, layout)[0]).toEqual(['line', 'D · 20130524T000000Z · the date, from --date']);
    expect(panelOf(there, layout).map(([label]) => label)).not.toContain('came as');
  });

  it('has a reason of its own, not that of the value', () => {
    const reason = new Map(panelOf(there, layout)).get('why');
    expect(reason).toBe('the server can only verify what the request carries');
  });

  it('offers o, which goes to the date', () => {
    expect(footerOf(there, layout)).toContain('o origin');
    const { position } = cursorOf(pressed(['o'], layout, there), viewAs(layout));
    expect(position).toEqual({ value: 'timestamp', byte: 0 });
  });

  it('goes on to the place of use with u, as the value does', () => {
    const used = pressed(['u'], layout, there);
    expect(cursorOf(used, viewAs(layout)).position?.value).toBe('hashed-canonical-request');
  });

  it('leaves a byte with an origin of its own alone', () => {
    const name = 'x-amz-date:'.length;
    const value = pressed(
      Array.from({ length: name }, () => 'l'),
      layout,
      there,
    );
    expect(panelOf(value, layout)[0]?.[0]).toBe('came as');
    expect(panelOf(value, layout).map(([label]) => label)).not.toContain('line');
  });
});

describe('the key w', () => {
  it('is in the footer where the line has another origin after the cursor, and only there', () => {
    const name = onLine('x-amz-date:', 'usual');
    expect(footerOf(name, 'usual')).toContain('w next origin');
    const newline = pressed(['w', 'w'], 'usual', name);
    expect(footerOf(newline, 'usual')).not.toContain('w next origin');
  });
});

describe('the panel of a projector', () => {
  const value = pressed(['w'], 'projector', onLine('x-amz-date:', 'projector'));

  it('says the same as on any screen: first where the value comes from, and no reason that is about the name', () => {
    expect(panelOf(value, 'projector')[0]).toEqual(['came as', '20130524T000000Z · from --date']);
    expect(panelOf(value, 'projector').map(([, text]) => text)).not.toContain(
      'HTTP ignores the case of a name; a hash does not',
    );
    expect(panelOf(value, 'projector')).toEqual(
      panelOf(pressed(['w'], 'usual', onLine('x-amz-date:', 'usual')), 'usual'),
    );
  });
});
