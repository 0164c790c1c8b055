/** What was done in the course, in the user's state directory: written whole or not at all. */
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { textFromArray } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import type { World } from '../commands/world.ts';
import { namedFile, reasonOf } from './real-files.ts';

const FOLDER = 'sigv4-inspector';
const FILE = 'progress';

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
export function realProgress(): Pick<World, 'readProgress' | 'writeProgress'> {
  return {
    readProgress: async (file) => {
      const found = await existing(file ?? usualProgressFile(HERE()));
      if (found === null || isProblem(found)) return found ?? '';
      return readText(found);
    },
    writeProgress: (file, text) => writeWhole(file ?? usualProgressFile(HERE()), text),
  };
}

/** Behind symbolic links; `null` where there is none yet. What is no file is left alone. */
async function existing(path: string): Promise<string | null | Problem> {
  try {
    const target = await realpath(path);
    if ((await stat(target)).isFile()) return target;
    return unusable(path, 'it is no file');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return unusable(path, reasonOf(error));
  }
}

async function readText(path: string): Promise<string | Problem> {
  try {
    return textFromArray(await readFile(path)) ?? unusable(path, 'it is not UTF-8');
  } catch (error) {
    return unusable(path, reasonOf(error));
  }
}

/** Into a file beside it, which then takes its name: whoever reads finds the old text or the new one. */
async function writeWhole(path: string, text: string): Promise<Problem | null> {
  const found = await existing(path);
  if (isProblem(found)) return found;
  const target = found ?? path;
  const beside = `${target}.${process.pid}`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
    return null;
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    return problem(
      'progress',
      `What you have done is not kept: ${namedFile(path)} cannot be written, ${reasonOf(error)}.`,
      'Give another file with --state.',
    );
  }
}

function unusable(path: string, why: string): Problem {
  return problem(
    'progress',
    `What was done cannot be read from ${namedFile(path)}: ${why}.`,
    'Mend it, or give another file with --state.',
  );
}
