/** Defines the progress of an exchange, and of reading a body before the exchange. */

/** The progress of an exchange. Lengths are in bytes. */
export interface WireProgress {
  /** The time since the exchange began. */
  readonly milliseconds: number;
  readonly sent: number;
  readonly received: number;
  /** The length of the response, including its heads; `null` if unknown. */
  readonly expected: number | null;
}

export interface ExchangeProgress extends WireProgress {
  /** The length of the request, including its head. */
  readonly total: number;
}

export interface ReadProgress {
  readonly milliseconds: number;
  readonly read: number;
  readonly length: number;
}

/** Options for reading an entire file. */
export interface ReadWatch {
  /** Cancels the reading; `null` if it cannot be canceled. */
  readonly signal: AbortSignal | null;
  /** Called about ten times a second. */
  readonly onProgress: (progress: ReadProgress) => void;
}
