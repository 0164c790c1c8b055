/** A full-screen program of nothing but a keyboard: it draws what it is told, and can be left in every way. */
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { Box, render, Text, useApp, useInput, useStdout, useWindowSize } from 'ink';
import { useEffect, useInsertionEffect, useState } from 'react';
import { nameOfKey } from '../../../src/screen/input/key-names.ts';
import { stopProcess } from '../../../src/screen/input/process-signals.ts';
import { openTerminalInput } from '../../../src/screen/input/terminal-input.ts';
import { CLEAR } from '../../../src/screen/input/terminal-modes.ts';
import type { NamedEvent } from './named-input.tsx';

const wants = (word: string) => process.argv.includes(word);

const log: NamedEvent[] = [];
let keys = '';

const terminal = wants('tty') ? new ReadStream(openSync('/dev/tty', 'r')) : process.stdin;
const input = openTerminalInput(terminal, process.stdout, {
  onEnding: () => app?.unmount(),
  signals: 'exit',
});

function told(event: NamedEvent): string {
  if (event.kind === 'paste') return `paste of ${event.text.length}, ends in ${JSON.stringify(event.text.slice(-3))}`;
  if (event.kind === 'long-paste') return `long paste of ${event.length}`;
  return JSON.stringify(event);
}

/** In which a person may type before there is anything to see. */
const LATE = 400;

/** The last events, to the full height, so that every frame fills the screen. */
function Screen() {
  const { rows } = useWindowSize();
  const { suspendTerminal, exit } = useApp();
  const { write } = useStdout();
  const [isLate, setLate] = useState(wants('late'));
  const [, setCount] = useState(0);
  const [isBroken, setBroken] = useState(false);
  const take = (event: NamedEvent) => {
    log.push(event);
    if (event.kind === 'key') keys += event.name;
    setCount((count) => count + 1);
    if (event.kind === 'resumed') write(CLEAR);
    if (event.kind !== 'key') return;
    if (event.name === 'ctrl+z') void suspendTerminal(stopProcess);
    if (event.name === 'q') exit();
    if (event.name === 'E') process.exit(3);
    if (event.name === 'X') throw new Error('thrown by a key');
    if (event.name === 'P') void Promise.reject(new Error('rejected by a key'));
    if (event.name === 'B') setBroken(true);
  };
  useInsertionEffect(() => input.begin(''), []);
  useInput((typed, key) => {
    const name = nameOfKey(typed, key);
    if (name !== null) take({ kind: 'key', name });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it only uses what stays the same.
  useEffect(() => input.listen(take), []);
  useEffect(() => void setTimeout(() => setLate(false), LATE), []);
  if (isBroken) throw new Error('thrown by a component');
  if (isLate) return null;
  const lines = log.slice(-(rows - 3)).map(told);
  const all = [`keys ${keys.length}`, `typed ${keys.slice(-30)}`, ...lines];
  return (
    <Box flexDirection="column" height={rows}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen.
        <Text key={row}>{row === rows - 1 ? 'the last row' : all[row] || ' '}</Text>
      ))}
    </Box>
  );
}

let app: ReturnType<typeof render> | undefined;
app = render(<Screen />, {
  stdin: input.keys,
  incrementalRendering: true,
  maxFps: 60,
  exitOnCtrlC: false,
  interactive: true,
  patchConsole: false,
  alternateScreen: !wants('primary'),
});
let failure: unknown = null;
await app.waitUntilExit().catch((error: unknown) => {
  failure = error;
});
input.close();
if (terminal !== process.stdin) terminal.destroy();
process.stdout.write(failure instanceof Error ? `failed: ${failure.message}\n` : 'left in order\n');
