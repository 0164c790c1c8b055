/** The built program with a home folder and an environment of its own. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROGRAM } from './program.ts';

export interface Finished {
  readonly status: number | null;
  /** One character a byte. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface Home {
  readonly folder: string;
  /** What the program gets: nothing of the environment of the tests but the path. */
  readonly environment: Readonly<Record<string, string>>;
  /** Writes a file, with the folders above it. */
  readonly write: (path: string, text: string) => string;
  readonly run: (commandLine: readonly string[], more?: Readonly<Record<string, string>>) => Promise<Finished>;
  readonly remove: () => void;
}

export function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-home-'));
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    USERPROFILE: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return {
    folder,
    environment,
    write(path, text) {
      const whole = join(folder, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, text);
      return whole;
    },
    run: (commandLine, more = {}) => finish(commandLine, { ...environment, ...more }, folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function finish(commandLine: readonly string[], env: Record<string, string>, cwd: string): Promise<Finished> {
  const child = spawn(process.execPath, [PROGRAM, ...commandLine], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (piece) => stdout.push(piece));
  child.stderr.on('data', (piece) => stderr.push(piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString('latin1'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  });
}
