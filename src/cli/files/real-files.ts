/** Implements files and standard input for the World. Failures are returned as problems. */
import { createReadStream, fstatSync, readdirSync, type Stats } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { isQuotable, quotedOperand } from '../../bytes/quoted-operand.ts';
import { type StoredBytes, storedFrom, storedOctets, storedTogether } from '../../bytes/stored-bytes.ts';
import { codeOf, IS_FOLDER, reasonOf } from '../../bytes/system-errors.ts';
import { runningSha256 } from '../../crypto/digests.ts';
import type { ReadWatch } from '../../http/body/progress.ts';
import { BEGINNING_LIMIT, type RequestBody } from '../../http/body/request-body.ts';
import { type InputLine, lineSplitter } from '../../intake/lines/split-lines.ts';
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import { READING_STOPPED, readRegularFile, storedFile, wholeFile } from './read-file.ts';

/** Reads a file. The path `-` is standard input. */
export async function readFile(path: string): Promise<Octets | Problem> {
  try {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of path === '-' ? process.stdin : createReadStream(path)) {
      pieces.push(piece);
      length += piece.length;
      if (length > MEMORY_LIMIT) return tooLarge(path);
    }
    return octetsFromArray(Buffer.concat(pieces));
  } catch (error) {
    return unreadable(path, error);
  }
}

/** Yields standard input in batches of lines. */
export async function* inputLines(longest: number): AsyncGenerator<readonly InputLine[] | Problem> {
  const splitter = lineSplitter(longest);
  try {
    // Node.js would read a folder as an empty input.
    if (fstatSync(STANDARD_INPUT).isDirectory()) return yield unreadableInput(IS_FOLDER);
    for await (const piece of process.stdin) yield splitter.take(piece);
    yield splitter.end();
  } catch (error) {
    yield unreadableInput(reasonOf(error));
  }
}

const STANDARD_INPUT = 0;

function unreadableInput(why: string): Problem {
  return problem('input', `Standard input cannot be read: ${why}.`, 'Give lines of JSON, from a file or a pipe.');
}

/** The maximum number of bytes that are read into memory. A string can have only twice as many characters. */
const MEMORY_LIMIT = 268_435_456;

function tooLarge(path: string): Problem {
  const what = path === '-' ? 'Standard input' : namedFile(path);
  return problem(
    'file',
    `${what} has more than ${MEMORY_LIMIT} bytes, which is too much for memory.`,
    'Use a smaller input. Only a body with --data-binary @FILE may be of any size.',
  );
}

/**
 * Opens a file as a body. With `isHashed`, also reads the file now to compute its hash. The file is always read when it
 * is sent.
 */
export async function openBody(
  path: string,
  isHashed: boolean,
  watch: ReadWatch | null = null,
): Promise<RequestBody | Problem> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return notReadTwice(path);
    if (!isHashed) return await unhashedBody(path);
    const sha256 = runningSha256();
    const first: Uint8Array[] = [];
    let length = 0;
    for await (const piece of wholeFile(path, found.size, watch)) {
      sha256.update(piece);
      if (length < BEGINNING_LIMIT) first.push(piece.subarray(0, BEGINNING_LIMIT - length));
      length += piece.length;
    }
    return bodyOfFile(path, length, sha256.hex(), octetsFromArray(Buffer.concat(first)));
  } catch (error) {
    if (watch?.signal?.aborted) return READING_STOPPED;
    return unreadable(path, error);
  }
}

function notReadTwice(path: string): Problem {
  return problem(
    'file',
    `${namedFile(path)} cannot be read twice, to sign it and to send it.`,
    'Pipe it into standard input, and use @-.',
  );
}

async function unhashedBody(path: string): Promise<RequestBody> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_LIMIT), 0, BEGINNING_LIMIT, 0);
    const beginning = octetsFromArray(buffer.subarray(0, bytesRead));
    return bodyOfFile(path, size, null, beginning);
  } finally {
    await handle.close();
  }
}

function bodyOfFile(path: string, length: number, sha256: Octets | null, beginning: Octets): RequestBody {
  return {
    length,
    sha256,
    beginning,
    stored: startingWith(beginning, storedFile(path, length)),
    open: (watch = null) => (watch === null ? createReadStream(path) : wholeFile(path, length, watch)),
  };
}

/** Uses the first bytes as they were first read, so that everything shows the same bytes even if the file changes. */
function startingWith(beginning: Octets, file: StoredBytes): StoredBytes {
  return storedTogether([storedOctets(beginning), storedFrom(file, beginning.length)]);
}

/**
 * The maximum size of a lesson or a vector, 256 KiB. The largest of these files in this program is a tenth of that
 * size.
 */
const TEXT_LIMIT = 262_144;

/**
 * Gives access to the files in a folder and its subfolders. `read` accepts regular files of at most 256 KiB. If either
 * function fails, it throws an error whose message is the reason, without a period.
 */
export function filesIn(folder: string): FixtureFiles {
  return {
    list: (name) => orReason(() => readdirSync(join(folder, name))),
    read: (path) => orReason(() => readRegularFile(join(folder, path), TEXT_LIMIT).toString('utf8')),
  };
}

function orReason<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

function unreadable(path: string, error: unknown): Problem {
  const why = reasonOf(error);
  const fix = why === IS_FOLDER ? `Name a file in it, or several with ${path.replace(/\/$/, '')}/*.` : CHECK_NAME;
  return problem(
    'file',
    `${namedFile(path)} cannot be read: ${why}.`,
    isQuotable(path) ? fix : 'Give the name of a file, or pipe the text into standard input.',
  );
}

const CHECK_NAME = 'Check its name and its permissions.';

export const namedFile = quotedOperand;

/** Returns the properties of a file; `null` if the file does not exist. By default, a symbolic link is not followed. */
export async function statOrNull(path: string, look: (path: string) => Promise<Stats> = lstat): Promise<Stats | null> {
  try {
    return await look(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
