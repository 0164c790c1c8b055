/** Lines out of pieces: however the bytes come, the lines are the same, and none is kept that is too long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineSplitter } from '../../src/intake/lines/split-lines.ts';
import { runs } from '../support/sweep.ts';

const LONGEST = 8;

function linesIn(pieces: readonly string[]): string[] {
  const splitter = lineSplitter(LONGEST);
  const lines = [...pieces.map((piece) => splitter.take(Buffer.from(piece, 'latin1'))), splitter.end()].flat();
  return lines.map((line) => (line === 'too-long' ? line : Buffer.from(line).toString('latin1')));
}

/** What a person would say the lines are. */
function expected(text: string): string[] {
  const lines = text.split('\n');
  return (lines.at(-1) === '' ? lines.slice(0, -1) : lines).map((line) => (line.length > LONGEST ? 'too-long' : line));
}

describe('lines', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['\n\na\n', ['', '', 'a']],
    ['a\r\nb', ['a\r', 'b']],
    ['12345678\n', ['12345678']],
    ['123456789\n1', ['too-long', '1']],
    ['123456789', ['too-long']],
    ['12345678\n12345678', ['12345678', '12345678']],
  ])('of %j', (text, lines) => {
    expect(linesIn([text])).toEqual(lines);
    expect(linesIn([...text])).toEqual(lines);
    expect(linesIn([...text].flatMap((byte) => [byte, '']))).toEqual(lines);
  });

  it('are the same however the bytes come', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\xff'), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (pieces) => {
        expect(linesIn(pieces)).toEqual(expected(pieces.join('')));
      }),
      { numRuns: runs(500) },
    );
  });

  it('come as soon as they end, and not before', () => {
    const splitter = lineSplitter(LONGEST);
    const take = (text: string) => splitter.take(Buffer.from(text)).length;
    expect([take('a'), take('b\nc'), take('\n'), take('\n\n')]).toEqual([0, 1, 1, 2]);
  });

  it('are not kept once they are too long', () => {
    const splitter = lineSplitter(1024);
    const piece = Buffer.alloc(65_536, 'a');
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 2000; count++) splitter.take(piece);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
    expect(splitter.take(Buffer.from('\nb\n'))).toEqual(['too-long', Buffer.from('b')]);
  });
});
