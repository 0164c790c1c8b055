/** When the keyboard stops waiting, by an injected clock. */
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReportEvent } from '../../../src/screen/input/input-event.ts';
import { openTerminalInput, type TerminalInput } from '../../../src/screen/input/terminal-input.ts';

let input: TerminalInput;
let events: (ReportEvent | { readonly kind: 'key'; readonly sequence: string })[];
let stdin: PassThrough;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] });
  events = [];
  stdin = new PassThrough();
  const terminal = Object.assign(stdin, { setRawMode: () => terminal }) as unknown as NodeJS.ReadStream;
  const screen = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.WriteStream;
  input = openTerminalInput(terminal, screen, { onEnding: () => {}, signals: 'exit' });
  // As Ink reads it.
  input.keys.on('readable', () => {
    for (let sequence = input.keys.read(); sequence !== null; sequence = input.keys.read())
      events.push({ kind: 'key', sequence });
  });
  input.listen((event) => events.push(event));
});
afterEach(() => {
  input.close();
  vi.useRealTimers();
});

/** Bytes that come in one piece; `then`: milliseconds of silence after it. */
function type(bytes: string, then: number): void {
  stdin.emit('data', Buffer.from(bytes, 'latin1'));
  vi.advanceTimersByTime(then);
}

const key = (sequence: string) => ({ kind: 'key', sequence });

it('ends an unfinished paste after a second of silence, and not before', () => {
  type('\x1b[200~ab', 999);
  type('c', 999);
  expect(events).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(events).toEqual([{ kind: 'unfinished-paste', length: 3 }]);
  type('q', 0);
  expect(events.at(-1)).toEqual(key('q'));
});

it.each(['\x1bPabc', '\x1b]52;c;abc', '\x1b[12;'])('ends an unfinished %j after a second of silence', (sent) => {
  type(sent, 1001);
  type('q', 0);
  expect(events).toEqual([key('q')]);
});

it('takes Ctrl-C in an unfinished paste after the delay of the Escape key', () => {
  type('\x1b[200~abc', 500);
  type('\x03', 51);
  expect(events).toEqual([key('\x03')]);
});

it('takes 0x03 inside a paste that goes on as text', () => {
  type('\x1b[200~abc\x03', 49);
  type('q\x1b[201~', 2000);
  expect(events).toEqual([{ kind: 'paste', text: 'abc\x03q' }]);
});

it.each(['\x1b[200~abc', '\x1b', '\x1b]11;'])('leaves no timer after %j when the terminal is given back', (sent) => {
  type(sent, 0);
  expect(vi.getTimerCount()).toBe(1);
  input.keys.setRawMode(false);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(2000);
  input.keys.setRawMode(true);
  type('q', 0);
  expect(events).toEqual([key('q')]);
});

describe('a paste that the terminal does not mark', () => {
  const RESPONSE = 'HTTP/1.1 403 Forbidden\rx-amz-request-id: q\r\r<Error>';

  it('is a paste, also if it arrives in pieces', () => {
    type(RESPONSE, 20);
    type('<Code>q', 20);
    type('</Code>', 60);
    expect(events).toEqual([
      { kind: 'paste', text: 'HTTP/1.1 403 Forbidden\nx-amz-request-id: q\n\n<Error><Code>q</Code>' },
    ]);
    type('q', 0);
    expect(events.at(-1)).toEqual(key('q'));
  });

  it.each([
    ['one line', 'https://examplebucket.s3.amazonaws.com/test.txt'],
    ['a key that is held', 'j\r'.repeat(40)],
    ['a few keys', '4jjj\rq'],
    ['keys with an escape sequence', `\x1b[B${RESPONSE}`],
  ])('is not %s', (_what, bytes) => {
    type(bytes, 60);
    expect(events.length).toBeGreaterThan(5);
    expect(events.every(({ kind }) => kind === 'key')).toBe(true);
  });
});
