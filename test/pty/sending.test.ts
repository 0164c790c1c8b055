/** Sending on the real screen: where enter sends, and that the sandbox really refuses what was edited. */
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { KEYS, leadTo, NARROW, openScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';
import { openSandbox } from '../support/sandbox/sandbox-server.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

const ACCEPTED = 'HTTP/1.1 206 Partial Content';

/** What is typed into the input that the list has at this place. */
async function edit(name: string, text: string): Promise<void> {
  await screen.press('g', ({ lines }) => lines().some((line) => line.startsWith('>')));
  await screen.press('E', /^Edit/m);
  await leadTo(screen, name);
  await screen.press(`${KEYS.enter}${KEYS.erase}`, '▏▕');
  // What changed is marked as soon as it is signed.
  await screen.press(text, () => screen.page().some((row) => /^.{7}~/.test(row)));
  await screen.press(KEYS.enter, () => screen.footer().includes('? keys'));
}

describe.each([NARROW])('enter at $columns×$rows, $colors', (place) => {
  it('sends on Request bytes, again and again, and on Response bytes only what is unsent', async () => {
    screen = await openScreenHere([], place);
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await screen.press(String(step), () => screen.step() === step);
      expect(screen.footer()).not.toContain('send');
      screen.write(KEYS.enter);
    }
    await screen.press('8', 'This request has not been sent');
    await screen.press(KEYS.enter, ACCEPTED);
    expect(screen.footer()).not.toContain('send');
    await screen.press('7', () => screen.footer().includes('↵ send'));
    await screen.press(KEYS.enter, () => screen.step() === 8);
    await screen.until(ACCEPTED);
  });

  it.each([
    ['Region', 'eu-west-3', 'AuthorizationHeaderMalformed'],
    ['secret access key', 'another', 'SignatureDoesNotMatch'],
    ['access key ID', 'AKIANOBODYKNOWSTHAT0', 'InvalidAccessKeyId'],
    ['date', '20130525T000000Z', 'RequestTimeTooSkewed'],
  ])('sends what was edited, which the sandbox refuses: %s', async (name, text, code) => {
    screen = await openScreenHere([], place);
    await edit(name, text);
    await screen.press(`7${KEYS.enter}`, new RegExp(`✗ 40\\d .*${code}`));
    await screen.press('/<Code>\r', new RegExp(`<Code>${code}</Code>`));
    // What is shown belongs to what was sent: with the edit undone nothing has been sent.
    await screen.press('z', 'This request has not been sent');
    await screen.press(KEYS.enter, ACCEPTED);
  });
});

describe('the request of a person', () => {
  it('is sent as it was edited, to where it was to go', async () => {
    const sandbox = await openSandbox();
    screen = await openScreenHere(
      [
        ...['walk', '--endpoint-url', sandbox.url, '--region', 'us-east-1', '--date', '20130524T000000Z'],
        's3://examplebucket/test.txt',
      ],
      { environment: EXAMPLE_KEYS },
    );
    await edit('method', 'PUT');
    await edit('body', 'written on the screen');
    await edit('URL', 's3://examplebucket/written.txt');
    expect(sandbox.answers).toEqual([]);
    await screen.press(`7${KEYS.enter}`, 'HTTP/1.1 200 OK');
    await screen.until(/✓ 200 OK +accepted/);
    expect(sandbox.body('written.txt')).toBe('written on the screen');
    expect(sandbox.answers).toHaveLength(1);
    await sandbox.close();
  });
});
