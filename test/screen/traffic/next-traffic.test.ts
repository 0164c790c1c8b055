/** The reducer of the requests of a sandbox or a capture. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/bytes/problem.ts';
import { nextTraffic } from '../../../src/screen/traffic/next-traffic.ts';
import { listOf } from '../../../src/screen/traffic/traffic.tsx';
import { listHeight } from '../../../src/screen/traffic/traffic-rows.ts';
import {
  firstTrafficState,
  selectedEntry,
  type TrafficState,
  windowOf,
} from '../../../src/screen/traffic/traffic-state.ts';
import {
  arrived,
  entry,
  FAULTS,
  press,
  REFUSED,
  ROOM,
  stateOf,
  trafficOf,
} from '../../support/screen/traffic-entries.ts';

const numbers = ({ listed }: TrafficState) => listed.map(({ number }) => number);
const selected = (state: TrafficState) => selectedEntry(state)?.number;
/** The height of the list if little is said about the selected request. */
const HEIGHT = listHeight(ROOM.size, entry(1));

describe('the cursor', () => {
  it('follows the newest request until it is moved, and again after space', () => {
    const followed = nextTraffic(stateOf(5), arrived(entry(6)), ROOM).state;
    expect(selected(followed)).toBe(6);
    const moved = press(followed, 'up', 'up').state;
    expect(selected(nextTraffic(moved, arrived(entry(7)), ROOM).state)).toBe(4);
    expect(selected(press(moved, ' ').state)).toBe(6);
  });

  it('stays visible, and scrolls as little as possible', () => {
    const state = stateOf(100);
    expect(windowOf(state, HEIGHT)).toEqual({ first: 100 - HEIGHT, index: 99 });
    const above = press(state, ...Array<string>(HEIGHT).fill('up')).state;
    expect(windowOf(above, HEIGHT)).toEqual({ first: 99 - HEIGHT, index: 99 - HEIGHT });
    const back = press(above, 'down').state;
    expect(windowOf(back, HEIGHT).first).toBe(99 - HEIGHT);
    expect(windowOf(press(back, 'home').state, HEIGHT)).toEqual({ first: 0, index: 0 });
    expect(windowOf(press(back, 'home', 'pagedown').state, HEIGHT).index).toBe(HEIGHT - 1);
  });

  it('says at the end how to follow', () => {
    expect(press(stateOf(2), 'down').state.notice).toContain('space follows');
  });

  it('stays on the request that is opened while others arrive', () => {
    const opened = press(stateOf(5), 'return');
    expect(opened.effects).toEqual([{ kind: 'open', number: 5 }]);
    expect(selected(nextTraffic(opened.state, arrived(entry(6)), ROOM).state)).toBe(5);
  });
});

describe('a notice', () => {
  it('about a key ends with the next request, and any other one does not', () => {
    const inVain = press(stateOf(1), 'x').state;
    expect(inVain.notice).toContain('does nothing here');
    expect(nextTraffic(inVain, arrived(entry(2)), ROOM).state.notice).toBeNull();
    const copied = nextTraffic(stateOf(1), { kind: 'notice', text: 'Copied.' }, ROOM).state;
    expect(nextTraffic(copied, arrived(entry(2)), ROOM).state.notice).toBe('Copied.');
  });
});

