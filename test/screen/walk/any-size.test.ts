/** Bodies of any size on the screen: the hex view reads what it shows, and no more. */
import { describe, expect, it } from 'vitest';
import { type StoredBytes, storedOctets, storedTogether } from '../../../src/bytes/stored-bytes.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { placeAgain } from '../../../src/screen/walk/cursor/placing.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, rowsShown, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { SENT_BODY } from '../../../src/views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { octets } from '../../support/bytes.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const GIB = 2 ** 30;
const SIZE = { width: 80, height: 24 };
const BEGINNING = octets('0123456789abcdef\n'.repeat(4096));

/** Each byte is the last digit of its offset; the size of each window that was read. */
function counted(length: number) {
  const windows: number[] = [];
  const stored: StoredBytes = {
    length,
    read: (start, end) => {
      windows.push(end - start);
      return octets(Array.from({ length: end - start }, (_, index) => String((start + index) % 10)).join(''));
    },
  };
  return { stored, windows };
}

const small = (await walkOf({ options: { request: 'PUT', data: 'x' } })).facts;
const bodied = (length: number, stored: StoredBytes): WalkFacts => ({
  ...small,
  body: { length, beginning: BEGINNING, stored, isMasked: false },
});

function screenOf(facts: WalkFacts, size = SIZE) {
  const view = viewOf(facts, size, 'usual', { isHexOpen: true });
  const pressed = (keys: readonly string[], from: WalkState) =>
    keys.reduce((state, key) => nextState(state, { kind: 'key', key }, view).state, from);
  const drawn = (state: WalkState) =>
    screenRows(contentOf(state, view), view.regions).map((row) => row.map(({ text }) => text).join(''));
  // The last bytes that the page shows as text, and on them the hex view.
  const body = pressed(['7', 'g'], { ...firstState(shownWalk(facts)), isHexOpen: true });
  const value = (state: WalkState) => cursorOf(state, view).position?.value;
  // The last row of the body that the page shows as text, and on it the hex view.
  let below = body;
  for (let count = 0; count < 200 && value(below) !== SENT_BODY; count++) below = pressed(['down'], below);
  const onBody = pressed(['tab'], below);
  return { view, pressed, drawn, onBody };
}
const typed = (text: string) => [...text];
const atOffset = (text: string) => ['@', ...typed(text), 'return'];

describe('a body of a gigabyte', () => {
  const { stored, windows } = counted(GIB);
  const { view, pressed, drawn, onBody } = screenOf(bodied(GIB, stored));
  const position = (state: WalkState) => cursorOf(state, view).position;

  it.each([
    ['its end', ['G'], GIB - 1, '3ffffff0'],
    ['its beginning', ['G', 'g'], 0, '00000000'],
    ['an offset', atOffset('0x20000000'), 2 ** 29, '20000000'],
    ['an offset from its end', atOffset('-1'), GIB - 1, '3ffffff0'],
    ['a row further', [...atOffset('536870912'), 'down', 'l'], 2 ** 29 + 17, '20000010'],
    ['a screen back from its end', ['G', 'pageup', 'pagedown'], GIB - 1, '3ffffff0'],
  ])('is looked at at %s, and a window is read', (_where, keys, byte, offset) => {
    windows.length = 0;
    const state = pressed(keys, onBody);
    expect(position(state)).toEqual({ value: SENT_BODY, byte });
    const rows = drawn(state);
    const row = rows.find((text) => text.slice(1).startsWith(offset)) ?? '';
    const pair = (0x30 + (byte % 10)).toString(16);
    // The mark is before the first byte of a pair, and after the second.
    expect(row).toMatch(new RegExp(byte % 2 === 0 ? `>${pair}` : `[0-9a-f]{2}${pair}<`));
    expect(rows.join('\n')).toMatch(new RegExp(`"${byte % 10}" ${pair} ─.* byte ${byte} of ${GIB} `));
    // The text around the cursor and around where one comes from, and the rows of the hex view.
    expect(Math.max(...windows)).toBeLessThan(2048);
    expect(windows.reduce((sum, size) => sum + size, 0)).toBeLessThan(32_768);
  });

  it('has each of its bytes on one row of the hex view, from either end', () => {
    const { bytesInRow } = view.regions.hex;
    let state = pressed(['G'], onBody);
    for (let count = 0; count < 3; count++) {
      expect(position(state)?.byte).toBe(GIB - 1 - count * bytesInRow);
      state = pressed(['up'], state);
    }
  });

  it('stays on its byte when the size changes', () => {
    const state = pressed(atOffset('0x20000000'), onBody);
    for (const size of [
      { width: 60, height: 20 },
      { width: 200, height: 60 },
    ]) {
      const other = screenOf(bodied(GIB, stored), size);
      const moved = placeAgain(state, view, other.view);
      expect(cursorOf(moved, other.view).position).toEqual(position(state));
      expect(other.drawn(moved).join('\n')).toContain('20000000');
    }
  });

  it('has text and hex in step, wherever one comes from', () => {
    const spots = [['G'], ['g'], atOffset('0x20000000'), atOffset('-1'), atOffset('1000000')];
    for (const keys of [...spots, ...spots.toReversed()]) {
      for (const pane of [[], ['tab']]) {
        const state = pressed([...keys, ...pane, 'h', 'l'], onBody);
        const { row, position: at } = cursorOf(state, view);
        const { bytes } = rowsShown(state, view)[row] ?? {};
        expect(bytes?.value).toBe(SENT_BODY);
        expect(bytes?.start).toBeLessThanOrEqual(at?.byte ?? -1);
        expect(bytes?.end).toBeGreaterThan(at?.byte ?? -1);
      }
    }
  });

  it('does not go beyond its end', () => {
    const state = pressed(atOffset(String(GIB)), onBody);
    expect([position(state), state.notice]).toEqual([
      position(onBody),
      `Enter an offset from 0 to ${GIB - 1}, in decimal or as 0x1f.`,
    ]);
  });
});

