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

  it.each([
    [80, 'Host', '─ Host ─', ' docs ↗ ─'],
    [46, 'X-amz-content-sha256 header, "x" 78', '─ X-amz-content-sha256 header, "x" 78 ', ' ↗ ─'],
    [38, 'X-amz-content-sha256 header, "x" 78', '─ X-amz-content-sha256 header, "x" 78 ', ''],
    [30, 'X-amz-content-sha256 header, "x" 78', '─ X-amz-conten', ''],
  ])('in %i cells, %s has its name before its link', (width, title, begins, ends) => {
    const links = ['docs ↗', '↗'].map((text) => link('https://a.example/', text));
    const rule = ruleTitle(width, { left: [{ text: title, meaning: 'name' }], right: ['line 2'], links })
      .map(({ text }) => text)
      .join('');
    expect(rule).toHaveLength(width);
    expect(rule.startsWith(begins)).toBe(true);
    expect(rule.endsWith(ends)).toBe(true);
    expect(rule.includes('↗')).toBe(ends !== '');
  });

  it.each([80, 46, 37, 30])('is %i cells wide, beside any titles', (width) => {
    for (const title of ['Host', 'X-amz-content-sha256 header, "x" 78', 'a'.repeat(90)])
      for (const right of [[], ['line 2 · offset 0 · byte 4 of 289', 'line 2']]) {
        const of = {
          left: [{ text: title, meaning: 'name' as const }],
          right,
          links: ['docs ↗', '↗'].map((text) => link('https://a.example/', text)),
        };
        const rule = ruleTitle(width, of)
          .map(({ text }) => text)
          .join('');
        expect(rule).toHaveLength(width);
      }
  });
});
