/**
 * Implements HMAC-SHA256 with a secret that the client and the server share. Every dialect has such an algorithm; its
 * name in Signature Version 4 is AWS4-HMAC-SHA256.
 */
import type { Bytes } from '../../bytes/bytes.ts';
import { equalInConstantTime, hmacSha256KeyInDigits, hmacSha256KeyInHex } from '../../crypto/digests.ts';
import type { Recorder } from '../../trace/trace.ts';
import { AWS4 } from '../dialects/aws4.ts';
import type { AlgorithmRecord, Dialect } from '../dialects/dialect.ts';
import { deriveKeyByHkdf } from '../stages/hkdf-key.ts';
import { deriveSigningKey } from '../stages/signing-key.ts';
import { type Algorithm, recorded, type SigningKeyInput } from './algorithm.ts';

/** Returns the HMAC-SHA256 of a dialect. Its record says how the key is derived. */
export function hmacSha256Of(dialect: Dialect, record: AlgorithmRecord): Algorithm {
  const derive = (input: SigningKeyInput, recorder: Recorder): Bytes =>
    record.keyKind === 'hkdf' ? deriveKeyByHkdf(input, recorder, dialect) : deriveSigningKey(input, recorder, dialect);
  return {
    ...recorded(dialect, record),
    boundTo: 'region',
    isAsymmetric: false,
    chunkSignatureLength: 64,
    deriveKey(input, recorder) {
      const key = derive(input, recorder);
      const hmacInHex = hmacSha256KeyInHex(key.octets);
      return {
        sign: hmacSha256KeyInDigits(key),
        accepts: (stringToSign, signature) => equalInConstantTime(hmacInHex(stringToSign.octets), signature),
      };
    },
  };
}

export const AWS4_HMAC_SHA256: Algorithm = hmacSha256Of(AWS4, AWS4.signsWith[0]);
