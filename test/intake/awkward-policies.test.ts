/** Policies that are right and hard to read: where more conditions can be put is found in JSON of any shape. */
import { describe, expect, it } from 'vitest';
import { formFields, readPolicy } from '../../src/intake/post-policy.ts';
import { AWS4 } from '../../src/sigv4/dialects/aws4.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';

const EXPIRATION = '"expiration": "2030-01-01T00:00:00Z"';
const BRACKETS = ']'.repeat(100_000);
const SIGNER = { fields: AWS4.fields, hasToken: false };
const read = (text: string) => readPolicy(octetsOf(utf8(text)), '"policy.json"', SIGNER);

/** The policy with `^` at the place for more conditions, read: the place, and what is there with one condition more. */
function placeIn(marked: string) {
  const text = marked.replace('^', '');
  const { conditionsEnd } = sound(read(text));
  const octets = utf8(text);
  const whole = `${octets.slice(0, conditionsEnd)}, {"q": "r"}${octets.slice(conditionsEnd)}`;
  return {
    place: conditionsEnd,
    expected: utf8(marked).indexOf('^'),
    before: JSON.parse(text).conditions,
    after: JSON.parse(Buffer.from(whole, 'latin1').toString('utf8')).conditions,
  };
}

describe('the place for more conditions', () => {
  it.each([
    ['brackets in the expiration', `{"expiration": "${BRACKETS}", "conditions": [{"key": "a"}^]}`],
    ['brackets in a value', `{${EXPIRATION}, "conditions": [{"key": "${BRACKETS}"}^]}`],
    ['brackets in the name of a field', `{${EXPIRATION}, "conditions": [["eq", "$${BRACKETS}", "a"]^]}`],
    ['brackets in a string behind', `{${EXPIRATION}, "conditions": [{"key": "a"}^], "x": "${BRACKETS}"}`],
    ['brackets in the name of a member behind', `{${EXPIRATION}, "conditions": [{"key": "a"}^], "${BRACKETS}": [1]}`],
    ['escaped quotation marks', `{${EXPIRATION}, "conditions": [{"key": "${'\\"]'.repeat(50_000)}"}^]}`],
    ['backslashes', `{${EXPIRATION}, "conditions": [{"key": "${'\\\\'.repeat(50_001)}"}^], "x": ["]"]}`],
    ['white space behind', `{${EXPIRATION}, "conditions": [{"key": "a"}^]}${' \r\n\t'.repeat(25_000)}`],
    ['many conditions', `{${EXPIRATION}, "conditions": [${'["eq", "$a", "]"],'.repeat(10_000)}{"key": "a"}^]}`],
    [
      'deep nesting before',
      `{"x": ${'['.repeat(20_000)}${']'.repeat(20_000)}, ${EXPIRATION}, "conditions": [{"key": "a"}^]}`,
    ],
    [
      'deep nesting behind',
      `{${EXPIRATION}, "conditions": [{"key": "a"}^], "x": ${'{"a":['.repeat(10_000)}${']}'.repeat(10_000)}}`,
    ],
    ['conditions twice', `{"conditions": [{"key": "a"}], ${EXPIRATION}, "conditions": [{"key": "b"}^]}`],
    ['conditions that are no list at first', `{"conditions": 1, ${EXPIRATION}, "conditions": [{"key": "b"}^]}`],
    ['conditions that are empty at first', `{"conditions": [], ${EXPIRATION}, "conditions": [{"key": "b"}^]}`],
    ['conditions thrice', `{"conditions": [[]], "conditions": {"a": []}, ${EXPIRATION}, "conditions":[{"key":"b"}^]}`],
    ['conditions nested before', `{"x": {"conditions": [{"key": "a"}]}, ${EXPIRATION}, "conditions": [{"key": "b"}^]}`],
    [
      'conditions nested behind',
      `{${EXPIRATION}, "conditions": [{"key": "b"}^], "x": [{"conditions": [{"key": "a"}]}]}`,
    ],
    ['conditions as a field', `{${EXPIRATION}, "conditions": [{"conditions": "a"}, {"key": "b"}^]}`],
    ['conditions as a string', `{"x": "conditions", "y": [1], ${EXPIRATION}, "conditions": [{"key": "b"}^], "z": [1]}`],
    ['conditions in a list', `{"x": ["conditions", [1]], ${EXPIRATION}, "conditions": [{"key": "b"}^]}`],
    ['an escaped name', `{${EXPIRATION}, "\\u0063ondition\\u0073": [{"key": "a"}^], "x": [1]}`],
    ['an escaped name after a plain one', `{"conditions": [1], ${EXPIRATION}, "c\\u006fnditions": [{"key": "a"}^]}`],
    ['a plain name after an escaped one', `{"c\\u006Fnditions": [1], ${EXPIRATION}, "conditions": [{"key": "a"}^]}`],
    ['a name that only looks like it', `{${EXPIRATION}, "conditions": [{"key": "a"}^], "\\\\u0063onditions": [1]}`],
    ['another name that ends like it', `{${EXPIRATION}, "conditions": [{"key": "a"}^], "my\\"conditions": [1]}`],
    ['a name of a letter that is no ASCII', `{${EXPIRATION}, "conditions": [{"key": "a"}^], "ｃonditions": [1]}`],
  ])('is found with %s', (_what, marked) => {
    const { place, expected, before, after } = placeIn(marked);
    expect(place).toBe(expected);
    expect(after).toEqual([...before, { q: 'r' }]);
  });
});

