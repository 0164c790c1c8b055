/** The time for which a presigned URL is valid, as it is read and as it is quoted. */
import { expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { badExpiry } from '../../src/sigv4/timestamp.ts';
import { octets } from '../support/bytes.ts';
import { expectProblem } from '../support/problems.ts';

it.each(['1', '604800'])('is %s seconds', (seconds) => expect(badExpiry(octetsFromText(seconds))).toBeNull());

it.each([
  ['٣', '"٣"'],
  ['0x10', '"0x10"'],
])('is quoted as the text that it is: %s', (seconds, quoted) => {
  expect(expectProblem(badExpiry(octetsFromText(seconds)), 'expires').says).toContain(quoted);
});

it('is quoted in hexadecimal if it is not text', () => {
  expect(expectProblem(badExpiry(octets('\xff\xfe')), 'expires').says).toContain('"fffe"');
});
