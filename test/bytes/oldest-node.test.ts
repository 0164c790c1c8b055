import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { newerNodeNeeded } from '../../src/bytes/runtime/oldest-node.ts';

test.each(['22.13.0', '22.14.1', '23.0.0', '24.1.0', '100.0.0'])('Node.js %s is new enough', (version) => {
  expect(newerNodeNeeded('sigv4', version)).toBe(null);
});

test.each(['22.12.9', '20.19.5', '9.99.0'])('Node.js %s is too old', (version) => {
  expect(newerNodeNeeded('sigv4', version)).toBe(`sigv4 needs Node.js 22.13 or newer, and this is ${version}.`);
});

test('the oldest Node.js is the one of package.json', () => {
  const oldest = packageJson.engines.node.replace('>=', '');
  expect(newerNodeNeeded('sigv4', `${oldest}.0`)).toBe(null);
  expect(newerNodeNeeded('sigv4', '1.0.0')).toContain(`Node.js ${oldest} or newer`);
});
