/** Keys while the map has the place of the page: they choose a path, or say why not, and change nothing that is hidden. */
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { firstState, type ScreenState } from '../../../src/screen/walk/screen-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { screenRows } from '../../support/drawn-rows.tsx';
import { shownWalk } from '../../support/shown-walk.ts';
import { walkOf } from '../../support/walk-of.ts';

const { facts } = await walkOf({});

describe.each(['usual', 'projector'] as const)('the map, %s', (layout) => {
  const viewFor = ({ isHexOpen }: ScreenState) =>
    viewOf(facts, { width: 80, height: 24 }, layout, { open: { hex: isHexOpen } });
  const press = (state: ScreenState, ...keys: readonly string[]) =>
    keys.reduce((now, key) => nextState(now, { kind: 'key', key }, viewFor(now)).state, state);
  const textOf = (state: ScreenState) =>
    screenRows(contentOf(state, viewFor(state)), viewFor(state).regions).map((row) =>
      row.map(({ text }) => text).join(''),
    );
  const mapOf = (state: ScreenState) => textOf(state).slice(3, -2).join('\n');
  const page = press(firstState(shownWalk(facts)), '4');
  const map = press(page, 'm');

  it.each([' ', 'pagedown', 'pageup', 'x', 'tab'])('says that %j needs the page, which stays as it was', (key) => {
    const after = press(map, key);
    expect(after.notice).toMatch(/m goes back/);
    expect(textOf(press(after, 'm')).slice(0, -2)).toEqual(textOf(page).slice(0, -2));
  });

  it.each(['l', 'down', 'j', ']', '['])('goes with %j to another path, or says that there is none', (key) => {
    const after = press(map, key);
    if (after.notice === null) expect(mapOf(after)).not.toBe(mapOf(map));
    else expect(after.cursors).toEqual(map.cursors);
  });

  it('goes through the paths of all lines, and stays in the part of the page', () => {
    const paths = new Set<string>();
    let state = map;
    while (!paths.has(mapOf(state))) {
      paths.add(mapOf(state));
      state = press(state, 'down');
    }
    expect(paths.size).toBeGreaterThan(8);
    expect(state.notice).toMatch(/No other path/);
    expect(textOf(press(state, 'm'))[2]).toBe(textOf(page)[2]);
  });

  it('offers no key of the page, and names itself', () => {
    expect(textOf(map).at(-1)).not.toMatch(/space|x hex|tab|find/);
    if (layout === 'projector') expect(textOf(map)[2]).toMatch(/ Map · .+ ─$/);
  });

  it('closes before a search, which shows what it finds', () => {
    expect(press(map, '/').isMapOpen).toBe(false);
  });
});
