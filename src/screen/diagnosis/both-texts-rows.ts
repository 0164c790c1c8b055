/** Draws the lines of both sides below the findings of a diagnosis, if the window has room for them. */
import type { BothTexts, LineOfBoth } from '../../views/diagnosis/both-texts.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { fitRuns } from '../components/fitted-rows.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';

/** The fewest rows that are worth a title. */
const LEAST = 5;
const SIDE = 9;
const NUMBER = 3;

/**
 * Draws at most `height` rows. Lines on which both sides agree are faint. Returns no rows if there is too little room.
 */
export function bothTextsRows({ title, lines }: BothTexts, width: number, height: number): ScreenRow[] {
  const rows = lines.flatMap((line) => rowsOf(line, width));
  if (height < Math.min(LEAST, rows.length + 1)) return [];
  const below = rows.length - (height - 1);
  const more = below > 0 ? `▼ ${below} more, tab` : '';
  return [ruleTitle(width, { left: [words(title)], right: [more] }), ...rows.slice(0, height - 1)];
}

function rowsOf({ number, server, client }: LineOfBoth, width: number): ScreenRow[] {
  const shown = number === null ? '' : String(number);
  if (server !== null && client === null) return [rowOf('', shown, aside(textOrEmpty(server)), width)];
  return [
    ...(server === null ? [] : [rowOf('server', shown, words(textOrEmpty(server)), width)]),
    ...(client === null ? [] : [rowOf('client', server === null ? '+' : '', words(textOrEmpty(client)), width)]),
  ];
}

const textOrEmpty = (text: string): string => (text === '' ? '(empty)' : text);

const rowOf = (side: string, number: string, text: Run, width: number): ScreenRow =>
  fitRuns([aside(`   ${side.padEnd(SIDE)}${number.padStart(NUMBER)}  `), text], width);
