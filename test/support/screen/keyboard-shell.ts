/** The keyboard program, bundled as the real one is, and a shell that tells of the terminal before and after it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openTerminal, type Terminal, type TerminalOptions } from '../pty/terminal.ts';

export interface BuiltProgram {
  readonly path: string;
  readonly remove: () => void;
}

export async function buildKeyboardProgram(): Promise<BuiltProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'keyboard-program-'));
  await build({
    entryPoints: { program: 'test/support/screen/keyboard-program.tsx' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What Ink imports only for its developer tools stays apart, and is never loaded.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react-devtools-core'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
    },
  });
  return { path: join(folder, 'program.mjs'), remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * A shell with job control runs the program, says how it ended and whether the terminal's settings are as before. After
 * a stop it says so, makes the settings what they were, as interactive shells do, and brings the program back as soon as
 * a line is typed.
 */
export function openInShell(
  program: Pick<BuiltProgram, 'path'>,
  words: string,
  options: TerminalOptions = {},
): Terminal {
  const command = `${process.execPath} ${program.path} ${words}`;
  const script = `
    set -m
    before=$(stty -g)
    settings() { [ "$(stty -g)" = "$before" ] && echo "settings: as before" || echo "settings: changed"; }
    bring_back() {
      [ $code -gt 145 ] || return
      echo "stopped: $code"; settings; stty "$before"
      echo "type a line"; read -r line; echo "back for $line"
      fg > /dev/null
      code=$?
      bring_back
    }
    echo "the shell was here"
    ${words.includes('tty') ? `echo "not from the keyboard" | ${command}` : command}
    code=$?
    bring_back
    echo "ended: $code"
    settings
    echo "the shell is back"`;
  return openTerminal('bash', ['--norc', '-c', script], options);
}

/** Sends a signal to the program that the shell waits for, and to nothing else (proc(5): the children of a thread). */
export function signalProgram({ pid }: Terminal, name: NodeJS.Signals): void {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  if (!child) throw new Error('The shell runs nothing.');
  process.kill(Number(child), name);
}
