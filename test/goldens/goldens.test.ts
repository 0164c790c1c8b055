/**
 * What the program shows, as files that a reviewer reads: about 150 command lines and forty key scripts. `npm run goldens`
 * writes them again; the diff is then read line by line, because it is what users will see.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { COMMAND_LINES } from './command-lines.ts';
import { KEY_SCRIPTS } from './key-scripts.ts';
import { play, runLine } from './run.ts';

const isWritten = process.env.GOLDENS === 'write';

describe.each(Object.entries(COMMAND_LINES))('%s', (group, lines) => {
  it.concurrent.for(Object.entries(lines))('%s', async ([name, line], { expect }) => {
    await expect(await runLine(line)).toMatchFileSnapshot(`lines/${group}/${name}.txt`);
  });
});

describe.each(Object.entries(KEY_SCRIPTS))('the screen: %s', (group, scripts) => {
  it.concurrent.for(Object.entries(scripts))('%s', async ([name, script], { expect }) => {
    const file = `screens/${group}/${name}.txt`;
    const path = `${import.meta.dirname}/${file}`;
    const before = !isWritten && existsSync(path) ? readFileSync(path, 'utf8') : null;
    await expect(await play(script, before)).toMatchFileSnapshot(file);
  });
});
