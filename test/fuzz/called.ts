/** Prints, as JSON, the functions of the program that are called while each reader reads its seeds: FILE NAME, as V8 names them. */
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { octetsOf } from '../support/octets-of.ts';
import { READERS } from './readers.ts';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
for (const { seeds, read } of READERS) for (const seed of seeds) await read(octetsOf(seed));
const { result } = await session.post('Profiler.takePreciseCoverage');
const called = result.flatMap(({ url, functions }) =>
  functions
    .filter(({ ranges }) => ranges.some(({ count }) => count > 0))
    .map(({ functionName }) => `${relative('.', url.startsWith('file:') ? fileURLToPath(url) : url)} ${functionName}`),
);
process.stdout.write(JSON.stringify(called.filter((name) => name.startsWith('src/'))));