describe('white space in front of a colon', () => {
  it.each([1, 255, 300, 100_000])('may be of %i bytes', (length) => {
    const space = ' '.repeat(length);
    const first = `{${EXPIRATION}, "conditions": [{"key":"a"}], "other"${space}: [1]}`;
    expect(sound(read(first)).conditionsEnd).toBe(first.indexOf(']'));
    const last = `{${EXPIRATION}, "other": [1], "conditions"${space}: [{"key":"a"}]}`;
    expect(sound(read(last)).conditionsEnd).toBe(last.lastIndexOf(']'));
  });
});

describe('no policy', () => {
  it.each([
    ['brackets behind the end', `{${EXPIRATION}, "conditions": [{"key": "a"}]}${BRACKETS}`],
    ['brackets alone', BRACKETS],
    ['a string without an end', `{${EXPIRATION}, "conditions": [{"key": "${BRACKETS}`],
    ['a string that ends with a backslash', `{${EXPIRATION}, "conditions": [{"key": "${'\\'.repeat(100_001)}`],
    ['open brackets', `{${EXPIRATION}, "conditions": ${'['.repeat(100_000)}`],
    ['conditions that are nested only', `{${EXPIRATION}, "x": {"conditions": [{"key": "a"}]}}`],
    ['conditions that are no list at last', `{"conditions": [{"key": "a"}], ${EXPIRATION}, "conditions": 1}`],
    ['conditions that are empty at last', `{"conditions": [{"key": "a"}], ${EXPIRATION}, "conditions": []}`],
    ['an expiration that is nested only', '{"x": {"expiration": "a"}, "conditions": [{"key": "a"}]}'],
    ['conditions in lists of lists', `{${EXPIRATION}, "conditions": [${'['.repeat(20_000)}${']'.repeat(20_000)}]}`],
  ])('is %s', (_what, text) => {
    expectProblem(read(text), 'policy');
  });
});

describe('names with escapes', () => {
  it('are those that they stand for', () => {
    const policy = `{${EXPIRATION}, "conditions": [{"\\u006bey": "a"}, ["\\u0065q", "\\u0024x-amz-d\\u0061te", "d"]]}`;
    const { conditions, missing } = sound(read(policy));
    expect(conditions.map(({ field, value }) => `${field}=${value}`)).toEqual(['key=a', 'x-amz-date=d']);
    expect(missing).toEqual(['x-amz-algorithm', 'x-amz-credential']);
  });

  it('are taken for fields of the signer, which a form cannot have twice', () => {
    const policy = sound(read(`{${EXPIRATION}, "conditions": [{"key": "a"}, {"x-amz-d\\u0061te": "d"}]}`));
    expect(sound(formFields(policy, [], AWS4.fields)).map(([name]) => name)).toEqual(['key']);
  });
});
