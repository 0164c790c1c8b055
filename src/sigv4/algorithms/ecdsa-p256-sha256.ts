/**
 * Implements AWS4-ECDSA-P256-SHA256, the algorithm of SigV4A. A key pair is derived from the secret, and the server
 * needs only the public key. A signature can be valid in more than one Region. No two signatures are the same, because
 * each contains a random number.
 */
import { octetsFromHex } from '../../bytes/octets.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { sha256 } from '../../crypto/digests.ts';
import { signP256, verifyP256 } from '../../crypto/p256.ts';
import { ECDSA_P256_SHA256_NAME } from '../names.ts';
import { derivePrivateKey } from '../stages/asymmetric-key.ts';
import { HASHED_STRING_TO_SIGN } from '../stages/string-to-sign.ts';
import { type Algorithm, namesOf } from './algorithm.ts';

export const AWS4_ECDSA_P256_SHA256: Algorithm = {
  id: 'sigv4a',
  names: namesOf(ECDSA_P256_SHA256_NAME, 'Signature Version 4A, with ECDSA on the curve P-256'),
  boundTo: 'region-set',
  isAsymmetric: true,
  chunkSignatureLength: 144,
  deriveKey(input, record) {
    const { privateKey, publicKey } = derivePrivateKey(input, record);
    const sign = signP256(privateKey);
    const verify = verifyP256(publicKey.octets);
    return {
      sign: (stringToSign, recordOfThis) => {
        recordOfThis(HASHED_STRING_TO_SIGN, hexadecimal(sha256(stringToSign)));
        return hexadecimal(sign(stringToSign));
      },
      accepts: (stringToSign, signature) =>
        /^(?:[0-9a-f]{2})+$/.test(signature) && verify(stringToSign.octets, octetsFromHex(signature)),
    };
  },
};
