/** The screen of a walk on a pseudo-terminal, taken apart: what is in which of its parts, and in which colors. */
import type { IBufferCell } from '@xterm/headless';
import { PROGRAM } from '../cli/program.ts';
import { openTerminalHere } from '../screen/terminal-here.ts';
import { openTerminal, type Terminal, type TerminalOptions } from './terminal.ts';

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

/** Environments by how many colors they have. */
export const COLORS = {
  'true color': {},
  '256 colors': { COLORTERM: '' },
  '16 colors': { COLORTERM: '', TERM: 'xterm' },
  'no color': { NO_COLOR: '1' },
} as const;

/** Rows above the text: the first row, the steps, and the rule below them. */
const TOP = 3;

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly colors?: keyof typeof COLORS;
  readonly environment?: Readonly<Record<string, string>>;
}

interface ScreenParts {
  /** The rows of the text, or of the list or map over it. */
  readonly page: readonly string[];
  /** The rows of the hex view, where it is open. */
  readonly hex: readonly string[];
  /** The title of the inspector, without the rule around it, and the rows below it. */
  readonly inspector: { readonly title: string; readonly rows: readonly string[] };
}

export interface WalkScreen extends Omit<Terminal, 'written'> {
  /** Everything that the program has written. */
  readonly sent: Terminal['written'];
  /** The first row: what is being looked at, and at its end a word for the state. */
  readonly header: () => string;
  /** The row of the steps. */
  readonly bar: () => string;
  /** The number of the present step, in both forms of that row; `null` where there are no steps. */
  readonly step: () => number | null;
  readonly page: () => ScreenParts['page'];
  /** The text in one piece, however it is broken into rows: without the gutter and without what is at the right of it. */
  readonly written: () => string;
  readonly hex: () => ScreenParts['hex'];
  readonly inspector: () => ScreenParts['inspector'];
  readonly footer: () => string;
  /** The row of the cursor. */
  readonly cursorRow: () => string;
  /** The letter of the byte of the cursor, in the gutter. */
  readonly letter: () => string;
  /** The column of the byte of the cursor, which is reversed; -1 where no byte is. */
  readonly cursorColumn: () => number;
  /** The place of a text on the screen. */
  readonly placeOf: (text: string) => { readonly column: number; readonly row: number };
  /** How a cell looks, as one word. */
  readonly lookAt: (column: number, row: number) => string;
  /** Presses keys and waits for what they lead to. */
  readonly press: (keys: string, wanted: Parameters<Terminal['until']>[0]) => Promise<void>;
}

/** Columns before the text: the mark of the cursor, the letter, and the number. */
const GUTTER = 8;

/** The words for the state of a walk, at the end of the first row. */
const STATES = /(?:EXAMPLE|SIGN|BROKEN|VERIFY|DIAGNOSIS|SANDBOX) *$|^ ?LIVE|LIVE *$/;

/** `sigv4` with this command line, once its first screen is drawn. */
export const openScreen = (commandLine: readonly string[] = [], options: ScreenOptions = {}): Promise<WalkScreen> =>
  begun(startScreen(commandLine, options));

/** The same in this process, which costs a tenth: for everything that the real terminal has no part in. */
export const openScreenHere = (commandLine: readonly string[] = [], options: ScreenOptions = {}): Promise<WalkScreen> =>
  begun(startScreenHere(commandLine, options));

