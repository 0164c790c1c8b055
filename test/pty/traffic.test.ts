/** The screen of a server on a real terminal: it restores the terminal, and stops the server, however it is left. */
import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import type { Terminal } from '../support/pty/terminal.ts';
import { openInShell, signalProgram } from '../support/screen/keyboard-shell.ts';

let terminal: Terminal;
afterEach(() => terminal.dispose());

async function expectRestored(): Promise<void> {
  await terminal.until('the shell is back');
  expect(terminal.text()).toContain('No request arrived.\nended: 0\nsettings: as before');
  expect(terminal.isAlternateScreen()).toBe(false);
  const { modes } = terminal.buffer();
  expect({ paste: modes.bracketedPasteMode, mouse: modes.mouseTrackingMode }).toEqual({ paste: false, mouse: 'none' });
}

describe('the screen of a server', () => {
  it('is left with SIGTERM as it is without a screen', { tags: ['expensive'] }, async () => {
    terminal = openInShell({ path: PROGRAM }, 'capture');
    await terminal.until(/waiting for requests[\s\S]*\? keys/);
    const authority = /AWS_CA_BUNDLE=(\S+)/.exec(terminal.text())?.[1] ?? '';
    expect(existsSync(authority)).toBe(true);
    signalProgram(terminal, 'SIGTERM');
    await expectRestored();
    expect(existsSync(authority)).toBe(false);
  });

  it('is not opened in the background, where the system would stop the program', { tags: ['expensive'] }, async () => {
    terminal = openInShell({ path: PROGRAM }, 'sandbox & wait $!');
    await terminal.until('Press Ctrl-C to stop.');
    expect(terminal.isAlternateScreen()).toBe(false);
    signalProgram(terminal, 'SIGTERM');
    await terminal.until('the shell is back');
    expect(terminal.text()).toContain('ended: 0\nsettings: as before');
  });
});
