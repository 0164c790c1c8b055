/**
 * Manages the sessions of directory buckets (S3 Express One Zone). CreateSession returns temporary credentials for one
 * bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html).
 */
import { base64 } from '../bytes/base64.ts';
import { plain } from '../bytes/bytes.ts';
import { asText, hexFromOctets, type Octets, octetsFromText } from '../bytes/octets.ts';
import { hmacSha256 } from '../crypto/digests.ts';
import type { SandboxKeys, Session, SessionKey } from './keys.ts';

export interface Sessions {
  /** The sandbox's keys, and the keys of all open sessions. */
  readonly keys: SandboxKeys;
  /** Opens a session for the owner of a key. The key must be in `keys`. */
  open(accessKeyId: Octets, wish: Omit<Session, 'expires'>, now: Date): SessionKey;
}

/** The length of a session in milliseconds. */
const LIFETIME = 300_000;

/**
 * The number of milliseconds for which an expired key is remembered, so that requests that use the key are refused as
 * expired.
 */
const REMEMBERED = 3_600_000;

export function createSessions(permanent: SandboxKeys): Sessions {
  const keys = new Map(permanent);
  let count = 0;
  return {
    keys,
    open(accessKeyId, { bucket, mode }, now) {
      for (const [id, { session }] of keys) {
        if (session && session.expires.getTime() + REMEMBERED < now.getTime()) keys.delete(id);
      }
      count += 1;
      const secret = keys.get(asText(accessKeyId))?.secretAccessKey ?? '';
      // Only someone who has the secret could compute these credentials.
      const part = (name: string) =>
        hmacSha256(plain(octetsFromText(secret)), plain(octetsFromText(`${name} ${count} ${now.getTime()} ${bucket}`)));
      const key = {
        accessKeyId: `ASIA${hexFromOctets(part('id').octets).slice(0, 16).toUpperCase()}`,
        secretAccessKey: base64(part('secret')).octets.slice(0, 40),
        sessionToken: base64(part('token')).octets,
        session: { bucket, mode, expires: new Date(now.getTime() + LIFETIME) },
      };
      keys.set(key.accessKeyId, key);
      return key;
    },
  };
}
