/** Which command lines lead to a screen, as far as that can be told before anything is loaded. */
import { describe, expect, it } from 'vitest';
import { leadsToScreen } from '../../src/commands/leads-to-screen.ts';

describe('a command line', () => {
  it.each([
    '',
    'walk',
    'walk s3://b/key -H X-A:b',
    '--theme dark',
    'verify request.txt --walk',
    'verify --walk request.txt --projector',
    'learn',
    'learn ten-lines --challenge',
    'learn next',
    'learn test',
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
    'learn --plain',
    'learn list encode',
    'learn answer ten-lines',
    'learn reset all',
  ])('leads to none: %j', (line) => {
    expect(leadsToScreen(line.split(' '))).toBe(false);
  });
});
