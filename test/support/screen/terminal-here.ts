/**
 * The program in this process, on a terminal emulator. Reading keys, the session and drawing with Ink are the real ones;
 * only the streams are not those of a process. What a process and a pseudo-terminal add is tested in `test/pty`.
 */
import { Console } from 'node:console';
import { homedir } from 'node:os';
import { Readable, Writable } from 'node:stream';
import type { Screen } from '../../../src/app/world/screens.ts';
import { loadProfile } from '../../../src/cli/aws-profile.ts';
import { realProgress } from '../../../src/cli/files/progress-file.ts';
import type { ShownSession } from '../../../src/screen/opening.ts';
import { showOnScreen } from '../../../src/screen/show-on-screen.ts';
import { runWith } from '../commands/in-process.ts';
import { emulate, environmentOf, type Terminal, type TerminalOptions } from '../pty/terminal.ts';

/** Ink needs it, and the console of the tests does not have it. */
Object.assign(console, { Console });

/** Runs `sigv4` with this command line. */
export function openTerminalHere(commandLine: readonly string[], options: TerminalOptions = {}): Terminal {
  return emulate(options, ({ columns, rows }, { onData, onExit }) => {
    const stdout = outputOf(columns, rows, onData);
    const stdin = inputOfKeys();
    const environment = environmentOf(options);
    const screen: Screen<ShownSession> = {
      wait: () => ({
        watch: { signal: new AbortController().signal, onProgress: () => {} },
        leftWith: () => null,
        close: async () => {},
      }),
      isInForeground: () => true,
      show: (session, choice) => showOnScreen(session, choice, { environment, stdin, stdout }, null),
    };
    const print = (text: string) => void stdout.write(text);
    void runWith(commandLine, {
      environment,
      isInputTerminal: true,
      isOutputTerminal: true,
      outputWidth: columns,
      outputHeight: Number.POSITIVE_INFINITY,
      errorsWidth: () => columns,
      output: print,
      outputBytes: async (bytes) => print(Buffer.from(bytes).toString()),
      errors: print,
      rows: print,
      loadProfile: (name) => loadProfile(name, environment),
      ...realProgress(() => ({ environment, platform: process.platform, home: environment.HOME ?? homedir() })),
      screen,
    }).then(({ status }) => onExit(status ?? 0), rejectedAs(print, onExit));
    return {
      pid: 0,
      write: (keys) => void stdin.push(Buffer.from(keys)),
      resize: (newColumns, newRows) => {
        Object.assign(stdout, { columns: newColumns, rows: newRows }).emit('resize');
        process.emit('SIGWINCH');
      },
      // Leaves as when the terminal is closed.
      kill: () => void stdin.push(null),
    };
  });
}

/** A program that is damaged ends with what is wrong, which is then on the screen of the test that fails. */
const rejectedAs = (print: (text: string) => void, onExit: (code: number) => void) => (error: unknown) => {
  print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  onExit(1);
};

function outputOf(columns: number, rows: number, onData: (data: string) => void): NodeJS.WriteStream {
  const stream = new Writable({
    decodeStrings: false,
    write: (data: string | Uint8Array, _encoding, done) => {
      // As the terminal of a process does.
      onData((typeof data === 'string' ? data : Buffer.from(data).toString()).replaceAll('\n', '\r\n'));
      done();
    },
  });
  return Object.assign(stream, { isTTY: true, columns, rows }) as unknown as NodeJS.WriteStream;
}

function inputOfKeys(): NodeJS.ReadStream {
  const stream = new Readable({ read: () => {} });
  return Object.assign(stream, { isTTY: true, setRawMode: () => stream }) as unknown as NodeJS.ReadStream;
}
