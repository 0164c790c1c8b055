/** The memory for new objects, in a process of its own: the flag holds for the whole process. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const SOURCE = `
  import v8 from 'node:v8';
  import { keepYoungMemory } from ${JSON.stringify(resolve('src/cli/processes/young-memory.ts'))};
  if (process.argv[1] === 'kept') keepYoungMemory();
  let kept = [];
  for (let round = 0; round < 200; round++) kept = Array.from({ length: 20_000 }, (_, index) => ({ index, round }));
  const { space_size: size } = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  console.log(JSON.stringify({ size, last: kept.at(-1) }));
`;

function newSpace(...words: readonly string[]): number {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', SOURCE, ...words], { encoding: 'utf8' });
  return JSON.parse(stdout).size;
}

it('does not grow once it is kept, as it would otherwise', () => {
  expect(newSpace('kept') * 4).toBeLessThanOrEqual(newSpace());
});
