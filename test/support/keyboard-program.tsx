/** A full-screen program of nothing but a keyboard: it draws what it is told, and can be left in every way. */
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { Box, render, Text, useApp, useWindowSize } from 'ink';
import { useEffect, useState } from 'react';
import { inkInput, type Keyboard, openKeyboard, type TerminalEvent } from '../../src/tui/input/keyboard.ts';

const wants = (word: string) => process.argv.includes(word);

const log: TerminalEvent[] = [];
let keys = '';
let redraw = () => {};
let act = (_event: TerminalEvent) => {};

const terminal = wants('tty') ? new ReadStream(openSync('/dev/tty', 'r')) : process.stdin;
const keyboard: Keyboard = openKeyboard(
  terminal,
  process.stdout,
  (event) => {
    log.push(event);
    if (event.kind === 'key') keys += event.name;
    act(event);
    redraw();
  },
  {
    mouse: wants('mouse') ? 'on' : 'off',
    screen: wants('primary') ? 'primary' : 'alternate',
    onEnding: () => app?.unmount(),
  },
);

function told(event: TerminalEvent): string {
  if (event.kind === 'paste') return `paste of ${event.text.length}, ends in ${JSON.stringify(event.text.slice(-3))}`;
  if (event.kind === 'long-paste') return `long paste of ${event.length}`;
  if (event.kind !== 'mouse') return JSON.stringify(event);
  return `${event.button} ${event.action} ${event.column},${event.row}`;
}

/** The last events, to the full height, so that every frame fills the screen. */
function Screen() {
  const { rows } = useWindowSize();
  const { suspendTerminal, exit } = useApp();
  const [, setCount] = useState(0);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    redraw = () => setCount((count) => count + 1);
    act = (event) => {
      if (event.kind === 'resumed') void suspendTerminal(async () => {});
      if (event.kind !== 'key') return;
      if (event.name === 'ctrl+z') void suspendTerminal(() => keyboard.stop());
      if (event.name === 'q') exit();
      if (event.name === 'E') process.exit(3);
      if (event.name === 'X') throw new Error('thrown by a key');
      if (event.name === 'P') void Promise.reject(new Error('rejected by a key'));
      if (event.name === 'B') setBroken(true);
    };
    redraw();
  }, [suspendTerminal, exit]);
  if (isBroken) throw new Error('thrown by a component');
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

/** In which a person may type before there is anything to see. */
const LATE = 400;

let app: ReturnType<typeof render> | undefined;
if (wants('late')) await new Promise((resolve) => setTimeout(resolve, LATE));
app = render(<Screen />, {
  stdin: inkInput(),
  incrementalRendering: true,
  maxFps: 60,
  exitOnCtrlC: false,
  interactive: true,
  alternateScreen: wants('ink'),
});
let failure: unknown = null;
await app.waitUntilExit().catch((error: unknown) => {
  failure = error;
});
keyboard.close();
if (terminal !== process.stdin) terminal.destroy();
process.stdout.write(failure instanceof Error ? `failed: ${failure.message}\n` : 'left in order\n');
