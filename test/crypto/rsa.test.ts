/** Keys in PEM, from Node.js. */
import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { given } from '../../src/bytes/bytes.ts';
import { publicPemOf, readRsaKey, signRsa, verifyRsa } from '../../src/crypto/rsa.ts';
import { octetsOf } from '../support/octets-of.ts';
import { inputNamed } from '../support/sources.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const PEM = octetsOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());

it('reads a private key, which signs what its public key verifies', () => {
  const key = readRsaKey(PEM);
  if (!key?.privateKey) throw new Error('It is not read.');
  expect(publicPemOf(key)).toBe(publicKey.export({ type: 'spki', format: 'pem' }));
  const message = given(octetsOf('message'), inputNamed('message'));
  const { octets } = signRsa(key.privateKey, given(PEM, inputNamed('key')), message);
  expect(verifyRsa(key, message.octets, octets)).toBe(true);
  expect(verifyRsa(key, octetsOf('another'), octets)).toBe(false);
});

it.each([
  ['is none', 'a text'],
  ['has another algorithm', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })],
  ['is longer than any key', `${'a text\n'.repeat(150_000)}${PEM}`],
])('reads no key from what %s', (_, text) => {
  expect(readRsaKey(octetsOf(String(text)))).toBeNull();
});
