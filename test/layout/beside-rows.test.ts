/** Two texts next to each other. */
import { describe, expect, it } from 'vitest';
import { blockRows, EMPTY_ROW, rowText } from '../../src/layout/block-rows.ts';
import { plainForm } from '../../src/layout/plain-rows.ts';
import type { BesideTexts, Run } from '../../src/views/page.ts';

const said = (text: string): Run[] => [{ text, meaning: 'copied' }];
const HASH = 'b00a9cace55a8ed87bbe3ff72f9f47d84698927284ea60ccad8cae0fc070abdc';
const TEXTS: BesideTexts = {
  kind: 'beside',
  titles: ['the client signed', 'the server computed'],
  lines: [
    [said('PUT\\n'), said('PUT\\n')],
    [said('\\n'), said('\\n')],
    [said(`${HASH}\\n`), said(`${HASH}\\n`)],
    [said(`/${'a'.repeat(40)}%2520`), said(`/${'a'.repeat(40)}%20`)],
    [said('one more'), null],
  ],
  gutters: ['M', '.', 'B', 'P', '.'].map((letter, index) => ({ number: index + 1, letter })),
};
const drawn = (width: number) => blockRows(TEXTS, plainForm(width)).map((row) => rowText(row).slice(2));

describe('two texts', () => {
  it('are next to each other, and only a line that both have is shortened', () => {
    const rows = drawn(80);
    expect(rows[0]).toMatch(/^ {3}the client signed +│ the server computed$/);
    expect(rows[1]).toMatch(/^ 1 PUT\\n +│ PUT\\n$/);
    expect(rows[2]).toMatch(/^ 2 \\n +│ \\n$/);
    expect(rows[3]).toMatch(/^ 3 b00a9[^ ]+…[^ ]*ae0fc070abdc\\n *│ b00a9[^ ]+…[^ ]*ae0fc070abdc\\n$/);
    expect(rows.slice(4, 6).join(' ')).toContain('%2520');
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(78);
    expect(rows.at(-1)).toMatch(/^ 5 one more +│$/);
  });

  it('are one below the other where there is too little room, whole', () => {
    const rows = drawn(Number.POSITIVE_INFINITY);
    expect(rows[0]).toBe('   the client signed');
    expect(rows[3]).toBe(` 3 ${HASH}\\n`);
    expect(rows[6]).toBe('   the server computed');
  });

  it('have the letters of their lines in the gutter', () => {
    const rows = blockRows(TEXTS, { ...plainForm(72), notes: 0 });
    const gutters = rows.flatMap(({ gutter }) => (gutter ? [`${gutter.letter} ${gutter.number}`] : []));
    expect(gutters).toEqual(['M 1', '. 2', 'B 3', 'P 4', '. 5']);
    expect(rowText(rows[1] ?? EMPTY_ROW)).toMatch(/^ *PUT/);
  });
});
