/** A header as one line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerOfLine, lineOfHeader, REQUEST_OPTIONS } from '../../src/app/options/request-options.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readValues } from '../support/commands/option-values.ts';
import { runs } from '../support/sweep.ts';

describe('a header in one line', () => {
  it.each([
    ['Range: bytes=0-9', ['Range', 'bytes=0-9']],
    ['Range:bytes=0-9 ', ['Range', 'bytes=0-9']],
    ['a: b: c', ['a', 'b: c']],
    ['X-Empty;', ['X-Empty', '']],
    ['Rang', ['', 'Rang']],
    ['Range:', ['', 'Range:']],
    [': x', ['', ': x']],
    [';', ['', ';']],
    ['', ['', '']],
  ])('%j is %j', (line, expected) => {
    expect(headerOfLine(line)).toEqual(expected);
  });

  it('is a header where -H takes it for one, and the same one; written again, it stays', () => {
    const lines = fc.string({ unit: fc.constantFrom(...'ab:; \t'), maxLength: 8 });
    fc.assert(
      fc.property(lines, (line) => {
        const read = readValues(REQUEST_OPTIONS, { header: [line] });
        const [name, value] = headerOfLine(line);
        if (isProblem(read)) expect([name, value]).toEqual(['', line]);
        else expect(read.header).toEqual([[name, value]]);
        expect(headerOfLine(lineOfHeader([name, value]))).toEqual([name, value]);
      }),
      { numRuns: runs(1000) },
    );
  });
});
