/** Recordings of the capture, and what `sigv4 open` says of files. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../../../src/commands/open/open.ts';
import { ordered } from '../sandbox/sandbox-client.ts';
import { captureHere, closing, exchangeWith } from './capture-here.ts';
import { worldOf } from './test-world.ts';

export type Order = Parameters<typeof ordered>[0];

/** Records requests to the sandbox, with `fault` in between, and returns the text of each file by its name. */
export async function recordings(orders: readonly Order[], fault: string): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'open-'));
  const { port, stop } = await captureHere({ sandbox: true, record: folder, fault: [fault] });
  for (const order of orders) {
    await exchangeWith(port, closing(ordered({ host: `127.0.0.1:${port}`, ...order }).request));
  }
  await stop();
  const texts = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  rmSync(folder, { recursive: true });
  return texts;
}

export async function opened(files: Record<string, string>, options = {}, paths = Object.keys(files)) {
  const { world, output, errors } = worldOf({}, files);
  return { code: await open.run(world, options, paths), output: output(), errors: errors() };
}
