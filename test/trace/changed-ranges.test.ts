/** Which bytes an edit changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { changedRanges } from '../../src/trace/changed-ranges.ts';

const octets = (text: string) => text as Octets;
/** The new text with its changed bytes in brackets. */
function marked(before: string, after: string, comparison: 'lines' | 'whole' = 'lines'): string {
  const ranges = changedRanges(octets(before), octets(after), comparison);
  return ranges.reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`,
    after,
  );
}

describe('the changed ranges', () => {
  it.each([
    ['nothing changed', 'a\nb\n', 'a\nb\n', 'a\nb\n'],
    ['a byte in the middle of a line', 'host:h\nrange:0-9\n', 'host:h\nrange:0-8\n', 'host:h\nrange:0-[8]\n'],
    ['bytes at the end', 'us-east-1', 'us-east-12', 'us-east-1[2]'],
    ['bytes that are only gone', 'us-east-12', 'us-east-1', 'us-east-1[]'],
    ['bytes that are only gone in a line', 'a/us-east-1/s3\nb', 'a/us-east/s3\nb', 'a/us-east[]/s3\nb'],
    ['two lines with one between them', 'a:1\nb:2\nc:3', 'a:4\nb:2\nc:5', 'a:[4]\nb:2\nc:[5]'],
    ['parts with a part between them', 'C=a/x/b,H=host,S=12', 'C=a/y/b,H=host,S=34', 'C=a/[y]/b,H=host,S=[34]'],
    ['a part more', 'a=1&c=3', 'a=2&b=2&c=3', 'a=[2&b=2]&c=3'],
    ['a line that is new', 'a:1\nc:3\n', 'a:1\nb:2\nc:3\n', 'a:1\n[b:2\n]c:3\n'],
    ['a line that is gone', 'a:1\nb:2\nc:3\n', 'a:1\nc:3\n', 'a:1\nc:3\n'],
    ['a line that is new, and one further on that is another', 'a\nb\nc:1\n', 'n\na\nb\nc:2\n', '[n\n]a\nb\nc:[2]\n'],
    ['a line twice of what stood once', 'x\na\ny\n', 'z\na\na\nw\n', '[z\na\na\nw]\n'],
    ['a byte more of the same', 'aa', 'aaa', 'aa[a]'],
    ['everything', 'abc', 'xyz', '[xyz]'],
    ['from nothing', '', 'xyz', '[xyz]'],
    ['to nothing', 'xyz', '', '[]'],
  ])('of %s', (_what, before, after, expected) => {
    expect(marked(before, after)).toBe(expected);
  });

  it('of bytes without lines go from the first difference to the last', () => {
    expect(marked('a\nb\nc', 'x\nb\nz', 'whole')).toBe('[x\nb\nz]');
  });

  const lines = fc
    .array(fc.constantFrom('a', 'b', 'host:x', 'host:y', '', '\u00ff'), { maxLength: 12 })
    .map((each) => each.join('\n'));

  it('leave only bytes of the old text in the same order, are in order and apart', () => {
    fc.assert(
      fc.property(lines, lines, fc.constantFrom('lines', 'whole'), (before, after, comparison) => {
        const ranges = changedRanges(octets(before), octets(after), comparison);
        let kept = '';
        let at = 0;
        for (const [index, { start, end }] of ranges.entries()) {
          expect(start).toBeLessThanOrEqual(end);
          expect(start).toBeGreaterThanOrEqual(index === 0 ? 0 : at + 1);
          kept += after.slice(at, start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(after.length);
        expect(isWithin(kept + after.slice(at), before)).toBe(true);
        if (before === after) expect(ranges).toEqual([]);
        if (comparison === 'whole' && before !== after) expect(ranges).toHaveLength(1);
      }),
    );
  });

  it('of a hundred thousand lines, each another, are found at once', { tags: ['expensive'] }, () => {
    const text = (word: string) => Array.from({ length: 100_000 }, (_, index) => `${word}${index}`).join('\n');
    expect(changedRanges(octets(text('a')), octets(text('b')), 'lines')).toHaveLength(100_000);
    expect(changedRanges(octets(text('a')), octets(`x\n${text('a')}\ny`), 'lines')).toHaveLength(2);
  });
});

/** Whether a text is another with some of its characters left out. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at++;
  return at === part.length;
}
