/** A terminal emulator without a program in it, to see where characters put the cursor. */
import unicode11 from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';

export interface Emulator {
  /** Clears the screen and writes; resolves when all of it is on the screen. */
  readonly write: (text: string) => Promise<void>;
  /** From 0. */
  readonly cursorColumn: () => number;
  readonly cursorRow: () => number;
  /** The character in a cell; empty in the second cell of a wide one. */
  readonly cell: (row: number, column: number) => string;
}

export function openEmulator(columns: number, rows: number): Emulator {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  screen.loadAddon(new unicode11.Unicode11Addon());
  screen.unicode.activeVersion = '11';
  return {
    write: (text) =>
      new Promise((resolve) => {
        screen.reset();
        screen.write(text, resolve);
      }),
    cursorColumn: () => screen.buffer.active.cursorX,
    cursorRow: () => screen.buffer.active.cursorY,
    cell: (row, column) => screen.buffer.active.getLine(row)?.getCell(column)?.getChars() ?? '',
  };
}
