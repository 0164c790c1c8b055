/** Which lines of the canonical request the map shows. */
import { describe, expect, it } from 'vitest';
import { wayMapRows } from '../../../../src/screen/walk/drawing/way-map-rows.ts';
import { placesOf } from '../../../../src/views/map/places.ts';
import { wayMap } from '../../../../src/views/map/way-map.ts';
import { walkOf } from '../../../support/walk-of.ts';

const header = ['X-Amz-Meta-A: 1', 'X-Amz-Meta-B: 2', 'X-Amz-Meta-C: 3'];
const { facts } = await walkOf({ options: { header } });
const places = placesOf(facts.trace);
const canonical = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';
/** The rows after the lines. */
const OTHERS = 5;
const COUNT = canonical.split('\n').length;

function drawn(height: number, label = 'x-amz-meta-c:'): string[] {
  const map = wayMap(facts.trace, places, {
    value: 'canonical-request',
    byte: canonical.indexOf(label) + label.length,
  });
  return map ? wayMapRows(map, { width: 80, height }).map((row) => row.map(({ text }) => text).join('')) : [];
}

/** The numbers of the shown lines, or how many are omitted. */
const shownIn = (rows: readonly string[]) =>
  rows.slice(1, -OTHERS).flatMap((row) => /^.{21} *(\d+ |… \d+ lines?)/.exec(row)?.[1]?.trim() ?? []);

describe('the map', () => {
  it('shows all lines of the canonical request if there is room', () => {
    const rows = drawn(COUNT + 6);
    expect(rows).toHaveLength(COUNT + 6);
    expect(shownIn(rows)).toEqual(Array.from({ length: COUNT }, (_, index) => String(index + 1)));
  });

  it('gives the line of the scope the letters of its inputs', () => {
    expect(drawn(COUNT + 6).join('\n')).toMatch(/DRS 3 20130524\/us-east-1/);
  });

  it('says how many lines it omits, and keeps the first, the last, and those on the path', () => {
    const rows = drawn(COUNT + 4);
    expect(rows).toHaveLength(COUNT + 4);
    expect(shownIn(rows).slice(0, 5)).toEqual(['1', '2', '3', '… 3 lines', '7']);
    const few = shownIn(drawn(10));
    expect(few.slice(0, 3)).toEqual(['1', '2', '3']);
    expect(few.slice(-3)).toEqual([COUNT - 2, COUNT - 1, COUNT].map(String));
    const onPath = canonical.slice(0, canonical.indexOf('x-amz-meta-c:')).split('\n').length;
    expect(few).toContain(String(onPath));
    const omitted = few.reduce((sum, text) => sum + Number(/… (\d+)/.exec(text)?.[1] ?? 0), 0);
    expect(omitted + few.filter((text) => !text.startsWith('…')).length).toBe(COUNT);
  });

  it('puts its rows apart where there is room, and its lines go on between them', () => {
    const close = drawn(COUNT + 6);
    const apart = drawn(2 * COUNT + 20);
    expect(apart.filter((_, index) => index % 2 === 0)).toEqual(close);
    const between = apart.filter((_, index) => index % 2 === 1);
    expect(between).toHaveLength(COUNT + 5);
    // Below the line on the path, everything that follows from it is heavy.
    const onPath = close.findIndex((row) => row.startsWith('>'));
    expect(between.slice(1, COUNT).map((row) => row.slice(0, 42).trim())).toEqual(
      Array.from({ length: COUNT - 1 }, (_, index) => (index + 1 < onPath ? '│' : '┃')),
    );
    expect(between.at(-1)?.trim()).toBe('┃');
  });
});
