/** Everything outside: what a command may do to it, and learn from it, goes through here. */
import type { Exchange } from '../http/exchange.ts';
import type { WalkFacts } from '../pages/facts.ts';
import type { FixtureFiles } from '../vectors/vector.ts';
import type { Conversation, Listener } from '../wire/listen.ts';
import type { SendOrder } from '../wire/send.ts';

export interface World {
  /** The version of this program. */
  readonly version: string;
  /** Results. */
  readonly output: (text: string) => void;
  /** Talk. */
  readonly errors: (text: string) => void;
  readonly now: () => Date;
  readonly fixtures: FixtureFiles;
  readonly send: (order: SendOrder) => Promise<Exchange>;
  readonly listen: (port: number, converse: () => Conversation) => Promise<Listener>;
  /** Resolves when somebody interrupts (Ctrl-C, SIGTERM). */
  readonly interrupted: () => Promise<void>;
  /** Shows a walk on the screen and resolves with the exit code; `null` where there is no terminal. */
  readonly showWalk: ((walk: ShownWalk) => Promise<number>) | null;
}

/** A walk for the screen, which sends when the person says so. */
export interface ShownWalk {
  readonly facts: WalkFacts;
  readonly send: () => Promise<Exchange>;
}
