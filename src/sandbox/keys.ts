/** Defines the keys that the sandbox knows. */

export interface SandboxKey {
  readonly secretAccessKey: string;
  /** The session token of temporary credentials; `null` for a long-term key. */
  readonly sessionToken: string | null;
}

/** The keys by access key ID. */
export type SandboxKeys = ReadonlyMap<string, SandboxKey>;
