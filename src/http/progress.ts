/** How far an exchange has come. */

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
