/** Ink puts rows into the cells that they are made for, and drops and changes none of their characters. */
import { describe, expect, it } from 'vitest';
import { describePaste } from '../../../src/screen/paste/describe-paste.tsx';
import { beginSession } from '../../../src/screen/session.ts';
import { describeTraffic } from '../../../src/screen/traffic/describe-traffic.tsx';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { drawnByInk } from '../../support/screen/drawn-by-ink.tsx';
import { textsOf } from '../../support/screen/drawn-rows.tsx';
import { seenTraffic } from '../../support/screen/traffic-entries.ts';
import { HOSTILE, UNSEEN } from '../../support/trace/hostile-texts.ts';
import { NO_TERMINAL, openedBy } from '../../support/transcripts/transcribe-screen.ts';

const SIZES = [
  { width: 40, height: 12 },
  { width: 80, height: 24 },
  { width: 120, height: 40 },
  { width: 200, height: 60 },
  { width: 20, height: 5 },
] as const;

/** Every byte, and everything that terminals take for a command or do not show. */
const AWKWARD = [
  ...HOSTILE,
  '鍵ｱé👩‍👩‍👧❤️e\u0301',
  Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join(''),
];

describe.each(SIZES)('in $width×$height', (size) => {
  const room = { size, layout: 'usual' } as const;

  it('every step of a walk over hostile bytes', async () => {
    const headers = AWKWARD.map((text, index) => `-H 'x-amz-meta-${index}: ${text.replace(/['\r\n\0]/g, '')}'`);
    const line = `walk ${headers.join(' ')} --data 'a\u001b[31mb' s3://examplebucket/test.txt`;
    const environment = {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'us-east-1',
    };
    const { walk } = await openedBy({ line, environment });
    if (!walk) throw new Error('No walk was opened.');
    const session = beginSession(describeWalk(walk), room, NO_TERMINAL);
    for (const key of ['x', 'm', 'm', ':', 'escape', '?', 'q', ...'234567', 'j', 'j', 'tab', 'E']) {
      session.take({ kind: 'key', key });
      expect(drawnByInk(session, size)).toEqual(rowsIn(session, size.height));
    }
  });

  it('a list of requests, and a page to paste into', async () => {
    const traffic = beginSession(
      describeTraffic(seenTraffic(), () => {}),
      room,
      NO_TERMINAL,
    );
    while (traffic.state().total === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(drawnByInk(traffic, size)).toEqual(rowsIn(traffic, size.height));
    const { page } = await openedBy({ line: 'diagnose', changes: { isInputTerminal: true } });
    if (!page) throw new Error('No page was opened.');
    const paste = beginSession(
      describePaste(page, () => {}),
      room,
      NO_TERMINAL,
    );
    expect(drawnByInk(paste, size)).toEqual(rowsIn(paste, size.height));
  });
});

/** The rows that are made for the cells; a small window has rows only for its sentence. */
function rowsIn(session: Parameters<typeof textsOf>[0], height: number): string[] {
  const rows = textsOf(session).map((row) => row.trimEnd());
  expect(rows.join('\n').match(UNSEEN)).toBeNull();
  return [...rows, ...Array.from({ length: height - rows.length }, () => '')];
}
