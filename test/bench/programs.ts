/** The programs that are measured, and those beside them, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';

/** AWS's example keys, which the sandbox knows, as the environment of a program. */
const WITH_KEYS = {
  ...process.env,
  AWS_ACCESS_KEY_ID: DOCUMENTED_EXAMPLE.key.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DOCUMENTED_EXAMPLE.key.secretAccessKey,
  AWS_REGION: 'us-east-1',
};

/** A built program: the folder `dist` of a checkout. */
export interface Dist {
  /** What the table calls it. */
  readonly name: string;
  readonly program: string;
  readonly library: string;
}

export const distIn = (folder: string, name: string): Dist => ({
  name,
  program: join(folder, 'sigv4.js'),
  library: join(folder, 'library', 'index.js'),
});

/** The folder is removed afterwards, no matter what happens; TMPDIR says on which disk it is. */
export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const leave = () => {
    remove();
    process.exit(130);
  };
  process.once('SIGINT', leave);
  try {
    return await use(folder);
  } finally {
    process.removeListener('SIGINT', leave);
    remove();
  }
}

/** Runs Node.js with these arguments to its end. Resolves with the milliseconds from before the process is made. */
export async function untilExit(commandLine: readonly string[], stdin: 'ignore' | number = 'ignore'): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, commandLine, { stdio: [stdin, 'ignore', 'inherit'], env: WITH_KEYS });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${commandLine.join(' ')} ended with ${code}.`);
  return performance.now() - start;
}

export interface Service {
  readonly port: number;
  readonly stop: () => void;
}

/** Starts Node.js with these arguments. Resolves when it has printed the address that it listens at. */
export async function startService(commandLine: readonly string[]): Promise<Service> {
  const child: ChildProcess = spawn(process.execPath, commandLine, { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  for (;;) {
    const [piece] = await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
    said += piece;
    const port = /127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port) return { port: Number(port), stop: () => void child.kill() };
    if (child.exitCode !== null) throw new Error(`${commandLine.join(' ')} ended: ${said}`);
  }
}

/** The least that can be drawn with Ink, as the program draws: on the alternate screen, listening to keys. */
const MINIMAL_INK = `
  import { useReducer } from 'react';
  import { render, Text, useInput } from 'ink';
  function Word() {
    const [count, next] = useReducer((before) => before + 1, 0);
    useInput(next);
    return <Text>word {count}</Text>;
  }
  render(<Word />, { alternateScreen: true, incrementalRendering: true, maxFps: 1000, interactive: true });
`;

/** Bundles it as the build does, for production. Resolves with the file to run. */
export async function minimalInk(folder: string): Promise<string> {
  await build({
    stdin: { contents: MINIMAL_INK, loader: 'tsx', resolveDir: '.' },
    outdir: folder,
    entryNames: 'minimal',
    outExtension: { '.js': '.mjs' },
    // What Ink loads in development only stays in a file of its own.
    splitting: true,
    bundle: true,
    jsx: 'automatic',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
    minifySyntax: true,
    mainFields: ['module', 'main'],
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react-devtools-core'],
    banner: { js: "import { createRequire as make } from 'node:module';\nconst require = make(import.meta.url);" },
  });
  return join(folder, 'minimal.mjs');
}
