/** Defines access to files, standard input, and temporary storage for commands. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { CertificateAuthority, CertificateNames, MadeCertificates } from '../../crypto/certificates.ts';
import type { RecordingFolder } from '../../disk/recording-folder.ts';
import type { BodyFiles, TemporaryFile } from '../../disk/temporary-files.ts';
import type { ReadWatch } from '../../http/body/progress.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import type { FixtureFiles } from '../../vectors/fixture-files.ts';

export interface Files {
  /** Reads a file. The path `-` means standard input. */
  readonly readFile: (path: string) => Promise<Octets | Problem>;
  /** Returns the path of a file for programs that run in another folder. */
  readonly absolutePath: (path: string) => string;
  /**
   * Reads standard input in batches of lines. A batch is valid until the next batch is read. `longest` is the maximum
   * length of a line in bytes. If the input cannot be read, the last item is a problem.
   */
  readonly inputLines: (longest: number) => AsyncIterable<readonly InputLine[] | Problem>;
  /** Opens a file as the body of a request. If `isHashed`, the file is hashed now and read again when it is sent. */
  readonly openBody: (path: string, isHashed: boolean, watch?: ReadWatch | null) => Promise<RequestBody | Problem>;
  /** Opens an output file. If the file is a FIFO, the signal ends the wait for its reader. `readers` are those of a new file. */
  readonly createFile: (path: string, signal: AbortSignal, readers?: FileReaders) => Promise<OutputFile | Problem>;
  /** Creates temporary storage for bytes that do not fit in memory. The storage disappears when the program ends. */
  readonly makeScratch: () => Scratch;
  /** The maximum number of response bytes that are kept for viewing, in memory and temporary storage together. */
  readonly answerLimit: number;
  readonly filesIn: (folder: string) => FixtureFiles;
  /** Creates unnamed files for the bodies that the sandbox receives. */
  readonly namelessFiles: () => BodyFiles;
  /** Writes a small file for other programs, in a folder of its own. */
  readonly temporaryFile: (name: string, text: string) => TemporaryFile | Problem;
  /** Creates a certificate authority and a server certificate, with new keys. */
  readonly makeCertificates: (valid: CertificateNames, now: Date) => MadeCertificates;
  /** Creates a certificate authority with new keys, which can certify servers later. */
  readonly makeAuthority: (now: Date) => CertificateAuthority;
  /** Opens or creates the folder where the capture keeps its recordings. */
  readonly openRecordingFolder: (path: string) => RecordingFolder | Problem;
}

/** Who may read a file that is created: everyone whom the system does not exclude, or only its owner. */
export type FileReaders = 'everyone' | 'owner';

/** An output file. If possible, the old content is kept until the new content is complete. */
export interface OutputFile {
  /** Resolves with `null` when the bytes are written, or with a problem. */
  readonly write: (bytes: Uint8Array) => Promise<Problem | null>;
  /** Completes the file. Resolves with a problem if the file cannot be completed. */
  readonly finish: () => Promise<Problem | null>;
  /**
   * Ends the output because the remaining bytes have not arrived or cannot be written. Resolves with the part that was
   * written, or with `null` if nothing was written.
   */
  readonly abandon: () => Promise<Leftover | null>;
}

/** The part of an incomplete output that was written. */
export interface Leftover {
  /**
   * The path of the file itself if it was written in place. Otherwise, the path of a file next to it, whose name says
   * that it is incomplete.
   */
  readonly path: string;
  /** The length in bytes, which is more than 0. */
  readonly length: number;
}
