/** A client's log that has its own string to sign and its own signature shows whether the client has the known secret. */
import { expect, it } from 'vitest';
import { diagnosed, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const ORDER = { path: '/a b.txt', headers: [['Range', 'bytes=0-9']] } as const;
const OTHER_SECRET = 'made/up+AndOfNobody0000000000000000000000';
const logWith = (secret: string) => logOf(ordered({ ...ORDER, secret }));

const idsOf = (...pieces: readonly string[]) =>
  (diagnosed(pieces, SECRET)?.findings ?? []).map(({ cause }) => cause.id);

it.each([
  ['alone', []],
  ['with a refusal that gives no texts', [mismatch()]],
] as const)('names a wrong secret, %s, if the known one does not make the signature in the log', (_what, answers) => {
  expect(idsOf(...answers, logWith(OTHER_SECRET))[0]).toBe('wrong-secret');
});

it('rules out the causes in the text that was signed', () => {
  const diagnosis = diagnosed([mismatch(), logWith(OTHER_SECRET)], SECRET);
  const ruledOut = diagnosis?.suspects?.ruledOut.filter(({ by }) => by === 'only-the-key').map(({ id }) => id);
  expect(ruledOut).toContain('host-rewritten-by-proxy');
  expect(ruledOut).not.toContain('signing-key-not-binary');
});

it('says nothing of the secret if the known one makes the signature', () => {
  expect(idsOf(mismatch(), logWith(SECRET))[0]).not.toBe('wrong-secret');
});
