/** Files, standard input, and room for bytes: what a command may read and write. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ReadWatch } from '../../http/body/progress.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import type { FixtureFiles } from '../../vectors/vector.ts';

export interface Files {
  /** The bytes of a file, or of standard input for `-`. */
  readonly readFile: (path: string) => Promise<Octets | Problem>;
  /**
   * Standard input as lines: as many at a time as came together, good until the next are asked for. `longest`: the most
   * bytes of a line that is kept. Where the input cannot be read, a problem is the last thing.
   */
  readonly inputLines: (longest: number) => AsyncIterable<readonly InputLine[] | Problem>;
  /** A file as the body of a request: hashed now where its hash is signed, read again when it is sent. */
  readonly openBody: (path: string, isHashed: boolean, watch?: ReadWatch | null) => Promise<RequestBody | Problem>;
  /** A file for results. The signal ends the wait for one that cannot be opened yet: a FIFO without a reader. */
  readonly createFile: (path: string, signal: AbortSignal) => Promise<OutputFile | Problem>;
  /** Room for bytes that are too many to keep in memory; nothing of it is left when the program ends. */
  readonly makeScratch: () => Scratch;
  /** The most bytes of an answer that is kept whole, in memory and in a scratch, to be looked at. */
  readonly answerLimit: number;
  /** The files in any folder. */
  readonly filesIn: (folder: string) => FixtureFiles;
}

/** A file for results. Wherever it can be replaced, its old content stays until all of the new one is there. */
export interface OutputFile {
  /** Resolves when the bytes are written; a problem where they cannot be. */
  readonly write: (bytes: Uint8Array) => Promise<Problem | null>;
  /** All has come: it is the content now. A problem where it cannot be. */
  readonly finish: () => Promise<Problem | null>;
  /** The rest will not come, or cannot be written. If nothing was written, all is as before. */
  readonly abandon: () => Promise<Leftover | null>;
}

/** What was written of an output that is not whole. */
export interface Leftover {
  /** The file itself, where it was written in place; otherwise one beside it whose name says that it is not whole. */
  readonly path: string;
  /** In bytes, more than 0. */
  readonly length: number;
}
