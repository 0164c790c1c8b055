/** The page to paste into, from the first paste to its result. */
import { describe, expect, it, vi } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import type { ShownPastePage } from '../../../src/app/walks/shown-walk.ts';
import { diagnose } from '../../../src/commands/diagnose.ts';
import { verify } from '../../../src/commands/verify/verify.ts';
import { writeRequestHead } from '../../../src/http/message.ts';
import { openShown } from '../../../src/screen/open-shown.ts';
import { describePaste } from '../../../src/screen/paste/describe-paste.tsx';
import type { PasteEvent } from '../../../src/screen/paste/next-paste.ts';
import type { Outside, ScreenRoom, SessionDescription, UserEvent } from '../../../src/screen/session-description.ts';
import { COMPARISON_STAGE } from '../../../src/sigv4/stages/comparison.ts';
import { failing, HEX_TEXT } from '../../support/causes/diagnosed.ts';
import { screenFor, worldOf } from '../../support/commands/test-world.ts';
import { textsOf } from '../../support/screen/drawn-rows.tsx';

const FAILED = failing(HEX_TEXT);
const REQUEST = writeRequestHead(FAILED.made).octets + FAILED.body;
const ANSWER = FAILED.reply.body;
const OWN_SECRET = 'own/Secret+Key0123456789abcdefghijklmnop';
/** AWS's example (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
const URL =
  'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const ROOM = { size: { width: 100, height: 30 }, layout: 'usual' } as const;

async function pageToPaste(command: Pick<typeof diagnose, 'run'>, options: OptionValues): Promise<ShownPastePage> {
  let page: ShownPastePage | null = null;
  const paste = async (shown: ShownPastePage) => {
    page = shown;
    return 0;
  };
  const { world } = worldOf({ isInputTerminal: true, screen: screenFor({ paste }) }, { 'answer.txt': ANSWER });
  await command.run(world, options, []);
  if (page === null) throw new Error('No page was shown.');
  return page;
}

const openPaste = async (command: Pick<typeof diagnose, 'run'> = diagnose, options: OptionValues = {}) =>
  openPage(await pageToPaste(command, options));

/** The page as a session, without a terminal. */
function openPage(page: ShownPastePage) {
  const described = describePaste(page, openShown);
  type Opened = SessionDescription<unknown, unknown, unknown>;
  const opened: (Opened | Promise<Opened>)[] = [];
  const heard: (readonly string[])[] = [];
  let { state } = described.first(ROOM);
  let arrived: (() => void) | null = null;
  let found: (() => void) | null = null;
  const take = (event: PasteEvent | UserEvent) => {
    const next = described.reduce(state, event, ROOM);
    heard.push(described.announceChange(state, next.state, ROOM));
    state = next.state;
    for (const effect of next.effects) described.carryOut(effect, state, outside);
    if (event.kind === 'found') found?.();
    else arrived?.();
  };
  const outside: Outside<PasteEvent> = {
    take,
    copy: () => {},
    open: (description) => void opened.push(description as Opened),
    reopen: () => {},
    moves: false,
    left: new AbortController().signal,
  };
  const answered = () =>
    new Promise<void>((resolve) => {
      arrived = () => {
        arrived = null;
        resolve();
      };
    });
  const rows = (room: ScreenRoom = ROOM) => textsOf({ screen: () => described.draw(state, room) });
  return {
    press: (...keys: readonly string[]) => void keys.map((key) => take({ kind: 'key', key })),
    paste: async (text: string) => {
      take({ kind: 'paste', text });
      await answered();
    },
    /** Pastes, and waits only until the text was read. */
    begin: (text: string) =>
      new Promise<void>((resolve) => {
        found = resolve;
        take({ kind: 'paste', text });
      }),
    answered,
    rows,
    text: () => rows().join('\n'),
    spoken: () => described.announceAll(state, ROOM).join('\n'),
    heard: () => heard.at(-1) ?? [],
    heardSoFar: () => heard.flat(),
    ending: () => described.ending(state),
    opened,
  };
}

