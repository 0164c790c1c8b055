/** Defines the keys that the sandbox knows. */
import type { Octets } from '../bytes/octets.ts';

export interface SandboxKey {
  readonly secretAccessKey: string;
  /** The session token of temporary credentials; `null` for a long-term key. */
  readonly sessionToken: string | null;
  /** The session for which the key is valid; omitted for a key that does not belong to a session. */
  readonly session?: Session;
}

/** The keys by access key ID. */
export type SandboxKeys = ReadonlyMap<string, SandboxKey>;

export type SessionMode = 'ReadOnly' | 'ReadWrite';

/** A directory bucket's session. */
export interface Session {
  readonly bucket: Octets;
  readonly mode: SessionMode;
  readonly expires: Date;
}

/** A key for one session. */
export interface SessionKey extends SandboxKey {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly session: Session;
}
