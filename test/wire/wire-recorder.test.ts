import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEPT_LIMIT } from '../../src/http/body/recorded.ts';
import { PIECES_LIMIT, wireRecorder } from '../../src/wire/exchange-log.ts';

const sha256 = (pieces: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(pieces)).digest('hex');

/** A clock that is one millisecond later each time it is read. */
function ticking(): () => number {
  let now = 0;
  return () => ++now;
}

describe('wireRecorder', () => {
  it('keeps, counts and hashes any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1 })), (pieces) => {
        const recorder = wireRecorder(ticking());
        for (const piece of pieces) recorder.add(piece);
        const all = Buffer.concat(pieces);
        expect(recorder.record()).toEqual({
          kept: all.toString('latin1'),
          beyond: null,
          length: all.length,
          sha256: sha256(pieces),
          pieces: pieces.map((piece, index) => ({ milliseconds: index + 1, length: piece.length })),
        });
      }),
    );
  });

  it.each([
    ['the limit, then more', [KEPT_LIMIT, 10], [KEPT_LIMIT]],
    ['a piece across the limit', [KEPT_LIMIT - 3, 10, 10], [KEPT_LIMIT - 3, 3]],
    ['one piece beyond the limit', [KEPT_LIMIT + 1], [KEPT_LIMIT]],
  ])('cuts what it keeps at the limit after %s', (_, lengths, kept) => {
    const recorder = wireRecorder(ticking());
    const pieces = lengths.map((length, index) => new Uint8Array(length).fill(0x61 + index));
    for (const piece of pieces) recorder.add(piece);
    const record = recorder.record();
    expect(record.kept === Buffer.concat(pieces).toString('latin1', 0, KEPT_LIMIT)).toBe(true);
    expect(record.pieces.map((piece) => piece.length)).toEqual(kept);
    expect(record.length).toBe(lengths.reduce((sum, length) => sum + length, 0));
    expect(record.sha256).toBe(sha256(pieces));
  });

  it('gives records that do not change when more comes', () => {
    const recorder = wireRecorder(ticking());
    recorder.add(Uint8Array.of(0x61));
    const early = recorder.record();
    recorder.add(Uint8Array.of(0x62));
    expect(early).toMatchObject({ kept: 'a', length: 1, pieces: [{ milliseconds: 1, length: 1 }] });
    expect(recorder.record()).toMatchObject({ kept: 'ab', length: 2 });
  });

  it('does not tell more pieces apart than anybody wants to see', () => {
    const recorder = wireRecorder(ticking());
    for (let count = 0; count < PIECES_LIMIT + 10; count++) recorder.add(Uint8Array.of(0x61));
    const { pieces, kept } = recorder.record();
    expect(pieces.length).toBe(PIECES_LIMIT);
    expect(pieces.at(-1)).toEqual({ milliseconds: PIECES_LIMIT, length: 11 });
    expect(kept.length).toBe(PIECES_LIMIT + 10);
  });
});
