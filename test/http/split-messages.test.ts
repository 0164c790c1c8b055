/** The messages of one direction of a connection, however their bytes are cut. */
import { expect, it } from 'vitest';
import { type MessageEvent, requestSplitter, responseSplitter } from '../../src/http/relay/split-messages.ts';
import { WAIT } from '../support/waits.ts';

const SPLITTERS = { requests: requestSplitter, responses: () => responseSplitter(() => 'GET') };

/** What is read: each kind of event with its bytes. Neighbors of one kind are joined, because a body comes in pieces. */
function readIn(kind: keyof typeof SPLITTERS, text: string, length: number): string[] {
  const splitter = SPLITTERS[kind]();
  const read: (readonly [kind: string, text: string])[] = [];
  const bytes = Buffer.from(text, 'latin1');
  const take = (event: MessageEvent<unknown>) => {
    const octets = event.kind === 'head' ? event.octets : event.kind === 'end' ? '' : textOf(event.raw);
    const last = read.at(-1);
    if (last?.[0] === event.kind && event.kind !== 'head') read[read.length - 1] = [event.kind, last[1] + octets];
    else read.push([event.kind, octets]);
  };
  for (let at = 0; at < bytes.length; at += length)
    for (const event of splitter.push(bytes.subarray(at, at + length))) take(event);
  return [...read.map(([word, octets]) => `${word} ${octets}`), `rest ${textOf(splitter.rest())}`];
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

const HEAD = 'PUT /a HTTP/1.1\r\nContent-Length: 3\r\n\r\n';
const CHUNKS = 'PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n';

it.each([
  ['requests', `\r\n${HEAD}abc${CHUNKS}3\r\nabc\r\n0\r\n\r\nGET /`, 7],
  ['requests', 'GET /a HTTP/1.1\r\nno colon\r\n\r\nand more', 1],
  ['requests', `${HEAD}abc\x16\x03\x01 not HTTP`, 4],
  ['responses', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 5],
  ['responses', 'HTTP/2 200', 1],
  ['responses', 'SSH-2.0-OpenSSH', 1],
] as const)('reads the same of %s in pieces of any length: %j', (kind, text, events) => {
  const whole = readIn(kind, text, text.length);
  expect(whole).toHaveLength(events + 1);
  for (const length of [1, 2, 3, 7]) expect(readIn(kind, text, length)).toEqual(whole);
});

it('loses no byte of a head that does not end', () => {
  const text = `GET /a HTTP/1.1\r\nx: ${'a'.repeat(70_000)}`;
  for (const length of [1, 1000, 100_000])
    expect(readIn('requests', text, length)).toEqual([`unread ${text}`, 'rest ']);
});

// A reader that looks at all earlier pieces for each piece would need minutes.
it('reads long heads in pieces of one byte', { timeout: WAIT }, () => {
  const head = `GET / HTTP/1.1\r\nx: ${'a'.repeat(65_000)}\r\n\r\n`;
  const heads = 4;
  expect(readIn('requests', head.repeat(heads), 1)).toHaveLength(2 * heads + 1);
});
