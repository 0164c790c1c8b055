/** Canonical requests and strings to sign are found by their shape, with anything between their lines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { findTexts } from '../../src/evidence/texts/find-texts.ts';
import { AWKWARD, answerInText, asText, clientIn, evidenceIn, GET_OBJECT, LIST_OBJECTS, toSign } from './answers.ts';

const textsIn = (text: string) => findTexts(octetsFromText(text)).map(({ kind, octets }) => [kind, octets]);

/** What may be printed before each line: words and numbers, of which the numbers change from line to line. */
const prefix = fc
  .array(fc.oneof(fc.stringMatching(/^[A-Za-z]{1,8}$/), fc.constantFrom('[', ']', '|', '>', '#', '--', ':')), {
    maxLength: 4,
  })
  .map((words) => words.join(' '));
const escapes = fc.constantFrom(
  '\\n',
  '\\\\n',
  '\\r\\n',
  '#012',
  '&#xA;',
  '&#10;',
  "',\n  '",
  '", "',
  "\\n' +\n    '",
  '␊',
  '$\n',
);

describe('a text is found', () => {
  it('with any prefix before its lines, in which numbers change', () => {
    fc.assert(
      fc.property(prefix, fc.constantFrom(GET_OBJECT, LIST_OBJECTS), (words, text) => {
        const lines = text.split('\n').map((line, index) => `10:11:${10 + index} ${words} ${line}`);
        expect(textsIn(`a log\n${lines.join('\n')}\n10:12:00 ${words} done\n`)).toContainEqual([
          'canonical-request',
          text,
        ]);
      }),
    );
  });

  it('with any other separator between its lines', () => {
    fc.assert(
      fc.property(
        escapes,
        fc.constantFrom(GET_OBJECT, LIST_OBJECTS),
        fc.constantFrom('', '"', "'", '['),
        (by, text, mark) => {
          const written = text.replaceAll('\n', by);
          expect(textsIn(`x = ${mark}${written}${mark}\nmore`)).toContainEqual(['canonical-request', text]);
        },
      ),
    );
  });

  it.each(['GET\n/a b\n\n\n\n', 'PUT\n/a\nx=1\n\n', 'GET\n/\n\n\nhost;x-amz-date\n'])(
    'without any header: %j',
    (lines) => {
      const text = `${lines}${'e3b0c442'.repeat(8)}`;
      expect(textsIn(`what I sign:\n${text}\nmore`)).toEqual([['canonical-request', text]]);
    },
  );

  it('not in a list of requests and hashes', () => {
    expect(textsIn(`GET\n/a\n${'e3b0c442'.repeat(8)}\nPUT\n/b\n\n${'e3b0c442'.repeat(8)}\n`)).toEqual([]);
  });

  it('with the method in small letters, a full URL as its path, or a blank line missing', () => {
    for (const text of [
      GET_OBJECT.replace('GET', 'get'),
      GET_OBJECT.replace('/test.txt', 'https://examplebucket.s3.amazonaws.com/test.txt'),
      GET_OBJECT.replace('\n\nhost;', '\nhost;'),
      GET_OBJECT.replace('/test.txt\n', 'test.txt\n'),
    ])
      expect(textsIn(`Das unterschreibe ich:\n${text}\n`)).toEqual([['canonical-request', text]]);
  });

  it('and ends with its last header if it was cut off', () => {
    const cut = GET_OBJECT.slice(0, GET_OBJECT.indexOf('\nx-amz-date'));
    expect(textsIn(`${cut}\n\nCan someone help?\n`)).toEqual([['canonical-request', cut]]);
  });
});

describe('nothing is found', () => {
  it.each([
    "curl -X GET 'https://h/a?x=1' \\\n  -H 'X-Amz-Date: 20230911T212635Z' \\\n  -H 'Range: bytes=0-9' \\\n  -H 'Host: h'\n",
    'GET /a.txt HTTP/1.1\nHost: h\nRange: bytes=0-9\n\n',
    '{"method":"GET","url":"https://h/ok","headers":[{"name":"A","value":"b"}]},{"method":"GET","url":"https://h/b"}',
    'To get https://h/a, set a: b and c: d; then GET /x.',
    'Authorization: AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=a',
  ])('in %j', (text) => {
    expect(textsIn(text)).toEqual([]);
  });
});

describe('texts belong together', () => {
  const other = GET_OBJECT.replace('bytes=0-9', 'bytes=0-8');

  it('if one has the hash of the other, in any order', () => {
    const [one, two] = [`${GET_OBJECT}\n\n${other}\n`, `${toSign(other)}\n\n${toSign(GET_OBJECT)}\n`];
    for (const text of [one + two, two + one]) {
      const { client } = evidenceIn(text);
      expect(client?.canonicalRequest?.proof).toBe('proved');
    }
  });

  it('and a copy of what the server computed is not what the client signed', () => {
    const paste = `expected:\n${LIST_OBJECTS}\n\nmine:\n${other}\n\n`;
    expect(asText(clientIn(`${paste}${answerInText(LIST_OBJECTS)}`).canonicalRequest)).toBe(other);
    expect(asText(clientIn(`${answerInText(LIST_OBJECTS)}\n\n${paste}`).canonicalRequest)).toBe(other);
  });

  it('also with a character of another script in a value', () => {
    expect(asText(clientIn(`x: ${JSON.stringify(AWKWARD)}`).canonicalRequest)).toBe(AWKWARD);
  });
});
