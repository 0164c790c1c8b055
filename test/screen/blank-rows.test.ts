/** A wide window is used: few rows have nothing in them but a dividing line. */
import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { shownWalk } from '../../src/app/walks/shown-walk.ts';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { problem } from '../../src/bytes/problem.ts';
import type { ScreenRoom } from '../../src/screen/session-description.ts';
import { Traffic } from '../../src/screen/traffic/traffic.tsx';
import type { TrafficState } from '../../src/screen/traffic/traffic-state.ts';
import { credentialLines, endpointLine, regionLine, signedCurl } from '../../src/views/traffic/client-settings.ts';
import { paste, says } from '../../src/views/traffic/connect-page.ts';
import { openAt, openCourse } from '../support/screen/course-on-screen.ts';
import { drawnByInk } from '../support/screen/drawn-by-ink.tsx';
import { stateOf } from '../support/screen/traffic-entries.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';

const SIZE = { width: 120, height: 40 };
const ROOM: ScreenRoom = { size: SIZE, layout: 'usual' };
const MOST = 13;

const trafficRows = (state: TrafficState) =>
  drawnByInk({ screen: () => createElement(Traffic, { state, room: ROOM }) }, SIZE);

const blankIn = (rows: readonly string[]) => rows.filter((row) => row.replaceAll('│', '').trim() === '').length;

describe('at 120×40, few rows are blank', () => {
  it('in the list of lessons', () => {
    expect(blankIn(openCourse(SIZE).rows())).toBeLessThanOrEqual(MOST);
  });

  it.each([
    ['knock', 'introduction'],
    ['ten-lines', 'which-two-are-empty'],
    ['forge-a-range', 'look'],
    ['replay', 'take-away'],
  ])('in the lesson %s, at %s', async (lesson, step) => {
    expect(blankIn((await openAt(lesson, step, SIZE)).rows())).toBeLessThanOrEqual(MOST);
  });

  it('before the first request', () => {
    const key = { kind: 'published', ...S3_EXAMPLE_KEY } as const;
    // The lines of a sandbox, without its own sentences.
    const connect = () => [
      ...['It has a bucket.', 'It is temporary.', 'It has a Region and a key.', 'For the SDKs:'].map(says),
      endpointLine('http://127.0.0.1:9000'),
      regionLine('us-east-1'),
      ...credentialLines(key),
      says('To try it:'),
      paste(`${signedCurl(key, 'us-east-1')} http://127.0.0.1:9000/examplebucket/test.txt`),
    ];
    expect(blankIn(trafficRows(stateOf(0, { connect })))).toBeLessThanOrEqual(MOST);
  });

  it('with three requests', () => {
    const { facts } = verifiedWalk(readFileSync('fixtures/requests/get-range.txt', 'latin1'));
    if (!facts) throw new Error('The request is not signed.');
    const open = () => shownWalk({ facts, paste: async () => problem('paste', 'Nothing is pasted here.', 'Wait.') });
    expect(blankIn(trafficRows(stateOf(3, { open })))).toBeLessThanOrEqual(MOST);
  });
});
