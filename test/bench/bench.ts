/**
 * How fast the program is, beside others and beside what is possible: `npm run bench`, or `npm run bench -- NAME…` for
 * single ones. It prints tables and asserts nothing: figures belong to the machine that they were measured on.
 */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { benchCapture } from './capture.ts';
import { benchChunks } from './chunks.ts';
import { benchDownload } from './download.ts';
import { benchPage } from './page.ts';
import { benchSandbox } from './sandbox.ts';
import { benchFirstFrame, benchKeys, benchMemory } from './screen.ts';
import { benchSigning } from './signing.ts';
import { benchStart } from './start.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { benchTraffic } from './traffic-screen.ts';
import { benchVerify } from './verify.ts';

const BENCHES: ReadonlyMap<string, (folder: string) => Promise<string>> = new Map([
  ['start', benchStart],
  ['first-frame', benchFirstFrame],
  ['keys', benchKeys],
  ['memory', benchMemory],
  ['traffic', benchTraffic],
  ['signing', benchSigning],
  ['verify', benchVerify],
  ['chunks', benchChunks],
  ['download', benchDownload],
  ['sandbox', benchSandbox],
  ['capture', benchCapture],
  ['page', benchPage],
]);

/** Names for several of them. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['screen', ['first-frame', 'keys', 'memory', 'traffic']],
]);

const wanted = process.argv.slice(2).flatMap((name) => GROUPS.get(name) ?? [name]);
const unknown = wanted.filter((name) => !BENCHES.has(name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}; there are ${[...BENCHES.keys(), ...GROUPS.keys()].join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  process.stdout.write(machine());
  for (const [name, bench] of BENCHES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const printed = await inTemporaryFolder(bench);
    process.stdout.write(`\n${printed}`);
  }
}

function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
  const cpu = `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${availableParallelism()} cores`;
  return `Node.js ${process.versions.node}, ${process.platform} ${process.arch}; ${cpu}, ${memory}\n`;
}
