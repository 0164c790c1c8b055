/** Diagnosing on the real screen: the first page, both texts, replays, a refused walk, and the page to paste into. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../../src/drafts/replay.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { ENCODED_AGAIN, failing, HEX_TEXT } from '../support/causes/diagnosed.ts';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import {
  KEYS,
  NARROW,
  paste,
  type ScreenOptions,
  startScreenHere,
  type WalkScreen,
} from '../support/pty/walk-screen.ts';
import { openSandbox, type SandboxServer } from '../support/sandbox/sandbox-server.ts';

const CAUSE = /Each HMAC of the key chain was used in the next as hexadecimal/;

/** What a person has of a failed request. */
function textsOf(failed: ReturnType<typeof failing>) {
  const made = replay(failed.signed);
  const { canonicalRequest, stringToSign } = made;
  return {
    answer: failed.reply.body,
    request: writeRequestHead(failed.made).octets + failed.body,
    log: `CanonicalRequest:\n${canonicalRequest}\nStringToSign:\n${stringToSign}\nSignature:\n${made.signature()}\n`,
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

/** Starts `sigv4 diagnose` and waits for its first page. */
async function openDiagnosis(commandLine: readonly string[], place: ScreenOptions = {}): Promise<WalkScreen> {
  const started = startScreenHere(['diagnose', ...commandLine], place);
  screen = started;
  await started.until(/ DIAGNOSIS\s*$/m);
  await started.until('? keys');
  return started;
}

describe.each([NARROW])('a diagnosis at $columns×$rows, $colors', (place) => {
  it('begins with the cause, how sure it is, and the fix, and leads to its replay and to both texts', async () => {
    screen = await openDiagnosis([files.keyAnswer, files.keyRequest], place);
    expect(screen.text()).toMatch(/✗ Each HMAC of the key chain .*PROVED/);
    expect(screen.text()).toMatch(/Fix +\w/);
    expect(screen.text()).toMatch(/Proof +with the client's secret access key/);
    expect(screen.lines()).toHaveLength(place.rows);
    await screen.press('t', '✓ The sandbox accepts this signature.');
    expect(screen.text()).toContain("the same as the server's");
    await screen.press(KEYS.enter, 'z goes back to the diagnosis.');
    await screen.press('5', '✓ the same, byte for byte');
    await screen.press('z', 'PROVED');
    await screen.press(KEYS.tab, /─ (?:▸ )?client, /);
    await screen.press(KEYS.escape, 'PROVED');
    await screen.press('x', '"x" does nothing here; ? shows the keys.');
    await screen.press('?', 'On the first page of a diagnosis');
    await screen.press(KEYS.escape, 'PROVED');
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
    expect(screen.isAlternateScreen()).toBe(false);
  });

  it('shows the two lines with a mark below each piece that differs', async () => {
    screen = await openDiagnosis([files.wayAnswer, files.wayLog], place);
    const lines = screen.lines();
    const server = lines.findIndex((line) => /^ P +2 server /.test(line));
    expect(lines[server]).toMatch(/╳$/);
    expect(lines[server + 1]).toMatch(/^ +client .*╎$/);
    const marks = lines[server + 2] ?? '';
    const below = (row: string) => [...marks].map((mark, at) => (mark === '≠' ? row[at] : '')).join('');
    // What the filler is, is said where the marks leave room.
    expect(marks).toMatch(/^ +░ nothing +≠[ ≠]*╎$/);
    expect(below(lines[server] ?? '')).toMatch(/^%2520/);
    expect(below(lines[server + 1] ?? '')).toMatch(/^%20░░/);
    await screen.press(KEYS.tab, /─ (?:▸ )?client, /);
    // Both texts have a mark below each byte that differs.
    expect(screen.lines().filter((row) => /^ {8,}≠[ ≠]*$/.test(row)).length).toBeGreaterThanOrEqual(2);
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });

  it('is one of a refused walk, with d, until z', async () => {
    screen = startScreenHere(
      [
        ...['walk', '--endpoint-url', sandbox.url, '--region', 'us-east-1', '--date', '20130524T000000Z'],
        's3://examplebucket/test.txt',
      ],
      { ...place, environment: { ...EXAMPLE_KEYS, AWS_SECRET_ACCESS_KEY: `${EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY}x` } },
    );
    await screen.until('? keys');
    await screen.press('d', 'No server has refused this request');
    await screen.press(`7${KEYS.enter}`, /403 SignatureDoesNotMatch/);
    await screen.press('d', / DIAGNOSIS\s*$/m);
    await screen.press('z', /403 SignatureDoesNotMatch/);
    // The secret that was given is nowhere on the way.
    expect(screen.sent()).not.toContain(`${EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY}x`);
  });

  it('is one of what is pasted into a walk: an answer with its request, or a log', async () => {
    screen = startScreenHere([], place);
    await screen.until('? keys');
    await screen.press(paste(`${KEY.request}\n${KEY.answer}\n`), "You pasted a server's response.");
    expect(screen.text()).toMatch(/✗ Each HMAC/);
    await screen.press('z', ({ text }) => !text().includes('DIAGNOSIS'));
    await screen.press(paste(`${WAY.log}\n${WAY.answer}`), /✗ The path/);
    await screen.press(KEYS.tab, 'client, the paste');
  });
});

describe('a diagnosis', () => {
  it('is told line by line to who listens', async () => {
    screen = startScreenHere(['diagnose', '--screen-reader', files.wayAnswer, files.wayLog], {
      columns: 100,
      rows: 40,
    });
    await screen.until('Keys: ');
    expect(screen.sent()).toContain(
      'explained: ✗ The path that was signed is not the path that the server computed with.',
    );
    expect(screen.sent()).toMatch(/server: .*%2520/);
    expect(screen.sent()).toMatch(/client: .*%20/);
    await screen.press(KEYS.tab, 'Step 2 of 3: Canonical request');
    expect(screen.isAlternateScreen()).toBe(false);
  });

  it('is plain text where that is asked for', async () => {
    screen = startScreenHere(['diagnose', '--plain', files.keyAnswer, files.keyRequest]);
    await screen.exited();
    expect(screen.sent()).toMatch(CAUSE);
    expect(screen.isAlternateScreen()).toBe(false);
    expect(screen.sent()).not.toContain('\x1b[?1049h');
  });
});

describe.each([NARROW])('the page to paste into at $columns×$rows, $colors', (place) => {
  it('puts pastes together, says what was recognized, and opens the result', async () => {
    screen = startScreenHere(['diagnose'], place);
    await screen.until('Nothing was pasted yet.');
    await screen.press(KEYS.enter, 'There is nothing to see yet');
    await screen.press(paste(KEY.answer), /✓ response +403|✓ response +SignatureDoesNotMatch/);
    expect(screen.text()).toMatch(/– request/);
    await screen.press(paste(KEY.request), /✓ request +GET/);
    await screen.until(/✗ Each HMAC/);
    await screen.press(KEYS.enter, 'PROVED');
    await screen.press('p', 'Why was it refused?');
    await screen.press('\x15', 'Nothing was pasted yet.');
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });

  it('masks a secret at once, and proves more with it', async () => {
    const secret = 'own/Secret+Key0123456789abcdefghijklmnop';
    screen = startScreenHere(['diagnose'], place);
    await screen.until('Nothing was pasted yet.');
    await screen.press(paste(`AWS_SECRET_ACCESS_KEY=${secret}`), /✓ secret +pasted, and masked at once/);
    await screen.press(paste(secret), /\*{40}/);
    expect(screen.sent()).not.toContain(secret);
    screen.write('q');
    await screen.exited();
  });

  it('verifies a request, and leaves with the exit code of the verdict', async () => {
    screen = startScreenHere(['verify'], place);
    await screen.until('Is the signature right?');
    await screen.press(paste(KEY.request), /✓ signature +\d+ signed headers/);
    await screen.until(/✗ mismatch/);
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(1);
  });
});
