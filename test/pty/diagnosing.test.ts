/** Diagnosing on the real screen: causes, two texts in step, replays, a refused walk, answers that are pasted. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../../src/diagnosis/draft/steps.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { ENCODED_AGAIN, failing, HEX_TEXT } from '../support/diagnosed.ts';
import { type Home, makeHome } from '../support/own-home.ts';
import { openSandbox, type SandboxServer } from '../support/sandbox-server.ts';
import { EXAMPLE_KEYS } from '../support/test-world.ts';
import { KEYS, leadTo, openScreen, PLACES, paste, startScreen, type WalkScreen } from '../support/walk-screen.ts';

const CAUSE = /Each HMAC of the key chain was used in the next as hexadecimal/;

/** What a person has of a failed request. */
function textsOf(failed: ReturnType<typeof failing>) {
  const { canonicalRequest, stringToSign, signature } = replay(failed.signed);
  return {
    answer: failed.reply.body,
    request: writeRequestHead(failed.made).octets + failed.body,
    log: `CanonicalRequest:\n${canonicalRequest}\nStringToSign:\n${stringToSign}\nSignature:\n${signature()}\n`,
  };
}
const KEY = textsOf(failing(HEX_TEXT));
const WAY = textsOf(failing(ENCODED_AGAIN));

let home: Home;
let sandbox: SandboxServer;
let screen: WalkScreen;
/** By what they are called here. */
let files: Readonly<Record<'keyAnswer' | 'keyRequest' | 'wayAnswer' | 'wayLog', string>>;

beforeAll(async () => {
  home = makeHome();
  sandbox = await openSandbox();
  files = {
    keyAnswer: home.write('answer.xml', KEY.answer),
    keyRequest: home.write('request.txt', KEY.request),
    wayAnswer: home.write('changed.xml', WAY.answer),
    wayLog: home.write('client.log', WAY.log),
  };
});
afterEach(() => screen.dispose());
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

/** The characters of a pane that the marks below its rows are under. */
function marked(rows: readonly string[]): string {
  return rows
    .flatMap((row, at) => [...(rows[at + 1] ?? '')].map((mark, column) => (/[~^]/.test(mark) ? row[column] : '')))
    .join('');
}

describe.each(PLACES)('a diagnosis at $columns×$rows, $colors', (place) => {
  it('leads from the cause through both texts and its replay, and out', async () => {
    screen = await openScreen(['diagnose', files.keyAnswer, files.keyRequest], place);
    expect(screen.verdict()).toMatch(/^DIAGNOSE {2}✗ Each HMAC of the key chain/);
    expect(screen.text()).toMatch(/proved +✗ Each HMAC/);
    expect(screen.footer()).toContain('enter replay');
    for (const title of ['[2 Canonical request]', '[3 String to sign]', '[4 Request]']) {
      await screen.press(KEYS.right, title);
      expect(screen.lines()).toHaveLength(place.rows);
    }
    await screen.press('1', '[1 Causes]');
    await screen.press(KEYS.enter, /^REPLAY {2}✗ Each HMAC/);
    expect(screen.footer()).toContain('esc back');
    await screen.press('5', '✓ the same, byte for byte');
    await screen.press(KEYS.backspace, /^DIAGNOSE {2}✗ Each HMAC/);
    await screen.press(KEYS.enter, /^REPLAY/);
    await screen.press(KEYS.escape, /^DIAGNOSE/);
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
    expect(screen.isAlternateScreen()).toBe(false);
  });

  it('has two cursors in step, which begin where the texts differ', async () => {
    screen = await openScreen(['diagnose', files.wayAnswer, files.wayLog], place);
    expect(screen.verdict()).toMatch(/^DIAGNOSE {2}✗ The path that was signed/);
    await screen.press(KEYS.right, '▸ server, ');
    // The first percent sign that was encoded once more: %2520 on the server, %20 at the client.
    expect(screen.card()[0]).toMatch(/^server {2}byte \d+ of \d+: "5" \(0x35\)$/);
    expect(screen.card()[1]).toMatch(/^client {2}byte \d+ of \d+: "0" \(0x30\)$/);
    expect(marked(screen.page())).toMatch(/^ ?520/);
    expect(marked(screen.hex())).toMatch(/^ ?0/);
    // Over all three bytes of the one side to the byte after them on both.
    await screen.press('lll', ({ text }) => text().includes('✓ the same'));
    const [server = '', client = ''] = screen.card().map((row) => row.replace(/.*: /, ''));
    expect(server).toBe(client);
    await screen.press(KEYS.tab, '▸ client, ');
    await screen.press('h', '✗ different');
    expect(screen.card()[1]).toMatch(/^client {2}byte \d+ of \d+: "0" \(0x30\)$/);
    await screen.press('G', /the same/);
    screen.write('q');
    await screen.exited();
    // The plain difference explains it.
    expect(screen.exitCode()).toBe(0);
  });

  it('is one of a refused walk, with d, until z', async () => {
    screen = await openScreen(
      [
        ...['walk', '--endpoint-url', sandbox.url, '--region', 'us-east-1', '--date', '20130524T000000Z'],
        's3://examplebucket/test.txt',
      ],
      { ...place, environment: { ...EXAMPLE_KEYS, AWS_SECRET_ACCESS_KEY: `${EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY}x` } },
    );
    await screen.press('d', 'No server has refused this request');
    expect(screen.footer()).not.toContain('diagnose');
    await screen.press(`7${KEYS.enter}`, /^SIGN {2}✗ the server returned 403 SignatureDoesNotMatch$/m);
    expect(screen.footer()).toContain('d diagnose');
    await screen.press('d', /^DIAGNOSE {2}/);
    expect(screen.bar()).toContain('[1 Causes]');
    // What was signed is known without a log.
    await screen.press(KEYS.right, 'client, this walk');
    await screen.press('z', /^SIGN {2}✗ the server returned 403/);
    expect(screen.bar()).toContain('[8 ');
    // The secret that was given is nowhere on the way.
    expect(screen.sent()).not.toContain(`${EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY}x`);
  });

  it('is one of what is pasted: an answer with its request, or a log', async () => {
    screen = await openScreen([], place);
    await screen.press(paste(`${KEY.request}\n${KEY.answer}\n`), "You pasted a server's answer.");
    expect(screen.verdict()).toMatch(/^DIAGNOSE {2}✗ Each HMAC/);
    await screen.press('z', /^SIGN {2}✓ /);
    await screen.press(paste(`${WAY.log}\n${WAY.answer}`), /^DIAGNOSE {2}✗ The path/);
    await screen.press(KEYS.right, 'client, the paste');
    // And another over it.
    await screen.press(paste(KEY.log), "You pasted a client's log.");
    await screen.press('zz', /^SIGN {2}✓ /);
  });
});

