/** The buffers of a connection: a piece keeps its bytes until it is given back, and idle connections need little. */
import { expect, it } from 'vitest';
import { readBuffers } from '../../src/wire/relay/read-buffers.ts';

/** Fills the next buffer with `letter`, and returns the piece. */
function read(buffers: ReturnType<typeof readBuffers>, letter: string, length = Number.POSITIVE_INFINITY) {
  const buffer = buffers.next();
  buffer.fill(letter.charCodeAt(0));
  return { size: buffer.length, ...buffers.take(Math.min(length, buffer.length)) };
}

it('lends a buffer again only after it was given back', () => {
  const buffers = readBuffers();
  for (const letter of 'abcde') read(buffers, letter);
  const [first, second] = [read(buffers, 'f'), read(buffers, 'g')];
  expect([first.piece.at(0), first.piece.at(-1), second.piece.at(0)]).toEqual([0x66, 0x66, 0x67]);
  first.giveBack();
  const third = read(buffers, 'h');
  expect(third.piece.buffer).toBe(first.piece.buffer);
  expect(second.piece.at(-1)).toBe(0x67);
});

it('grows to 256 KiB while reads fill the buffers, and shrinks when one is short', () => {
  const buffers = readBuffers();
  const full = Array.from('abcdef', (letter) => read(buffers, letter).size);
  expect(full).toEqual([16_384, 32_768, 65_536, 131_072, 262_144, 262_144]);
  read(buffers, 'x', 100);
  expect(buffers.next().length).toBe(16_384);
});

it('copies a short piece, which may wait for a client, so that it holds no long buffer', () => {
  const buffers = readBuffers();
  for (const letter of 'abcdef') read(buffers, letter);
  const short = read(buffers, 'x', 100);
  buffers.next().fill(0);
  expect(short.piece.length).toBe(100);
  expect(short.piece.every((byte) => byte === 0x78)).toBe(true);
  expect(short.piece.buffer.byteLength).toBeLessThan(16_385);
});
