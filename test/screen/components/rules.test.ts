/** Rules with titles. */
import { describe, expect, it } from 'vitest';
import { ruleTitle } from '../../../src/screen/components/frame/rules.ts';
import { link } from '../../../src/views/page.ts';

const drawn = (title: string) =>
  ruleTitle(12, { left: [{ text: title, meaning: 'name' }] })
    .map(({ text }) => text)
    .join('');

describe('a rule', () => {
  it.each([
    ['Bytes', '─ Bytes ────'],
    ['', '────────────'],
  ])('with the title %j has no gap without words', (title, rule) => {
    expect(drawn(title)).toBe(rule);
  });

  it.each([80, 46, 37, 30])('has its link whole at the right end of %i cells, beside any titles', (width) => {
    for (const title of ['Host', 'X-amz-content-sha256 header, "x" 78', 'a'.repeat(90)])
      for (const right of [[], ['line 2 · offset 0 · byte 4 of 289', 'line 2']]) {
        const of = {
          left: [{ text: title, meaning: 'name' as const }],
          right,
          link: link('https://a.example/', 'docs ↗'),
        };
        const rule = ruleTitle(width, of)
          .map(({ text }) => text)
          .join('');
        expect(rule).toHaveLength(width);
        expect(rule).toMatch(/ docs ↗ ─$/);
      }
  });
});
