/** A hash for a signer that brings none of its own, which keeps what was hashed without a key. */
import { plain } from '../bytes/bytes.ts';
import { arrayFromOctets, EMPTY, type Octets, octetsFromArray, octetsFromText } from '../bytes/octets.ts';
import { hmacSha256, sha256 } from '../crypto/digests.ts';

type Source = string | ArrayBuffer | ArrayBufferView;

export interface RecordingSha256 {
  /** SHA-256; with a secret, HMAC-SHA256 under it. */
  readonly Sha256: new (
    secret?: Source,
  ) => { update(piece: Uint8Array): void; digest(): Promise<Uint8Array>; reset(): void };
  /** What was hashed without a secret, in order. What a secret went into is not kept. */
  readonly hashed: readonly Octets[];
}

export function recordingSha256(): RecordingSha256 {
  const hashed: Octets[] = [];
  class Sha256 {
    private message = EMPTY;
    private readonly secret: Octets | null;

    constructor(secret?: Source) {
      this.secret = secret === undefined ? null : octetsOf(secret);
    }

    update(piece: Uint8Array): void {
      this.message = (this.message + octetsFromArray(piece)) as Octets;
    }

    async digest(): Promise<Uint8Array> {
      const message = plain(this.message);
      if (this.secret !== null) return arrayFromOctets(hmacSha256(plain(this.secret), message).octets);
      hashed.push(this.message);
      return arrayFromOctets(sha256(message).octets);
    }

    reset(): void {
      this.message = EMPTY;
    }
  }
  return { Sha256, hashed };
}

function octetsOf(source: Source): Octets {
  if (typeof source === 'string') return octetsFromText(source);
  if (source instanceof ArrayBuffer) return octetsFromArray(new Uint8Array(source));
  return octetsFromArray(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
}
