/**
 * Implements AWS4-HMAC-SHA256, the algorithm of Signature Version 4 with a secret that the client and the server share.
 */
import { hexadecimal } from '../../bytes/text-operations.ts';
import { equalInConstantTime, hmacSha256Key, hmacSha256KeyInHex } from '../../crypto/digests.ts';
import { AWS4 } from '../dialect.ts';
import { deriveSigningKey } from '../stages/signing-key.ts';
import type { Algorithm } from './algorithm.ts';
import { algorithmNames } from './algorithm.ts';

export const AWS4_HMAC_SHA256: Algorithm = {
  id: 'sigv4',
  names: algorithmNames(AWS4.algorithms.hmacSha256, 'Signature Version 4 with HMAC-SHA256'),
  boundTo: 'region',
  isRandom: false,
  chunkSignatureLength: 64,
  deriveKey(input, record) {
    const key = deriveSigningKey(input, record);
    const hmac = hmacSha256Key(key);
    const hmacInHex = hmacSha256KeyInHex(key.octets);
    return {
      sign: (stringToSign) => hexadecimal(hmac(stringToSign)),
      accepts: (stringToSign, signature) => equalInConstantTime(hmacInHex(stringToSign.octets), signature),
    };
  },
};
