/** The frames before Ink is loaded: there at once, following the keys, and in the same cells as those of Ink. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readCapture } from '../support/captures.ts';
import { openInShell } from '../support/keyboard-shell.ts';
import { PROGRAM } from '../support/program.ts';
import { PLACES, startScreen, type WalkScreen } from '../support/walk-screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-frames-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let screen: WalkScreen | null = null;
afterEach(() => screen?.dispose());

const FRAME_END = '\x1b[?2026l';
const frames = ({ sent }: WalkScreen) => sent().split(FRAME_END).length - 1;

/** Ink, that is, takes two seconds to load. */
const SLOWLY = {
  NODE_OPTIONS: `--import=${pathToFileURL(resolve('test/support/slow-loading.mjs'))}`,
  SLOW_PART: 'drawSession',
};

/** Each cell: its character and how it looks. */
function cells({ lines, lookAt }: WalkScreen, columns: number): string[] {
  return lines().map((line, row) =>
    Array.from({ length: columns }, (_, column) => `${line[column] ?? ' '} ${lookAt(column, row)}`).join('|'),
  );
}

describe('the screen before Ink is loaded', () => {
  const { octets, accessKeyId, secretAccessKey, capturedAt } = readCapture('boto3-get-range.txt');
  const request = join(folder, 'request');
  writeFileSync(request, octets, 'latin1');
  const secrets = join(folder, 'secrets');
  writeFileSync(secrets, `${accessKeyId}:${secretAccessKey}\n`);
  // Nothing of it takes longer, so that without a key there is no other frame.
  const line = ['verify', '--walk', '--secret-from', secrets, '--at', capturedAt, request];

  it.each(PLACES)('has the cells that Ink then draws: $columns×$rows, $colors', async (place) => {
    screen = startScreen(line, { ...place, environment: SLOWLY });
    const opened: WalkScreen = screen;
    await opened.until('? keys');
    expect(frames(opened)).toBe(1);
    const early = cells(opened, place.columns);
    await opened.until(() => frames(opened) > 1);
    expect(cells(opened, place.columns)).toEqual(early);
    await opened.press('2', /^ 2\/6 |\[2 /m);
    opened.write('q');
    await opened.exited();
    expect(opened.exitCode()).toBe(0);
  });

  it('keeps the keys that are typed at it for the first frame of Ink', async () => {
    screen = startScreen(line, { environment: SLOWLY });
    await screen.until('? keys');
    screen.write('3\x1b[C');
    await screen.until(/\[4 /);
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });

  it('is stopped by Ctrl-Z and there again, before Ink and with it', async () => {
    const shell = openInShell({ path: PROGRAM }, `${line.join(' ')}`, { environment: SLOWLY });
    try {
      await shell.until('? keys');
      shell.write('2\x1a');
      await shell.until(/stopped: 148\nsettings: as before\ntype a line/);
      shell.write('it\r');
      await shell.until((seen) => seen.isAlternateScreen() && seen.text().includes('[2 '));
      shell.write('3');
      await shell.until('[3 ');
      shell.write('q');
      await shell.until(/ended: \d\s+settings: as before/);
    } finally {
      shell.dispose();
    }
  });
});
