/** Finds where the commands of curl begin in a text. */
import type { Octets } from '../../bytes/octets.ts';
import type { Place } from '../landmarks.ts';

const COMMAND = /curl(?:\.exe)?(?=[ \t])/g;
/** Matches what may be before the name of the program on its line: a prompt, other programs, and variables. */
const BEFORE_COMMAND =
  /^[ \t]{0,40}(?:[$%#>][ \t]{1,4})?(?:(?:sudo|time|env)[ \t]+|[A-Za-z_]\w{0,60}=\S{0,200}[ \t]+){0,4}(?:\S{0,200}[/\\])?$/;
/** The maximum number of bytes before the name of the program on its line. */
const FARTHEST = 1_400;
const MOST = 2_000;

/** Returns the beginnings of the lines on which a command begins, in order. */
export function findCommands(octets: Octets): Place[] {
  return [...octets.matchAll(COMMAND).take(MOST)].flatMap(({ index }) => {
    const start = octets.lastIndexOf('\n', index) + 1;
    return index - start < FARTHEST && BEFORE_COMMAND.test(octets.slice(start, index)) ? [{ start }] : [];
  });
}
