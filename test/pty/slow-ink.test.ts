/** Keys that are typed before Ink is loaded: not echoed, none lost, Ctrl-Z included. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { startScreen, type WalkScreen } from '../support/pty/walk-screen.ts';
import { openInShell } from '../support/screen/keyboard-shell.ts';

let screen: WalkScreen | null = null;
afterEach(() => screen?.dispose());

/** Ink, that is, takes two seconds to load. */
const SLOWLY = {
  NODE_OPTIONS: `--import=${pathToFileURL(resolve('test/support/pty/slow-loading.mjs'))}`,
  SLOW_PART: 'openHeardApp',
  SAYS: 'loading ',
};

describe('before Ink is loaded', () => {
  it('keys are kept for the first frame, and nothing of them is echoed', async () => {
    screen = startScreen(['walk'], { environment: SLOWLY });
    await screen.until('loading');
    screen.write('3\x1b[C');
    await screen.until(/\[4 /);
    expect(screen.sent().split('\x1b[?1049h')[0]).toBe('loading ');
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });

  it('Ctrl-Z stops the program as soon as it can, and it is there again', async () => {
    const shell = openInShell({ path: PROGRAM }, 'walk', { environment: SLOWLY });
    try {
      await shell.until('loading');
      shell.write('2\x1a');
      await shell.until(/stopped: 148\nsettings: as before\ntype a line/);
      shell.write('it\r');
      await shell.until((seen) => seen.isAlternateScreen() && seen.text().includes('[2 '));
      shell.write('q');
      await shell.until(/ended: 0\s+settings: as before/);
    } finally {
      shell.dispose();
    }
  });
});
