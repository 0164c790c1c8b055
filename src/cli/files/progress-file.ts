/** What was done in the course, in the user's state directory: changed by one process at a time, whole or not at all. */
import { access, constants, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { World } from '../../app/world/world.ts';
import { textFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { whileLocked } from './file-lock.ts';
import { readRegularFile } from './read-file.ts';
import { namedFile, reasonOf } from './real-files.ts';

const FOLDER = 'sigv4-inspector';
const FILE = 'progress';
/** The most bytes of the file that are read, 1 MiB: the whole course takes a few thousand. */
const MOST_BYTES = 1_048_576;

/** What the place of the file follows from. */
export interface Home {
  readonly environment: World['environment'];
  readonly platform: NodeJS.Platform;
  /** The user's own folder. */
  readonly home: string;
}

const HERE = (): Home => ({ environment: process.env, platform: process.platform, home: homedir() });

/**
 * XDG Base Directory Specification 0.8: `$XDG_STATE_HOME`, where it is absolute, else `~/.local/state`; on Windows
 * `%LOCALAPPDATA%`.
 */
export function usualProgressFile({ environment, platform, home }: Home): string {
  const named = platform === 'win32' ? environment.LOCALAPPDATA : environment.XDG_STATE_HOME;
  const usual = platform === 'win32' ? ['AppData', 'Local'] : ['.local', 'state'];
  return join(named && isAbsolute(named) ? named : join(home, ...usual), FOLDER, FILE);
}

/** Both take the usual file for `null`. */
export function realProgress(): Pick<World, 'readProgress' | 'updateProgress'> {
  return {
    readProgress: (file) => readText(file ?? usualProgressFile(HERE())),
    updateProgress: (file, change) => update(file ?? usualProgressFile(HERE()), change),
  };
}

/** Behind symbolic links; `null` where there is none yet. What is no file is left alone. */
async function existing(path: string): Promise<string | null | Problem> {
  try {
    const target = await realpath(path);
    if ((await stat(target)).isFile()) return target;
    return unusable(path, 'it is no file');
  } catch (error) {
    if (isMissing(error)) return null;
    return unusable(path, reasonOf(error));
  }
}

/** Empty where there is no file yet. */
async function readText(path: string): Promise<string | Problem> {
  const found = await existing(path);
  if (found === null || isProblem(found)) return found ?? '';
  try {
    return textFromArray(readRegularFile(found, MOST_BYTES)) ?? unusable(path, 'it is not UTF-8');
  } catch (error) {
    return unusable(path, reasonOf(error));
  }
}

/** Nobody else reads what is about to be changed, or writes meanwhile. */
async function update(path: string, change: (text: string) => string): Promise<Problem | null> {
  const found = await existing(path);
  if (isProblem(found)) return found;
  const target = found ?? path;
  try {
    await makeFolder(dirname(target));
    // A name can be given to another file though this one is not to be written.
    if (found !== null) await access(found, constants.W_OK);
    const done = await whileLocked(`${target}.lock`, async () => {
      const text = await readText(target);
      if (isProblem(text)) return text;
      await writeWhole(target, change(text));
      return null;
    });
    if (done === 'busy') return busy(path, `${target}.lock`);
    return done === 'no-lock' ? noLock(`${target}.lock`) : done;
  } catch (error) {
    // What has no code is a fault of this program, and of no file.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return notKept(`${namedFile(path)} cannot be written, ${reasonOf(error)}.`, 'Give another file with --state.');
  }
}

/** One by one from the first that is missing: below /proc, Node.js makes them together for ever. Throws its error. */
async function makeFolder(path: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 }).catch((failed: unknown) => {
      // Another process may have been faster.
      if (!(failed instanceof Error && 'code' in failed && failed.code === 'EEXIST')) throw failed;
    });
  }
}

/**
 * Into a new file beside it, which then takes its name: who reads finds the old text or the new one. Nobody can foresee
 * the name of that file, and what has it already, a link too, is neither followed nor overwritten.
 */
async function writeWhole(target: string, text: string): Promise<void> {
  const beside = `${target}.${crypto.randomUUID()}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const notKept = (why: string, fix: string) => problem('progress', `What you have done is not kept: ${why}`, fix);

function busy(path: string, lock: string): Problem {
  return notKept(
    `somebody else writes to ${namedFile(path)}, and has not come to an end.`,
    `Try again. After ten seconds ${namedFile(lock)} counts as left behind.`,
  );
}

function noLock(path: string): Problem {
  return notKept(
    `${namedFile(path)} is not a lock of this program: it is no empty file.`,
    'Move it away, or give another file with --state.',
  );
}

function unusable(path: string, why: string): Problem {
  return problem(
    'progress',
    `What was done cannot be read from ${namedFile(path)}: ${why}.`,
    'Mend it, or give another file with --state.',
  );
}
