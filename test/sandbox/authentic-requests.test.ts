/** The sandbox accepts everything that the program signs; and with one bit changed on the way, it does not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { percentDecode } from '../../src/bytes/text-operations.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { isRefusal } from '../../src/sandbox/answers/answer.ts';
import { ALGORITHMS } from '../../src/sigv4/algorithms/table.ts';
import type { PayloadMode } from '../../src/sigv4/rules.ts';
import { type SentRequest, sentRequest } from '../support/commands/sent-request.ts';
import { octetsOf } from '../support/octets-of.ts';
import { authenticate } from '../support/sandbox/authenticate.ts';
import { settingsOf, TEMPORARY_KEY_ID, TOKEN } from '../support/sandbox/sandbox-settings.ts';
import { crc32Of } from '../support/sigv4/chunked-order.ts';
import { inputOf } from '../support/sigv4/signing.ts';
import { runs } from '../support/sweep.ts';

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const bytes = fc.string({ unit: byte, maxLength: 60 });
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019-._~'), minLength: 1, maxLength: 8 });

const HEADER_MODES: readonly PayloadMode[] = [
  'hashed',
  'unsigned',
  'streaming',
  'streaming-trailer',
  'unsigned-trailer',
];
const QUERY_MODES: readonly PayloadMode[] = ['hashed', 'unsigned'];

interface Meant {
  readonly form: 'header' | 'query';
  readonly mode: PayloadMode;
  readonly body: string;
}

const meant = fc
  .record({
    form: fc.constantFrom('header', 'query'),
    algorithm: fc.constantFrom(...ALGORITHMS),
    region: fc.constantFrom('us-east-1'),
    key: fc.array(fc.oneof(word, fc.constantFrom('/', '%20', '%C3%A9', '//', '..')), { maxLength: 4 }),
    note: word,
    parameter: word,
    body: bytes,
    hasTwoChunks: fc.boolean(),
    isTemporary: fc.boolean(),
    modeIndex: fc.nat(),
  })
  .map((order): Meant & SentRequest => {
    const { form, algorithm, key, note, parameter, isTemporary, modeIndex } = order;
    const modes = form === 'header' ? HEADER_MODES : QUERY_MODES;
    const mode = modes[modeIndex % modes.length] ?? 'hashed';
    const isChunked = mode !== 'hashed' && mode !== 'unsigned';
    // S3 takes no smaller chunk but for the last one.
    const sizes = isChunked && order.hasTwoChunks ? [8192, order.body.length] : [order.body.length];
    const body = 'a'.repeat(sizes.length > 1 ? 8192 : 0) + order.body;
    const trailers = mode.endsWith('trailer') ? ([['x-amz-checksum-crc32', crc32Of(body)]] as const) : [];
    const input = inputOf({
      head: `PUT /${key.join('')}?${parameter}=${parameter} HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nx-amz-meta-note: ${note}\r\n\r\n`,
      body,
      algorithm,
      region: algorithm.boundTo === 'region' ? 'us-east-1' : 'eu-*,us-east-*',
      rules: { payload: mode },
      trailers: trailers.map(([name]) => name),
      ...(isTemporary ? { keyId: TEMPORARY_KEY_ID, token: TOKEN } : {}),
      ...(form === 'query' ? { expires: '60' } : {}),
    });
    const chunkSizes = isChunked ? sizes.filter((size) => size > 0) : null;
    return { form, mode, body, ...sentRequest(input, { body, chunkSizes, trailers }) };
  });

const answerTo = (received: SentRequest['received']) => authenticate(received, settingsOf());

/** 3,000 right requests, and 3,000 with one bit changed where it has a meaning. */
describe('a request that the program has signed', () => {
  it('passes in every form, with every algorithm and every kind of payload', () => {
    fc.assert(
      fc.property(meant, ({ received, body }) => {
        expect(answerTo(received)).toMatchObject({ payload: body });
      }),
      { numRuns: runs(3000) },
    );
  });
});

/** With one bit of the byte at `position` changed, counted around. */
function flipped(text: string, position: number, bit: number): string {
  const at = position % text.length;
  const code = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
  return text.slice(0, at) + code + text.slice(at + 1);
}

const isSameButForCase = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const decoded = (text: string) => percentDecode(plain(octetsOf(text))).octets;

describe('one bit changed', () => {
  const position = fc.nat();
  const bit = fc.integer({ min: 0, max: 7 });

  it('in the first line is noticed', () => {
    fc.assert(
      fc.property(meant, position, bit, ({ head, received }, at, which) => {
        const end = head.indexOf(' HTTP/1.1\r\n');
        const line = flipped(head.slice(0, end), at, which);
        fc.pre(decoded(line) !== decoded(head.slice(0, end)));
        const changed = readRequestHead(plain(octetsOf(line + head.slice(end))));
        if (!('kind' in changed)) expect(isRefusal(answerTo({ ...received, head: changed }))).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('in the value of a header is noticed', () => {
    fc.assert(
      fc.property(meant, position, bit, fc.nat(), ({ received }, at, which, index) => {
        const { headers } = received.head;
        const chosen = headers[index % headers.length];
        if (!chosen) throw new Error('There are no headers.');
        const value = plain(octetsOf(flipped(chosen.value.octets, at, which)));
        // Only spaces are nothing at an end, and one run of them is as good as another.
        fc.pre(value.octets.trim() === value.octets && !/ {2}/.test(value.octets));
        const changed = headers.map((field) => (field === chosen ? { ...field, value } : field));
        expect(isRefusal(answerTo({ ...received, head: { ...received.head, headers: changed } }))).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('in a signed body, in a chunk, its signature or what follows, is noticed', () => {
    const signed = meant.filter(({ mode, received }) => mode !== 'unsigned' && received.body !== '');
    fc.assert(
      fc.property(signed, position, bit, ({ mode, received }, at, which) => {
        const body = octetsOf(flipped(received.body, at, which));
        // Sizes and names of headers are read in any case, and white space may be before the end of a trailer's line.
        const isEnd = received.body[at % received.body.length] === '\r';
        fc.pre(mode === 'hashed' || !(isEnd || isSameButForCase(body, received.body)));
        expect(isRefusal(answerTo({ ...received, body }))).toBe(true);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('in what is not signed is not', () => {
    const unsigned = meant.filter(({ mode, received }) => mode === 'unsigned' && received.body !== '');
    fc.assert(
      fc.property(unsigned, position, bit, ({ received }, at, which) => {
        const body = octetsOf(flipped(received.body, at, which));
        expect(answerTo({ ...received, body })).toMatchObject({ payload: body });
      }),
    );
  });
});
