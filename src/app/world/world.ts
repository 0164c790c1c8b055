/**
 * Defines the outside world, which commands access only through this interface. Each function declares the parts of the
 * world that it uses.
 */

import type { Problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { FixtureFiles } from '../../vectors/vector.ts';
import type { Connection, Conversation, Listener, ListenPlace } from '../../wire/listen.ts';
import type { RelayDirector } from '../../wire/relay/director.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { SettingSources } from '../settings/settings.ts';
import type { Files } from './files.ts';
import type { Programs } from './programs.ts';
import type { Screens } from './screens.ts';

export interface World extends Files, Network, Terminal, Clock, Programs, Surroundings, CourseFiles, Screens {}

export interface Clock {
  readonly now: () => Date;
  /** Resolves after this time. Does not keep the program running. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Creates a signal that is aborted when the user interrupts the program. The caller must then end the command. */
  readonly interruption: () => AbortSignal;
  readonly interrupted: () => Promise<void>;
}

export interface Network {
  readonly send: (order: SendOrder) => Promise<Exchange>;
  readonly listen: (
    place: number | ListenPlace,
    converse: (connection: Connection) => Conversation,
  ) => Promise<Listener>;
  /** Listens as a proxy and forwards requests. Rejects with the Node.js error if the port is not available. */
  readonly relay: (place: Omit<ListenPlace, 'tls'>, director: RelayDirector) => Promise<Listener>;
}

export interface CourseFiles {
  readonly fixtures: FixtureFiles;
  /** The files of the course, such as `03-ten-lines.md` and `ladder/f0-why.md`. */
  readonly lessons: FixtureFiles;
  /** The path of the folder with these files. */
  readonly lessonsFolder: string;
  /**
   * Reads the learner's progress, which is empty at first. `file` is the path to use instead of the usual one, or
   * `null`.
   */
  readonly readProgress: (file: string | null) => Promise<string | Problem>;
  /**
   * Replaces the progress with the result of `change`, either completely or not at all. No other process can change the
   * progress in the meantime.
   */
  readonly updateProgress: (file: string | null, change: (text: string) => string) => Promise<Problem | null>;
}

export interface Surroundings {
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly loadProfile: SettingSources['loadProfile'];
}

export interface Terminal {
  /** Writes results to standard output. If writing fails, the program reports the failure and ends with exit code 1. */
  readonly output: (text: string) => void;
  /**
   * Writes results as bytes. Resolves when there is room for more. If the bytes cannot be written, the promise never
   * resolves.
   */
  readonly outputBytes: (bytes: Uint8Array) => Promise<void>;
  /** Whether standard input is a terminal, which has no input until the user types. */
  readonly isInputTerminal: boolean;
  /** Whether results go to a terminal, which must not receive control characters. */
  readonly isOutputTerminal: boolean;
  /** The width of the terminal in cells, or infinity if results do not go to a terminal. */
  readonly outputWidth: number;
  /** The height of the terminal in rows, or infinity if results do not go to a terminal. */
  readonly outputHeight: number;
  /** Writes messages to standard error. */
  readonly errors: (text: string) => void;
  /**
   * Returns the current width, in cells, of the terminal to which messages go, or `null` if messages do not go to a
   * terminal.
   */
  readonly errorsWidth: () => number | null;
  /**
   * Asks for a secret at the terminal without showing it. Resolves with `null` if nothing is typed, and with a problem
   * if the user interrupts. The member itself is `null` if there is no terminal.
   */
  readonly askSecret: ((question: string) => Promise<string | null | Problem>) | null;
  /**
   * Asks for a line at the terminal, which echoes the line. Resolves with `null` if the line is empty. The member
   * itself is `null` if questions or results do not appear on a terminal.
   */
  readonly askLine: ((question: string) => Promise<string | null>) | null;
}
