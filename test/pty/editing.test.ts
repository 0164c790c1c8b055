/** Editing on the real screen: what is typed is what is signed, what changed is marked, and everything can be taken back. */
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCapture } from '../support/captures.ts';
import { type Home, makeHome } from '../support/own-home.ts';
import { EXAMPLE_KEYS } from '../support/test-world.ts';
import { KEYS, leadTo, openScreen, PLACES, type WalkScreen } from '../support/walk-screen.ts';

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
  await screen.press('g', ({ lines }) => lines().some((line) => line.startsWith('>')));
  await screen.press('e', /^Edit$/m);
  await leadTo(screen, name);
  await screen.press(KEYS.enter, () => screen.inspector().rows.at(-1)?.startsWith(`${name} `) ?? false);
  await screen.press(KEYS.erase, () => screen.inspector().rows.at(-1) === `${name} ▏`);
}

/** The signature, as the sixth stage has it, in one piece. */
const signature = () => /Signature {0,2}(?:✓ published by AWS)?([0-9a-f]{64})/.exec(screen.written())?.[1];

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

describe.each(PLACES)('an edit at $columns×$rows, $colors', (place) => {
  it('is signed as it is typed: what changed is marked, with the bits that flipped, until it is undone', async () => {
    screen = await openScreen([], place);
    await screen.press('6', '[6 Authorization]');
    expect(signature()).toBe(EXAMPLE);
    await edit('region');
    const expected = signatureIn('eu-west-3', CANONICAL_HASH);
    await screen.press('eu-west-3', () => signature() === expected);
    expect(screen.header()).toBe(
      `SIGN  changed: 9 values; ${bitsBetween(EXAMPLE, expected)} of 256 signature bits flipped`,
    );
    expect(screen.page().find((row) => row.includes(expected.slice(0, 40)))).toMatch(/^.{4}~/);
    await screen.press(KEYS.enter, () => screen.footer().includes('q leave'));
    await screen.press('2', '20130524/eu-west-3/s3/aws4_request');
    expect(screen.page().find((row) => row.includes('20130524/eu-west-3'))).toMatch(/^.HIJ~/);
    // What did not change is not marked.
    await screen.press('/date  \r', /^>.* date +20130524/m);
    expect(screen.cursorRow()[4]).toBe(' ');
    await screen.press('gz', '20130524/us-east-1/s3/aws4_request');
    await screen.press('Z', '20130524/eu-west-3/s3/aws4_request');
    await screen.press('Z', 'Nothing to redo.');
    await screen.press('z6', () => signature() === EXAMPLE);
    await screen.press('z', 'Nothing to undo.');
  });

  it('of the input of a line opens from the line itself', async () => {
    screen = await openScreen([], place);
    await screen.press('/Range: b\r', () => screen.inspector().rows[0]?.includes('of Request: "R"') ?? false);
    await screen.press('e', 'header 1 Range: bytes=0-9▏');
    await screen.press(`${KEYS.backspace}19`, 'header 1 Range: bytes=0-19▏');
    await screen.until(/^>D.{2}~Range: bytes=0-19$/m);
    await screen.press(KEYS.enter, () => screen.footer().includes('q leave'));
    await screen.press('/x-amz-date: 2\r', /x-amz-date: 20130524T000000Z/);
  });

  it('is taken back by escape', async () => {
    screen = await openScreen([], place);
    await screen.press('6', '[6 Authorization]');
    await edit('date');
    await screen.press('20250102T030405Z', () => signature() !== EXAMPLE && screen.header().includes('bits flipped'));
    await screen.press(KEYS.escape, () => signature() === EXAMPLE);
    expect(screen.footer()).toContain('q leave');
    await screen.press('z', 'Nothing to undo.');
    // Neither of a field in which nothing was typed does anything stay.
    await edit('region');
    await screen.press(KEYS.escape, () => signature() === EXAMPLE && screen.footer().includes('q leave'));
  });

  it('that is half typed says what is wrong, and the last walk stays', async () => {
    screen = await openScreen([], place);
    await screen.press('6', '[6 Authorization]');
    await edit('URL');
    await screen.press('http', /^SIGN {2}✗ not signed: "http" is not a URL/);
    expect(signature()).toBe(EXAMPLE);
    await screen.press('s://examplebucket.s3.amazonaws.com/other.txt', () => screen.header().includes('changed: '));
    await screen.until(() => signature() !== EXAMPLE && signature() !== undefined);
    const made = signature();
    await screen.press(KEYS.erase, /^SIGN {2}✗ /);
    expect(signature()).toBe(made);
    await screen.press(KEYS.escape, () => signature() === EXAMPLE && !screen.header().includes('✗'));
  });

  it('of the secret is masked wherever it is, and leaves another signature', async () => {
    screen = await openScreen([], place);
    await screen.press('6', '[6 Authorization]');
    await edit('secret access key');
    await screen.press('my own secret', 'secret access key *************▏');
    await screen.until(() => signature() !== EXAMPLE && screen.header().includes('bits flipped'));
    await screen.press(KEYS.enter, () => screen.footer().includes('q leave'));
    await screen.press('E', /^> method/m);
    await leadTo(screen, 'secret access key');
    expect(screen.cursorRow()).toMatch(/^> secret access key \(masked\) \*{13}$/);
    await screen.press(KEYS.escape, () => !screen.footer().includes('esc close'));
    for (const step of [1, 2, 3, 4, 5, 6, 7]) await screen.press(String(step), `[${step} `);
    expect(screen.sent()).not.toContain('my own');
    expect(screen.sent()).not.toContain('own secret');
  });

  it('can be undone and redone from any stage, as the footer says', async () => {
    screen = await openScreen([], place);
    for (const step of [1, 2, 3, 4, 5, 6, 7, 8]) {
      await screen.press(String(step), `[${step} `);
      expect(screen.footer()).toMatch(/z Z undo redo/);
      expect(screen.footer()).not.toContain('…');
    }
  });

  it('shows the caret however long the line is', async () => {
    screen = await openScreen([], place);
    await edit('URL');
    const url = `https://examplebucket.s3.amazonaws.com/${'long/'.repeat(40)}end`;
    await screen.press(url, /…[^\n]*long\/long\/end▏$/m);
    await screen.press(
      KEYS.home,
      () => screen.inspector().rows.at(-1)?.startsWith('URL ▏https://examplebucket') ?? false,
    );
    await screen.press('\x05', /long\/end▏$/m);
  });
});

