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
/** The same where only the worst is looked for: a sixteenth of the length, and what is found is measured again. */
const LEAST_SEARCHED = 1;

/** What begins something that another one of its kind may be in, or that only its end ends. */
const OPENERS = ['a', 'a: ', '{', '[', '<', '"', "'", '\\'];

/** A name, and texts of about a length. */
type Shape = readonly [name: string, ofLength: (length: number) => string];

/** A seed again and again, and a seed with one of its tokens again and again in its middle; each for each form. */
function* shapesOf({ forms }: Reader, seed: string): Generator<Shape> {
  for (const [name, ofLength] of textsOf(seed))
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
 * Measures each shape of the first seed of each reader, and the worst shape of its other seeds, for so many milliseconds; the
 * table says what was not measured. A shape that takes more than the limit is a failure.
 */
export async function growthTable(readers: readonly Reader[], milliseconds: number) {
  const end = Date.now() + milliseconds;
  const rows: string[] = [];
  let failed = 0;
  for (const reader of readers) {
    const longest = Math.min(reader.longest, isSlow(reader) ? LONG / 16 : LONG);
    const measured: Growth[] = [];
    for (const shape of shapesOf(reader, reader.seeds[0] ?? ''))
      if (Date.now() < end) measured.push(await growthOf(reader, shape, longest, LEAST));
    const searched: Growth[] = [];
    for (const [index, seed] of reader.seeds.entries())
      for (const [name, ofLength] of index === 0 ? [] : shapesOf(reader, seed))
        if (Date.now() < end)
          searched.push(
            await growthOf(reader, [`${name} in seed ${index + 1}`, ofLength], longest / 16, LEAST_SEARCHED),
          );
    if (searched.length > 0) measured.push(await growthOf(reader, worstOf(searched).shape, longest, LEAST));
    if (measured.length === 0) {
      rows.push(`| ${reader.id} | 0 | | | | not run |`);
      continue;
    }
    const worst = worstOf(measured);
    if (worst.times > LIMIT) failed++;
    const row = `| ${reader.id} | ${measured.length} of ${measured.length + searched.length} | \`${worst.shape[0]}\` | ${worst.times.toFixed(1)} | ${Math.round(worst.long)} | ${worst.times > LIMIT ? 'FAIL' : 'PASS'} |`;
    process.stdout.write(`${row}\n`);
    rows.push(row);
  }
  const heading = ['| what reads | shapes | the worst | times as long | ms | |', '|---|---|---|---|---|---|'];
  return { table: [...heading, ...rows].join('\n'), failed };
}

interface Growth {
  readonly shape: Shape;
  /** Milliseconds for the longest text. */
  readonly long: number;
  readonly times: number;
}

function worstOf(measured: readonly Growth[]): Growth {
  return measured.reduce((one, other) => (other.times > one.times ? other : one));
}

/** Measures a shape, and one over the limit again: the shorter time of each length counts. A reader that throws takes as long as can be. */
async function growthOf(reader: Reader, shape: Shape, longest: number, least: number): Promise<Growth> {
  const [name, ofLength] = shape;
  const time = async (length: number): Promise<number> => {
    const octets = octetsOf(ofLength(length));
    const start = cpuTime();
    try {
      await reader.read(octets);
    } catch (error) {
      process.stdout.write(`${reader.id}, ${name}: ${error}\n`);
      return Number.POSITIVE_INFINITY;
    }
    return cpuTime() - start;
  };
  await time(longest / 64);
  let [short, long] = [await time(longest / 16), await time(longest)];
  // Garbage is collected at other times in each run: what takes long again takes long.
  if (long > LIMIT * Math.max(short, least)) {
    short = Math.min(short, await time(longest / 16));
    long = Math.min(long, await time(longest));
  }
  return { shape, long, times: Number.isFinite(short) ? long / Math.max(short, least) : short };
}
