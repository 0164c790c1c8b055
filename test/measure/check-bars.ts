/** Compares the measured figures with the bars of `bars.json`, below which they must not fall. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FieldFigures, printField } from './print-field.ts';
import { type Drawing, printRandom, type RandomFigures } from './print-random.ts';

/** `least` and `most` hold for counts and shares alike. */
interface Bar {
  readonly least?: number;
  readonly most?: number;
}

interface Bars {
  readonly field: Readonly<Record<keyof FieldFigures, Bar>>;
  readonly drawing: Drawing;
  readonly random: Readonly<Record<keyof RandomFigures, Bar>>;
}

/** Prints each figure beside its bar. Returns whether all of them hold. What is not there is said to be not run. */
export function checkBars(shared: string): boolean {
  const bars: Bars = JSON.parse(readFileSync(join(import.meta.dirname, 'bars.json'), 'utf8'));
  const field = printField(shared, []);
  const random = printRandom(bars.drawing);
  const lines = [...compare(bars.field, field), ...compare(bars.random, random)];
  for (const { says } of lines) console.log(says);
  return lines.every(({ holds }) => holds);
}

function compare<Name extends string>(
  bars: Readonly<Record<Name, Bar>>,
  figures: Readonly<Record<Name, number>> | null,
) {
  return (Object.keys(bars) as Name[]).map((name) => {
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = bars[name];
    const bar = least === Number.NEGATIVE_INFINITY ? `at most ${most}` : `at least ${least}`;
    if (figures === null) return { holds: true, says: `not run: ${name} (${bar})` };
    const figure = figures[name];
    const holds = figure >= least && figure <= most;
    return { holds, says: `${holds ? 'holds' : 'FAILS'}: ${name} ${Number(figure.toFixed(3))} (${bar})` };
  });
}
