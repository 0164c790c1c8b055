/**
 * Signs, or verifies, AWS's documented GET example until its time is known, warm. Arguments: the library's file, and `sign` or
 * `verify`. Prints the microseconds of CPU time of one.
 */
import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';

/** Milliseconds of CPU time. */
const WARM_UP = 400;
const MEASURED = 600;
/** Calls between two looks at the clock. */
const BATCH = 50;

const [, , file = '', what] = process.argv;
const { sign, verify, isProblem }: typeof import('../../src/library/index.ts') = await import(file);
const { key, region, timestamp, method } = DOCUMENTED_EXAMPLE;
const order = {
  method,
  url: 'https://examplebucket.s3.amazonaws.com/test.txt',
  headers: { Range: 'bytes=0-9' },
  credentials: key,
  region,
  date: timestamp,
};
const signed = sign(order);
if (isProblem(signed)) throw new Error(signed.says);
const request = { method, url: '/test.txt', headers: signed.headers };

const CALLS: Readonly<Record<string, () => unknown>> = {
  sign: () => sign(order),
  verify: () => verify({ request, secretAccessKey: key.secretAccessKey, region, now: timestamp }),
};
const call = CALLS[what ?? ''];
if (!call) throw new Error(`There is no ${what}.`);

/** Calls for so many milliseconds of CPU time. Resolves with the microseconds of one call. */
async function measure(milliseconds: number): Promise<number> {
  const start = process.threadCpuUsage();
  for (let count = BATCH; ; count += BATCH) {
    for (let index = 0; index < BATCH; index++) await call?.();
    const { user, system } = process.threadCpuUsage(start);
    if (user + system > milliseconds * 1000) return (user + system) / count;
  }
}

const result = await CALLS.verify?.();
if (!(result && typeof result === 'object' && 'verdict' in result && result.verdict === 'match'))
  throw new Error('The example does not match.');
await measure(WARM_UP);
process.stdout.write(String(await measure(MEASURED)));
