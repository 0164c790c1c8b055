/** Text of any length is gone through row by row, page by page and byte by byte, a window of it at a time. */
import { describe, expect, it } from 'vitest';
import { placeAgain } from '../../../src/screen/walk/cursor/placing.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, rowsShown, type View, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { inFull, swept } from '../../support/sweep.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered } from '../../support/wire/answered.ts';

const { facts } = await walkOf({});
const LENGTH = inFull(16_000, 10_000);
const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const repeated = (text: string) => text.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH);

const BODIES = [
  ['long lines', repeated('The quick brown fox. ')],
  ['short lines', repeated('a line\nanother one\n\n')],
  ['nothing but line ends', '\n'.repeat(1_000)],
  ['any bytes', repeated(String.fromCharCode(...Array.from({ length: 256 }, (_, octet) => octet)))],
  ['wide characters', repeated(utf8('漢字'))],
  ['characters with marks', repeated(utf8('ก่ก้'))],
] as const;

function screenOf(body: string, size = { width: 80, height: 24 }) {
  const exchange = redactExchange(answered(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`), []);
  const view = viewOf({ ...facts, exchange }, size, 'usual');
  const pressed = (keys: readonly string[], from: WalkState) =>
    keys.reduce((state, key) => nextState(state, { kind: 'key', key }, view).state, from);
  return {
    view,
    pressed,
    start: pressed(['8', 'home'], firstState(shownWalk(facts))),
    length: exchange.received.length,
  };
}

const rowOf = (state: WalkState, view: View) => rowsShown(state, view)[cursorOf(state, view).row];
/** The bytes of the rows that one key leads through, until it leads no further. */
function rowsBy(key: string, from: WalkState, { view, pressed }: ReturnType<typeof screenOf>) {
  const rows: [number, number][] = [];
  for (let state = from; ; ) {
    const { bytes } = rowOf(state, view) ?? {};
    const last = rows.at(-1);
    if (bytes && (last?.[0] !== bytes.start || last[1] !== bytes.end)) rows.push([bytes.start, bytes.end]);
    const next = pressed([key], state);
    if (cursorOf(next, view) === cursorOf(state, view)) return rows;
    state = next;
  }
}

describe.each(swept(BODIES, 1))('an answer of %s', (_what, body) => {
  const screen = screenOf(body);
  const { view, pressed, start, length } = screen;

  it('is shown row by row without a gap, from its beginning and from its end', () => {
    const down = rowsBy('down', start, screen);
    expect(down[0]?.[0]).toBe(0);
    expect(down.at(-1)?.[1]).toBe(length);
    expect(down.slice(1).map(([from]) => from)).toEqual(down.slice(0, -1).map(([, to]) => to));
    expect(rowsBy('up', pressed(['end'], start), screen)).toEqual(down.toReversed());
  });

  it('is gone through by pages, none of which leaps over rows that were not seen', () => {
    for (const [key, from] of [
      ['pagedown', start],
      ['pageup', pressed(['end'], start)],
    ] as const) {
      const all = rowsBy('down', start, screen).map(([first]) => first);
      const places = rowsBy(key, from, screen).map(([first]) => all.indexOf(first));
      const ends = [-1, ...places, all.length].sort((one, other) => one - other);
      ends.forEach((place, index) => {
        if (index > 0) expect(place - (ends[index - 1] ?? 0)).toBeLessThan(view.regions.text.height);
      });
    }
  });

  it('has the cursor on the row of its byte at any offset, and on no other', () => {
    for (const share of [0, 0.5, 123 / 40_000, 0.98, 1, 0.1, 0.6, 0.11, 0.01]) {
      const byte = Math.floor(share * (length - 1));
      const state = pressed(['@', ...String(byte), 'return'], start);
      expect(cursorOf(state, view).position).toEqual({ value: 'answer', byte });
      const { bytes } = rowOf(state, view) ?? {};
      expect([byte >= (bytes?.start ?? length), byte < (bytes?.end ?? 0)]).toEqual([true, true]);
    }
  });

  it('stays on its byte in a window of another size', () => {
    const middle = Math.floor(length / 2);
    const state = pressed(['@', ...String(middle), 'return'], start);
    for (const size of [
      { width: 60, height: 20 },
      { width: 300, height: 100 },
    ]) {
      const other = screenOf(body, size);
      const moved = placeAgain(state, view, other.view);
      expect(cursorOf(moved, other.view).position).toEqual(cursorOf(state, view).position);
      const { bytes } = rowOf(moved, other.view) ?? {};
      expect([bytes && bytes.start <= middle, bytes && bytes.end > middle]).toEqual([true, true]);
    }
  });
});

describe('a page with bytes of any number', () => {
  const screen = screenOf(repeated('The quick brown fox. '));
  const { view, pressed, start } = screen;

  it('comes back to where it was left, on a row without bytes too', () => {
    const below = pressed(['end'], start);
    const there = pressed(['4', '8'], below);
    expect(rowOf(there, view)).toEqual(rowOf(below, view));
    const above = pressed(['home'], below);
    expect(rowOf(above, view)).toEqual(rowOf(start, view));
  });

  it('goes byte by byte over the ends of windows', () => {
    let state = pressed(['@', ...'8180', 'return'], start);
    for (let byte = 8181; byte < 8300; byte++) {
      state = pressed(['l'], state);
      expect(cursorOf(state, view).position?.byte).toBe(byte);
    }
    for (const [from, to] of [
      [8298, 8150],
      [4150, 3900],
    ] as const) {
      state = pressed(['@', ...String(from + 1), 'return'], state);
      for (let byte = from; byte > to; byte--) {
        state = pressed(['h'], state);
        expect(cursorOf(state, view).position?.byte).toBe(byte);
      }
    }
  });
});
