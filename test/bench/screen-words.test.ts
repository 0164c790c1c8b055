import { createElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTraffic } from '../../src/screen/traffic/next-traffic.ts';
import { Traffic } from '../../src/screen/traffic/traffic.tsx';
import { firstTrafficState } from '../../src/screen/traffic/traffic-state.ts';
import { startScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';
import { drawnByInk } from '../support/screen/drawn-by-ink.tsx';
import { arrived, entry, ROOM, trafficOf } from '../support/screen/traffic-entries.ts';
import { WORDS } from './screen-words.ts';

describe('the words that the bench of the screen waits for', () => {
  let screen: WalkScreen;
  afterEach(() => screen?.dispose());

  it('are on the screen of a walk, and after an answer', async () => {
    screen = startScreenHere(['walk'], { columns: 120, rows: 40 });
    await screen.until(WORDS.walk);
    await screen.press('7', '[7 Send]');
    await screen.press('\r', WORDS.answer);
    expect(screen.sent()).toContain(WORDS.answer);
  });

  it('are in the headline of the list of requests', () => {
    const { state } = nextTraffic(firstTrafficState(trafficOf()), arrived(entry(1), entry(2)), ROOM);
    const drawn = drawnByInk({ screen: () => createElement(Traffic, { state, room: ROOM }) }, ROOM.size);
    expect(drawn[0]).toContain(WORDS.requests(2));
  });
});