describe('the example of AWS', () => {
  it('with another secret is refused, and diagnosed', async () => {
    screen = await openScreen();
    await screen.press('E', /^Edit$/m);
    await leadTo(screen, 'secret access key');
    await screen.press(`${KEYS.enter}${KEYS.erase}another${KEYS.enter}`, 'bits flipped');
    await screen.press(`7${KEYS.enter}`, '403 SignatureDoesNotMatch');
    await screen.press('d', /^DIAGNOSE {2}/);
    await screen.press('2', /client, this walk, \d+ bytes, the same/);
  });
});

describe('a diagnosis', () => {
  it('fits a projector', async () => {
    screen = await openScreen(['diagnose', '--projector', files.wayAnswer, files.wayLog], { columns: 120, rows: 30 });
    await screen.press(KEYS.right, '▸ server, ');
    expect(Math.max(...screen.lines().map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(screen.card()[0]).toMatch(/^server {2}byte \d+/);
  });

  it('is beside itself where there is room', async () => {
    screen = await openScreen(['diagnose', files.wayAnswer, files.wayLog], { columns: 120, rows: 30 });
    await screen.press(KEYS.right, '▸ server, ');
    const row = screen.lines().find((line) => line.includes('%2520')) ?? '';
    expect(row.split(' │ ')[1]).toContain('%20');
  });

  it('is told line by line to who listens', async () => {
    screen = startScreen(['diagnose', '--screen-reader', files.wayAnswer, files.wayLog], { columns: 100, rows: 40 });
    await screen.until('Keys: ');
    expect(screen.sent()).toContain(
      'DIAGNOSE ✗ The path that was signed is not the path that the server computed with.',
    );
    await screen.press(KEYS.right, 'Step 2 of 3: Canonical request');
    await screen.until(/client: .*%20/);
    expect(screen.sent()).toMatch(/server: .*%2520/);
    await screen.press('l', /server byte \d+ of \d+: "2"[\s\S]*client byte/);
    expect(screen.isAlternateScreen()).toBe(false);
  });

  it('is plain text where that is asked for', async () => {
    screen = startScreen(['diagnose', '--plain', files.keyAnswer, files.keyRequest]);
    await screen.exited();
    expect(screen.sent()).toMatch(CAUSE);
    expect(screen.isAlternateScreen()).toBe(false);
    expect(screen.sent()).not.toContain('\x1b[?1049h');
  });
});
