/** Files, standard input and temporary storage: what a command may read and write. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ReadWatch } from '../../http/body/progress.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import type { FixtureFiles } from '../../vectors/vector.ts';

export interface Files {
  /** Reads a file, or standard input for `-`. */
  readonly readFile: (path: string) => Promise<Octets | Problem>;
  /**
   * Reads standard input in batches of lines. A batch is valid until the next one is read. `longest`: the most bytes of a
   * line. If the input cannot be read, a problem is the last item.
   */
  readonly inputLines: (longest: number) => AsyncIterable<readonly InputLine[] | Problem>;
  /** Opens a file as the body of a request. It is hashed now if `isHashed`, and read again when it is sent. */
  readonly openBody: (path: string, isHashed: boolean, watch?: ReadWatch | null) => Promise<RequestBody | Problem>;
  /** Opens an output file. The signal ends the wait for the reader of a FIFO. */
  readonly createFile: (path: string, signal: AbortSignal) => Promise<OutputFile | Problem>;
  /** Makes temporary storage for bytes that are too many for memory. It is gone when the program ends. */
  readonly makeScratch: () => Scratch;
  /** The most bytes of a response that are kept for viewing, in memory and in temporary storage. */
  readonly answerLimit: number;
  /** Gives access to the files in a folder. */
  readonly filesIn: (folder: string) => FixtureFiles;
}

/** An output file. If it can be replaced, the old content stays until the new one is complete. */
export interface OutputFile {
  /** Resolves when the bytes are written, or with a problem. */
  readonly write: (bytes: Uint8Array) => Promise<Problem | null>;
  /** Makes what was written the content of the file, or resolves with a problem. */
  readonly finish: () => Promise<Problem | null>;
  /** Gives up because the rest does not arrive or cannot be written. If nothing was written, nothing changes. */
  readonly abandon: () => Promise<Leftover | null>;
}

/** The part of an incomplete output that was written. */
export interface Leftover {
  /** The file itself if it was written in place; otherwise a file beside it, named as incomplete. */
  readonly path: string;
  /** In bytes, more than 0. */
  readonly length: number;
}
