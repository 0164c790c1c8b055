/** Mistakes of the signer in Python: the signature. */
import type { Mutant } from './mutant.ts';

const SIGNATURE_LINE = 'return hmac_sha256(key, text).hex()';

export const SIGNATURE: readonly Mutant[] = [
  {
    name: 'signature in base64',
    from: SIGNATURE_LINE,
    to: 'return base64.b64encode(hmac_sha256(key, text)).decode()',
    mistake: 'signature-not-hexadecimal/base64',
    typical: 'S1',
  },
  {
    name: 'signature in capitals',
    from: SIGNATURE_LINE,
    to: `${SIGNATURE_LINE}.upper()`,
    mistake: 'signature-not-hexadecimal/capitals',
    typical: 'S2',
  },
  {
    name: 'base64 of the digits of the signature',
    from: SIGNATURE_LINE,
    to: 'return base64.b64encode(hmac_sha256(key, text).hex().encode()).decode()',
    mistake: 'signature-not-hexadecimal/base64-of-hex',
  },
  {
    name: 'a hash of key and string without HMAC',
    from: SIGNATURE_LINE,
    to: 'return hashlib.sha256(key + text.encode()).hexdigest()',
    mistake: 'signing-key-not-binary/hash-without-hmac',
    typical: 'S6',
  },
  {
    name: 'key and string swapped',
    from: SIGNATURE_LINE,
    to: 'return hmac.new(text.encode(), key, hashlib.sha256).hexdigest()',
    mistake: 'signing-key-not-binary/last-swapped',
    typical: 'S7',
  },
  {
    name: 'the string to sign hashed before it is signed',
    from: SIGNATURE_LINE,
    to: 'return hmac_sha256(key, hashlib.sha256(text.encode()).hexdigest()).hex()',
    mistake: 'signing-key-not-binary/string-hashed-first',
  },
];
