/** The lines of a walk with their letters, read from what is drawn: from a frame in a terminal, and from the DOM of its page. */
import { SaxesParser } from 'saxes';
import { walkMarkup } from '../../../src/outputs/html/walk-markup.ts';
import { GUTTER } from '../../../src/screen/components/frame/gutter.ts';
import { pageParts, rowsOfParts } from '../../../src/screen/components/page/page-parts.ts';
import { drawLines } from '../../../src/screen/components/page/page-window.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { bytesShown } from '../../../src/views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { placesOf } from '../../../src/views/map/places.ts';
import { walkPage } from '../../../src/views/walk-pages.ts';
import { openEmulator } from '../pty/emulator.ts';
import { paintedByInk } from '../screen/drawn-by-ink.tsx';
import { shownWalk } from '../screen/shown-walk.ts';

export interface Lettered {
  readonly letters: string;
  readonly text: string;
}

export interface Numbered extends Lettered {
  readonly number: number | null;
}

export const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The lines of the chain of keys are not data, and neither is what divides a query. */
const bare = (text: string) => spaced(text.replace(DRAWN, '')).replace(/^[?&]|&$/g, '');

/** Returns the letters of the lines with this text, which may be cut in its middle; a note may follow. */
export function lettersOf({ text }: Lettered, all: readonly Lettered[]): string[] {
  const [start = '', end] = bare(text).split('…');
  const isSame = (other: string) =>
    end === undefined
      ? other === start || other.startsWith(`${start} `)
      : other.startsWith(start) && other.slice(start.length).includes(end);
  return all.flatMap((line) => (line.letters !== '' && isSame(bare(line.text)) ? [line.letters] : []));
}

/** Wide enough for every line of the requests here. */
const WIDTH = 1500;
const LETTERS = /^(?:N[1-9a-z]?|[A-Z.#…])*/;

/** The rows of a step as the screen draws them, without a break in any line. */
export function drawnStep(facts: WalkFacts, step: number): Numbered[] {
  const room = { width: WIDTH - GUTTER, height: 60 };
  const rows = rowsOfParts(
    pageParts(walkPage(facts, step), room, (id) => bytesShown(facts, id)),
    {},
  );
  const lines = rows.map((_row, row) => ({ row, kind: 'row' as const }));
  const look = { places: placesOf(facts.trace), changed: new Map(), searched: '', width: WIDTH };
  return drawLines(lines, { rows, cursor: { row: -1, position: null } }, look).map((row) => {
    const text = row.map((one) => one.text).join('');
    const letters = LETTERS.exec(text.slice(1))?.[0] ?? '';
    return { letters, number: numberIn(text.slice(1 + letters.length, GUTTER)), text: spaced(text.slice(GUTTER)) };
  });
}

function numberIn(text: string): number | null {
  const digits = /\d+/.exec(text)?.[0];
  return digits === undefined ? null : Number(digits);
}

interface PageLine extends Numbered {
  readonly note: string;
}

/** Where the number of a line is kept, after its parts on the page. */
const NUMBER = 9;

/** The lines of each step, from the elements of its page. The markup is well-formed XML. */
export function pageLines(facts: WalkFacts): readonly (readonly PageLine[])[] {
  const sections: PageLine[][] = [];
  const open: string[] = [];
  let line: string[] | null = null;
  let [part, depth] = [-1, 0];
  const parser = new SaxesParser({ fragment: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name);
    if (name === 'section') sections.push([]);
    if (name === 'div' && attributes.class === 'line') [line, depth, part] = [[], open.length, -1];
    else if (line && open.length === depth + 1) part += 1;
  });
  parser.on('text', (text) => {
    // In the gutter, the letters are in elements of their own, after the number.
    const at = part === 0 && open.at(-1) !== 'b' ? NUMBER : part;
    if (line && part >= 0) line[at] = `${line[at] ?? ''}${text}`;
  });
  parser.on('closetag', () => {
    if (line && open.length === depth) {
      const [letters = '', text = '', note = ''] = line;
      sections.at(-1)?.push({ letters, number: numberIn(line[NUMBER] ?? ''), text, note });
      line = null;
    }
    open.pop();
  });
  parser.write(`<main>${walkMarkup(facts).markup}</main>`).close();
  return sections;
}

/** A window in which no line of the picture is folded. */
const FRAME = { width: 160, height: 90 };

/** A row of the picture: its letters and text, and what is cut from the middle of the text. */
export interface PictureLine extends Numbered {
  readonly side: 'left' | 'right';
}

/** The lines of the picture, from the frame of a terminal of 160 by 90 cells. */
export async function pictureLines(facts: WalkFacts): Promise<PictureLine[]> {
  const session = beginSession(describeWalk(shownWalk(facts)), { size: FRAME, layout: 'usual' }, { write: () => {} });
  const terminal = openEmulator(FRAME.width, FRAME.height);
  await terminal.write(paintedByInk(session, FRAME).join('\r\n'));
  const rows = Array.from({ length: FRAME.height }, (_, row) =>
    Array.from({ length: FRAME.width }, (_cell, column) => terminal.cell(row, column) || ' ').join(''),
  );
  const first = rows.findIndex((row) => row.includes(RIGHT));
  const divider = rows[first]?.lastIndexOf('│', rows[first].indexOf(RIGHT)) ?? 0;
  const end = rows.findIndex((row, at) => at > first && row.startsWith('─ '));
  return rows
    .slice(first, end)
    .flatMap((row) => [...lineIn(row.slice(0, divider), 'left'), ...lineIn(` ${row.slice(divider + 2)}`, 'right')]);
}

const RIGHT = 'WHO YOU ARE';
const DRAWN = /[\u2500-\u257f]/g;
/** The cells before the text, in which lines are drawn too. */
const BEFORE = 14;

/** The letters, the number, and the text. The right side has no numbers, but dates. */
const LEFT_LINE = /^[> ]((?:N[1-9a-z]?|[A-Z.#…])+) +(?:(\d+)[ ~≠])?(.*)$/;
const RIGHT_LINE = /^[> ]((?:N[1-9a-z]?|[A-Z.#…])+) +(.*)$/;
const HEADINGS = /WHO YOU ARE|^ *(?:SIGNATURE|ECDSA|HMAC)/;

function lineIn(row: string, side: PictureLine['side']): PictureLine[] {
  const clean = row.slice(0, BEFORE).replace(DRAWN, ' ') + row.slice(BEFORE);
  const found = (side === 'left' ? LEFT_LINE : RIGHT_LINE).exec(clean);
  if (!found || HEADINGS.test(row)) return [];
  const [letters, rest] = [found[1] ?? '', found.at(-1) ?? ''];
  const number = side === 'left' && found[2] !== undefined ? Number(found[2]) : null;
  // A note has a space before it where its text needs all other cells.
  const text = (rest.trimStart().split(/ *[\u2500-\u257f◂]| {2,}/)[0] ?? '').replace(/ (?:is|never) sent$/, '');
  return [{ letters, number, text: spaced(text), side }];
}
