/** JSON with places, compared with `JSON.parse`. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { given } from '../../src/bytes/bytes.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import {
  bytesOfString,
  type JsonValue,
  octetsOfString,
  offsetInString,
  readJson,
} from '../../src/intake/json/json-with-places.ts';
import { offsetInInput } from '../../src/intake/pasted/client-request.ts';
import { expectQuoted, expectTiled } from '../support/bytes.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { inputNamed } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

/** The value as `JSON.parse` would give it, its strings from their bytes; names of members as bytes. */
function plainValue(text: string, value: JsonValue): unknown {
  switch (value.kind) {
    case 'object':
      return Object.fromEntries([...value.members].map(([name, member]) => [fromUtf8(name), plainValue(text, member)]));
    case 'array':
      return value.items.map((item) => plainValue(text, item));
    case 'string': {
      const bytes = bytesOfString(given(octetsOf(text), inputNamed('text')), value);
      expectTiled(bytes);
      expectQuoted(bytes, { text });
      expect(octetsOfString(octetsOf(text), value)).toBe(bytes.octets);
      const places = [...bytes.octets].map((_octet, at) => at);
      expect(places.map((at) => offsetInString(octetsOf(text), value, at))).toEqual(
        places.map((at) => offsetInInput(bytes, at)),
      );
      return fromUtf8(bytes.octets);
    }
    case 'number':
      return value.number;
    case 'word':
      return JSON.parse(value.word);
  }
}

const fromUtf8 = (octets: string) => Buffer.from(octets, 'latin1').toString('utf8');

function parse(text: string): unknown {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return 'no JSON';
  }
}

const anything = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('__proto__'));
const spelled = fc.tuple(anything, fc.constantFrom(undefined, 1, '\t', '\r\n ')).map(([value, space]) => {
  const text = JSON.stringify(value, null, space);
  return text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
});

describe('JSON with places', () => {
  it('is what JSON.parse gives', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          spelled,
          anything.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const latin1 = utf8(text);
          expect(plainValue(latin1, sound(readJson(octetsOf(latin1))))).toEqual(JSON.parse(fromUtf8(latin1)));
        },
      ),
    );
  });

  it('is JSON exactly where it is for JSON.parse', () => {
    const tokens = fc.constantFrom(
      ...'[]{},:"\\ \n0-1.eEtx',
      'true',
      'false',
      'null',
      '"a"',
      '"a":',
      '1',
      '\\u0041',
      '\x01',
      '-',
      '01',
      '1e5',
    );
    const broken = fc.oneof(
      fc.array(tokens, { maxLength: 8 }).map((parts) => parts.join('')),
      fc
        .tuple(spelled, fc.nat(30), fc.nat(2), tokens)
        .map(([text, at, count, by]) => text.slice(0, at) + by + text.slice(at + count)),
    );
    fc.assert(
      fc.property(broken, (text) => {
        const read = readJson(octetsOf(text));
        expectSoundProblem(read, text);
        expect(isProblem(read) ? 'no JSON' : { value: plainValue(text, read) }).toEqual(parse(text));
      }),
      { numRuns: runs(5000) },
    );
  });

  it.each([
    ['"\\ud83d\\ude00"', '\u{1f600}'],
    ['"A\\u0041\\ud83d\\ude00\\ud83d"', 'AA\u{1f600}\ufffd'],
    ['"\\ude00\\u00e9\\n\\/"', '\ufffd\u00e9\n/'],
  ])('%s has its characters', (text, expected) => {
    expect(plainValue(text, sound(readJson(octetsOf(text))))).toBe(expected);
  });

  it.each([
    ['', 0],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{"a":1} x', 8],
    ['["a\n"]', 3],
    ['[1', 2],
  ])('%j cannot be read from its byte %i on', (text, start) => {
    expect(expectProblem(readJson(octetsOf(text)), 'json').where).toMatchObject({ start });
  });

  it('counts the last of several members of one name', () => {
    const text = '{"a":1,"b":2,"a":3}';
    expect(plainValue(text, sound(readJson(octetsOf(text))))).toEqual({ a: 3, b: 2 });
  });

  it.each(['[', '{"a":', '"', '\\', '[]', '1', '"a",', '"\\u0041', ' '])(
    'a mebibyte of %j is read at once',
    { tags: ['expensive'] },
    (part) => {
      const many = part.repeat(Math.ceil(2 ** 20 / part.length));
      for (const text of [many, `[${many}`, `"${many}"`]) expectSoundProblem(readJson(octetsOf(text)), text);
    },
  );
});
