/** Headers as Python prints a dictionary of them: `{'Host': b'h', 'Range': "bytes=0-9"}`. */
import type { Octets } from '../../bytes/octets.ts';
import { withoutBackslashes } from '../repairs/escapes.ts';

export interface Pair {
  readonly name: string;
  readonly value: Octets;
}

const PAIR =
  /['"]([!#-&*+.^_`|~0-9A-Za-z-]{1,200})['"]: (?:[ub]?(?:'((?:[^'\\\n]|\\.){0,32768})'|"((?:[^"\\\n]|\\.){0,32768})")|(\d{1,20}))/g;

/** In the order they stand, as far as the brackets hold strings and numbers. */
export function pairsIn(dictionary: string): Pair[] {
  return [...dictionary.matchAll(PAIR)].map(([, name = '', single, double, number]) => ({
    name,
    value: withoutBackslashes((single ?? double ?? number ?? '') as Octets),
  }));
}
