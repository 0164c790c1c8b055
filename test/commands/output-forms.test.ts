/** Which command lines open a screen, which is known before anything else is loaded. */
import { expect, it } from 'vitest';
import { asksForPrint, leadsToScreen } from '../../src/commands/output-forms.ts';

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

it.each([
  [{}, false],
  [{ json: true }, true],
  [{ plain: true }, true],
  [{ json: false }, false],
  [{ walk: true }, false],
  [{ toString: true }, false],
])('%j asks for printed output: %j', (options, asks) => {
  expect(asksForPrint(options)).toBe(asks);
});
