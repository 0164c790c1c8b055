/** A module of Node.js is loaded when it is used, and is then what an import would have given. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { lateBuiltins } from '../../scripts/late-builtins.mjs';

const folder = mkdtempSync(join(tmpdir(), 'late-builtins-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SOURCE = `
import { createHash, hash as digest } from 'node:crypto';
import * as path from 'node:path';
import events, { EventEmitter } from 'events';
import process from 'node:process';
export const unused = () => createHash('sha256');
export const used = () => [digest('sha256', 'a'), path.join('a', 'b'), events.EventEmitter === EventEmitter];
export class Emitter extends EventEmitter {}
export const ends = (code) => { process.exitCode = code; };
`;

it('gives functions, namespaces, defaults, and classes; and loads nothing before', async () => {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'source.js'), SOURCE);
  const options: BuildOptions = {
    entryPoints: [join(folder, 'source.js')],
    bundle: true,
    format: 'esm',
    platform: 'node',
  };
  const { metafile } = await build({ ...options, metafile: true as const, write: false });
  const outfile = join(folder, 'bundled.js');
  await build({ ...options, outfile, plugins: [lateBuiltins(metafile.inputs)] });
  const asked: string[] = [];
  const { getBuiltinModule, exitCode } = process;
  process.getBuiltinModule = (name: string) => {
    asked.push(name);
    return getBuiltinModule(name);
  };
  try {
    const { used, Emitter, ends } = await import(outfile);
    expect(asked).toEqual(['events']);
    expect(used()).toEqual(['ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', join('a', 'b'), true]);
    expect(new Set(asked)).toEqual(new Set(['events', 'crypto', 'path']));
    expect(new Emitter()).toHaveProperty('emit');
    ends(7);
    expect(process.exitCode).toBe(7);
  } finally {
    Object.assign(process, { getBuiltinModule, exitCode });
  }
});
