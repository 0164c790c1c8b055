/** The outside world. Everything that a command does to it, or learns from it, goes through here. A command names what it uses. */

import type { Problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { FixtureFiles } from '../../vectors/vector.ts';
import type { Connection, Conversation, Listener } from '../../wire/listen.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { SettingSources } from '../settings/settings.ts';
import type { Files } from './files.ts';
import type { Programs } from './programs.ts';
import type { Screens } from './screens.ts';

export interface World extends Files, Network, Terminal, Clock, Programs, Surroundings, CourseFiles, Screens {}

export interface Clock {
  readonly now: () => Date;
  /** Makes a signal that aborts when the user interrupts. The caller then has to end the command. */
  readonly interruption: () => AbortSignal;
  /** Resolves when the user interrupts. */
  readonly interrupted: () => Promise<void>;
}

export interface Network {
  readonly send: (order: SendOrder) => Promise<Exchange>;
  readonly listen: (port: number, converse: (connection: Connection) => Conversation) => Promise<Listener>;
}

export interface CourseFiles {
  readonly fixtures: FixtureFiles;
  /** The files of the course: `03-ten-lines.md`, `ladder/f0-why.md`. */
  readonly lessons: FixtureFiles;
  /** The path of their folder. */
  readonly lessonsFolder: string;
  /** Reads the progress of the course, empty at first. `file`: a file other than the usual one. */
  readonly readProgress: (file: string | null) => Promise<string | Problem>;
  /** Replaces the progress with what `change` returns, completely or not at all. No other process changes it meanwhile. */
  readonly updateProgress: (file: string | null, change: (text: string) => string) => Promise<Problem | null>;
}

export interface Surroundings {
  /** The version of this program. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly loadProfile: SettingSources['loadProfile'];
}

export interface Terminal {
  /** Writes results. If that fails, the program reports that and ends with exit code 1. */
  readonly output: (text: string) => void;
  /** Writes results that are bytes. Resolves when there is room for more, and never if they cannot be written. */
  readonly outputBytes: (bytes: Uint8Array) => Promise<void>;
  /** Whether standard input is a terminal, which has no input unless the user types. */
  readonly isInputTerminal: boolean;
  /** Whether results go to a terminal, which must not get control characters. */
  readonly isOutputTerminal: boolean;
  /** The width of the terminal, in cells; infinite if results go elsewhere. */
  readonly outputWidth: number;
  /** Writes messages to standard error. */
  readonly errors: (text: string) => void;
  /** The current width of the terminal that messages go to, in cells; `null` if they go elsewhere. */
  readonly errorsWidth: () => number | null;
  /**
   * Asks for a secret on the terminal, without showing it. Resolves with `null` if nothing is typed, and with a problem if
   * the user interrupts. The member is `null` without a terminal.
   */
  readonly askSecret: ((question: string) => Promise<string | null | Problem>) | null;
}
