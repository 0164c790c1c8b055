/** Two lines that differ, one below the other: equal pieces in the same columns, the pieces that differ marked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainRows } from '../../src/layout/plain-rows.ts';
import { foldedRail } from '../../src/layout/rail/rail.ts';
import { comparedLines } from '../../src/views/lessons/shot-blocks.ts';

const LABELS = ['- right', '+ this one'] as const;
const LABEL = 15;
const START = 'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/';
const END =
  '/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35';

const rowsOf = (first: string | null, second: string | null, width: number) =>
  plainRows([comparedLines(LABELS, first, second)], width);
const textsOf = (...of: Parameters<typeof rowsOf>) =>
  rowsOf(...of).map(({ glyphs }) =>
    glyphs
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

describe('two lines that differ in one piece', () => {
  it('are aligned after it, and only it is marked', () => {
    expect(textsOf('20130524/us-east-1/s3/aws4_request', '20130524/eu-central-1/s3/aws4_request', 80)).toEqual([
      '  - right      20130524/us-east-1░░░/s3/aws4_request',
      '  + this one   20130524/eu-central-1/s3/aws4_request',
      '                        ≠≠≠≠≠≠≠≠≠≠≠≠  ░ nothing',
    ]);
  });

  it('say beside the marks what the signs mean, and only those that are there', () => {
    expect(textsOf('/summer%20days/a', '/summer days/a', 80).at(-1)).toBe(
      '                      ≠≠≠  ░ nothing  ␣ a space',
    );
    expect(textsOf('/a+b/c', '/a b/c', 80).at(-1)).toBe('                 ≠  ␣ a space');
    // There is no room after the marks.
    const end = 'x'.repeat(55);
    expect(textsOf(`/${end}/a+b/`, `/${end}/a b/`, 80).at(-1)).toMatch(/^ {15}␣ a space +≠$/);
    expect(textsOf(`/%20/%20/${'y'.repeat(40)}/a+b`, `/ / /${'y'.repeat(40)}/a b`, 80).at(-1)).toMatch(
      /^ {16}≠≠≠ ≠≠≠ {2}␣ a space +≠ {2}░ nothing$/,
    );
    // These are characters of the lines.
    expect(textsOf('/░a/␣', '/░b/␣', 80).at(-1)).toBe('                 ≠');
  });

  it('take no character of a line for a sign in two columns', () => {
    const place = { number: 2, letter: null, part: null, named: 0, title: '' };
    const pieces = [
      ['/░/', '/░/'],
      ['a', 'b'],
    ] as const;
    const says = { server: '', client: '' };
    const rail = { text: '', says, lines: [{ ...place, standing: 'differs', pieces } as const], results: [] };
    const rows = foldedRail(rail, { width: 112, height: 9 }).map(({ glyphs }) =>
      glyphs.map(({ text }) => text).join(''),
    );
    const at = rows.findIndex((row) => row.startsWith('/░/a'));
    expect(rows[at + 1]?.slice(0, 8)).toBe('   ≠    ');
  });

  it.each([60, 80, 120])('show only what differs, on one row each, if they do not fit in %i cells', (width) => {
    const rows = textsOf(`${START}us-east-1${END}`, `${START}eu-central-1${END}`, width);
    expect(rows).toHaveLength(3);
    expect(rows.every((row) => row.length <= width)).toBe(true);
    expect(rows[0]?.indexOf('/s3')).toBe(rows[1]?.indexOf('/s3'));
    expect(rows[0]?.slice(rows[2]?.indexOf('≠')).startsWith('us-east-1░░░/')).toBe(true);
    expect(rows[1]?.slice(rows[2]?.indexOf('≠')).startsWith('eu-central-1/')).toBe(true);
  });

  it('has the piece bold and underlined, and nothing else', () => {
    const [, second = { glyphs: [] }] = rowsOf('a/us-east-1/s3', 'a/eu-central-1/s3', 80);
    const marked = second.glyphs.filter(({ isDifferent }) => isDifferent);
    expect(marked.map(({ text }) => text).join('')).toBe('eu-central-1');
    expect(new Set(marked.map(({ meaning }) => meaning))).toEqual(new Set(['differs']));
    expect(second.glyphs.filter(({ meaning }) => meaning === 'differs')).toHaveLength(marked.length);
  });
});

describe('two lines', () => {
  it('are one below the other without marks if they have nothing in common', () => {
    expect(textsOf('f0e8', '34d1', 80)).toEqual(['  - right      f0e8', '  + this one   34d1']);
    expect(textsOf('range:bytes=0-9', null, 80)).toEqual([
      '  - right      range:bytes=0-9',
      '  + this one   (no such line)',
    ]);
  });

  it('are whole, without marks and fillers, for a screen reader', () => {
    expect(textsOf('a/us-east-1/b', 'a/eu-central-1/b', Number.POSITIVE_INFINITY)).toEqual([
      '  - right      a/us-east-1/b',
      '  + this one   a/eu-central-1/b',
    ]);
  });

  it('differ as a whole if one of them is only its end', () => {
    expect(textsOf('\\r\\n', 'X-Secret: a\\r\\n', 80)).toEqual([
      '  - right      \\r\\n',
      '  + this one   X-Secret: a\\r\\n',
    ]);
  });

  it('have no filler after the end of a line', () => {
    expect(textsOf('Range: bytes=0-9\\r\\n', 'Range: bytes=0-99999', 80)[0]).toBe(
      '  - right      Range: bytes=0-9\\r\\n',
    );
  });

  it('show every piece that differs, aligned and no wider than the room', () => {
    const piece = fc.constantFrom(
      'us-east-1',
      '/',
      'date',
      '=',
      '%2F',
      '&',
      'x-amz-content-sha256',
      '\\n',
      ' ',
      '20130524',
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, fc.integer({ min: 60, max: 120 }), (first, second, width) => {
        const { pieces } = comparedLines(LABELS, first, second);
        expect(pieces.map(([one]) => one).join('')).toBe(first);
        expect(pieces.map(([, other]) => other).join('')).toBe(second);
        const rows = rowsOf(first, second, width);
        const shown = (side: number) =>
          rows.flatMap(({ glyphs }, row) =>
            row % 3 === side ? glyphs.slice(LABEL).filter(({ isDifferent }) => isDifferent) : [],
          );
        for (const { glyphs } of rows) expect(glyphs.length).toBeLessThanOrEqual(width);
        const isMarked = pieces.some(([one, other]) => one === other);
        if (!isMarked) return;
        for (const side of [0, 1] as const)
          expect(
            shown(side)
              .map(({ text: one }) => (one === '␣' ? ' ' : one))
              .join(''),
          ).toBe(pieces.map((pair) => (pair[0] === pair[1] ? '' : pair[side])).join(''));
        // What is no filler is the line: no blank was put into it.
        const isWhole = rows.length === 3 && !rows.some(({ glyphs }) => glyphs.some(({ text: one }) => one === '…'));
        if (!isWhole) return;
        for (const [side, line] of [first, second].entries()) {
          const glyphs = rows[side]?.glyphs.slice(LABEL).filter(({ text: one }) => one !== '░') ?? [];
          expect(glyphs.map(({ text: one }) => (one === '␣' ? ' ' : one)).join('')).toBe(line);
        }
      }),
      { numRuns: 100 },
    );
  });
});
