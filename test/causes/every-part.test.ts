/** Where the sides differ, the line that differs is told, whichever part it is, if no known mistake makes it. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import { diagnosedSoon, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const SIGNED = ordered({
  keyId: 'AKIAMADEUP7MADEUPKEY',
  secret: 'a secret that was made up for this test!',
  path: '/a.txt',
  query: [['list-type', '2']],
  headers: [['x-amz-meta-a', 'one']],
});

const LINES = SIGNED.canonicalRequest.split('\n');
const hashed = (text: string) => SIGNED.stringToSign.replace(/[0-9a-f]{64}$/, sha256Hex(octetsFromText(text)));
const withText = (lines: readonly string[]) => {
  const canonicalRequest = lines.join('\n');
  return { ...SIGNED, canonicalRequest, stringToSign: hashed(canonicalRequest) };
};
const withString = (lines: readonly string[]) => ({ ...SIGNED, stringToSign: lines.join('\n') });

const without = (number: number) => LINES.filter((_, index) => index !== number);
const changed = (lines: readonly string[], number: number) => lines.with(number, `${lines[number]}qZ7`);
const TO_SIGN = SIGNED.stringToSign.split('\n');

type Change = readonly [what: string, other: typeof SIGNED];

/**
 * Every line of either text with more in it, and every line of the canonical request left out. The hash on the last line
 * of the string to sign is left alone: another hash shows only that a text was damaged in the paste.
 */
const CHANGES: readonly Change[] = [
  ...LINES.flatMap((line, number): Change[] => [
    [`line ${number + 1} of the text (${line}) with more`, withText(changed(LINES, number))],
    [`line ${number + 1} of the text (${line}) left out`, withText(without(number))],
  ]),
  ...TO_SIGN.slice(0, -1).map(
    (line, number): Change => [
      `line ${number + 1} of the string (${line}) with more`,
      withString(changed(TO_SIGN, number)),
    ],
  ),
];

describe.each(CHANGES)('%s', (_what, other) => {
  it.each([
    ['on the server', mismatch(other), logOf(SIGNED)],
    ['at the client', mismatch(SIGNED), logOf(other)],
  ])('%s: is told, unless a cause explains it', (_where, answer, log) => {
    const findings = diagnosedSoon([answer, log])?.findings ?? [];
    const [first] = findings;
    const floor = findings.find(({ role }) => role === 'difference');
    if (first?.certainty.kind !== 'possible') expect(floor).toBeUndefined();
    else expect(floor?.says).toMatch(/^Line \d+ of the (canonical request|string to sign)/);
  });
});
