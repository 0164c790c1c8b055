#!/usr/bin/env node

/**
 * Contains the entry point. The entry point also runs in old versions of Node.js, to say that a newer version is
 * needed.
 */

import { newerNodeNeeded } from '../bytes/runtime/oldest-node.ts';
import { keepCompiledCode } from './processes/compiled-code.ts';

const needed = newerNodeNeeded('sigv4');

if (needed !== null) {
  process.stderr.write(
    `${needed} Install a newer one from https://nodejs.org, or use npm start in a checkout, which brings one.\n`,
  );
  process.exitCode = 1;
} else {
  run(process.argv.slice(2));
}

function run(commandLine: readonly string[]): void {
  keepCompiledCode();
  const [first = '', ...others] = commandLine;
  if (['--version', '-V'].includes(first) && others.length === 0) {
    void import('./say-version.ts').then(({ sayVersion }) => sayVersion());
    return;
  }
  void import('./main.ts').then(({ main }) => main(commandLine));
}
