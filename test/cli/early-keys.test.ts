/** Which command lines lead to a screen, as far as that can be told before anything is loaded. */
import { describe, expect, it } from 'vitest';
import { leadsToScreen } from '../../src/cli/early-keys.ts';

describe('a command line', () => {
  it.each([
    '',
    'walk',
    'walk s3://b/key -H X-A:b',
    '--theme dark',
    'verify request.txt --walk',
    'verify --walk request.txt --projector',
  ])('leads to a screen: %j', (line) => {
    expect(leadsToScreen(line.split(' ').filter(Boolean))).toBe(true);
  });

  it.each([
    'walk --plain',
    'walk s3://b/key --json',
    '--help',
    '-V',
    'walk -h',
    'verify request.txt',
    'verify --walk --json request.txt',
    'send s3://b/key --walk',
    'help walk',
    'wlak',
  ])('leads to none: %j', (line) => {
    expect(leadsToScreen(line.split(' '))).toBe(false);
  });
});