async function begun(screen: WalkScreen): Promise<WalkScreen> {
  await screen.until(() => STATES.test(screen.header()) && screen.footer().includes('? keys'));
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

/** `openScreen` at once, before there is anything to see. */
export function startScreen(commandLine: readonly string[] = [], options: ScreenOptions = {}): WalkScreen {
  return screenOf(openTerminal(process.execPath, [PROGRAM, ...commandLine], terminalOptions(options)));
}

/** `openScreenHere` at once. */
export function startScreenHere(commandLine: readonly string[] = [], options: ScreenOptions = {}): WalkScreen {
  return screenOf(openTerminalHere(commandLine, terminalOptions(options)));
}

function terminalOptions({ columns, rows, colors = 'true color', environment = {} }: ScreenOptions): TerminalOptions {
  return {
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
  };
}

/** Titles are in rules: those of the inspector and of the hex view begin with a word, and that above the keys has none. */
const TITLED = /^─ \S/;
const PLAIN_RULE = /^─{8,}(?:$|┴)/;

/** The parts of a screen: below one another, or in two columns, whose divider begins in the rule below the steps. */
function partsOf(lines: readonly string[]): ScreenParts {
  const divider = (lines[TOP - 1] ?? '').indexOf('┬');
  const body = lines.slice(TOP, -1);
  const end = body.findIndex((line) => PLAIN_RULE.test(line));
  const rows = end < 0 ? body : body.slice(0, end);
  if (divider < 0) return columnOf(rows);
  const right = [lines[TOP - 1] ?? '', ...rows].map((row) => row.slice(divider + 1));
  const left = rows.map((row) => row.slice(0, divider).trimEnd());
  return { ...columnOf(right), page: columnOf(left).page };
}

function columnOf(rows: readonly string[]): ScreenParts {
  const titles = rows.flatMap((row, index) => (TITLED.test(row) ? [index] : []));
  const hexAt = titles.find((index) => rows[index]?.replace('▸ ', '').startsWith('─ Bytes of')) ?? -1;
  const inspectorAt = titles.find((index) => index !== hexAt) ?? -1;
  const after = (at: number) => (at < 0 ? [] : rows.slice(at + 1, titles.find((index) => index > at) ?? rows.length));
  const title = (rows[inspectorAt] ?? '').replace(/^─ | ─*$/g, '');
  return {
    page: rows.slice(0, titles[0] ?? rows.length),
    hex: after(hexAt),
    inspector: { title, rows: after(inspectorAt) },
  };
}

/** The columns that a very wide window leaves free at the left, as the rule below the steps shows. */
const marginOf = (lines: readonly string[]) => /^ *(?=[━─])/.exec(lines[TOP - 1] ?? '')?.[0].length ?? 0;

/** What is at the right of a text: the name of a part, or a mark. */
const ASIDE = /(?<=\S) {2,}\S+(?: \S+){0,3}$/;

function screenOf(terminal: Terminal): WalkScreen {
  const parts = () => partsOf(lines());
  const lookAt = (column: number, row: number) => {
    const { active } = terminal.buffer().buffer;
    const cell = active.getLine(active.viewportY + row)?.getCell(column);
    return cell ? lookOf(cell) : 'none';
  };
  const bar = () => terminal.lines()[1] ?? '';
  const lines = () => {
    const all = terminal.lines();
    const margin = marginOf(all);
    return margin === 0 ? all : all.map((line) => line.slice(margin));
  };
  // In the picture, inputs share a row: the cursor is in the middle of it.
  const cursorRow = () =>
    lines().find((line) => line.startsWith('>')) ??
    lines()
      .map((line) => / (>[A-Z]\S* .*)/.exec(line)?.[1])
      .find((row) => row !== undefined) ??
    '';
  return {
    ...terminal,
    header: () => terminal.lines()[0] ?? '',
    bar,
    step: () => {
      const [, bracketed, counted] = /\[(\d+) |^ (\d+)\/\d/.exec(bar()) ?? [];
      const number = bracketed ?? counted;
      return number === undefined ? null : Number(number);
    },
    page: () => parts().page,
    sent: terminal.written,
    written: () =>
      parts()
        .page.map((row) => row.slice(GUTTER).replace(ASIDE, ''))
        .join(''),
    hex: () => parts().hex,
    inspector: () => parts().inspector,
    footer: () => terminal.lines().at(-1) ?? '',
    cursorRow,
    letter: () => cursorRow().slice(1, 4).trim(),
    cursorColumn: () => {
      const all = terminal.lines();
      const margin = marginOf(all);
      const row = all.findIndex((line) => line.startsWith('>', margin));
      const isCursor = (column: number) => column >= margin + GUTTER && lookAt(column, row).includes('inverse');
      return Array.from({ length: all[row]?.length ?? 0 }, (_, column) => column).findIndex(isCursor);
    },
    placeOf: (text) => {
      const row = terminal.lines().findIndex((line) => line.includes(text));
      if (row < 0) throw new Error(`"${text}" is not on the screen:\n${terminal.text()}`);
      return { column: (terminal.lines()[row] ?? '').indexOf(text), row };
    },
    lookAt,
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

/** For what does not depend on the size: the rows that are drawn at each size are tested without a terminal. */
export const [WIDE, NARROW] = PLACES;
