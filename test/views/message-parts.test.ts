/** Every byte of a message has a label. */
import { describe, expect, it } from 'vitest';
import { redactExchange } from '../../src/trace/redact-exchange.ts';
import { explain } from '../../src/views/bytes/explain.ts';
import { partAt } from '../../src/views/bytes/message-parts.ts';
import { bytesShown } from '../../src/views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { walkOf } from '../support/views/walk-of.ts';
import { answered } from '../support/wire/answered.ts';

const { facts } = await walkOf({ options: { request: 'PUT', data: 'Welcome.' } });
const withAnswer = (answer: string): WalkFacts => ({ ...facts, exchange: redactExchange(answered(answer), []) });

/** Neighbouring bytes of one part as one: the text and the part. */
function partsOf(of: WalkFacts, value: string): [string, string][] {
  const { stored } = bytesShown(of, value) ?? {};
  const octets = stored?.read(0, stored.length) ?? '';
  const parts: [string, string][] = [];
  for (let byte = 0; byte < octets.length; byte++) {
    const { name = '', see = '' } = partAt(of, { value, byte }) ?? {};
    expect(see).toMatch(/^https:\/\/(?:www\.rfc-editor\.org\/rfc\/rfc9112#section-|docs\.aws\.amazon\.com\/)/);
    const last = parts.at(-1);
    if (last?.[1] === name) last[0] += octets.charAt(byte);
    else parts.push([octets.charAt(byte), name]);
  }
  return parts;
}

const HEAD: [string, string][] = [
  ['HTTP/1.1', 'the HTTP version'],
  [' ', 'a space in the status line'],
  ['200', 'the status code'],
  [' ', 'a space in the status line'],
  ['All right', 'the reason phrase'],
  ['\r\n', 'the end of the status line'],
];

describe('the parts of an answer', () => {
  it('are its status line, names and values of its headers, the empty line, its body', () => {
    const answer = 'HTTP/1.1 200 All right\r\nContent-Length:  5 \r\nX-Empty:\r\nX-Folded: a\r\n b\r\n\r\nhello';
    expect(partsOf(withAnswer(answer), 'answer')).toEqual([
      ...HEAD,
      ['Content-Length', 'the name of the Content-Length header'],
      [':', 'the colon of the Content-Length header'],
      ['  ', 'white space in the Content-Length header'],
      ['5', 'the value of the Content-Length header'],
      [' ', 'white space in the Content-Length header'],
      ['\r\n', 'the end of the Content-Length header'],
      ['X-Empty', 'the name of the X-Empty header'],
      [':', 'the colon of the X-Empty header'],
      ['\r\n', 'the end of the X-Empty header'],
      ['X-Folded', 'the name of the X-Folded header'],
      [':', 'the colon of the X-Folded header'],
      [' ', 'white space in the X-Folded header'],
      ['a', 'the value of the X-Folded header'],
      ['\r\n', 'the end of the X-Folded header'],
      [' ', 'white space in the X-Folded header'],
      ['b', 'the value of the X-Folded header'],
      ['\r\n', 'the end of the X-Folded header'],
      ['\r\n', 'the empty line that ends the headers'],
      ['hello', 'the body'],
    ]);
  });

  it('are those of each interim answer too', () => {
    const parts = partsOf(withAnswer('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'), 'answer');
    expect(parts.filter(([, name]) => name === 'the status code').map(([text]) => text)).toEqual(['100', '204']);
  });

  it('are its chunks, with the line before each and the fields after them', () => {
    const answer =
      'HTTP/1.1 200 All right\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n2;a=b\r\n!!\r\n0\r\nX-Sum: 1\r\n\r\n';
    const parts = partsOf(withAnswer(answer), 'answer');
    expect(parts.slice(parts.findIndex(([, name]) => name.includes('chunk 1')))).toEqual([
      ['5', 'the size of chunk 1'],
      ['\r\n', 'the end of the line before chunk 1'],
      ['hello', 'the data of chunk 1'],
      ['\r\n', 'the end of chunk 1'],
      ['2', 'the size of chunk 2'],
      [';a=b', 'an extension of chunk 2'],
      ['\r\n', 'the end of the line before chunk 2'],
      ['!!', 'the data of chunk 2'],
      ['\r\n', 'the end of chunk 2'],
      ['0', 'the size of the last chunk, which is empty'],
      ['\r\n', 'the end of the line before the last chunk, which is empty'],
      ['X-Sum', 'the name of the X-Sum trailer field'],
      [':', 'the colon of the X-Sum trailer field'],
      [' ', 'white space in the X-Sum trailer field'],
      ['1', 'the value of the X-Sum trailer field'],
      ['\r\n', 'the end of the X-Sum trailer field'],
      ['\r\n', 'the empty line that ends the body'],
    ]);
    expect(partsOf(withAnswer(answer), 'answer-body')).toEqual([['hello!!', 'the body']]);
  });

  it('are the elements of a document in which S3 refuses', () => {
    const document = '<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code><Key/>.</Error>';
    const answer = `HTTP/1.1 404 Not Found\r\nContent-Length: ${document.length}\r\n\r\n${document}`;
    const parts = partsOf(withAnswer(answer), 'answer');
    expect(parts.slice(parts.findIndex(([, name]) => name.startsWith('the body')))).toEqual([
      ['<?xml version="1.0"?>\n', 'the body, outside its elements'],
      ['<Error>', 'the body, the tag <Error>'],
      ['<Code>', 'the body, the tag <Code>'],
      ['NoSuchKey', 'the body, in Error/Code'],
      ['</Code>', 'the body, the tag </Code>'],
      ['<Key/>', 'the body, the tag <Key>'],
      ['.', 'the body, in Error'],
      ['</Error>', 'the body, the tag </Error>'],
    ]);
  });

  it.each([
    ['broken chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX'],
    ['a head that does not end', 'HTTP/1.1 200 OK\r\nA: b'],
    ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 1\n\na'],
    ['a document that is none', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n</a><b<>/'],
  ])('have names in %s', (_what, answer) => {
    expect(partsOf(withAnswer(answer), 'answer').filter(([, name]) => name === '')).toEqual([]);
  });

  it('are none if it is not an HTTP response', () => {
    expect(partAt(withAnswer('SSH-2.0-OpenSSH\r\n'), { value: 'answer', byte: 3 })).toBeNull();
  });

  it('are found at once after very many chunks, and the search has an end', { tags: ['expensive'] }, () => {
    const chunks = '1\r\na\r\n'.repeat(100_000);
    const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
    const many = withAnswer(answer);
    const at = (byte: number) => partAt(many, { value: 'answer', byte })?.name;
    const first = answer.indexOf('1\r\na');
    expect(at(first + 6 * 999 + 3)).toBe('the data of chunk 1000');
    expect(at(first + 3)).toBe('the data of chunk 1');
    expect(at(answer.length - 1)).toBe('the body, in chunks');
  });
});

describe('the parts of a request', () => {
  it('are those of its head, and its payload', () => {
    const names = new Set(partsOf(facts, 'signed-request').map(([, name]) => name));
    expect([...names]).toEqual(
      expect.arrayContaining(['the method', 'the request target', 'the value of the Authorization header']),
    );
    expect(partsOf(facts, 'sent-body')).toEqual([['Welcome.', 'the payload']]);
  });

  it('are the chunks that are signed', async () => {
    const streaming = await walkOf({ options: { request: 'PUT', payload: 'streaming', data: 'Welcome.' } });
    const parts = partsOf(streaming.facts, 'sent-body');
    expect(parts.slice(0, 5).map(([, name]) => name)).toEqual([
      'the size of chunk 1',
      'the signature of chunk 1',
      'the end of the line before chunk 1',
      'the data of chunk 1',
      'the end of chunk 1',
    ]);
    expect(parts[1]?.[0]).toMatch(/^;chunk-signature=[0-9a-f]{64}$/);
  });
});

it('is on the card of each byte that does not come from one place', () => {
  const many = withAnswer('HTTP/1.1 200 OK\r\nA: b\r\n\r\n');
  const card = explain(many, placesOf(many.trace), { value: 'answer', byte: 9 });
  expect([card?.part, card?.see]).toEqual(['the status code', 'https://www.rfc-editor.org/rfc/rfc9112#section-4']);
});
