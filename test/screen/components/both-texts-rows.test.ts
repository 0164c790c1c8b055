/** The text of both sides below the findings of a diagnosis. */
import { describe, expect, it } from 'vitest';
import { bothTextsRows } from '../../../src/screen/diagnosis/both-texts-rows.ts';

const TEXTS = {
  title: 'Canonical request, both sides',
  lines: [
    { number: 1, server: 'GET', client: null },
    { number: 2, server: '/a%20b', client: '/a%2520b' },
    { number: 3, server: '', client: null },
    { number: null, server: null, client: 'x-amz-acl:private' },
    { number: 4, server: 'host:h', client: null },
  ],
};
const drawn = (height: number) =>
  bothTextsRows(TEXTS, 60, height).map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

describe('the text of both sides', () => {
  it('has each line once, and both lines where the sides differ', () => {
    expect(drawn(20).slice(1)).toEqual([
      '              1  GET',
      '   server     2  /a%20b',
      '   client        /a%2520b',
      '              3  (empty)',
      '   client     +  x-amz-acl:private',
      '              4  host:h',
    ]);
  });

  it('says how many rows do not fit, and is left out where almost none fit', () => {
    expect(drawn(5)[0]).toContain('▼ 2 more, tab');
    expect(drawn(4)).toEqual([]);
  });
});
