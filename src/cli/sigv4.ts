#!/usr/bin/env node

/**
 * Contains the entry point. The entry point also runs in old versions of Node.js, to say that a newer version is
 * needed.
 */

import { newerNodeNeeded } from '../bytes/runtime/oldest-node.ts';
import { asksForVersion, leadsToScreen } from '../commands/leads-to-screen.ts';
import { hasToBeClean, startClean } from './processes/clean-process.ts';
import { keepCompiledCode } from './processes/compiled-code.ts';
import { keepEarlyKeys } from './terminal/early-keys.ts';

const needed = newerNodeNeeded('sigv4');

if (needed !== null) {
  process.stderr.write(
    `${needed} Install a newer one from https://nodejs.org, or use npm start in a checkout, which brings one.\n`,
  );
  process.exitCode = 1;
} else {
  const commandLine = process.argv.slice(2);
  if (hasToBeClean(commandLine)) startClean();
  else run(commandLine);
}

function run(commandLine: readonly string[]): void {
  keepCompiledCode();
  if (asksForVersion(commandLine)) {
    void import('./say-version.ts').then(({ sayVersion }) => sayVersion());
    return;
  }
  // Keys may be pressed while the rest of the program loads.
  if (leadsToScreen(commandLine)) keepEarlyKeys();
  void import('./main.ts').then(({ main }) => main(commandLine));
}