describe('the page to paste into', () => {
  it.each([
    ['2013-05-24T00:00:00Z', '✓ match'],
    ['2013-05-26T00:00:00Z', '✗ expired, but its signature is correct'],
  ])('opens the comparison of a URL that is verified at %s', async (at, says) => {
    const page = await openPaste(verify, { at });
    await page.paste(URL);
    expect(page.text()).toContain(says);
    page.press('return');
    const result = await page.opened[0];
    const spoken = result?.announceAll(result.first(ROOM).state, ROOM).join('\n');
    expect(spoken).toContain(COMPARISON_STAGE.title);
  });

  it('shows the paste and what was read before the search for the cause ends', async () => {
    const page = await openPaste();
    await page.begin(`${REQUEST}\n\n${ANSWER}`);
    expect(page.text()).toContain('</CanonicalRequest>');
    expect(page.text()).toContain('✓ response');
    expect(page.text()).toContain('✓ request');
    expect(page.text()).toContain('Searching for the cause…');
    await page.answered();
    expect(page.text()).not.toContain('Searching for the cause…');
    expect(page.text()).toContain('✗ ');
  });

  it('says that an answer whose canonical request has only its first line is cut off', async () => {
    const page = await openPaste();
    await page.begin(ANSWER.slice(0, ANSWER.indexOf('<CanonicalRequest>') + '<CanonicalRequest>GET'.length));
    expect(page.text()).toContain('SignatureDoesNotMatch, with a cut-off canonical request');
    expect(page.text()).not.toContain('both texts');
    page.press('escape');
  });

  it('does not leave with esc, but goes back to the result that was open', async () => {
    const page = await openPaste();
    await page.paste(ANSWER);
    page.press('escape');
    expect(page.ending()).toBeNull();
    expect(page.text()).toContain('q leaves; what you pasted is not kept');
    const empty = await openPaste();
    empty.press('escape');
    expect(empty.ending()).toBeNull();
    expect(empty.text()).toContain('q leaves.');
    page.press('return');
    page.press('escape');
    expect(page.opened).toHaveLength(2);
  });

  it('never draws a secret, and does not say it', async () => {
    const page = await openPaste();
    await page.paste(`AWS_SECRET_ACCESS_KEY=${OWN_SECRET}`);
    expect(page.text()).toContain('pasted, and masked at once');
    expect(page.text() + page.spoken()).not.toContain(OWN_SECRET);
  });

  it('says that a search takes long, stops it with esc, and then shows what was found', async () => {
    const diagnoses = await pageToPaste(diagnose, {});
    const page = openPage({
      ...diagnoses,
      read: async (pastes, watch) => {
        await Promise.resolve();
        watch?.onProgress({ tried: 12_345 });
        while (watch?.isStopped() === false) await new Promise<void>((resolve) => setImmediate(resolve));
        return diagnoses.read(pastes);
      },
    });
    await page.paste(ANSWER);
    expect(page.text()).toContain('Two mistakes at once: 12,345 combinations… esc stops');
    expect(page.text()).toContain('esc stop');
    expect(page.heard().join('\n')).toContain('The Escape key stops the search');
    page.press('escape');
    expect(page.ending()).toBeNull();
    await page.answered();
    expect(page.text()).toContain('✓ response');
    expect(page.text()).not.toContain('combinations');
  });

  it('lets a search stop where what was pasted is replaced, and esc keeps what was pasted', async () => {
    const isStopped: boolean[] = [];
    const diagnoses = await pageToPaste(diagnose, {});
    const page = openPage({
      ...diagnoses,
      read: async (pastes, watch) => {
        await Promise.resolve();
        watch?.onProgress({ tried: 1 });
        await new Promise<void>((resolve) => setImmediate(resolve));
        isStopped.push(watch?.isStopped() ?? false);
        return diagnoses.read(pastes);
      },
    });
    await page.paste(ANSWER);
    await page.paste(REQUEST);
    await vi.waitFor(() => expect(page.text()).toContain('✓ request'));
    expect(isStopped).toEqual([true, false]);
    page.press('escape');
    expect(page.ending()).toBeNull();
    page.press('q');
    expect(page.ending()).not.toBeNull();
  });

  it.each([
    ['q', 1],
    ['ctrl+c', 130],
  ])('is left with %s', async (key, code) => {
    const page = await openPaste();
    await page.paste('only words');
    page.press(key);
    expect(page.ending()).toBe(code);
  });
});
