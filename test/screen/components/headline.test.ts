/** The first row of a screen that says something about a request: what it says is never cut for the request. */
import { describe, expect, it } from 'vitest';
import { headlineRow } from '../../../src/screen/components/frame/headline.ts';
import { words } from '../../../src/views/page.ts';

const SAYS = '✗ mismatch at Hashed payload';
const REQUEST = 'PUT examplebucket/photos/2013/cat.jpg';

const rowAt = (width: number) =>
  headlineRow({ subject: [words(REQUEST)], parts: [[words(SAYS)]], state: 'VERIFY' }, width)
    .map(({ text }) => text)
    .join('');

describe('the first row', () => {
  it.each([
    [80, ` ${REQUEST} · ${SAYS}`],
    [78, ` ${REQUEST} · ${SAYS}`],
    [77, ` PUT examplebucket/photos/2013/cat.j… · ${SAYS}`],
    [60, ` PUT examplebucket/… · ${SAYS}`],
    [57, ` PUT examplebuck… · ${SAYS}`],
    [56, ` ${SAYS}`],
    [30, ' ✗ mismatch at Hashe…'],
  ])('has the request before what is said of it, as far as it fits in %i columns', (width, left) => {
    expect(rowAt(width)).toBe(`${left.padEnd(width - 8)} VERIFY `);
  });

  it('has its mode in bold, and only a request that can go out in reverse video, as a verdict is', () => {
    const content = { parts: [[words(SAYS)]], state: 'VERIFY' };
    expect(headlineRow(content, 80).at(-1)?.style).toMatchObject({ meaning: 'name' });
    expect(headlineRow(content, 80).some(({ style }) => style.ground === 'reverse')).toBe(false);
    expect(headlineRow({ ...content, isLive: true }, 80).every(({ style }) => style.ground === 'reverse')).toBe(true);
  });
});
