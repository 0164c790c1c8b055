/** Meanings as styles. Colour only repeats what the words say: without it nothing is lost. */
import chalk, { type ChalkInstance } from 'chalk';
import type { Meaning } from '../pages/page.ts';
import type { ScreenRow, Style } from '../render/screen/screen-rows.ts';

const STYLES: Readonly<Record<Meaning, ChalkInstance>> = {
  given: chalk.yellow,
  copied: chalk.cyan,
  derived: chalk.green,
  fixed: chalk.blue,
  masked: chalk.magenta,
  agrees: chalk.green.bold,
  differs: chalk.red.bold,
  name: chalk.bold,
  words: chalk.reset,
  aside: chalk.dim,
  command: chalk.cyan,
  link: chalk.underline,
};

/** NO_COLOR, if it is there and not empty, switches colours off (https://no-color.org); chalk leaves that to us. */
export function respectNoColor(noColor: string | undefined): void {
  if (noColor !== undefined && noColor !== '') chalk.level = 0;
}

/** A row as one string with its styles. */
export function paintRow(row: ScreenRow): string {
  return row.map(({ text, style }) => paint(text, style)).join('');
}

const HUES = [chalk.yellow, chalk.cyan, chalk.green, chalk.blue, chalk.red, chalk.magenta, chalk.white];

function paint(text: string, { meaning, hue, mark }: Style): string {
  const styled = (hue === null ? STYLES[meaning] : HUES[hue]) ?? STYLES[meaning];
  return mark === 'byte' ? styled.inverse(text) : styled(text);
}
