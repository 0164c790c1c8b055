import { describe, expect, it } from 'vitest';
import { actionOfKey, KEY_MODES, KEYS } from '../../src/app/keys/keys.ts';

describe('the table of keys', () => {
  it.each(KEY_MODES)('binds no key twice: $title', ({ keys: bindings }) => {
    const keys = bindings.flatMap((binding) => binding.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.length).toBeGreaterThan(0);
  });

  it.each(['walk', 'diagnosis', 'list', 'field'] as const)('binds no key twice where the keys are for: %s', (mode) => {
    const keys = KEYS.filter(({ modes }) => modes.includes(mode)).flatMap((binding) => binding.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('has each binding in a mode', () => {
    const bindings = KEY_MODES.flatMap(({ keys }) => keys);
    expect(KEYS.filter((binding) => !bindings.includes(binding))).toEqual([]);
    expect(new Set(KEY_MODES.map(({ title }) => title)).size).toBe(KEY_MODES.length);
  });

  it('finds the action of a key', () => {
    expect(actionOfKey('right', 'walk')).toBe('next-stage');
    expect(actionOfKey('return', 'walk')).toBe('go-on');
    expect(actionOfKey('s', 'walk')).toBe('send');
    expect(actionOfKey('return', 'diagnosis')).toBe('replay');
    expect(actionOfKey('d', 'walk')).toBe('diagnose');
    expect(actionOfKey('d', 'diagnosis')).toBeNull();
    expect(actionOfKey('return', 'list')).toBe('choose');
    expect(actionOfKey('q', 'field')).toBeNull();
    expect(actionOfKey('x', 'walk')).toBe('hex');
    expect(actionOfKey('v', 'walk')).toBeNull();
  });
});
