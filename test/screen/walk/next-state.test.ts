import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEYS } from '../../../src/app/keys/keys.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { placeAgain } from '../../../src/screen/walk/cursor/placing.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, type View, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState, WHOLE } from '../../../src/screen/walk/walk-state.ts';
import type { RedactedExchange } from '../../../src/trace/redact-exchange.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { runs } from '../../support/sweep.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const SIZE = { width: 80, height: 24 };
const { facts } = await walkOf({
  address: 'https://h.example.com/a%20b?b=2',
  options: { header: ['Range: bytes=0-9'] },
});
const view = viewOf(facts, SIZE, 'usual');
const STEPS = facts.trace.stages.length;
const first = firstState(shownWalk(facts));

/** Keys by name, several characters that are typed as one word each. */
function pressed(keys: readonly string[], from: WalkState = first, by: View = view): WalkState {
  return keys.reduce((state, key) => nextState(state, { kind: 'key', key }, by).state, from);
}
const typed = (text: string) => [...text];
const position = (state: WalkState, by: View = view) => cursorOf(state, by).position;
const footerText = (state: WalkState) =>
  contentOf(state, view)
    .footer.map(({ text }) => text)
    .join('');
/** The cursor moved down until it is on this value. */
function onValue(value: string, from: WalkState): WalkState {
  let state = from;
  for (let count = 0; count < 200 && position(state)?.value !== value; count++) state = pressed(['down'], state);
  expect(position(state)?.value).toBe(value);
  return state;
}

describe('the bytes of a line', () => {
  it('are gone through by origin with w and W, so the value of a header is one key after its name', () => {
    const line = onValue('canonical-request', pressed(['4']));
    const text = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';
    const start = text.indexOf('x-amz-content-sha256:');
    let state = line;
    while ((position(state)?.byte ?? 0) < start) state = pressed(['down'], state);
    expect(position(state)?.byte).toBe(start);
    const visited: number[] = [];
    for (let at = start; at < start + 'x-amz-content-sha256:'.length; at = position(state)?.byte ?? Infinity) {
      visited.push(at);
      state = pressed(['w'], state);
    }
    expect(visited.length).toBeLessThanOrEqual(3);
    expect(position(state)?.byte).toBe(start + 'x-amz-content-sha256:'.length);
    expect(position(pressed(['W'], state))?.byte).toBeLessThanOrEqual(visited.at(-1) ?? 0);
    expect(position(pressed(['W', 'w'], state))).toEqual(position(state));
    expect(position(pressed(['l', 'l', 'W'], state))).toEqual(position(state));
  });
});

describe('stages', () => {
  it('are gone through by arrows, which stop at both ends, and by numbers', () => {
    expect(pressed(['left', 'left']).step).toBe(WHOLE);
    expect(pressed(['right', 'right']).step).toBe(2);
    expect(pressed(Array.from({ length: 20 }, () => 'right')).step).toBe(STEPS - 1);
    expect(pressed(['4']).step).toBe(3);
    expect(pressed(['9'])).toMatchObject({ step: 0, notice: 'There are only 8 steps.' });
  });

  it('each remember where the cursor stood', () => {
    const there = pressed(['4', 'down', 'down', 'l', 'l']);
    expect(cursorOf(pressed(['right', 'left'], there), view)).toEqual(cursorOf(there, view));
  });
});

