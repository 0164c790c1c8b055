/** The rows of the list of requests, and of what is known about the selected one. */
import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { shownWalk } from '../../../src/app/walks/shown-walk.ts';
import { problem } from '../../../src/bytes/problem.ts';
import type { ScreenRoom } from '../../../src/screen/session-description.ts';
import { nextTraffic } from '../../../src/screen/traffic/next-traffic.ts';
import { Traffic } from '../../../src/screen/traffic/traffic.tsx';
import { entryRow } from '../../../src/screen/traffic/traffic-rows.ts';
import type { TrafficState } from '../../../src/screen/traffic/traffic-state.ts';
import type { TrafficEntry } from '../../../src/views/traffic/traffic-entry.ts';
import { drawnByInk } from '../../support/screen/drawn-by-ink.tsx';
import { arrived, entry, FAULTS, press, REFUSED, ROOM, stateOf } from '../../support/screen/traffic-entries.ts';
import { verifiedWalk } from '../../support/views/verified-walk.ts';

const rowsOf = (state: TrafficState, room: ScreenRoom = ROOM): string[] =>
  drawnByInk({ screen: () => createElement(Traffic, { state, room }) }, room.size);

const MEDIUM: ScreenRoom = { size: { width: 100, height: 30 }, layout: 'usual' };

const refusedWith = (changes: Partial<TrafficEntry>): TrafficState =>
  nextTraffic(stateOf(0), arrived(entry(1, { ...REFUSED, ...changes })), ROOM).state;

const LONG_FIX = `In nginx, set "${'underscores_in_headers on and '.repeat(8)}ignore_invalid_headers off".`;
const cause = {
  ...{ id: 'signed-header-missing', stage: 'signed-headers', certainty: 'proved' as const },
  ...{ says: 'A header did not arrive.', fix: LONG_FIX },
};
const CHANGES = ['- x-amz-meta-team_name: billing', '- Connection: keep-alive', '+ Connection: close'];

describe('the panel below the list', () => {
  it('grows with what it says, and begins with what was changed in transit', () => {
    const rows = rowsOf(refusedWith({ cause, changes: CHANGES }), MEDIUM);
    const at = rows.findIndex((row) => row.includes('request 1'));
    expect(rows.slice(at + 1, at + 5)).toEqual([
      expect.stringMatching(/^ changed +- x-amz-meta-team_name: billing/),
      expect.stringMatching(/^ +- Connection: keep-alive/),
      expect.stringMatching(/^ +\+ Connection: close/),
      expect.stringMatching(/^ cause +A header did not arrive\./),
    ]);
    expect(rows.join(' ').replace(/\s+/g, ' ')).toContain(LONG_FIX);
    expect(rows.join('')).not.toMatch(/▼|…/);
  });

  it('takes at most half of the rows, and says how much it leaves out', () => {
    const rows = rowsOf(refusedWith({ cause: { ...cause, fix: LONG_FIX.repeat(5) } }));
    expect(rows).toHaveLength(24);
    expect(rows.findIndex((row) => row.includes('request 1'))).toBe(12);
    expect(rows.at(-3)).toMatch(/^ ▼ \d+ more$/);
  });

  it('shows few of many changes, so that there is room for the cause', () => {
    const changes = Array.from({ length: 20 }, (_, at) => `- X-Header-${at}: value`);
    const rows = rowsOf(refusedWith({ changes })).join('\n');
    expect(rows).toContain('… and 15 more lines; y copies all of them.');
    expect(rows).toContain('A proxy added the port');
  });

  it('leaves the cursor visible as it grows', () => {
    const state = nextTraffic(stateOf(40), arrived(entry(41, { ...REFUSED, cause, changes: CHANGES })), ROOM).state;
    expect(rowsOf(state).some((row) => row.startsWith(' > '))).toBe(true);
  });
});

describe('a notice', () => {
  it('wraps, so that its useful part is shown', () => {
    const text = `Nothing ${'to see '.repeat(14)}but the useful part.`;
    const rows = rowsOf({ ...stateOf(3), notice: text });
    expect(rows).toHaveLength(24);
    expect(rows.join(' ').replace(/\s+/g, ' ')).toContain(text);
  });
});

describe('the footer', () => {
  const footerOf = (state: TrafficState, room?: ScreenRoom) => rowsOf(state, room).at(-1);
  const withFaults = (count: number) => stateOf(count, { server: 'capture', faults: FAULTS });

  it.each([0, 1, 9])('always offers to stop the server, after %s requests', (count) => {
    for (const key of ['up', 'home', 'f'])
      expect(footerOf(press(withFaults(count), key).state)).toMatch(/q stop .*\? keys/);
  });

  it('offers only keys that do something in the help and in the field', () => {
    expect(footerOf(press(stateOf(3), '?').state)).not.toContain('filter');
    expect(footerOf(press(stateOf(3), '/').state)).toContain('esc undo');
  });
});

