import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionOfKey, KEYS } from '../../src/commands/keys.ts';

describe('the table of keys', () => {
  it('binds no key twice', () => {
    const keys = KEYS.flatMap((binding) => binding.keys);
    expect(keys.length).toBe(new Set(keys).size);
  });

  it('finds the action of a key', () => {
    expect(actionOfKey('right')).toBe('next-step');
    expect(actionOfKey('x')).toBeNull();
  });

  it('stands in the README as it is', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const { shown, says } of KEYS) expect(readme).toContain(`| \`${shown}\` | ${says} |`);
  });
});
