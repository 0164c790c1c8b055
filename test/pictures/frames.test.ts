/** A moving picture is a picture where nothing moves, too. */
import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import { pictureOf, pictureOfFrames } from '../support/pty/picture.ts';

const emulator = new xterm.Terminal({ cols: 10, rows: 2, allowProposedApi: true });
const svg = pictureOfFrames(emulator, 'Title', ['<text>1</text>', '<text>2</text>', '<text>3</text>']);
const frames = [...svg.matchAll(/<g class="frame"([^>]*)>\s*<text>(\d)<\/text>/g)];

it('has only its last frame without an animation', () => {
  expect(frames.map(([, attributes, number]) => [number, attributes?.includes('visibility="hidden"')])).toEqual([
    ['1', true],
    ['2', true],
    ['3', false],
  ]);
  // No rule of the style but the steps of the animation may hide or show a frame.
  const style = /<style>(.*)<\/style>/s.exec(svg)?.[1] ?? '';
  const rules = style.replace(/@keyframes turn\{(?:[^{}]*\{[^{}]*\})*\}/, '');
  expect(rules).toMatch(/\.frame\{animation:turn 9s /);
  expect(rules).not.toContain('visibility');
});

it('has exactly one frame at any time of the animation', () => {
  const delays = frames.map(([, attributes = '']) => Number(/animation-delay:(-?\d+)s/.exec(attributes)?.[1]));
  // The first third of a turn of nine seconds is visible.
  const visible = (second: number) =>
    delays.map((delay, at) => ((second - delay) % 9 < 3 ? at + 1 : 0)).filter(Boolean);
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(visible)).toEqual([[1], [1], [1], [2], [2], [2], [3], [3], [3], [1]]);
  expect(Math.max(...delays)).toBeLessThanOrEqual(0);
});

it('is not moving if it has one frame', () => {
  expect(pictureOf(emulator, 'Title')).not.toMatch(/frame|animation|hidden/);
});
