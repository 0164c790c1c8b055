/** Rules with titles. */
import { describe, expect, it } from 'vitest';
import { ruleTitle } from '../../../src/screen/components/frame/rules.ts';

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
});