describe('a body of which only the beginning is there', () => {
  const stored = storedOctets(BEGINNING);
  const { view, pressed, onBody } = screenOf(bodied(GIB, stored));
  const limit = `Only the first ${BEGINNING.length} bytes can be shown: the rest is produced while it is sent.`;
  const spotOf = (state: WalkState) => [cursorOf(state, view).position?.byte, state.notice];

  it.each([
    ['the end', ['G'], BEGINNING.length - 1, limit],
    ['after the end of what is there', ['G', 'down'], BEGINNING.length - 1, limit],
    ['an offset that is there', atOffset('-1073741824'), 0, null],
  ])('says at %s why there is no more', (_where, keys, byte, notice) => {
    expect(spotOf(pressed(keys, onBody))).toEqual([byte, notice]);
  });

  it('does not jump to what is not there, and says why', () => {
    const [here] = spotOf(onBody);
    expect(spotOf(pressed(atOffset('0x20000000'), onBody))).toEqual([here, limit]);
  });
});

describe('a file that has become shorter', () => {
  it('has marks in the place of its bytes', () => {
    // Four bytes more than the beginning, which is in memory.
    const rest: StoredBytes = {
      length: GIB,
      read: (start, end) => octets('x'.repeat(Math.max(Math.min(end, 4) - start, 0))),
    };
    const { pressed, drawn, onBody } = screenOf(bodied(GIB, storedTogether([storedOctets(BEGINNING), rest])));
    const at = BEGINNING.length + 5;
    const rows = drawn(pressed(atOffset(String(at)), onBody));
    expect(rows.find((row) => row.slice(1).startsWith('00011000'))).toMatch(
      /^ 00011000 7878 7878 \?{4}<\?{4} .* xxxx\?{12}/,
    );
    expect(rows.join('\n')).toMatch(new RegExp(`it can no longer be read ─.* byte ${at} of ${GIB} `));
  });
});

describe('offsets beyond 4 GiB', () => {
  it.each([80, 100, 120, 140])('fit into %i columns', (width) => {
    for (const length of [2 ** 32 + 16, 2 ** 36, 2 ** 36 + 16, 2 ** 52]) {
      const { view, pressed, drawn, onBody } = screenOf(bodied(length, counted(length).stored), { width, height: 24 });
      const { bytesInRow, digits } = view.regions.hex;
      const rows = drawn(pressed(['G'], onBody));
      expect(rows.filter((row) => row.length > width)).toEqual([]);
      expect(rows.join('\n')).toMatch(new RegExp(` …${(length - bytesInRow).toString(16).slice(1 - digits)}[ >]`));
    }
  });
});

describe('the body of', () => {
  it('a form is looked at anywhere: fields, file and end are joined as they are asked for', async () => {
    const policy = '{"expiration": "2013-05-24T01:00:00Z", "conditions": [{"bucket": "examplebucket"}, {"key": "a"}]}';
    const { facts, plan } = await walkOf({
      address: 's3://examplebucket',
      options: { postPolicy: 'policy', form: ['file=@cat'] },
      files: { policy, cat: 'c'.repeat(100_000) },
    });
    const pieces: Uint8Array[] = [];
    for await (const piece of plan.body.open()) pieces.push(piece);
    const sent = Buffer.concat(pieces).toString('latin1');
    const { length, read } = facts.body.stored;
    expect([length, facts.body.length]).toEqual([sent.length, sent.length]);
    expect(read(0, length) === sent).toBe(true);
    expect(read(length - 4, length)).toBe('--\r\n');
  });

  it.each(['streaming', 'unsigned-trailer'])(
    'a payload in chunks is looked at as far as it was made: %s',
    async (payload) => {
      const trailer = payload === 'streaming' ? {} : { trailer: 'crc32' };
      const { facts } = await walkOf({
        options: { request: 'PUT', payload, ...trailer, dataBinary: '@cat' },
        files: { cat: 'c'.repeat(200_000) },
      });
      expect(facts.body.stored.length).toBe(65_536);
      expect(facts.body.stored.read(0, 65_536)).toBe(facts.body.beginning);
    },
  );
});
