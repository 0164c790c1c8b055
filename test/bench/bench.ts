/**
 * How fast the program is: `npm run bench`, or `npm run bench -- NAME…` for single rows. With `--dist FOLDER`, another built
 * checkout is measured; several of them are run by turns. The last column compares each figure with that of the first
 * program. It asserts nothing: figures belong to the machine that they were measured on.
 */
import { availableParallelism, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { byTurns, median, table } from './measure.ts';
import { distIn, inTemporaryFolder } from './programs.ts';
import { ROWS } from './rows.ts';

const { values, positionals } = parseArgs({
  options: { dist: { type: 'string', multiple: true, default: ['dist'] } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}; there are ${ROWS.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}

const dists = values.dist.map((folder) =>
  distIn(resolve(folder), values.dist.length > 1 ? `sigv4 in ${folder}` : 'sigv4'),
);
const printed: string[][] = [];
for (const row of ROWS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  process.stderr.write(`${row.name}…\n`);
  const measured = await inTemporaryFolder(async (folder) => {
    const { contestants, stop } = await row.open(dists, folder);
    try {
      return await byTurns(contestants, row.rounds);
    } finally {
      stop();
    }
  });
  const first = median(measured.find(({ name }) => name === dists[0]?.name)?.samples ?? []);
  for (const { name, samples } of measured) {
    const spread = [median(samples), Math.min(...samples), Math.max(...samples)];
    const figures = spread.map((value) => value.toFixed(row.unit === '/s' ? 0 : value < 100 ? 2 : 0));
    printed.push([row.name, name, ...figures, row.unit, (median(samples) / first).toFixed(2)]);
  }
}
const machine = `Node.js ${process.versions.node}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`;
process.stdout.write(`${machine}\n\n${table(['', 'of', 'median', 'least', 'most', 'unit', '×'], printed)}`);
