/**
 * Runs the built program as its user does, and gives all that it shows as text: of a command line, both outputs and the
 * exit code; of a key script, the screen after each key. The program and its home are the only things that it sees.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { PROGRAM } from '../support/cli/program.ts';
import { openTerminal, type Terminal } from '../support/pty/terminal.ts';
import { KEYS, paste } from '../support/pty/walk-screen.ts';

import type { KeyScript } from './key-scripts.ts';

/** The most lines of one output. What is longer is stated by its hash. */
const MOST_LINES = 120;
/** Milliseconds for which a screen has to stay as it is before it is written down. */
const QUIET = 1_500;
/** Milliseconds until a screen that differs from what is written counts as different. */
const PATIENCE = Number(process.env.GOLDEN_PATIENCE ?? 30_000);

const EXAMPLE = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_REGION: 'us-east-1',
};

interface Place {
  readonly folder: string;
  readonly environment: Record<string, string>;
  /** The text without what differs from run to run: the folder, free ports, and durations. */
  readonly stated: (text: string) => string;
}

/** Makes an empty home, in which `sigv4` is the built program, the library can be imported, and the inputs of the goldens are. */
function makePlace(more: Readonly<Record<string, string>> = {}): Place {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  const tools = `${folder}.bin`;
  mkdirSync(tools);
  const program = process.env.GOLDEN_PROGRAM ?? PROGRAM;
  const loaded = resolve('test/goldens/stated.ts');
  writeFileSync(
    join(tools, 'sigv4'),
    `#!/bin/sh\nexec "${process.execPath}" --import "${loaded}" "${program}" "$@"\n`,
    {
      mode: 0o755,
    },
  );
  cpSync('test/goldens/inputs', folder, { recursive: true });
  for (const name of ['fixtures/requests', 'fixtures/failures', 'tutorial/signers']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve(dirname(program), '..'), join(folder, 'node_modules/sigv4-inspector'));
  return {
    folder,
    environment: {
      PATH: [tools, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      HOME: folder,
      LANG: 'C.UTF-8',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...EXAMPLE,
      ...more,
    },
    stated: (text) =>
      text
        .replaceAll(folder, '~')
        .replace(/\b(127\.0\.0\.1|localhost):\d{5}\b/g, '$1:PPPPP')
        .replace(/\b(port )\d{5}\b/g, '$1PPPPP')
        .replace(/("port": )\d{5}\b/g, '$1PPPPP')
        .replace(/\b\d+(?:\.\d+)?(?= (?:connected|sent|first byte|end)\b)/g, 'NN')
        // In a column, the blanks around a number belong to its width.
        .replace(/ *\b\d+(?:\.\d+)? (m?s)\b */g, ' NN $1 ')
        .replace(/("(?:connected|secured|sent|firstByte|finished|milliseconds)": )\d+(?:\.\d+)?/g, '$1N'),
  };
}

function removePlace({ folder }: Place): void {
  for (const path of [folder, `${folder}.bin`]) rmSync(path, { recursive: true, force: true });
}

/** Runs a command line in a shell; resolves with the line, what it printed, and its exit code. */
export async function runLine(line: string): Promise<string> {
  const place = makePlace();
  try {
    const { output, errors, code } = await inShell(line, place);
    const parts = [`$ ${line}\n`, shortened(place.stated(output))];
    if (errors !== '') parts.push(`--- standard error\n${shortened(place.stated(errors))}`);
    return `${parts.join('')}--- exit code ${code}\n`;
  } finally {
    removePlace(place);
  }
}

function inShell(line: string, { folder, environment }: Place) {
  return new Promise<{ output: string; errors: string; code: number | string }>((settle) => {
    const child = execFile(
      '/bin/sh',
      ['-c', line],
      { cwd: folder, env: environment, maxBuffer: 64 * 2 ** 20, encoding: 'latin1' },
      (error, output, errors) => {
        const text = (octets: string) => Buffer.from(octets, 'latin1').toString();
        settle({ output: text(output), errors: text(errors), code: error === null ? 0 : (error.code ?? 'none') });
      },
    );
    child.stdin?.end();
  });
}

/** A text with a line end. Of a long one, what a reviewer reads, and the hash of all of it. */
function shortened(text: string): string {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const ending = text === '' || text.endsWith('\n') ? '' : '--- no line end\n';
  if (lines.length <= MOST_LINES && text.length <= MOST_LINES * 200) {
    return lines.length === 0 ? '' : `${lines.join('\n')}\n${ending}`;
  }
  const shown = lines.slice(0, 40).map((row) => (row.length > 500 ? `${row.slice(0, 500)}…` : row));
  const hash = createHash('sha256').update(text).digest('hex');
  return `${shown.join('\n')}\n--- ${lines.length} lines, ${text.length} characters, SHA-256 ${hash}\n`;
}

/**
 * Plays a key script on a pseudo-terminal. Resolves with the first screen, and after each step with the rows that it
 * changed. With the text of an earlier run, a step is over as soon as the screen is as it was then, however long that takes.
 */
export async function play({ line, size = '80x24', environment, until = '', keys }: KeyScript, before: string | null) {
  const place = makePlace(environment);
  const [columns = 80, rows = 24] = size.split('x').map(Number);
  const command = `cd "${place.folder}" && exec ${line}`;
  const terminal = openTerminal('/bin/sh', ['-c', command], {
    columns,
    rows,
    environment: { ...place.environment, TERM: 'xterm-256color' },
  });
  const expected = before?.split(/^(?==== )/m) ?? null;
  const sections: string[] = [];
  let shown: readonly string[] = [];
  try {
    await terminal.until(until);
    for (const [index, word] of [null, ...keys].entries()) {
      const title = word === null ? `=== sigv4 on ${size}: ${line}` : `=== ${word}`;
      if (word !== null) press(terminal, word);
      const section = () => `${title}\n${changedRows(shown, screenOf(terminal, place))}`;
      sections.push(
        await settled(
          terminal,
          section,
          sections.join('') === expected?.slice(0, index).join('') ? (expected?.[index] ?? null) : null,
        ),
      );
      shown = screenOf(terminal, place);
    }
    return sections.join('');
  } finally {
    terminal.dispose();
    removePlace(place);
  }
}

/** The rows of the screen, and the exit code of a program that has ended. */
function screenOf(terminal: Terminal, { stated }: Place): readonly string[] {
  const code = terminal.exitCode();
  const rows = terminal.lines().map((row) => stated(row));
  return code === undefined ? rows : [...rows, `exit code ${code}`];
}

/** The rows that are not as before, each with its number. */
function changedRows(before: readonly string[], after: readonly string[]): string {
  const rows = Array.from({ length: Math.max(before.length, after.length) }, (_, row) => row);
  const changed = rows.filter((row) => (before[row] ?? '') !== (after[row] ?? ''));
  return changed.map((row) => `${String(row + 1).padStart(2)}│${after[row] ?? ''}\n`).join('');
}

/** Resolves with what the screen shows when it is as expected, or when it no longer changes. */
async function settled(terminal: Terminal, section: () => string, expected: string | null): Promise<string> {
  if (expected !== null) {
    const isThere = await terminal
      .until(() => section() === expected, PATIENCE)
      .then(
        () => true,
        () => false,
      );
    if (isThere) return expected;
  }
  for (let seen = ''; ; ) {
    await new Promise((resolveLater) => setTimeout(resolveLater, QUIET));
    await terminal.until(() => true);
    const now = section();
    if (now === seen && terminal.written() !== '') return now;
    seen = now;
  }
}

/** Sends a step: `resize 60x20`, `'text'`, `paste FILE`, or keys by their names, one after the other. */
function press(terminal: Terminal, step: string): void {
  const [first = '', ...rest] = step.split(' ');
  if (step.startsWith("'")) terminal.write(step.slice(1, -1));
  else if (first === 'paste') terminal.write(paste(rest.join(' ').replaceAll('\\n', '\n')));
  else if (first === 'resize') {
    const [columns = 80, rows = 24] = (rest[0] ?? '').split('x').map(Number);
    terminal.resize(columns, rows);
  } else for (const key of [first, ...rest]) terminal.write(key in KEYS ? KEYS[key as keyof typeof KEYS] : key);
}