describe('the list', () => {
  it('keeps ten thousand requests, and counts the others', () => {
    const more = Array.from({ length: 10_001 }, (_, at) => entry(at + 3, REFUSED));
    const state = nextTraffic(stateOf(2), arrived(...more), ROOM).state;
    expect(state.entries).toHaveLength(10_000);
    expect(state.listed).toHaveLength(10_000);
    expect(state.listed[0]?.number).toBe(4);
    expect({ total: state.total, refused: state.refused }).toEqual({ total: 10_003, refused: 10_001 });
  });

  it('drops from a filtered list what is no longer kept', () => {
    const filtered = press(stateOf(6), 'f').state;
    const more = Array.from({ length: 9_997 }, (_, at) => entry(at + 7));
    expect(numbers(nextTraffic(filtered, arrived(...more), ROOM).state)).toEqual([6]);
  });

  it('shows only the refused requests with f, also of those that arrive', () => {
    const state = press(stateOf(7), 'f').state;
    expect(numbers(state)).toEqual([3, 6]);
    const next = nextTraffic(state, arrived(entry(8), entry(9, REFUSED)), ROOM).state;
    expect(numbers(next)).toEqual([3, 6, 9]);
    expect(numbers(press(next, 'f').state)).toHaveLength(9);
  });

  it('shows with f also what failed without a response, and counts it', () => {
    const before = nextTraffic(stateOf(3), arrived(entry(4, { outcome: 'failed', status: null })), ROOM).state;
    expect({ refused: before.refused, failed: before.failed }).toEqual({ refused: 1, failed: 1 });
    expect(numbers(press(before, 'f').state)).toEqual([3, 4]);
  });

  it('lists with a shorter or another text what was left out before', () => {
    const typed = press(stateOf(12), '/', ...'/1', '1').state;
    expect(numbers(typed)).toEqual([11]);
    expect(numbers(press(typed, 'backspace').state)).toEqual([1, 10, 11, 12]);
  });

  it('filters by text as it is typed, and lists all again with escape', () => {
    const typed = press(stateOf(12), '/', ...'/1').state;
    expect(numbers(typed)).toEqual([1, 10, 11, 12]);
    const closed = press(typed, 'return').state;
    expect(closed.field).toBeNull();
    expect(numbers(closed)).toEqual([1, 10, 11, 12]);
    expect(numbers(press(closed, 'escape').state)).toHaveLength(12);
    expect(numbers(press(typed, 'escape').state)).toHaveLength(12);
    expect(numbers(press(stateOf(3), '/', ...'HOST-rewritten').state)).toEqual([3]);
  });

  it('lists the requests of one key, also while its filter is typed', () => {
    const ids = ['ANNA', 'ANNABEL', '', 'ANNA'];
    const entries = ids.map((keyId, at) => entry(at + 1, { keyId, target: '/key:ANNABEL' }));
    const state = nextTraffic(stateOf(0), arrived(...entries), ROOM).state;
    const typed = press(state, '/', ...'key:anna').state;
    expect(numbers(typed)).toEqual([1, 2, 4]);
    expect(numbers(press(typed, 'b').state)).toEqual([2]);
    expect(numbers(press(state, '/', ...':annabel').state)).toHaveLength(4);
    const chosen = (...keys: string[]) => numbers(press(state, 'K', ...keys, 'return').state);
    expect([chosen(), chosen('down'), chosen('end')]).toEqual([[1, 4], [2], [3]]);
    expect(numbers(press(state, 'K', 'escape').state)).toHaveLength(4);
    expect(press(stateOf(0), 'K').state.notice).toContain('No request');
    // The rows of others that arrive do not move the cursor to another key.
    const later = nextTraffic(press(state, 'K', 'down').state, arrived(entry(5, { keyId: 'ADAM' })), ROOM).state;
    expect(numbers(press(later, 'return').state)).toEqual([2]);
  });

  it('has a row for each key of a class, also for those that have sent nothing', () => {
    const keyIds = ['ANNA', 'BERT', 'CLEO'];
    const before = nextTraffic(firstTrafficState(trafficOf({ keyIds })), arrived(), ROOM).state;
    const state = nextTraffic(before, arrived(entry(1, { keyId: 'BERT' }), entry(2, { keyId: 'ZOE' })), ROOM).state;
    const rows = (of: typeof state) =>
      listOf(press(of, 'K').state)?.items.map((runs) =>
        runs.map((run) => (typeof run === 'string' ? run : run.text)).join(''),
      );
    expect(rows(before)).toEqual(keyIds.map((id) => `${id.padEnd(6)}    0 sent`));
    expect(rows(state)?.map((row) => row.slice(0, 16).trim())).toEqual([
      'ANNA      0 sent',
      'BERT      1 sent',
      'CLEO      0 sent',
      'ZOE       1 sent',
    ]);
    expect(press(press(state, 'K').state, 'return').state.listed).toEqual([]);
  });

  it('shows a cause as soon as it is found, and filters by it', () => {
    const state = press(stateOf(2), '/', ...'port to').state;
    expect(numbers(state)).toEqual([]);
    const changed = { ...arrived(), changed: [entry(2, REFUSED)] };
    expect(numbers(nextTraffic(state, changed, ROOM).state)).toEqual([2]);
  });

  it('restores the text of the filter when escape leaves the field', () => {
    const filtered = press(stateOf(12), '/', ...'/1', 'return').state;
    expect(numbers(press(filtered, '/', '2', 'escape').state)).toEqual([1, 10, 11, 12]);
  });

  it('drops one filter at a time with escape, and then says nothing', () => {
    const state = press(stateOf(7), 'f', '/', ...'/6', 'return').state;
    expect(numbers(state)).toEqual([6]);
    const refused = press(state, 'escape').state;
    expect(numbers(refused)).toEqual([3, 6]);
    const all = press(refused, 'escape').state;
    expect(numbers(all)).toHaveLength(7);
    expect(press(all, 'escape').state.notice).toBeNull();
  });

  it('says that nothing is listed', () => {
    const state = press(stateOf(2), 'f').state;
    for (const key of ['return', 'd', 'y', 'up']) expect(press(state, key).state.notice).toContain('No request');
  });
});