it('names the faults as such before the first request', () => {
  const rows = rowsOf(press(stateOf(0, { faults: FAULTS }), 'F').state);
  expect(rows[1]).toContain('Faults');
  expect(rows.join('\n')).toContain('slashes-merged');
});

describe('the rule above the list', () => {
  it('counts the requests that are not visible', () => {
    const state = stateOf(40);
    expect(rowsOf(stateOf(3))[1]).not.toMatch(/[▲▼]/);
    expect(rowsOf(state)[1]).toContain('▲ 26 · following');
    const first = press(state, 'home').state;
    expect(rowsOf(first)[1]).toContain('▼ 26 · 1 of 40');
  });
});

it('says how to connect as of now', () => {
  const times = ['It is noon.', 'It is one.'];
  const state = stateOf(1, { connect: () => [{ kind: 'says', text: times.shift() ?? '' }] });
  expect(rowsOf(press(state, 'c').state).join('')).toContain('It is noon.');
  expect(rowsOf(press(state, 'c').state).join('')).toContain('It is one.');
});

describe('from 120 columns on', () => {
  const WIDE: ScreenRoom = { size: { width: 120, height: 40 }, layout: 'usual' };
  const besideIn = (rows: readonly string[]) => rows.map((row) => row.split('│')[1] ?? '');

  it('what is known about a request is beside the list, which has the rows that it had below', () => {
    const rows = rowsOf(nextTraffic(stateOf(40), arrived(entry(41, REFUSED)), WIDE).state, WIDE);
    expect(rows.filter((row) => /^ {3}[✓✗] /.test(row)).length).toBeGreaterThan(30);
    expect(besideIn(rows)[2]).toMatch(/^ ✗ request 41 · canonical-headers · host-rewritten-by-proxy$/);
    expect(besideIn(rows).join(' ')).toContain('A proxy added the port to the Host header.');
  });

  it('the request has the letters of a walk', () => {
    const { facts } = verifiedWalk(readFileSync('fixtures/requests/get-range.txt', 'latin1'));
    if (!facts) throw new Error('The request is not signed.');
    const open = () => shownWalk({ facts, paste: async () => problem('paste', 'Nothing is pasted here.', 'Wait.') });
    const rows = rowsOf(stateOf(1, { open }), WIDE);
    expect(besideIn(rows)).toContain(' MP   0 GET /test.txt HTTP/1.1\\r\\n');
    expect(besideIn(rows).join('\n')).toMatch(/^ N1 +\d+ [Rr]ange: bytes=0-9/m);
    expect(besideIn(rows).join('\n')).toMatch(/^ M +1 GET\\n$/m);
  });

  it('what does not fit is counted', () => {
    const low: ScreenRoom = { size: { width: 120, height: 12 }, layout: 'usual' };
    const rows = rowsOf(refusedWith({ cause: { ...cause, fix: LONG_FIX.repeat(5) } }), low);
    expect(rows).toHaveLength(12);
    expect(besideIn(rows)[9]).toMatch(/^ ▼ \d+ more, enter$/);
  });
});

describe('what became of a request', () => {
  const rowOf = (changes: Partial<TrafficEntry>) =>
    entryRow(entry(1, changes), 60, 0, false)
      .map(({ text, style }) => (style.ground === 'reverse' ? `[${text.trim()}]` : text))
      .join('');

  it.each([
    [{}, '✓ 200   done '],
    [{ status: 404 }, '- 404   not found '],
    [{ status: 500, outcome: 'unproved' as const }, '- 500   error '],
    [REFUSED, '[✗ 403]  refused '],
    [{ status: null, outcome: 'failed' as const }, '… none  failed '],
    [{ outcome: 'doubtful' as const }, '! 200   doubtful '],
  ])('%j has a mark and a word of its own: %s', (changes, says) => {
    expect(rowOf(changes)).toContain(says);
  });
});

describe('before the first request', () => {
  it('the screen says that the server listens, what to paste, and what will be listed', () => {
    const text = rowsOf(stateOf(0), { size: { width: 120, height: 40 }, layout: 'usual' }).join('\n');
    expect(text).toContain('Listening at http://127.0.0.1:9000; nothing has arrived yet.');
    expect(text).toContain('export AWS_ENDPOINT_URL_S3');
    expect(text).toMatch(/- +accepted, but not carried out, such as 404/);
    expect(text).toMatch(/d +finds out why it was refused/);
  });

  it('its sentences begin in the column of what explains the list, and its commands two cells later', () => {
    const rows = rowsOf(stateOf(0), { size: { width: 120, height: 40 }, layout: 'usual' });
    const columnOf = (text: string) => rows.find((row) => row.includes(text))?.search(/\S/);
    for (const text of ['Listening at', 'What the list says', 'finds out why']) expect(columnOf(text)).toBe(2);
    expect(columnOf('export AWS_ENDPOINT_URL_S3')).toBe(4);
  });

  it('it says that of no other text about connecting', () => {
    expect(rowsOf(press(stateOf(1), 'c').state).join('')).not.toContain('nothing has arrived');
  });
});
