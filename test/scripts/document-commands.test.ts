/** The commands in the documents do what the documents say: each one runs as a reader would run it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'shell-quote';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasTool } from '../support/cli/program.ts';
import { runIn } from '../support/commands/in-process.ts';
import { WAIT } from '../support/waits.ts';

const DOCUMENTS = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Commands that no test can run here, with the reason. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'the command of .ci/run',
  'npm ci && npm test': 'the command of .ci/run',
  'npx sigv4 send s3://photos/cat.jpg -o cat.jpg': 'sends to AWS',
  'npx sigv4 grade -- python3 tutorial/signers/signer.py': 'run by graded-signers.test.ts',
  'npx sigv4 sandbox --port 9000': 'runs until Ctrl-C; it is started for the command after it',
  'npx sigv4 capture --upstream http://127.0.0.1:9000 --port 9100': 'runs until Ctrl-C',
  'npx sigv4 capture --before http://127.0.0.1:8080 --after http://127.0.0.1:9000 --port 9100 --after-port 9101':
    'runs until Ctrl-C',
  'npx sigv4 capture --port 9100': 'runs until Ctrl-C',
  'npx sigv4 sandbox --listen 0.0.0.0 --port 9000 --make-keys 30 --csv keys.csv': 'runs until Ctrl-C',
  'sigv4 sandbox --listen 0.0.0.0 --port 9000 --make-keys 30 --csv keys.csv': 'runs until Ctrl-C',
  'npm pack': 'run by package.test.ts',
  'npm install -g --offline ./sigv4-inspector-0.1.0.tgz': 'run by package.test.ts, into another folder',
  'eval "$(sigv4 completion)"': 'run by completion.test.ts',
};

interface DocumentedCommand {
  readonly path: string;
  readonly line: string;
  readonly exitCode: number;
  /** The `export` lines before it. */
  readonly settings: string;
}

/** Reads the commands of the `sh` blocks of a document; a comment can say the exit code. */
function commandsIn(path: string): DocumentedCommand[] {
  const blocks = [...readFileSync(path, 'utf8').matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.replaceAll('\\\n', '').trimEnd().split('\n'));
  let settings = '';
  return lines.flatMap((written) => {
    const [line = '', comment = ''] = written.split(/\s+# /);
    if (line.startsWith('export ')) settings = `${line}; `;
    const exitCode = Number(/^exit code (\d+)/.exec(comment)?.[1] ?? 0);
    return line.startsWith('export ') ? [] : [{ path, line, exitCode, settings }];
  });
}

const COMMANDS = DOCUMENTS.flatMap(commandsIn);
/** Each once, no matter how many documents have it. */
const RUN = [
  ...new Map(
    COMMANDS.filter(({ line }) => !(line in NOT_RUN)).map((command) => [
      JSON.stringify([command.settings, command.line, command.exitCode]),
      command,
    ]),
  ).values(),
];

let folder = '';
let sandbox: ChildProcess | null = null;
let address = '';

beforeAll(async () => {
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, 'none');
  vi.stubEnv('AWS_PROFILE', undefined);
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
  for (const name of ['fixtures', 'tutorial']) symlinkSync(resolve(name), join(folder, name));
  const program = `#!/bin/sh\nshift\nexec ${process.execPath} ${resolve('dist/sigv4.js')} "$@"\n`;
  writeFileSync(join(folder, 'npx'), program, { mode: 0o755 });
  // In a class, the program is installed.
  writeFileSync(join(folder, 'sigv4'), program.replace('shift\n', ''), { mode: 0o755 });
  const submission = join(folder, 'submissions', 'Ada Lovelace_1_assignsubmission_file_');
  mkdirSync(submission, { recursive: true });
  for (const place of [folder, submission]) copyFileSync('tutorial/signers/signer.py', join(place, 'signer.py'));
  writeFileSync(join(folder, 'my-script'), '#!/bin/sh\necho GET\n', { mode: 0o755 });
  const started = spawn(process.execPath, ['dist/sigv4.js', 'sandbox', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  sandbox = started;
  for await (const piece of started.stdout) {
    address = /127\.0\.0\.1:\d+/.exec(String(piece))?.[0] ?? '';
    if (address !== '') break;
  }
});

afterAll(() => {
  vi.unstubAllEnvs();
  sandbox?.kill();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

const environment = () => ({
  PATH: [folder, dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
  HOME: folder,
  LANG: 'C.UTF-8',
});

/** The program alone, which writes no file: it needs no shell, and no folder of its own. */
const isAlone = ({ line }: DocumentedCommand) =>
  line.startsWith('npx sigv4 ') && !/ (?:--html|--case) |sigcase/.test(line) && parse(line).every(isWord);
const isWord = (word: unknown) => typeof word === 'string';

/** Runs the program in this process. */
async function runAlone({ line, settings }: DocumentedCommand): Promise<Ended> {
  const exported = Object.fromEntries(
    [...settings.matchAll(/(\w+)=([^\s;]+)/g)].map(([, name, value]) => [name, value]),
  );
  const [, , ...words] = parse(line.replaceAll('127.0.0.1:9000', address)).map(String);
  const { status, stderr } = await runIn({ ...environment(), ...exported }, words);
  return { code: status, errors: stderr };
}

function runInShell({ line, settings }: DocumentedCommand): Promise<Ended> {
  const script = settings + line.replaceAll('127.0.0.1:9000', address);
  const options = {
    cwd: folder,
    env: environment(),
    timeout: WAIT,
    maxBuffer: 1 << 26,
  };
  return new Promise((done) => {
    const child = execFile('sh', ['-c', script], options, (error, _output, errors) =>
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, errors }),
    );
    child.stdin?.end();
  });
}

describe('a command in a document', () => {
  it.for(RUN)('$path: $line', async (command, { skip }) => {
    for (const tool of ['python3', 'curl', 'rclone', 'mc', 's3cmd', 'column'])
      if (new RegExp(`\\b${tool} `).test(command.line) && !hasTool(tool)) skip(`${tool} is not installed`);
    const { code, errors } = await (isAlone(command) ? runAlone : runInShell)(command);
    expect(code, errors).toBe(command.exitCode);
  });

  it('that is not run is in a document', () => {
    const written = COMMANDS.map(({ line }) => line);
    expect(Object.keys(NOT_RUN).filter((line) => !written.includes(line))).toEqual([]);
  });
});
