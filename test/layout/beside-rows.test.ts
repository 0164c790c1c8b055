/** Two texts next to each other. */
import { describe, expect, it } from 'vitest';
import { besideRows } from '../../src/layout/beside-rows.ts';
import type { BesideTexts } from '../../src/views/page.ts';

const HASH = 'b00a9cace55a8ed87bbe3ff72f9f47d84698927284ea60ccad8cae0fc070abdc';
const TEXTS: BesideTexts = {
  kind: 'beside',
  titles: ['the client signed', 'the server computed'],
  lines: [
    ['PUT', 'PUT'],
    ['', ''],
    [HASH, HASH],
    [`/${'a'.repeat(40)}%2520`, `/${'a'.repeat(40)}%20`],
    ['one more', null],
  ],
};
const drawn = (width: number) =>
  besideRows(TEXTS, width).map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

describe('two texts', () => {
  it('are next to each other, and only a line that both have is shortened', () => {
    const rows = drawn(78);
    expect(rows[0]).toMatch(/^the client signed +│ the server computed$/);
    expect(rows[1]).toMatch(/^ 1 PUT +│ {2}1 PUT$/);
    expect(rows[2]).toMatch(/^ 2 \(empty\) +│ {2}2 \(empty\)$/);
    expect(rows[3]).toMatch(/^ 3 b00a9[^ ]+…ae0fc070abdc *│ {2}3 b00a9[^ ]+…ae0fc070abdc$/);
    expect(rows.slice(4, 6).join(' ')).toContain('%2520');
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(78);
    expect(rows.at(-1)).toMatch(/^ 5 one more +│$/);
  });

  it('are one below the other where there is too little room, whole', () => {
    const rows = drawn(Number.POSITIVE_INFINITY);
    expect(rows[0]).toBe('the client signed');
    expect(rows[3]).toBe(` 3 ${HASH}`);
    expect(rows[6]).toBe('the server computed');
  });
});
