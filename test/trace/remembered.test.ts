import { describe, expect, it } from 'vitest';
import { remembered } from '../../src/trace/remembered.ts';

describe('remembered', () => {
  it('makes something new only if an argument has changed', () => {
    const made: number[] = [];
    const widen = remembered(({ text }: { readonly text: string }, width: number) => {
      made.push(width);
      return [text.padEnd(width)];
    });
    const of = { text: 'a' };
    expect(widen(of, 3)).toBe(widen(of, 3));
    expect(widen(of, 4)).toEqual(['a   ']);
    expect(widen({ text: 'b' }, 4)).toEqual(['b   ']);
    expect(made).toEqual([3, 4, 4]);
  });
});
