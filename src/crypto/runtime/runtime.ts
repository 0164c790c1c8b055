import type { Octets } from '../../bytes/octets.ts';

export type HashName = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** How a result is written: as bytes, in lowercase hexadecimal digits, or in base64. */
export type Written = 'octets' | 'hex' | 'base64';

export interface PiecewiseHash {
  update(piece: Uint8Array): void;
  /** Returns the hash of all pieces so far. More pieces can follow. */
  digest(written: Written): Octets;
}

export interface Primitives {
  readonly hash: (name: HashName, bytes: Uint8Array, written: Written) => Octets;
  readonly startHash: (name: HashName) => PiecewiseHash;
  /** Returns the HMAC of RFC 2104 for messages with one key. */
  readonly hmac: (name: 'sha1' | 'sha256', key: Octets) => (message: Octets, written: 'octets' | 'hex') => Octets;
  /** Compares arrays of the same length in a time that does not depend on their bytes. */
  readonly areEqual: (left: Uint8Array, right: Uint8Array) => boolean;
  /** Returns the CRC-32 of a piece after pieces whose CRC-32 is `before`. */
  readonly crc32: (piece: Uint8Array, before: number) => number;
  readonly p256: P256;
  /** Creates a folder for a CRC; `null` where the policy of a page allows no WebAssembly. */
  readonly blockFolder: ((steps: readonly number[]) => BlockFolder) | null;
}

/** Apart from the others, because most pages do not need its library, and then do not have it. */
export interface Compression {
  readonly gzip: (bytes: Uint8Array) => Uint8Array;
  /** Throws if the bytes are not gzip, or are longer than `longest` when they are decompressed. */
  readonly gunzip: (bytes: Uint8Array, longest: number) => Uint8Array;
}

/**
 * Shortens data without changing its CRC, after adding these words to its beginning. `before` is what is left of the data
 * before it, or nothing. The result has the CRC of both with a register of zero, and is valid until the next call. `FOLDED`
 * says how long the data may be; it is longer than the result.
 */
export type BlockFolder = (before: Uint8Array, data: Uint8Array, words: readonly number[]) => Uint8Array;

/** The length of data that is folded, in octets: a multiple of `block`, and `most` at once. */
export const FOLDED = { block: 16, most: 65_536 } as const;

/** ECDSA on P-256 with SHA-256. A private key has 32 bytes; a public key has 64: X, then Y. Signatures are in DER. */
export interface P256 {
  readonly publicKeyOf: (privateKey: Uint8Array) => Uint8Array;
  readonly signer: (privateKey: Uint8Array) => (message: Uint8Array) => Uint8Array;
  /** Returns `null` if the key is not a point on the curve. */
  readonly verifier: (publicKey: Uint8Array) => ((message: Uint8Array, signature: Uint8Array) => boolean) | null;
}
