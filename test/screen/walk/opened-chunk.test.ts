/** Enter on the signature of a chunk opens the string that was signed. */
import { expect, it } from 'vitest';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const CHUNKS = 6;
const { facts } = await walkOf({
  address: 's3://examplebucket/chunks.txt',
  options: {
    request: 'PUT',
    data: 'c'.repeat(20_000),
    payload: 'streaming-trailer',
    trailer: 'sha256',
    chunkSize: '8192',
  },
});
const view = viewOf(facts, { width: 80, height: 24 }, 'usual');
const pressed = (keys: readonly string[], from: WalkState) =>
  keys.reduce((state, key) => nextState(state, { kind: 'key', key }, view).state, from);
const chunks: WalkState = { ...firstState(shownWalk(facts)), step: CHUNKS };
const footerOf = (state: WalkState) =>
  contentOf(state, view)
    .footer.map(({ text }) => text)
    .join('');

it('once the cursor was moved there, and backspace leads back', () => {
  expect(footerOf(chunks)).toContain('↵ next');
  const onFirst = pressed(['down'], chunks);
  expect(footerOf(onFirst)).toContain('↵ open');
  const opened = pressed(['return'], onFirst);
  expect(cursorOf(opened, view).position).toEqual({ value: 'chunk-1/string-to-sign', byte: 0 });
  expect(cursorOf(pressed(['backspace'], opened), view)).toEqual(cursorOf(onFirst, view));
});

it('of the trailer too, and from the string enter goes on', () => {
  const trailer = pressed(['down', 'down', 'down', 'down', 'down'], chunks);
  const opened = pressed(['return'], trailer);
  expect(cursorOf(opened, view).position?.value).toBe('trailer/string-to-sign');
  expect(pressed(['return'], opened).step).toBe(CHUNKS + 1);
});