describe('a diagnosis', () => {
  it('opens once it is complete', () => {
    const asked = press(stateOf(3), 'd');
    expect(asked.effects).toEqual([{ kind: 'diagnose', number: 3 }]);
    expect(asked.state.notice).toContain('Looking for the cause');
    const found = problem('no-answer', 'There is no response.', 'Send it again.');
    const { state } = nextTraffic(asked.state, { kind: 'diagnosed', number: 3, found }, ROOM);
    expect(state.notice).toBe('There is no response. Send it again.');
  });

  it('does not open after another key', () => {
    const asked = press(stateOf(3), 'd', 'up').state;
    const found = problem('no-answer', 'There is no response.', 'Send it again.');
    expect(nextTraffic(asked, { kind: 'diagnosed', number: 3, found }, ROOM).state.notice).toBeNull();
  });

  it('is not made of a request that was accepted', () => {
    const { state, effects } = press(stateOf(2), 'd');
    expect(effects).toEqual([]);
    expect(state.notice).toContain('accepted');
  });
});

describe('the faults', () => {
  it('are switched on and off, in the order of the table', () => {
    const open = press(stateOf(1, { faults: FAULTS }), 'F', 'down', 'return').state;
    expect(open.faults).toEqual(['delay']);
    const both = press(open, 'up', ' ');
    expect(both.effects).toEqual([{ kind: 'turn-on', faults: ['slashes-merged', 'delay'] }]);
    expect(press(both.state, 'return').state.faults).toEqual(['delay']);
    expect(press(both.state, '0').effects).toEqual([{ kind: 'turn-on', faults: [] }]);
    expect(press(both.state, 'escape').state.open).toBeNull();
    expect(press(both.state, 'end').state.open).toEqual({ kind: 'faults', index: FAULTS.all.length - 1 });
  });

  it('are not those of a sandbox', () => {
    expect(press(stateOf(1), 'F').state.notice).toContain('sigv4 capture');
  });
});

describe('before the first request', () => {
  it('y copies the commands', () => {
    expect(press(stateOf(0), 'y').effects).toEqual([{ kind: 'copy-commands' }]);
  });

  it('the keys of the list say why they do nothing', () => {
    for (const key of ['return', 'd', 'f', '/', ' ', 'c', 'x'])
      expect(press(stateOf(0), key).state.notice).not.toBeNull();
  });

  it('the first request replaces the text about connecting', () => {
    const before = press(stateOf(0), 'down').state;
    expect(nextTraffic(before, arrived(entry(1)), ROOM).state.open).toBeNull();
  });
});

describe('leaving', () => {
  it('is with code 0 after q twice, or after Ctrl-C', () => {
    expect(press(stateOf(1), 'q', 'q').state.ending).toBe(0);
    expect(press(stateOf(1), 'ctrl+c').state.ending).toBe(0);
  });

  it('asks before it stops a server that received requests', () => {
    const asked = press(stateOf(1), 'q').state;
    expect(asked.ending).toBeNull();
    expect(asked.notice).toContain('q again stops the server');
    expect(press(asked, 'down', 'q').state.ending).toBeNull();
    expect(nextTraffic(asked, arrived(entry(2)), ROOM).state.asksToStop).toBe(true);
    // The question is no longer visible.
    const covered = nextTraffic(asked, { kind: 'notice', text: 'Something else.' }, ROOM).state;
    expect(press(covered, 'q').state.ending).toBeNull();
    expect(press(stateOf(0), 'q').state.ending).toBe(0);
  });

  it('is also possible from a field, from the help, and from the faults', () => {
    const state = stateOf(1, { faults: FAULTS });
    for (const key of ['/', '?', 'F']) expect(press(state, key, 'ctrl+c').state.ending).toBe(0);
  });

  it('of a walk leads back, unless the walk was interrupted', () => {
    const ending = (code: number | 'back') =>
      nextTraffic(stateOf(1), { kind: 'returned', ending: code }, ROOM).state.ending;
    expect([ending('back'), ending(0), ending(130)]).toEqual([null, null, 130]);
  });
});

describe('every key', () => {
  it.each(['x', 'tab', 'é', 'f5'])('that has no action says so: %s', (key) => {
    expect(press(stateOf(1), '?', '/').state.notice).toContain('does nothing here');
    expect(press(stateOf(1), key).state.notice).toContain('does nothing here');
    expect(press(stateOf(1, { faults: FAULTS }), 'F', key).state.notice).toContain('does nothing here');
    expect(press(stateOf(1), '?', key).state.notice).toContain('does nothing here');
  });
});
