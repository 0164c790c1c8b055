/** The time, and the wish of a person that the program ends. */

export interface Clock {
  readonly now: () => Date;
  /** Aborted when somebody interrupts (a signal that asks for an end); asking for it takes the interruption upon oneself. */
  readonly interruption: () => AbortSignal;
  /** Resolves when somebody interrupts (a signal that asks for an end). */
  readonly interrupted: () => Promise<void>;
}
