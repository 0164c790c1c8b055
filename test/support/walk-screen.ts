/** The screen of a walk on a pseudo-terminal, taken apart: what is in which of its parts, and in which colors. */
import type { IBufferCell } from '@xterm/headless';
import { PROGRAM } from './program.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export const KEYS = {
  right: '\x1b[C',
  left: '\x1b[D',
  down: '\x1b[B',
  up: '\x1b[A',
  pageDown: '\x1b[6~',
  pageUp: '\x1b[5~',
  home: '\x1b[H',
  end: '\x1b[F',
  enter: '\r',
  escape: '\x1b',
  backspace: '\x7f',
  tab: '\t',
  interrupt: '\x03',
  suspend: '\x1a',
  /** In a field: all that is before the caret. */
  erase: '\x15',
};

export const paste = (text: string) => `\x1b[200~${text}\x1b[201~`;

/** Reports of the mouse; column and row from 0. */
export const mouse = {
  click: (column: number, row: number) => `\x1b[<0;${column + 1};${row + 1}M\x1b[<0;${column + 1};${row + 1}m`,
  wheelDown: (column: number, row: number) => `\x1b[<65;${column + 1};${row + 1}M`,
  wheelUp: (column: number, row: number) => `\x1b[<64;${column + 1};${row + 1}M`,
};

/** Environments by how many colors they have. */
export const COLORS = {
  'true color': {},
  '256 colors': { COLORTERM: '' },
  '16 colors': { COLORTERM: '', TERM: 'xterm' },
  'no color': { NO_COLOR: '1' },
} as const;

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly colors?: keyof typeof COLORS;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface WalkScreen extends Omit<Terminal, 'written'> {
  /** Everything that the program has written. */
  readonly sent: Terminal['written'];
  /** SIGN or VERIFY and what is said of the whole. */
  readonly verdict: () => string;
  /** The bar of stages. */
  readonly bar: () => string;
  /** The rows of the page, or of the list over it. */
  readonly page: () => string[];
  /** The page in one piece, however it is broken into rows: without what is left of them and below the cursor's row. */
  readonly written: () => string;
  /** The rows of the hex view below it. */
  readonly hex: () => string[];
  readonly card: () => string[];
  readonly footer: () => string;
  /** The row of the cursor, and that below it with the letters. */
  readonly cursorRow: () => string;
  readonly ruler: () => string;
  /** The place of a text on the screen. */
  readonly placeOf: (text: string) => { readonly column: number; readonly row: number };
  /** How a cell looks, as one word. */
  readonly lookAt: (column: number, row: number) => string;
  /** Presses keys and waits for what they lead to. */
  readonly press: (keys: string, wanted: Parameters<Terminal['until']>[0]) => Promise<void>;
}

/** `sigv4` with this command line, once its first screen is drawn. */
export async function openScreen(
  commandLine: readonly string[] = [],
  options: ScreenOptions = {},
): Promise<WalkScreen> {
  const screen = startScreen(commandLine, options);
  // The published vectors run after the first frame.
  await screen.until(/^(?:SIGN|VERIFY|DIAGNOSE) {2}(?!running)/);
  await screen.until(() => screen.footer().includes('q leave'));
  return screen;
}

/** The cursor of the list that is open led down to the item of this name: in few rows it is out of sight at first. */
export async function leadTo(screen: WalkScreen, name: string): Promise<void> {
  const isHere = () => screen.cursorRow().slice(2).startsWith(name);
  const row = () => screen.cursorRow();
  while (!isHere()) {
    const before = row();
    await screen.press(KEYS.down, () => row() !== before);
  }
}

/** The same at once, before there is anything to see. */
export function startScreen(commandLine: readonly string[] = [], options: ScreenOptions = {}): WalkScreen {
  const { columns, rows, colors = 'true color', environment = {} } = options;
  const terminal = openTerminal(process.execPath, [PROGRAM, ...commandLine], {
    ...(columns === undefined ? {} : { columns }),
    ...(rows === undefined ? {} : { rows }),
    environment: {
      AWS_CONFIG_FILE: 'none',
      AWS_SHARED_CREDENTIALS_FILE: 'none',
      COLORFGBG: '',
      SIGV4_THEME: '',
      ...COLORS[colors],
      ...environment,
    },
  });
  return screenOf(terminal);
}

function screenOf(terminal: Terminal): WalkScreen {
  const parts = () => {
    const lines = terminal.lines();
    const rules = lines.flatMap((line, index) => (/^─{4}/.test(line) ? [index] : []));
    const between = (first: number, second: number) => lines.slice((rules[first] ?? 0) + 1, rules[second] ?? 0);
    return { lines, page: between(0, 1), hex: between(1, 2), card: lines.slice((rules.at(-1) ?? 0) + 1, -1) };
  };
  const cursorAt = () => terminal.lines().findIndex((line) => line.startsWith('>'));
  return {
    ...terminal,
    verdict: () => terminal.lines()[0] ?? '',
    bar: () => terminal.lines()[1] ?? '',
    page: () => parts().page,
    sent: terminal.written,
    written: () =>
      parts()
        .page.filter((row) => !/^ {5}[ A-Z*.]*\^[ A-Z*.^]*$/.test(row))
        .map((row) => row.slice(5).trim())
        .join(''),
    hex: () => parts().hex,
    card: () => parts().card,
    footer: () => terminal.lines().at(-1) ?? '',
    cursorRow: () => terminal.lines()[cursorAt()] ?? '',
    ruler: () => terminal.lines()[cursorAt() + 1] ?? '',
    placeOf: (text) => {
      const row = terminal.lines().findIndex((line) => line.includes(text));
      if (row < 0) throw new Error(`"${text}" is not on the screen:\n${terminal.text()}`);
      return { column: (terminal.lines()[row] ?? '').indexOf(text), row };
    },
    lookAt: (column, row) => {
      const { active } = terminal.buffer().buffer;
      const cell = active.getLine(active.viewportY + row)?.getCell(column);
      return cell ? lookOf(cell) : 'none';
    },
    press: async (keys, wanted) => {
      terminal.write(keys);
      await terminal.until(wanted);
    },
  };
}

function lookOf(cell: IBufferCell): string {
  const color = cell.isFgDefault()
    ? 'default'
    : cell.isFgRGB()
      ? `#${cell.getFgColor().toString(16).padStart(6, '0')}`
      : `palette ${cell.getFgColor()}`;
  const marks = [
    cell.isBold() && 'bold',
    cell.isInverse() && 'inverse',
    cell.isUnderline() && 'underlined',
    cell.isDim() && 'dim',
  ];
  return [color, ...marks.filter(Boolean)].join(' ');
}

/** Both sizes that everything has to work at, with all colors and with none; others are in tests of colors. */
export const PLACES = [
  { columns: 80, rows: 24, colors: 'true color' },
  { columns: 60, rows: 20, colors: 'no color' },
] as const satisfies readonly ScreenOptions[];
