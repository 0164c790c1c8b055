/** The three mistakes that are made most, in the signers in bash and in JavaScript. */
import type { Mutant } from './mutant.ts';

export const MUTANTS_IN_BASH: readonly Mutant[] = [
  {
    name: 'like encodeURIComponent',
    from: '[[ $byte == [A-Za-z0-9._~-] ||',
    to: "[[ $byte == [A-Za-z0-9._~\\!\\'\\(\\)*-] ||",
    mistake: 'unreserved-set-too-wide/encode-uri-component',
  },
  {
    name: '+ for space',
    from: "printf -v byte '%%%02X' $((number & 255))",
    to: "printf -v byte '%%%02X' $((number & 255))\n      [[ $byte != %20 ]] || byte=+",
    mistake: 'space-plus-vs-percent20/signed',
  },
  {
    name: 'hexadecimal text as key',
    from: '-mac HMAC -macopt "hexkey:$1")',
    to: '-mac HMAC -macopt "$([[ $1 == 41575334* ]] && printf hexkey || printf key):$1")',
    mistake: 'signing-key-not-binary/hex-text',
  },
];

export const MUTANTS_IN_JAVASCRIPT: readonly Mutant[] = [
  {
    name: 'encodeURIComponent',
    from: "  return [...bytes].map((byte) => encodedByte(byte, keep)).join('');",
    to: '  return bytes.toString().split(keep || undefined).map(encodeURIComponent).join(keep);',
    mistake: 'unreserved-set-too-wide/encode-uri-component',
  },
  {
    name: '+ for space',
    from: "  return [...bytes].map((byte) => encodedByte(byte, keep)).join('');",
    to: "  return [...bytes].map((byte) => encodedByte(byte, keep)).join('').replaceAll('%20', '+');",
    mistake: 'space-plus-vs-percent20/signed',
  },
  {
    name: 'hexadecimal text as key',
    from: 'return hmacSha256(serviceKey, TERMINATOR);',
    to: "return ['', region, service, TERMINATOR].reduce((key, part) => part ? hmacSha256(key.toString('hex'), part) : key, dateKey);",
    mistake: 'signing-key-not-binary/hex-text',
  },
];
