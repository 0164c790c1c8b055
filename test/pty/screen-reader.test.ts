/** The layout for a screen reader on a real terminal: lines that are only ever added, and nothing but text. */
import { afterEach, describe, expect, it } from 'vitest';
import { type ScreenOptions, startScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

async function open(options: ScreenOptions = {}, line: readonly string[] = ['walk']): Promise<void> {
  screen = startScreenHere([...line, '--screen-reader'], { rows: 40, ...options });
  await screen.until(() => screen.sent().includes('Keys: '));
}

/** What was said since; each key waits for what it leads to. */
async function heard(keys: string, wanted: string | RegExp): Promise<string> {
  const before = screen.sent().length;
  const since = () => screen.sent().slice(before).replaceAll('\r\n', '\n');
  screen.write(keys);
  await screen.until(() => (typeof wanted === 'string' ? since().includes(wanted) : wanted.test(since())));
  return since();
}

/** Pastes are asked for, and at the end all is asked back; neither is heard or seen. */
const withoutModes = (text: string) => text.replace(/\x1b\[\?2004h|\x1b\[\?2026l\x1b\[0m\x1b\[\?2004l\x1b\[\?25h/g, '');

/** Of no bytes (FIPS 180-4). */
const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe.each([
  { columns: 80, colors: 'true color' },
  { columns: 60, colors: 'no color' },
] as const)('--screen-reader in $columns columns, $colors', (place) => {
  it('says the stages as text on the primary screen, only ever adding lines', async () => {
    await open(place);
    expect(screen.isAlternateScreen()).toBe(false);
    expect(screen.sent()).toMatch(/^\x1b\[\?2004hEXAMPLE: GET examplebucket\/test\.txt, bytes=0-9, us-east-1/);
    expect(screen.sent()).toContain('Step 1 of 8: Request\r\n');
    const second = await heard('2', 'Step 2 of 8: Credential scope');
    expect(second).not.toContain('Step 1 of 8');
    await heard('\x1b[C', 'Step 3 of 8: Signing key');
    await heard('4', 'Step 4 of 8: Canonical request');
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
    // No escape sequence, no going back: text and line ends.
    expect(withoutModes(screen.sent()).replaceAll('\r\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f]/);
  });

  it('breaks no word, however long: the terminal does', async () => {
    await open(place);
    expect(screen.sent()).toContain('docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html\r\n');
    expect(screen.sent()).toContain(`x-amz-content-sha256: ${EMPTY_HASH}\r\n`);
    const fifth = await heard('5', '; echo');
    expect(fifth).toContain('7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972\n');
  });

  it('says of a byte which it is and where it comes from, and nothing in hexadecimal but that', async () => {
    await open(place);
    await heard('4', 'Step 4 of 8');
    const line = await heard('/host:ex\r', 'fixed by a rule, "h" 68, line 4 · offset 0 · byte 15 of 289');
    expect(line).toContain('line 4 of 10: headers host:examplebucket.s3.amazonaws.com');
    const next = await heard('lllll', 'Host header, "e" 65, line 4 · offset 5 · byte 20 of 289');
    expect(next).toContain('came as: examplebucket.s3.amazonaws.com · from the URL of the AWS example\n');
    expect(next).not.toContain('headers host:');
    expect(screen.sent()).not.toMatch(/(?:\b(?:[0-9a-f]{2}){1,2}[ [\]]){3}/);
    expect(screen.sent()).not.toMatch(/[─│▸]/);
    // Where a byte comes from is said, and not the whole of its step again.
    const source = await heard('o', 'byte 30 of 101');
    expect(source).toContain('Step 1 of 8: Request\nHost header examplebucket.s3.amazonaws.com\n');
    await heard('\x7f', 'Step 4 of 8: Canonical request\nline 4 of 10: headers host:');
  });

  it('says the items of a list one by one, what is edited, and what came of sending', async () => {
    await open(place);
    await heard('?', /Keys and marks.*, 1 of \d+: What you can do here/);
    await heard('j', /Keys and marks.*, 2 of \d+: enter next step/);
    screen.write('q');
    await heard('7', /Step 7 of 8: \w/);
    const sent = await heard('\r', 'HTTP/1.1 206 Partial Content');
    expect(sent).toMatch(/Sending…(?:.|\n)*Step 8 of 8: \w/);
    await heard('E', /Edit.*, 1 of \d+: method/);
    const edited = await heard(`${'j'.repeat(5)}\r${'\x7f'}2`, 'changed: steps 1 2 3 5 6 7');
    expect(edited).toContain('Region us-east-2▏');
    expect(edited).toMatch(/changed: steps [\d ]+, \d+ of 256 signature bits/);
    await heard('\x1b', /SANDBOX: GET .* us-east-1/);
    screen.write('\x03');
    await screen.exited();
    expect(screen.exitCode()).toBe(130);
  });
});
