/** Memory for bytes that arrive in pieces. */
import { describe, expect, it } from 'vitest';
import { growingBuffer } from '../../src/http/body/memory.ts';

describe('a buffer that is finished', () => {
  const finished = (pieces: readonly string[]) => {
    const buffer = growingBuffer(1000);
    for (const piece of pieces) buffer.add(Buffer.from(piece));
    return buffer.finish();
  };

  it.each([
    ['no piece', []],
    ['one piece', ['abc']],
    ['several pieces', ['abc', 'd', '', 'ef']],
  ])('has the bytes of %s, and keeps no more memory than they need', (_what, pieces) => {
    const bytes = finished(pieces);
    const text = pieces.join('');
    expect(Buffer.from(bytes).toString()).toBe(text);
    expect(bytes.buffer.byteLength).toBe(text.length);
  });

  it('does not change with the piece that it was made of', () => {
    const piece = Buffer.from('abc');
    const buffer = growingBuffer(1000);
    buffer.add(piece);
    piece.fill('x');
    expect(Buffer.from(buffer.finish()).toString()).toBe('abc');
  });
});
