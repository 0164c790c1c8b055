/** How far an exchange has come, or the reading of a body before it. */

/** Numbers of bytes; `null` where nobody knows. */
export interface WireProgress {
  /** Since the exchange began. */
  readonly milliseconds: number;
  readonly sent: number;
  readonly received: number;
  /** How many the answer has, with its heads. */
  readonly expected: number | null;
}

export interface ExchangeProgress extends WireProgress {
  /** How many the request has, with its head. */
  readonly total: number;
}

/** Of a file that is read as a whole, in bytes. */
export interface ReadProgress {
  /** Since it was begun. */
  readonly milliseconds: number;
  readonly read: number;
  readonly length: number;
}

/** Somebody who waits for a file that is read as a whole. */
export interface ReadWatch {
  /** Stops it; `null` where nobody can. */
  readonly signal: AbortSignal | null;
  /** Told about ten times a second, not at once. */
  readonly onProgress: (progress: ReadProgress) => void;
}
