/** The AWS example, GET of ten bytes of test.txt, signed with a mistake of method or path, by a signer that is not ours. */
import { expect, it } from 'vitest';
import { causesFrom, requestOf } from '../support/evidence/quoting-answer.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { RIGHT_SIGNATURE, TYPICAL_MISTAKES } from '../support/sigv4/typical-mistakes.ts';

const EXAMPLE = ordered({ path: '/test.txt', headers: [['Range', 'bytes=0-9']] });

const signedWith = (signature: string) => requestOf(EXAMPLE.request.replace(/Signature=\w+/, `Signature=${signature}`));

it.each([
  ['C14', 'path-reserved-not-encoded', 'slashes-encoded'],
  ['C26', 'method-mismatch', 'lower-case'],
])('%s is %s', (fingerprint, id, variant) => {
  const signature = TYPICAL_MISTAKES.find(([name]) => name === fingerprint)?.[2] ?? '';
  const [first] = causesFrom({ answer: {}, request: signedWith(signature), secret: true });
  expect(first).toMatchObject({ cause: { id }, variant, certainty: { kind: 'proved', by: 'signature' } });
});

it('the right signature has no cause', () => {
  expect(EXAMPLE.signature).toBe(RIGHT_SIGNATURE);
  expect(causesFrom({ answer: {}, request: signedWith(RIGHT_SIGNATURE), secret: true })).toEqual([]);
});
