/** Editing on the real screen: what is typed is what is signed, what changed is marked, and everything can be taken back. */
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { readCapture } from '../support/intake/captures.ts';
import { KEYS, leadTo, NARROW, openScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';

let screen: WalkScreen;
let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterEach(() => screen.dispose());
afterAll(() => home.remove());

const EXAMPLE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const SECRET = EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY ?? '';

/** The input of that name in the list of all, opened, its text taken away. */
async function edit(name: string): Promise<void> {
  await screen.press('E', /^Edit · \/ filters$/m);
  await leadTo(screen, name);
  await screen.press(KEYS.enter, () => field() !== undefined);
  await screen.press(KEYS.erase, () => field() === '');
}

/** What is in the field, which is in the row of the cursor. */
const field = () => /^>.*▏(.*)▕/.exec(screen.cursorRow())?.[1];

/** Where the cursor of the terminal is: it is the caret of the field. */
const caret = () => {
  const { cursorX, cursorY } = screen.buffer().buffer.active;
  return { before: [...(screen.lines()[cursorY] ?? '')].slice(0, cursorX).join(''), row: cursorY };
};

/** No field and no list is open: the keys are those of the page. */
const isClosed = () => screen.footer().endsWith('? keys') && !/esc (?:close|undo)/.test(screen.footer());

const isAtStep = (step: number) => () => screen.step() === step;

/** The signature in the header of the sixth step, whose middle is left out to fit: its beginning and its end. */
function signature(): readonly [beginning: string, end: string] | undefined {
  const [, beginning, end] = /Signature=([0-9a-f]{16,})…([0-9a-f]{8,})/.exec(screen.text()) ?? [];
  return beginning === undefined || end === undefined ? undefined : [beginning, end];
}

/** Whether the request is signed with this signature, as far as the header shows it. */
function isSigned(expected: string): boolean {
  const [beginning, end] = signature() ?? [];
  return beginning !== undefined && end !== undefined && expected.startsWith(beginning) && expected.endsWith(end);
}

/** Whether there is another signature than that of the example. */
const isSignedAnew = () => signature() !== undefined && !isSigned(EXAMPLE);

/** How many of 256 bits two signatures differ in. */
function bitsBetween(one: string, other: string): number {
  const bits = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  return [...bits.toString(2)].filter((bit) => bit === '1').length;
}

/** By RFC 2104 and AWS's description of the key, from the string to sign of the example with another region. */
function signatureIn(region: string, hash: string): string {
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = ['20130524', region, 's3', 'aws4_request'].reduce<string | Buffer>(mac, `AWS4${SECRET}`);
  return mac(key, `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/${region}/s3/aws4_request\n${hash}`).toString('hex');
}

const CANONICAL_HASH = '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972';

describe.each([NARROW])('an edit at $columns×$rows, $colors', (place) => {
  it('is signed as it is typed: what changed is marked, with the bits that flipped, until it is undone', async () => {
    screen = await openScreenHere([], place);
    await screen.press('6', isAtStep(6));
    expect(isSigned(EXAMPLE)).toBe(true);
    await edit('Region');
    const expected = signatureIn('eu-west-3', CANONICAL_HASH);
    await screen.press('eu-west-3', () => isSigned(expected));
    expect(screen.page().find((row) => row.includes(`=${expected.slice(0, 16)}`))).toMatch(/^ #.{5}~/);
    await screen.press(KEYS.enter, isClosed);
    // Twenty rows have none for the count; the marks are there.
    if (place.rows > 20) {
      expect(screen.lines().at(-2)).toMatch(/^─ ~ changed: steps 1 2 3 5 6 7 ─/);
      expect(screen.lines().at(-2)).toContain(
        ` ${bitsBetween(EXAMPLE, expected)} of 256 bits of the signature flipped ─`,
      );
    }
    await screen.press('2', isAtStep(2));
    expect(screen.page().find((row) => row.includes('20130524/eu-west-3'))).toMatch(/^>DRS {3}~/);
    // What did not change is not marked.
    expect(screen.text()).toMatch(/^ D {6}20130524 +date *$/m);
    await screen.press('gz', '20130524/us-east-1/s3/aws4_request');
    await screen.press('Z', '20130524/eu-west-3/s3/aws4_request');
    await screen.press('Z', 'Nothing to redo.');
    await screen.press('z6', () => isSigned(EXAMPLE));
    await screen.press('z', 'Nothing to undo.');
  });

  it('of the input of a line opens from the line itself', async () => {
    screen = await openScreenHere([], place);
    await screen.press('/Range: b\r', () => screen.inspector().title.includes('Range header, "R"'));
    await screen.press('e', /^>N1 {5}Range: ▏bytes=0-9▕/m);
    await screen.press(`${KEYS.backspace}19`, /^>N1 {4}~Range: ▏bytes=0-19▕ {3}was bytes=0-9 *$/m);
    expect(caret().before).toMatch(/▏bytes=0-19$/);
    await screen.press(KEYS.enter, isClosed);
    await screen.press('/x-amz-date: 2\r', /x-amz-date: 20130524T000000Z/);
  });

  it('is taken back by escape', async () => {
    screen = await openScreenHere([], place);
    await screen.press('6', isAtStep(6));
    await edit('date');
    await screen.press('20250102T030405Z', isSignedAnew);
    await screen.press(KEYS.escape, () => isSigned(EXAMPLE) && isClosed());
    await screen.press('z', 'Nothing to undo.');
    // Neither of a field in which nothing was typed does anything stay.
    await edit('Region');
    await screen.press(KEYS.escape, () => isSigned(EXAMPLE) && isClosed());
  });

  it('that is half typed says what is wrong, and the last walk stays', async () => {
    screen = await openScreenHere([], place);
    await screen.press('6', isAtStep(6));
    await edit('URL');
    await screen.press('http', /^ ✗ invalid URL: the last valid request is shown/);
    expect(isSigned(EXAMPLE)).toBe(true);
    await screen.press('s://examplebucket.s3.amazonaws.com/other.txt', isSignedAnew);
    expect(screen.header()).not.toContain('✗');
    const made = signature();
    await screen.press(KEYS.erase, /^ ✗ invalid URL: /);
    expect(signature()).toEqual(made);
    await screen.press(KEYS.escape, () => isSigned(EXAMPLE) && !screen.header().includes('✗'));
  });

  it('of the secret is masked wherever it is, and leaves another signature', async () => {
    screen = await openScreenHere([], place);
    await screen.press('6', isAtStep(6));
    await edit('secret access key');
    await screen.press('my own secret', () => field() === '*'.repeat(13));
    await screen.until(isSignedAnew);
    await screen.press(KEYS.enter, isClosed);
    await screen.press('E', /^> method/m);
    await leadTo(screen, 'secret access key');
    expect(screen.cursorRow()).toMatch(/^> secret access key \(masked\) \*{13}$/);
    await screen.press(KEYS.escape, () => !/esc (?:close|undo)/.test(screen.footer()));
    for (const step of [1, 2, 3, 4, 5, 6, 7]) await screen.press(String(step), isAtStep(step));
    expect(screen.sent()).not.toContain('my own');
    expect(screen.sent()).not.toContain('own secret');
  });

  it('can be undone and redone from any stage, as the footer says', async () => {
    screen = await openScreenHere([], place);
    expect(screen.footer()).not.toContain('undo');
    await edit('Region');
    await screen.press(`eu-west-3${KEYS.enter}`, isClosed);
    for (const step of [1, 2, 3, 4, 5, 6, 7, 8]) {
      await screen.press(String(step), isAtStep(step));
      expect(screen.footer()).toContain('z undo');
      expect(screen.footer()).not.toContain('…');
    }
  });

  it('shows the caret however long the line is', async () => {
    screen = await openScreenHere([], place);
    await edit('URL');
    const url = `https://examplebucket.s3.amazonaws.com/${'long/'.repeat(40)}end`;
    const isAtEnd = () => /▏….*long\/long\/end$/.test(caret().before);
    await screen.press(url, isAtEnd);
    expect(screen.text()).toMatch(/ \d+ of 256 bits differ/);
    await screen.press(KEYS.home, () => field()?.startsWith('https://examplebucket') ?? false);
    expect(caret().before).toMatch(/▏$/);
    await screen.press('\x05', isAtEnd);
  });
});

describe('editing', () => {
  it('takes a new header, changes the payload and the method, as three steps of undo', async () => {
    screen = await openScreenHere();
    await edit('a new header');
    await screen.press('x-amz-meta-a: b', () => field() === 'x-amz-meta-a: b');
    await screen.press(KEYS.enter, isClosed);
    await edit('body');
    await screen.press('Welcome', () => field() === 'Welcome');
    await screen.press(KEYS.enter, isClosed);
    await edit('method');
    await screen.press('PUT', () => field() === 'PUT');
    await screen.press(KEYS.enter, isClosed);
    await screen.press('4', /^.M +1[ ~]PUT\\n +method *$/m);
    await screen.press('/x-amz-meta\r', /x-amz-meta-a:b\\n/);
    await screen.press('z', /^.M +1[ ~]GET\\n +method *$/m);
    await screen.press('zz', / host;range;x-amz-content-sha256;x-amz-date\\n +names *$/m);
    await screen.press('z', 'Nothing to undo.');
  });

  it('takes a key that comes while the last edit is still being signed', async () => {
    screen = await openScreenHere();
    await screen.press('6', isAtStep(6));
    await edit('Region');
    // One chunk: every key is an edit of its own, and the last one counts.
    const expected = signatureIn('ap-southeast-2', CANONICAL_HASH);
    await screen.press('eu-central-1'.concat(KEYS.erase, 'ap-southeast-2'), () => isSigned(expected));
  });
});

const MATCH = /^ GET 127\.0\.0\.1:9000\/demo\/a%20b%2B%C3%BC\.\S+ · ✓ match +VERIFY *$/;

describe.each([
  [80, 24],
  [60, 20],
] as const)('a request that somebody else signed, at %i×%i', (columns, rows) => {
  it('is not edited, undone, redone nor sent: the signature is frozen', async () => {
    const { octets, accessKeyId, secretAccessKey, capturedAt } = readCapture('boto3-get-range.txt');
    const request = home.write('request', octets);
    const secrets = home.write('secrets', `${accessKeyId}:${secretAccessKey}\n`);
    screen = await openScreenHere(['verify', '--walk', '--secret-from', secrets, '--at', capturedAt, request], {
      columns,
      rows,
    });
    expect(screen.header()).toMatch(MATCH);
    const last = 6;
    for (let step = 1; step <= last; step++) {
      await screen.press(String(step), isAtStep(step));
      expect(isClosed()).toBe(true);
      expect(screen.footer()).not.toMatch(/edit|undo|redo|send/);
      for (const key of ['e', 'z', 'Z']) {
        await screen.press(key, 'The signature is shown as it was received');
        await screen.press(KEYS.down, ({ text }) => !text().includes('The signature is shown as it was received'));
        expect(screen.header()).toMatch(MATCH);
      }
      await screen.press(`${KEYS.enter}${KEYS.tab}`, /▸|no bytes on this line/);
      expect(screen.text()).not.toContain('Sending');
      await screen.press(KEYS.tab, ({ text }) => !text().includes('▸'));
    }
  });
});
