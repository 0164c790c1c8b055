/** What the screen says about a request that was sent: after undo, after a diagnosis key, and on every line. */
import { describe, expect, it } from 'vitest';
import { exampleScreen } from '../../support/screen/example-screen.ts';
import { answered } from '../../support/wire/answered.ts';

const REFUSED = answered('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
const ACCEPTED = answered('HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\n\r\nHello, S3!');
const SKEWED =
  '<Error><Code>RequestTimeTooSkewed</Code><Message>The times differ too much.</Message><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>';

const text = (rows: readonly string[]) => rows.join('\n');

describe('a request that was sent', () => {
  it('shows its answer again when an edit is undone and redone', async () => {
    const screen = await exampleScreen({ answer: REFUSED });
    await screen.edit('region', 'eu-west-1');
    await screen.press('return', '7', 'return');
    expect(text(screen.drawn())).toContain('400 Bad Request');
    await screen.press('z');
    // This request was never sent.
    expect(text(screen.drawn())).toContain('This request has not been sent');
    await screen.press('Z');
    expect(text(screen.drawn())).toContain('400 Bad Request');
    await screen.press('7');
    expect(text(screen.drawn())).not.toContain('Not sent yet');
  });

  it('says after d that an accepted request has no mistake', async () => {
    const screen = await exampleScreen({ answer: ACCEPTED });
    await screen.press('7', 'return', 'd');
    expect(screen.state().notice).toBe('The server accepted this request, so there is no mistake to look for.');
  });

  it('edits nothing of an answer, whose bytes are no input', async () => {
    const screen = await exampleScreen({ answer: ACCEPTED });
    await screen.press('7', 'return', 'e');
    expect(screen.state().open).toBeNull();
    expect(screen.state().notice).toMatch(/^The server sent these bytes/);
  });

  it('shows both signatures on the last step, on each line and after any key', async () => {
    const screen = await exampleScreen({ answer: ACCEPTED, size: { width: 80, height: 24 } });
    await screen.press('7', 'down', 'up', 'return');
    expect(text(screen.drawn())).toContain('The two signatures');
    for (const key of ['down', 'up', 'home', 'end']) {
      await screen.press(key);
      expect(text(screen.drawn())).toMatch(/^ client +f0e8bdb8.*\n server +f0e8bdb8.* same$/m);
    }
  });

  it('does not promise to look for a reason that the error names', async () => {
    const answer = answered(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${SKEWED.length}\r\n\r\n${SKEWED}`);
    const screen = await exampleScreen({ answer });
    await screen.press('7', 'return');
    expect(text(screen.drawn())).toContain('The verdict above names the reason; d explains it.');
  });
});
