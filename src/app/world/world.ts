/** Everything outside: what a command may do to it, and learn from it, goes through here. A command names what it uses. */

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
  /** Aborted when somebody interrupts (a signal that asks for an end); asking for it takes the interruption upon oneself. */
  readonly interruption: () => AbortSignal;
  /** Resolves when somebody interrupts (a signal that asks for an end). */
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
  /** What was done in the course, as text; empty where nothing was. `file`: in the place of the usual one. */
  readonly readProgress: (file: string | null) => Promise<string | Problem>;
  /** What `change` makes of it is written, whole or not at all; no other process changes it meanwhile. */
  readonly updateProgress: (file: string | null, change: (text: string) => string) => Promise<Problem | null>;
}

export interface Surroundings {
  /** The version of this program. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A profile of AWS's shared files; `null` for the one in use. */
  readonly loadProfile: SettingSources['loadProfile'];
}

export interface Terminal {
  /** Results. Where they cannot be written, the program ends with exit code 1 and says so, whatever it is doing. */
  readonly output: (text: string) => void;
  /** Results that are bytes; resolves when there is room for more, and never where they cannot be written. */
  readonly outputBytes: (bytes: Uint8Array) => Promise<void>;
  /** Whether standard input is a terminal: nothing comes from it unless somebody types. */
  readonly isInputTerminal: boolean;
  /** Whether results go to a terminal, which must not get control characters. */
  readonly isOutputTerminal: boolean;
  /** In cells: that of the terminal, without a limit where results go elsewhere. */
  readonly outputWidth: number;
  /** Messages for a person, on standard error. */
  readonly errors: (text: string) => void;
  /** In cells, now: the width of the terminal that messages go to; `null` where they go elsewhere. */
  readonly errorsWidth: () => number | null;
  /**
   * Asks for a secret on the terminal, without showing it; `null` where nothing is given, a problem where somebody
   * interrupts. `null` itself where there is no terminal.
   */
  readonly askSecret: ((question: string) => Promise<string | null | Problem>) | null;
}
