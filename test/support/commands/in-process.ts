/**
 * Command lines run in this process with the real World: files, sockets, profiles and children are real, and only standard
 * output, standard error and the screen are the test's. What a real process and a real terminal add is tested in `test/cli`
 * and `test/pty`, with a few command lines.
 */
import { homedir } from 'node:os';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { octetsFromArray, octetsFromText } from '../../../src/bytes/octets.ts';
import { readArguments } from '../../../src/cli/arguments.ts';
import { realProgress } from '../../../src/cli/files/progress-file.ts';
import { realWorld } from '../../../src/cli/real-world.ts';
import { COMMANDS, type CommandWorld } from '../../../src/commands/table.ts';
import type { ScreenSize } from '../../../src/screen/components/regions.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { maskMessage } from '../../../src/sigv4/secrets/mask-message.ts';
import type { Finished } from '../cli/own-home.ts';
import { fixtures, tutorial } from '../fixtures.ts';
import { pageScript } from '../outputs/page-script.ts';
import { textsOf } from '../screen/drawn-rows.tsx';
import { vectorRecordOf } from '../vectors/vector-record.ts';
import { screenFor } from './test-world.ts';

/** What the program does not find beside its sources, and what a thread of the tests cannot start. */
const PLACES: Partial<CommandWorld> = {
  fixtures,
  vectorRecord: () => vectorRecordOf(fixtures),
  lessons: tutorial,
  lessonsFolder: 'tutorial',
};

/** Once: it listens to the standard output of this process. */
const REAL = realWorld();
/** Each command line listens for signals until its process ends; here that is many lines later. */
process.setMaxListeners(0);

/**
 * Runs a command line as in a pipe, or, with a number of columns, as on a terminal without a screen. What
 * a child writes to the standard error that it has from its parent is not in the result.
 */
export async function runHere(commandLine: readonly string[], columns: number | null = null): Promise<Finished> {
  return runWith(commandLine, {
    isOutputTerminal: columns !== null,
    outputWidth: columns ?? Number.POSITIVE_INFINITY,
    outputHeight: Number.POSITIVE_INFINITY,
    errorsWidth: () => columns,
  });
}

/** Runs a command line with this environment alone, and with the files of what was learned in its home. */
export function runIn(
  environment: Readonly<Record<string, string>>,
  commandLine: readonly string[],
  changes: Partial<CommandWorld> = {},
): Promise<Finished> {
  const places = () => ({ environment, platform: process.platform, home: environment.HOME ?? homedir() });
  return runWith(commandLine, { environment, ...realProgress(places), ...changes });
}

/** Runs a command line in a world that differs from the real one in this. */
export async function runWith(commandLine: readonly string[], changes: Partial<CommandWorld>): Promise<Finished> {
  const output: string[] = [];
  const errors: string[] = [];
  const world: CommandWorld = {
    ...REAL,
    ...PLACES,
    isInputTerminal: false,
    output: (text) => void output.push(octetsFromText(text)),
    outputBytes: async (bytes) => void output.push(octetsFromArray(bytes)),
    errors: (text) => void errors.push(maskMessage(text)),
    rows: (text) => void errors.push(text),
    askSecret: null,
    askLine: null,
    // The build puts them beside the program, and these are the sources.
    pageScript,
    ...changes,
  };
  const invocation = await readArguments(commandLine, COMMANDS, world);
  const status =
    typeof invocation === 'number'
      ? invocation
      : await invocation.command.run(world, invocation.options, invocation.operands);
  return { status, stdout: output.join(''), stderr: errors.join('') };
}

export interface SessionHere {
  /** The rows that are drawn now, without the spaces at their ends. */
  readonly text: () => string;
  readonly press: (key: string) => void;
  /** What went to the terminal past the rows. */
  readonly written: () => string;
}

/** Opens the screen that a command line opens. Throws where it opens none. */
export async function openHere(commandLine: readonly string[], size: ScreenSize): Promise<SessionHere> {
  const { screen, printed } = await runOnTerminal(commandLine, size);
  if (screen === null) throw new Error(`sigv4 ${commandLine.join(' ')} opens no screen: ${printed.stderr}`);
  return screen;
}

/** Runs a command line as on a terminal: the screen that it opens, if it opens one, and what it prints. */
export async function runOnTerminal(
  commandLine: readonly string[],
  size: ScreenSize,
): Promise<{ readonly screen: SessionHere | null; readonly printed: Finished }> {
  const opened: ShownWalk[] = [];
  const printed = await runWith(commandLine, {
    isOutputTerminal: true,
    outputWidth: size.width,
    outputHeight: Number.POSITIVE_INFINITY,
    errorsWidth: () => size.width,
    screen: screenFor({
      walk: async (walk) => {
        opened.push(walk);
        return 0;
      },
    }),
  });
  const [walk] = opened;
  return { screen: walk === undefined ? null : await sessionOf(walk, size), printed };
}

async function sessionOf(walk: ShownWalk, size: ScreenSize): Promise<SessionHere> {
  const written: string[] = [];
  const terminal = { write: (text: string) => void written.push(text) };
  const session = beginSession(describeWalk(walk), { size, layout: 'usual' }, terminal);
  return {
    text: () =>
      textsOf(session)
        .map((row) => row.trimEnd())
        .join('\n'),
    press: (key) => session.take({ kind: 'key', key }),
    written: () => written.join(''),
  };
}
