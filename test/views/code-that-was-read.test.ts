/** Code of a signer that was given is said to have been read, also if nothing in it is known to be wrong. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { shownReading } from '../../src/diagnosis/shown-evidence.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { mismatch } from '../support/evidence/pasted-failure.ts';
import { named } from '../support/sources.ts';

const RIGHT = readFileSync('test/code/signers/signer.py', 'utf8');

function codeReadIn(text: string) {
  const evidence = readEvidence([{ octets: `${mismatch()}\n\n${text}` as Octets, by: named('paste') }]);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return shownReading(evidence, () => null).code;
}

it.each([
  ['right code', RIGHT, { language: 'Python', isFaulty: false }],
  ['code with a mistake', RIGHT.replaceAll('.digest()', '.hexdigest()'), { language: 'Python', isFaulty: true }],
  ['no code', 'We sign with boto3.', null],
] as const)('%s', (_, text, expected) => {
  expect(codeReadIn(text)).toEqual(expected);
});
