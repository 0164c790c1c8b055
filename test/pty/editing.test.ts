/** Editing on the real screen: several edits in a row, keys while one is signed, and a request that no one may edit. */
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { readCapture } from '../support/intake/captures.ts';
import { KEYS, leadTo, openScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';

let screen: WalkScreen;
let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterEach(() => screen.dispose());
afterAll(() => home.remove());

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

/** By RFC 2104 and AWS's description of the key, from the string to sign of the example with another region. */
function signatureIn(region: string, hash: string): string {
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = ['20130524', region, 's3', 'aws4_request'].reduce<string | Buffer>(mac, `AWS4${SECRET}`);
  return mac(key, `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/${region}/s3/aws4_request\n${hash}`).toString('hex');
}

const CANONICAL_HASH = '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972';

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
