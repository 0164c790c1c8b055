/** Meanings as styles. Colour only repeats what the words say: without it nothing is lost. */
import chalk, { type ChalkInstance } from 'chalk';
import type { Meaning } from '../pages/page.ts';
import type { Row } from '../render/rows.ts';

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

/** A row as one string with its styles, cut to a width in cells; every character is one cell wide. */
export function paintRow({ runs }: Row, width: number): string {
  let room = width;
  let painted = '';
  for (const { text, meaning } of runs) {
    const shown = text.slice(0, room);
    room -= shown.length;
    if (shown !== '') painted += STYLES[meaning](shown);
  }
  return painted;
}
