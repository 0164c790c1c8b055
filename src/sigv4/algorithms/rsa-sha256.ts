/**
 * Implements RSA with SHA-256. The secret is a private key in PEM, and no key is derived from it. A server needs only
 * the public key.
 */
import { octetsFromHex } from '../../bytes/octets.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { readRsaKey, signRsa, verifyRsa } from '../../crypto/rsa.ts';
import type { AlgorithmRecord, Dialect } from '../dialects/dialect.ts';
import { recordPublicKey } from '../stages/private-key.ts';
import { type Algorithm, recorded } from './algorithm.ts';

/** Returns the RSA algorithm of a dialect. */
export function rsaSha256Of(dialect: Dialect, record: AlgorithmRecord): Algorithm {
  return {
    ...recorded(dialect, record),
    boundTo: 'region',
    isAsymmetric: true,
    chunkSignatureLength: 0,
    isKey: (secret) => readRsaKey(secret) !== null,
    deriveKey({ secretAccessKey }, recorder) {
      const key = readRsaKey(secretAccessKey.octets);
      if (key === null) throw new Error('The key must be one that isKey accepts.');
      recordPublicKey(key, secretAccessKey, recorder);
      return {
        sign(stringToSign) {
          if (key.privateKey === null) throw new Error('A public key does not sign.');
          return hexadecimal(signRsa(key.privateKey, secretAccessKey, stringToSign));
        },
        accepts: (stringToSign, signature) =>
          /^(?:[0-9a-f]{2})+$/.test(signature) && verifyRsa(key, stringToSign.octets, octetsFromHex(signature)),
      };
    },
  };
}
