/** Implements AWS4-HMAC-SHA256: HMAC-SHA256 with a secret that the client and the server share. */
import { equalInConstantTime, hmacSha256KeyInDigits, hmacSha256KeyInHex } from '../../crypto/digests.ts';
import { HMAC_SHA256_NAME } from '../names.ts';
import { deriveSigningKey } from '../stages/signing-key.ts';
import { type Algorithm, namesOf } from './algorithm.ts';

export const AWS4_HMAC_SHA256: Algorithm = {
  id: 'sigv4',
  names: namesOf(HMAC_SHA256_NAME, 'Signature Version 4 with HMAC-SHA256'),
  boundTo: 'region',
  isAsymmetric: false,
  chunkSignatureLength: 64,
  deriveKey(input, recorder) {
    const key = deriveSigningKey(input, recorder);
    const hmacInHex = hmacSha256KeyInHex(key.octets);
    return {
      sign: hmacSha256KeyInDigits(key),
      accepts: (stringToSign, signature) => equalInConstantTime(hmacInHex(stringToSign.octets), signature),
    };
  },
};
