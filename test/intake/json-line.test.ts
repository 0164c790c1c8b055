/** A line of JSON: an object, its id and its members, or a problem that says where and quotes nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { readChoice, readId, readJsonLine, readText, unknownMember } from '../../src/intake/json/json-line.ts';
import { expectProblem } from '../support/problems.ts';

const read = (latin1: string) => readJsonLine(Buffer.from(latin1, 'latin1'));

describe('a line', () => {
  it('is the object that it holds', () => {
    expect(read('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] });
    expect(read(' {} \r')).toEqual({});
  });

  it.each([
    ['{"secret":"NotAReal"', 20, 'it ends too early, at byte 20'],
    ['{"secret":NotAReal}', 10, 'byte 10 is unexpected'],
    ['{"secret":"NotAReal",}', 21, 'byte 21 is unexpected'],
  ])('that is not JSON is a problem with the offset: %s', (line, offset, words) => {
    const found = expectProblem(read(line), 'line-not-json');
    expect(found.says).toBe(`The line is not JSON: ${words}.`);
    expect(found.where?.start).toBe(offset);
    expect(JSON.stringify(found)).not.toContain('NotAReal');
  });

  it.each([
    ['{"a":"\xff"}', 6],
    ['{"\xc3\xa4":"\xc3"}', 7],
    ['\xc0\x80', 0],
    ['"\xe2\x82\xac\xed\xa0\x80"', 4],
    ['"\xf0\x9f\x98\x80\xf4\x90\x80\x80"', 5],
    ['"\xc3\xa4\x80"', 3],
  ])('that is not UTF-8 is a problem with the offset: %j', (line, offset) => {
    const found = expectProblem(read(line), 'line-not-utf8');
    expect(found.where?.start).toBe(offset);
    expect(found.says).toContain(`byte ${offset} `);
  });

  it.each(['[]', '1', 'null', '"a"', 'true'])('that is no object is a problem: %s', (line) => {
    expectProblem(read(line), 'line-not-object');
  });

  it('of any bytes is an object or a problem', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const found = readJsonLine(bytes);
        if (isProblem(found)) expect(found.code).toMatch(/^line-not-(?:json|utf8|object)$/);
        else expect(typeof found).toBe('object');
      }),
    );
  });
});

describe('an id', () => {
  it.each([[''], ['a'], ['\u2028'], [0], [-1], [0.1], [-1.5e-300], [Number.MAX_SAFE_INTEGER]])(
    'comes back: %j',
    (id) => {
      expect(readId({ id })).toBe(id);
    },
  );

  it('is null where there is none', () => {
    expect([readId({}), readId({ id: null })]).toEqual([null, null]);
  });

  it.each(['{"id":9007199254740993}', '{"id":1e999}', '{"id":true}', '{"id":[1]}', '{"id":{}}'])(
    'that could not come back as it was is refused: %s',
    (line) => {
      const object = read(line);
      if (isProblem(object)) throw new Error(object.says);
      expect(expectProblem(readId(object), 'member')).toMatchObject({ path: 'id' });
    },
  );
});

describe('a member', () => {
  it.each([
    [{}, 'a.b is missing.'],
    [{ b: null }, 'a.b is missing.'],
    [{ b: 1 }, 'a.b is not a string, or contains half of a character (a lone surrogate).'],
    [{ b: '\ud800' }, 'a.b is not a string, or contains half of a character (a lone surrogate).'],
  ])('that is no text is a problem with its path: %j', (object, says) => {
    expect(expectProblem(readText(object, 'b', 'a.b'), 'member')).toMatchObject({ path: 'a.b', says });
  });

  it('that is a choice is one of the words, or none', () => {
    const choose = (a: unknown) => readChoice({ a }, 'a', ['x', 'y']);
    expect([choose('y'), choose(null), choose(undefined)]).toEqual(['y', null, null]);
    expect(expectProblem(choose('z'), 'member')).toMatchObject({ path: 'a', fix: 'Give one of x, y.' });
    expectProblem(choose(['x']), 'member');
  });

  it('that is not known is a problem with its path, also one that every object inherits', () => {
    expect(unknownMember({ a: 1 }, ['a', 'b'])).toBeNull();
    for (const name of ['A', '', 'constructor', 'toString']) {
      const found = expectProblem(unknownMember({ a: 1, [name]: 1 }, ['a'], 'r.'), 'unknown-member');
      expect(found).toMatchObject({ path: `r.${name}` });
    }
    const inherited = read('{"__proto__":{"a":1}}');
    expect(!isProblem(inherited) && unknownMember(inherited, ['a'])).toMatchObject({ path: '__proto__' });
  });

  it('with an endless name is not quoted endlessly', () => {
    const found = expectProblem(unknownMember({ ['n'.repeat(1_000_000)]: 1 }, []), 'unknown-member');
    expect(JSON.stringify(found).length).toBeLessThan(1000);
  });
});