describe('the cursor', () => {
  it('goes byte by byte through a value, over the ends of rows, and no further', () => {
    const start = onValue('credential-scope', pressed(['2']));
    const seen = new Set<number>();
    let state = start;
    for (let count = 0; count < 60; count++) {
      seen.add(position(state)?.byte ?? -1);
      state = pressed(['l'], state);
    }
    expect([...seen]).toEqual(Array.from({ length: 34 }, (_, byte) => byte));
    expect(
      position(
        pressed(
          Array.from({ length: 60 }, () => 'h'),
          state,
        ),
      )?.byte,
    ).toBe(0);
  });

  it('goes in the hex view row by row, to both ends of the value, while the page follows', () => {
    const start = pressed(['tab'], onValue('canonical-request', pressed(['4', 'g'])));
    const length = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets.length ?? 0;
    expect(position(pressed(['g', 'down'], start))?.byte).toBe(16);
    expect(position(pressed(['G'], start))?.byte).toBe(length - 1);
    const end = pressed(['G'], start);
    expect(view.rowsOf(3)[cursorOf(end, view).row]?.bytes?.end).toBe(length);
  });

  it('follows a byte to its source, through each stage to the request, and comes back the same way', () => {
    const start = onValue('signed-request', pressed(['7']));
    const trail = [position(start)];
    let state = start;
    for (let count = 0; count < 10; count++) {
      const next = pressed(['o'], state);
      if (next.notice !== null) break;
      trail.push(position(next));
      state = next;
    }
    expect(trail.at(-1)).toEqual({ value: 'request', byte: 0 });
    expect(state.step).toBe(0);
    for (const spot of trail.slice(0, -1).reverse()) {
      state = pressed(['backspace'], state);
      expect(position(state)).toEqual(spot);
    }
    expect(pressed(['backspace'], state).notice).toContain('Nothing to go back to');
  });

  it('follows a byte through the canonical headers, which no page shows alone, in both directions', () => {
    const request = facts.trace.values.find(({ id }) => id === 'request')?.bytes.octets ?? '';
    const canonical = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';
    const there = pressed(['/', ...'host:', 'return', ...'lllll'], pressed(['4']));
    expect(position(there)).toEqual({ value: 'canonical-request', byte: canonical.indexOf('host:') + 5 });
    const source = pressed(['o'], there);
    expect(source.notice).toBeNull();
    expect(position(source)).toEqual({ value: 'request', byte: request.indexOf('Host: ') + 6 });
    const { open } = pressed(['u'], source);
    const { value, byte } = position(there) ?? {};
    expect(open).toMatchObject({ ranges: expect.arrayContaining([expect.objectContaining({ value, start: byte })]) });
  });

  it.each([
    ['in the header', 'x-amz-content-sha256:', 21],
    ['in the last line', '', 0],
  ])('goes from the hash of the body %s to the row of the body, and offers that', (_where, label, column) => {
    const canonical = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';
    const byte = label === '' ? canonical.length - 1 : canonical.indexOf(label) + column;
    const there = pressed(['@', ...String(byte), 'return'], onValue('canonical-request', pressed(['4'])));
    expect(footerText(there)).toContain('o origin');
    const body = pressed(['o'], there);
    expect([body.step, body.notice, position(body)]).toEqual([0, null, null]);
    expect(view.rowsOf(0)[cursorOf(body, view).row]?.gutter?.letter).toBe('B');
    expect(position(pressed(['backspace'], body))).toEqual(position(there));
  });

  it('does not offer the source of a byte that has none', () => {
    expect(footerText(first)).not.toContain('o origin');
    expect(pressed(['o']).notice).toContain('It comes from outside');
  });

  it.each([
    ['region', '20130524/'.length, 'Region'],
    ['service', '20130524/us-east-1/'.length, 'service'],
  ])('goes from the %s in the scope to its row, and on by bytes', (value, byte, name) => {
    const there = pressed(['@', ...String(byte), 'return'], onValue('credential-scope', pressed(['2'])));
    const source = pressed(['o'], there);
    expect([source.step, position(source)]).toEqual([0, { value, byte: 0 }]);
    expect(view.rowsOf(0)[cursorOf(source, view).row]?.note).toBe(name);
    expect(position(pressed(['l'], source))).toEqual({ value, byte: 1 });
    expect(position(pressed(['l', 'l', 'h'], source))?.value).toBe(value);
  });

  it('stays in the part of the page when it moves by bytes, because another part shows the value again', () => {
    const method = pressed(['g']);
    const { row } = cursorOf(method, view);
    expect(view.rowsOf(0)[row]?.note).toBe('method');
    expect(cursorOf(pressed(['l', 'l', 'l', 'l'], method), view)).toEqual({
      row,
      position: { value: 'request', byte: 2 },
    });
  });

  it('goes directly to the only place of use', () => {
    const canonical = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';
    const last = pressed(
      ['@', ...String(canonical.length - 1), 'return'],
      onValue('canonical-request', pressed(['4'])),
    );
    const there = pressed(['u'], last);
    expect([there.open, position(there)?.value]).toEqual([null, 'hashed-canonical-request']);
    expect(position(pressed(['backspace'], there))).toEqual(position(last));
  });

  it('goes to a place of use that is chosen from the list', () => {
    const start = pressed(['o'], onValue('credential-scope', pressed(['2', ...Array.from({ length: 9 }, () => 'l')])));
    const list = pressed(['u'], start);
    expect(list.open).toMatchObject({ kind: 'ranges', title: 'Used in', index: 0 });
    const there = pressed(['return'], list);
    expect([there.step, position(there)]).toEqual([1, { value: 'credential-scope', byte: 9 }]);
    expect(position(pressed(['backspace'], there))).toEqual(position(start));
    expect(pressed(['escape'], list).open).toBeNull();
  });

  it.each([
    ['12', 12],
    ['0x10', 16],
    ['-1', 33],
    [' 3 ', 3],
  ])('goes to the offset %j', (text, byte) => {
    const start = onValue('credential-scope', pressed(['2']));
    expect(position(pressed(['@', ...typed(text), 'return'], start))?.byte).toBe(byte);
  });

  it.each(['34', '-35', 'x', '', '1.5', '1e1'])('does not go to the offset %j', (text) => {
    const start = onValue('credential-scope', pressed(['2']));
    const state = pressed(['@', ...typed(text), 'return'], start);
    expect(position(state)).toEqual(position(start));
    expect(state.notice).toContain('Enter an offset from 0 to 33');
  });

  it('is on the same byte after the size has changed', () => {
    const there = pressed(['l', 'l', 'l'], onValue('string-to-sign', pressed(['5'])));
    for (const size of [
      { width: 60, height: 20 },
      { width: 200, height: 60 },
    ]) {
      const other = viewOf(facts, size, 'usual');
      expect(position(placeAgain(there, view, other), other)).toEqual(position(there));
    }
  });
});

