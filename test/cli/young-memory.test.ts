/** The memory for new objects, in a process of its own: the flag holds for the whole process. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';

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

/** Loaded before the program: tells the flags that it gives to V8. */
const TELLING = `
  import v8 from 'node:v8';
  import { syncBuiltinESMExports } from 'node:module';
  v8.setFlagsFromString = (flag) => process.stderr.write(flag + '\\n');
  syncBuiltinESMExports();
`;

it('has no flag while a service starts, and is kept when it listens', { tags: ['expensive'] }, async () => {
  const preloaded = `--import=data:text/javascript,${encodeURIComponent(TELLING)}`;
  const service = spawn(process.execPath, [preloaded, PROGRAM, 'sandbox', '--plain', '--port', '0']);
  let told = '';
  service.stderr.on('data', (piece) => (told += piece));
  await once(service.stdout, 'data');
  service.kill('SIGINT');
  await once(service, 'close');
  expect(told.match(/^--semi-space-growth-factor=\d+$/gm)).toEqual(['--semi-space-growth-factor=1']);
});