describe('editing', () => {
  it('takes a new header, changes the payload and the method, as three steps of undo', async () => {
    screen = await openScreen();
    await edit('a new header');
    await screen.press('x-amz-meta-a: b', 'x-amz-meta-a: b▏');
    await screen.press(KEYS.enter, () => screen.footer().includes('q leave'));
    await edit('payload');
    await screen.press('Welcome', 'payload Welcome▏');
    await screen.press(KEYS.enter, () => screen.footer().includes('q leave'));
    await edit('method');
    await screen.press('PUT', 'method PUT▏');
    await screen.press(KEYS.enter, () => screen.footer().includes('q leave'));
    await screen.press('4/method   \r', /method +PUT\\n/);
    await screen.press('/x-amz-meta\r', /x-amz-meta-a:b\\n/);
    await screen.press('z/method   \r', /method +GET\\n/);
    await screen.press('zz/signed names\r', /signed names +host;range;x-amz-content-sha256;x-amz-date/);
    await screen.press('z', 'Nothing to undo.');
  });

  it('takes a key that comes while the last edit is still being signed', async () => {
    screen = await openScreen();
    await screen.press('6', '[6 Authorization]');
    await edit('region');
    // One chunk: every key is an edit of its own, and the last one counts.
    const expected = signatureIn('ap-southeast-2', CANONICAL_HASH);
    await screen.press('eu-central-1'.concat(KEYS.erase, 'ap-southeast-2'), () => signature() === expected);
  });
});

describe.each([
  [80, 24],
  [60, 20],
] as const)('a request that somebody else signed, at %i×%i', (columns, rows) => {
  it('is not edited, undone, redone nor sent: the signature is frozen', async () => {
    const { octets, accessKeyId, secretAccessKey, capturedAt } = readCapture('boto3-get-range.txt');
    const request = home.write('request', octets);
    const secrets = home.write('secrets', `${accessKeyId}:${secretAccessKey}\n`);
    screen = await openScreen(['verify', '--walk', '--secret-from', secrets, '--at', capturedAt, request], {
      columns,
      rows,
    });
    expect(screen.header()).toBe('VERIFY  ✓ match');
    const last = 6;
    for (let step = 1; step <= last; step++) {
      await screen.press(String(step), `[${step} `);
      expect(screen.footer()).toContain('q leave');
      expect(screen.footer()).not.toMatch(/edit|undo|redo|send/);
      for (const key of ['e', 'z', 'Z']) {
        await screen.press(key, 'The signature is shown as it was received');
        await screen.press(KEYS.down, ({ text }) => !text().includes('The signature is shown as it was received'));
        expect(screen.header()).toBe('VERIFY  ✓ match');
      }
      await screen.press(`${KEYS.enter}${KEYS.tab}`, /▸|no bytes on this line/);
      expect(screen.text()).not.toContain('Sending');
      await screen.press(KEYS.tab, ({ text }) => !text().includes('▸'));
    }
  });
});