describe('searching', () => {
  it('finds a text on all stages, in any case, forwards and back, round the end', () => {
    const found = pressed(['/', ...typed('HOST:'), 'return']);
    expect(found.searched).toBe('HOST:');
    const spots: string[] = [];
    let state = found;
    for (let count = 0; count < 40; count++) {
      spots.push(`${state.step} ${cursorOf(state, view).row}`);
      state = pressed(['n'], state);
    }
    expect(new Set(spots).size).toBeGreaterThan(3);
    expect(spots.lastIndexOf(spots[0] ?? '')).toBeGreaterThan(0);
    expect(`${pressed(['N'], pressed(['n'], found)).step}`).toBe(spots[0]?.split(' ')[0]);
  });

  it('says so where there is nothing', () => {
    expect(pressed(['/', ...typed('no such text'), 'return']).notice).toContain('is on no step');
    expect(pressed(['n']).notice).toContain('press /');
  });
});

describe('the palette', () => {
  it('finds each command by words of its name and does it', () => {
    expect(pressed([':', ...typed('next step'), 'return']).step).toBe(1);
    expect(pressed([':', ...typed('leave'), 'return']).ending).toBe(0);
    expect(pressed([':', ...typed('zzz'), 'return']).notice).toContain('no command');
    // The third command is the previous step.
    expect(pressed(['4', ':', 'down', 'down', 'down', 'up', 'return']).step).toBe(2);
  });
});

