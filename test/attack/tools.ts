/** What attacks use: the built program in a home of its own, with marked secrets, and servers that answer as they like. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../support/cli/program.ts';
import { serve, type TcpServer } from '../support/wire/tcp-server.ts';

/** Made up. What is shown of the last two is a leak. */
export const MARKED = {
  accessKeyId: 'AKIAMARKEDKEY0000001',
  secret: 'zQ9mArKeDsEcReT/+xYz0123456789abcdefGHIJ',
  token: 'tOkEnMARKED/7+=zzzzyyyyXXXXwwww1234567890',
} as const;

/** Milliseconds after which a program that has not ended counts as one that never ends. */
const ENDLESS = 90_000;
const OUTPUT_LIMIT = 256 * 2 ** 20;

export interface Ended {
  /** The exit code; `null` if the program never ended, or was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both outputs. */
  readonly text: string;
}

export interface Run {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Tools {
  readonly folder: string;
  /** Writes a file in the folder and returns its path. */
  readonly file: (name: string, content: string) => string;
  readonly run: (commandLine: readonly string[], how?: Run) => Promise<Ended>;
  /** Starts a service, and resolves with its port when it is ready. It is ended with the attack. */
  readonly service: (commandLine: readonly string[], how?: Run) => Promise<Service>;
  /** Starts a server of the attacker and resolves with it. It is closed with the attack. */
  readonly server: (answer: (socket: Socket) => unknown) => Promise<TcpServer>;
}

export interface Service {
  readonly port: number;
  readonly isRunning: () => boolean;
  readonly said: () => string;
  /** Ends it as Ctrl-C does, and resolves with the signal that ended it; `null` if it ended by itself. */
  readonly stop: () => Promise<string | null>;
}

export interface Attack {
  readonly id: string;
  /** What is tried, as a sentence without a period. */
  readonly says: string;
  /** Whether it takes more than a few seconds, or much memory; the tests leave such a one out. */
  readonly isLong?: true;
  /** Resolves with what the attack achieved; `null` if the program withstood it. */
  readonly run: (tools: Tools) => Promise<string | null>;
}

/** Runs an attack in a folder of its own. A problem of the attack itself counts as a failure. */
export async function underAttack({ run }: Attack): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-attack-'));
  const endings: (() => unknown)[] = [];
  try {
    return await run(toolsIn(folder, endings));
  } catch (error) {
    return `the attack could not be made: ${error instanceof Error ? error.message : error}`;
  } finally {
    for (const end of endings.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function toolsIn(folder: string, endings: (() => unknown)[]): Tools {
  mkdirSync(join(folder, 'state'));
  const start = (commandLine: readonly string[], { environment = {} }: Run): ChildProcess => {
    const env = { PATH: process.env.PATH ?? '', HOME: folder, XDG_STATE_HOME: join(folder, 'state'), ...environment };
    const child = spawn(process.execPath, [PROGRAM, ...commandLine], { cwd: folder, env });
    endings.push(() => child.kill('SIGKILL'));
    return child;
  };
  return {
    folder,
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    run: (commandLine, how = {}) => ended(start(commandLine, how), how.input ?? ''),
    async service(commandLine, how = {}) {
      const ready = join(folder, `ready-${endings.length}`);
      const child = start([...commandLine, '--port', '0', '--plain', '--ready-file', ready], how);
      const result = ended(child, '', null);
      let said = '';
      child.stderr?.on('data', (piece) => (said += piece));
      const isRunning = () => child.exitCode === null && child.signalCode === null;
      while (isRunning() && !(existsSync(ready) && readFileSync(ready, 'utf8').endsWith('\n')))
        await new Promise((resolve) => setTimeout(resolve, 20));
      if (!isRunning()) throw new Error(`The service has ended: ${(await result).text}`);
      const stop = async () => {
        child.kill('SIGINT');
        await result;
        return child.signalCode;
      };
      return { port: Number(new URL(readFileSync(ready, 'utf8').trim()).port), isRunning, said: () => said, stop };
    },
    async server(answer) {
      const made = await serve(answer);
      endings.push(made.close);
      return made;
    },
  };
}

/** Resolves with what the program has written until its end. `limit` is in milliseconds. */
function ended(child: ChildProcess, input: string, limit: number | null = ENDLESS): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('latin1').on('data', (piece: string) => {
      if (written[name].length < OUTPUT_LIMIT) written[name] += piece;
    });
  }
  child.stdin?.on('error', () => {}).end(input);
  const timer = limit === null ? undefined : setTimeout(() => child.kill('SIGKILL'), limit);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, ...written, text: written.stdout + written.stderr });
    });
  });
}

/** The environment of somebody with temporary credentials. */
export const WITH_KEYS: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: MARKED.accessKeyId,
  AWS_SECRET_ACCESS_KEY: MARKED.secret,
  AWS_REGION: 'us-east-1',
};
export const WITH_TOKEN: Readonly<Record<string, string>> = { ...WITH_KEYS, AWS_SESSION_TOKEN: MARKED.token };

/** The secrets as they are, and with the encodings of a URL. */
const LEAKS = [MARKED.secret, MARKED.token].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(encodeURIComponent(secret)),
  secret.replaceAll('/', '\\/'),
]);

/** Says that a text has a secret; `null` if it has none. */
export const leakIn = (text: string, what: string): string | null =>
  LEAKS.some((leak) => text.includes(leak)) ? `${what} shows a secret` : null;

/** Says that a program ended otherwise than with an answer or a problem in words; `null` if it did not. */
export function crashOf({ code, text }: Ended, what: string): string | null {
  if (code === null) return `${what} does not end`;
  if (code > 2 || /Internal error:|^ {4}at /m.test(text)) return `${what} ends with ${code}: ${text.slice(0, 200)}`;
  return null;
}

/** Resolves with the first thing that was achieved; `null` if nothing was. */
export async function firstOf<Item>(
  items: readonly Item[],
  attempt: (item: Item) => Promise<string | null>,
): Promise<string | null> {
  for (const item of items) {
    const achieved = await attempt(item);
    if (achieved !== null) return achieved;
  }
  return null;
}
