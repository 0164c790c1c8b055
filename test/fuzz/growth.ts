/** How the time of each reader grows with the length of what it reads: sixteen times as long must not take many times sixteen. */
import { cpuTime } from '../bench/measure.ts';
import { octetsOf } from '../support/octets-of.ts';
import { TOKENS } from './mutate.ts';
import { isSlow, type Reader } from './readers.ts';

const MEBIBYTE = 2 ** 20;
const LONG = 16 * MEBIBYTE;
/** The most times as long that sixteen times the bytes may take. */
const LIMIT = 20;
/** Milliseconds: what is read faster is not measured well, and counts as this. */
const LEAST = 20;

/** What begins something that another one of its kind may be in, or that only its end ends. */
const OPENERS = ['a', 'a: ', '{', '[', '<', '"', "'", '\\'];

/** A name, and texts of about a length. */
type Shape = readonly [name: string, ofLength: (length: number) => string];

/** A seed again and again, and a seed with one of its tokens again and again in its middle; each for each form. */
function* shapesOf({ seeds, forms }: Reader): Generator<Shape> {
  for (const [name, ofLength] of textsOf(seeds[0] ?? ''))
    for (const [index, form] of forms.entries()) {
      const isOther = ({ length }: string) => length % forms.length !== index;
      yield [
        form === '' ? name : `${name} ${form}`,
        (length) => {
          let text = ofLength(length);
          while (isOther(text)) text += '\n';
          return text;
        },
      ];
    }
}

function* textsOf(seed: string): Generator<Shape> {
  yield ['the whole', (length) => seed.repeat(Math.ceil(length / seed.length)).slice(0, length)];
  const middle = seed.length >> 1;
  const around = (token: string) => (length: number) =>
    seed.slice(0, middle) + token.repeat(Math.ceil(length / token.length)) + seed.slice(middle);
  for (const token of new Set([...OPENERS, ...TOKENS.filter((each) => seed.includes(each)).slice(0, 4)]))
    yield [JSON.stringify(token), around(token)];
}

/**
 * Measures each shape of each reader, for so many milliseconds; the table says what was not measured. A shape that takes more
 * than the limit is a failure.
 */
export async function growthTable(readers: readonly Reader[], milliseconds: number) {
  const end = Date.now() + milliseconds;
  const rows: string[] = [];
  let failed = 0;
  for (const reader of readers) {
    const measured = [];
    for (const shape of shapesOf(reader)) if (Date.now() < end) measured.push(await growthOf(reader, shape));
    if (measured.length === 0) {
      rows.push(`| ${reader.id} | 0 | | | | not run |`);
      continue;
    }
    const worst = measured.reduce((one, other) => (other.times > one.times ? other : one));
    if (worst.times > LIMIT) failed++;
    const row = `| ${reader.id} | ${measured.length} | \`${worst.shape}\` | ${worst.times.toFixed(1)} | ${Math.round(worst.long)} | ${worst.times > LIMIT ? 'FAIL' : 'PASS'} |`;
    process.stdout.write(`${row}\n`);
    rows.push(row);
  }
  const heading = ['| what reads | shapes | the worst | times as long | ms | |', '|---|---|---|---|---|---|'];
  return { table: [...heading, ...rows].join('\n'), failed };
}

/** Measures a shape, and one over the limit again: the shorter time of each length counts. A reader that throws takes as long as can be. */
async function growthOf(reader: Reader, [shape, ofLength]: Shape) {
  const time = async (length: number): Promise<number> => {
    const octets = octetsOf(ofLength(length));
    const start = cpuTime();
    try {
      await reader.read(octets);
    } catch (error) {
      process.stdout.write(`${reader.id}, ${shape}: ${error}\n`);
      return Number.POSITIVE_INFINITY;
    }
    return cpuTime() - start;
  };
  const longest = Math.min(reader.longest, isSlow(reader) ? LONG / 16 : LONG);
  await time(longest / 64);
  let [short, long] = [await time(longest / 16), await time(longest)];
  // Garbage is collected at other times in each run: what takes long again takes long.
  if (long > LIMIT * Math.max(short, LEAST)) {
    short = Math.min(short, await time(longest / 16));
    long = Math.min(long, await time(longest));
  }
  return { shape, long, times: Number.isFinite(short) ? long / Math.max(short, LEAST) : short };
}