describe('sending', () => {
  const answer = { problem: null } as unknown as RedactedExchange;

  it('is offered on the last two stages, once at a time, and shows the answer', () => {
    expect(nextState(pressed(['5']), { kind: 'key', key: 'return' }, view).effects).toEqual([]);
    const { state, effects } = nextState(pressed(['7']), { kind: 'key', key: 'return' }, view);
    expect([effects, state.sending]).toEqual([[{ kind: 'send' }], { kind: 'sending', reports: [] }]);
    expect(nextState(state, { kind: 'key', key: 'return' }, view).effects).toEqual([]);
    const answered = nextState(state, { kind: 'answered', exchange: answer, of: facts }, view).state;
    expect([answered.step, answered.sending.kind]).toEqual([STEPS - 1, 'answered']);
    expect(nextState(answered, { kind: 'key', key: 'return' }, view).effects).toEqual([]);
    expect(nextState(pressed(['left'], answered), { kind: 'key', key: 'return' }, view).effects).toEqual([
      {
        kind: 'send',
      },
    ]);
  });

  it('is never offered for what somebody else signed', () => {
    const state = pressed(['7'], firstState(shownWalk(facts, { send: null })));
    expect(nextState(state, { kind: 'key', key: 'return' }, view).effects).toEqual([]);
  });
});

describe('leaving', () => {
  it('is q, which in a list closes it; Ctrl-C always', () => {
    expect(pressed(['q']).ending).toBe(0);
    expect(pressed(['?', 'q'])).toMatchObject({ ending: null, open: null });
    for (const keys of [[], ['?'], ['/'], [':'], ['@']]) expect(pressed([...keys, 'ctrl+c']).ending).toBe(130);
  });

  it('is not q where text is typed', () => {
    expect(pressed(['/', 'q'])).toMatchObject({ ending: null, open: { field: { text: 'q', caret: 1 } } });
  });
});

describe('a page that is made anew', () => {
  it('as every key of an edit does, leaves the cursor on its row, with bytes or without', () => {
    for (let step = 0; step < STEPS; step++) {
      let state: WalkState = { ...first, step };
      for (let count = 0; count < 60; count++) {
        const again = placeAgain(placeAgain(state, view, view), view, view);
        expect([step, cursorOf(again, view)]).toEqual([step, cursorOf(state, view)]);
        state = pressed(['down'], state);
      }
    }
  });
});

describe('any keys at all', () => {
  const names = [...KEYS.flatMap(({ keys }) => keys), '0', 'w', 'ä', '💚', 'delete'];
  const withAnswer: WalkFacts = facts;

  it('leave the cursor on a row of the page, and within its value', () => {
    const by = viewOf(withAnswer, { width: 60, height: 20 }, 'usual');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 60 }), (keys) => {
        const state = pressed(keys, first, by);
        const { row, position: at } = cursorOf(state, by);
        expect(row).toBeLessThan(by.rowsOf(state.step).length);
        if (!at) return;
        const length = facts.trace.values.find(({ id }) => id === at.value)?.bytes.octets.length ?? 0;
        expect(at.byte).toBeGreaterThanOrEqual(0);
        if (at.value !== 'sent-body') expect(at.byte).toBeLessThan(length);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a window that is too small to see anything', () => {
  const small = viewOf(facts, { width: 39, height: 11 }, 'usual');

  it('takes no key and no paste but those that lead out', () => {
    const onSeven = pressed(['7']);
    for (const key of ['return', 'right', '1', 'e', '/']) {
      expect(nextState(onSeven, { kind: 'key', key }, small)).toEqual({ state: onSeven, effects: [] });
    }
    expect(nextState(onSeven, { kind: 'paste', text: 'https://h.example.com/' }, small).effects).toEqual([]);
    expect(nextState(onSeven, { kind: 'key', key: 'q' }, small).state.ending).toBe(0);
    expect(nextState(onSeven, { kind: 'key', key: 'ctrl+c' }, small).state.ending).toBe(130);
  });

  it('leaves by q also where a field is open', () => {
    expect(nextState(pressed(['/', 'a']), { kind: 'key', key: 'q' }, small).state.ending).toBe(0);
  });
});

describe('an offset', () => {
  it('is asked for on a line without bytes too, for the nearest value', () => {
    const onWords = pressed(['5', 'G']);
    expect(position(onWords)).toBeNull();
    const asked = pressed(['@'], onWords);
    expect(asked.open?.kind).toBe('offset');
    expect(position(asked)).not.toBeNull();
  });
});
