/** Pastes on the real screen: each is recognized as what it is, and none of it is taken for keys. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openScreenHere, paste, type WalkScreen, WIDE } from '../support/pty/walk-screen.ts';

const SIGNED = readFileSync('fixtures/requests/get-range.txt', 'latin1');

interface Pasted {
  readonly what: string;
  readonly text: string;
  /** What is in the canonical request then. */
  readonly signed: readonly RegExp[];
}

const UNSIGNED: readonly Pasted[] = [
  {
    what: 'a curl command over several lines',
    text: "curl -X PUT \\\n  -H 'x-amz-meta-note: qqq' \\\n  -d 'hello there' \\\n  https://examplebucket.s3.amazonaws.com/new.txt\n",
    signed: [/1.PUT\\n/, /2.\/new\.txt\\n/, /x-amz-meta-note:qqq\\n/],
  },
  {
    what: 'a URL',
    text: 'https://examplebucket.s3.amazonaws.com/from%20url.txt?acl',
    signed: [/1.GET\\n/, /2.\/from%20url\.txt\\n/, /3.acl=\\n/],
  },
  {
    what: 'the address of an object',
    text: '  s3://photos/cat at home.jpg\n',
    signed: [/1.GET\\n/, /2.\/cat%20at%20home\.jpg\\n/, /host:photos\.s3/],
  },
  {
    what: 'a raw request that nobody signed',
    text: 'DELETE /raw.txt HTTP/1.1\r\nHost: other.s3.amazonaws.com\r\nX-Amz-Meta-A: b\r\n\r\n',
    signed: [/1.DELETE\\n/, /2.\/raw\.txt\\n/, /host:other\.s3\.amazonaws\.com\\n/, /x-amz-meta-a:b\\n/],
  },
];

/** The first row once the signed request is there. */
const EXPIRED = /^ GET examplebucket\/test\.txt · ✗ expired, but its signature is correct +VERIFY *$/m;

let screen: WalkScreen;
afterEach(() => screen.dispose());

describe.each([WIDE])('a paste at $columns×$rows, $colors', (place) => {
  it.each(UNSIGNED)(
    'of $what is signed in the place of what was there, until it is undone',
    async ({ text, signed }) => {
      screen = await openScreenHere([], place);
      await screen.press('5', () => screen.step() === 5);
      await screen.press(paste(text), () => screen.step() === 1);
      await screen.until('Pasted; z undoes the paste.');
      expect(screen.header()).not.toContain('changed');
      for (const wanted of signed) await screen.press('4g', wanted);
      await screen.press('z', '7344ae5b7ee6c3e7e6b0fe06');
      await screen.press('6', /Signature=f0e8bdb8.* ✓ AWS/);
      expect(screen.exitCode()).toBeUndefined();
    },
  );

  it('of a signed request is looked at in VERIFY, where nothing is edited', async () => {
    screen = await openScreenHere([], place);
    await screen.press(paste(SIGNED), 'You pasted a signed request.');
    // The key is AWS's example, and the clock that of this machine.
    expect(screen.header()).toMatch(EXPIRED);
    expect(screen.footer()).not.toMatch(/edit|send/);
    await screen.press('e', 'The signature is shown as it was received');
    await screen.press(KEYS.down, ({ text }) => !text().includes('The signature is shown as it was received'));
    // Nor does another paste sign anything there.
    await screen.press(paste('https://examplebucket.s3.amazonaws.com/'), 'The signature is shown as it was received');
    expect(screen.header()).toMatch(EXPIRED);
    // The request that was here before is one undo away.
    await screen.press('z', / EXAMPLE *$/m);
    await screen.press('1', / e edit| Z redo/);
    expect(screen.text()).not.toContain('Reading the paste');
    // And back again, as often as one likes; what was undone before the paste is not redone after it.
    await screen.press('Z', EXPIRED);
    await screen.press('z', / EXAMPLE *$/m);
    await screen.press('Z', EXPIRED);
  });

  it('of what is no request says so, and changes nothing', async () => {
    screen = await openScreenHere([], place);
    await screen.press('5', () => screen.step() === 5);
    const before = screen.page();
    await screen.press(paste('qqq \x1b]2;title\x07 \x1b[2J nothing at all'), /a form that\s+cannot\s+be\s+read/);
    // In a small window, the notice is where the inspector was.
    expect(screen.page().slice(0, before.length)).toEqual(before);
    expect(screen.header()).toContain('EXAMPLE');
    expect(screen.sent()).not.toMatch(/\x1b\]2;|\x1b\[2J.*nothing/);
  });

  it('goes into the field that is open, as one line', async () => {
    screen = await openScreenHere([], place);
    await screen.press('/', ({ text }) => text().includes('/▏'));
    await screen.press(paste('host:\r\nex\x1b[31m'), /\/host: ex\[31m▏/);
    await screen.press(`${KEYS.erase}${paste('host:ex')}`, '/host:ex▏');
    await screen.press(KEYS.enter, /1 of \d here, .* · n next/);
    await screen.press('lllll', /Host header, "e" 65/);
    await screen.press('e', '▏examplebucket.s3.amazonaws.com▕');
    await screen.press(KEYS.end, '/test.txt▕');
    await screen.press(paste('?acl\n'), /test\.txt\?acl ▕/);
    await screen.press(KEYS.enter, /~acl%20=/);
  });
});

describe('pastes', () => {
  it('of a megabyte are taken whole, and keys after them count', async () => {
    screen = await openScreenHere();
    await screen.press(paste('q'.repeat(2 ** 20)) + KEYS.right, '[1 Request]');
    expect(screen.exitCode()).toBeUndefined();
  });

  it('without an end are told, and the next key counts', async () => {
    screen = await openScreenHere();
    await screen.press('\x1b[200~https://example.com/qqq', 'The paste did not end: 23 bytes arrived');
    await screen.press(KEYS.right, '[1 Request]');
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });

  it.each(['\x1b[200~abc', '\x1b]52;c;abc', '\x1bPabc', '\x1b[M'])(
    'without an end are left with Ctrl-C: %j',
    async (sent) => {
      screen = await openScreenHere();
      screen.write(sent);
      screen.write('\x03');
      await screen.exited();
      expect(screen.exitCode()).toBe(130);
    },
  );

  it('that come in pieces are one', async () => {
    screen = await openScreenHere();
    const whole = paste(SIGNED);
    for (const piece of [whole.slice(0, 3), whole.slice(3, 50), whole.slice(50, -2)]) screen.write(piece);
    await screen.press(whole.slice(-2), 'You pasted a signed request.');
  });
});
