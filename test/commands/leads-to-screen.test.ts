/** Which command lines open a screen, which is known before anything else is loaded. */
import { expect, it } from 'vitest';
import { leadsToScreen } from '../../src/commands/leads-to-screen.ts';

it.each([
  ['', true],
  ['walk', true],
  ['--clock now', true],
  ['walk --plain', false],
  ['--json', false],
  ['walk --help', false],
  ['-V', false],
  ['learn', true],
  ['learn next', true],
  ['learn list', false],
  ['learn answer ten-lines', false],
  ['verify', true],
  ['verify request.txt', false],
  ['verify request.txt --walk', true],
  ['diagnose', true],
  ['diagnose error.xml', false],
  ['sign', false],
  ['no-such-command', false],
])('"sigv4 %s" leads to a screen: %j', (words, leads) => {
  expect(leadsToScreen(words === '' ? [] : words.split(' '))).toBe(leads);
});
