import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Packs the program, and installs the archive in this folder with this package.json. Gives the path of the archive. */
export function installPacked(folder: string, manifest: object): string {
  const destination = join(folder, 'packed');
  mkdirSync(destination);
  npm(folder, ['pack', resolve('.'), '--pack-destination', destination]);
  const archive = join(destination, readdirSync(destination)[0] ?? '');
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  npm(folder, ['install', archive]);
  return archive;
}

/** Runs npm in this folder, offline, with a cache of its own: no other npm changes what it reads. Gives what it prints. */
export function npm(folder: string, commandLine: readonly string[]): string {
  const always = ['--offline', '--cache', join(folder, 'cache'), '--ignore-scripts', '--no-audit', '--no-fund'];
  return execFileSync('npm', [...commandLine, ...always], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}
