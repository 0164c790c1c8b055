/** A wide window is used: few rows have nothing in them but a dividing line. */
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { type ShownPastePage, shownWalk } from '../../src/app/walks/shown-walk.ts';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { problem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { describeDiagnosis } from '../../src/screen/diagnosis/describe-diagnosis.tsx';
import { openShown } from '../../src/screen/open-shown.ts';
import { describePaste } from '../../src/screen/paste/describe-paste.tsx';
import { beginSession } from '../../src/screen/session.ts';
import type { ScreenRoom } from '../../src/screen/session-description.ts';
import { Traffic } from '../../src/screen/traffic/traffic.tsx';
import type { TrafficState } from '../../src/screen/traffic/traffic-state.ts';
import { credentialLines, endpointLine, regionLine, signedCurl } from '../../src/views/traffic/client-settings.ts';
import { paste, says } from '../../src/views/traffic/connect-page.ts';
import { walkOfTexts } from '../support/causes/diagnosed.ts';
import { screenFor, worldOf } from '../support/commands/test-world.ts';
import { fixtures } from '../support/fixtures.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import { openAt, openCourse } from '../support/screen/course-on-screen.ts';
import { drawnByInk } from '../support/screen/drawn-by-ink.tsx';
import { textsOf } from '../support/screen/drawn-rows.tsx';
import { exampleScreen } from '../support/screen/example-screen.ts';
import { stateOf } from '../support/screen/traffic-entries.ts';
import { NO_TERMINAL } from '../support/transcripts/transcribe-screen.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';

const SIZE = { width: 120, height: 40 };
const ROOM: ScreenRoom = { size: SIZE, layout: 'usual' };
const MOST = 13;

const LOG = fixtures.read('failures/client-log.txt');
const ANSWER = fixtures.read('failures/refused-answer.txt');
const SIGNED = fixtures.read('requests/get-range.txt');
const UNSIGNED = SIGNED.replace(/^Authorization:.*\r?\n/im, '');
const refusal = (status: string, error: string) =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/xml\r\n\r\n<Error>${error}<RequestId>4442587FB7D0A2F9</RequestId></Error>`;
const DENIED = refusal('403 Forbidden', '<Code>AccessDenied</Code><Message>Access Denied</Message>');
const REGION = refusal(
  '400 Bad Request',
  "<Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'</Message><Region>eu-central-1</Region>",
);

const trafficRows = (state: TrafficState) =>
  drawnByInk({ screen: () => createElement(Traffic, { state, room: ROOM }) }, SIZE);

const blankIn = (rows: readonly string[]) => rows.filter((row) => row.replaceAll('│', '').trim() === '').length;

describe('at 120×40, few rows are blank', () => {
  it('in the list of lessons', () => {
    expect(blankIn(openCourse(SIZE).rows())).toBeLessThanOrEqual(MOST);
  });

  it.each([
    ['knock', 'introduction'],
    ['ten-lines', 'which-two-are-empty'],
    ['forge-a-range', 'look'],
    ['replay', 'take-away'],
  ])('in the lesson %s, at %s', async (lesson, step) => {
    expect(blankIn((await openAt(lesson, step, SIZE)).rows())).toBeLessThanOrEqual(MOST);
  });

  it('before the first request', () => {
    const key = { kind: 'published', ...S3_EXAMPLE_KEY } as const;
    // The lines of a sandbox, without its own sentences.
    const connect = () => [
      ...['It has a bucket.', 'It is temporary.', 'It has a Region and a key.', 'For the SDKs:'].map(says),
      endpointLine('http://127.0.0.1:9000'),
      regionLine('us-east-1'),
      ...credentialLines(key),
      says('To try it:'),
      paste(`${signedCurl(key, 'us-east-1')} http://127.0.0.1:9000/examplebucket/test.txt`),
    ];
    expect(blankIn(trafficRows(stateOf(0, { connect })))).toBeLessThanOrEqual(MOST);
  });

  it.each([
    ['is proved', [LOG, ANSWER]],
    ['is not about the signature', [SIGNED, DENIED]],
    ['is not about the signature, where nothing else is known', [DENIED]],
    ['names another Region', [REGION]],
    ['names another Region, of a request', [SIGNED, REGION]],
    ['is of a request without a signature', [UNSIGNED, DENIED]],
    ['is of a request without a signature, whose response is not known', [UNSIGNED]],
  ])('in the diagnosis of a refusal that %s', (_, texts) => {
    for (const secret of [SECRET, null]) {
      const session = beginSession(describeDiagnosis(walkOfTexts(texts, secret)), ROOM, NO_TERMINAL);
      expect(blankIn(textsOf(session))).toBeLessThanOrEqual(MOST);
    }
  });

  it('on the page to paste into, before and after something that is not recognized', async () => {
    const shown: ShownPastePage[] = [];
    const screen = screenFor({
      paste: async (page) => {
        shown.push(page);
        return 0;
      },
    });
    const { world } = worldOf({ isInputTerminal: true, screen });
    for (const command of [diagnose, verify]) await command.run(world, {}, []);
    expect(shown).toHaveLength(2);
    for (const page of shown) {
      const session = beginSession(describePaste(page, openShown), ROOM, NO_TERMINAL);
      expect(blankIn(textsOf(session))).toBeLessThanOrEqual(MOST);
      session.take({ kind: 'paste', text: 'nothing of this is a request' });
      expect(blankIn(textsOf(session))).toBeLessThanOrEqual(MOST);
    }
  });

  it('on the steps of the example', async () => {
    const { press, drawn } = await exampleScreen({ size: SIZE });
    for (const step of ['0', '1', '2', '3', '4', '5', '6', '7']) {
      await press(step);
      expect(`${step}: ${Math.max(blankIn(drawn()), MOST)}`).toBe(`${step}: ${MOST}`);
    }
  });

  it('with three requests', () => {
    const { facts } = verifiedWalk(SIGNED);
    if (!facts) throw new Error('The request is not signed.');
    const open = () => shownWalk({ facts, paste: async () => problem('paste', 'Nothing is pasted here.', 'Wait.') });
    expect(blankIn(trafficRows(stateOf(3, { open })))).toBeLessThanOrEqual(MOST);
  });
});
