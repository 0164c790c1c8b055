/** Pastes of very many lines or groups: more than a call of a function can have arguments. */
import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { findLabeledNumbers } from '../../src/evidence/logs/labels.ts';
import { allGroups } from '../../src/evidence/objects/objects.ts';
import { withoutLinePrefixes } from '../../src/evidence/rewritings/line-prefixes.ts';

const MANY = 800_000;

it('removes the marks of very many lines', { tags: ['expensive'] }, () => {
  expect(withoutLinePrefixes('> a: b\n'.repeat(MANY) as Octets)).toBe('a: b\n'.repeat(MANY));
});

it('lists very many groups, outer ones first', () => {
  const empty = { key: null, call: null, bracketed: true, start: 0, end: 0, entries: [], items: [], groups: [] };
  const groups = Array.from({ length: MANY }, () => empty);
  expect(allGroups({ ...empty, groups: [{ ...empty, groups }] })).toHaveLength(MANY + 2);
});

it('stops at the most numbers, also if they are on one line', { tags: ['expensive'] }, () => {
  expect(findLabeledNumbers(`signature: ${'a'.repeat(64)} `.repeat(MANY / 10) as Octets)).toHaveLength(6000);
});

it('keeps the lines around the ones whose marks it removes', () => {
  const lines = ['before', '# host: h', '# x-amz-date: d', 'between', '// GET /', '// host: i', 'after'];
  expect(withoutLinePrefixes(lines.join('\n') as Octets).split('\n')).toEqual([
    ...['before', 'host: h', 'x-amz-date: d', 'between', 'GET /', 'host: i', 'after'],
  ]);
});
