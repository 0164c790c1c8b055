/** Policies as https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html has them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { formFields, type ReadPolicy, readPolicy } from '../../src/intake/post-policy.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';

const EXPIRATION = '"expiration": "2030-01-01T00:00:00Z"';
const read = (text: string, hasToken = false) => readPolicy(octetsOf(utf8(text)), '"policy.json"', hasToken);
const withConditions = (...conditions: unknown[]) => JSON.stringify({ expiration: '2030-01-01T00:00:00Z', conditions });
const SIGNER = [{ 'x-amz-algorithm': 'a' }, { 'x-amz-credential': 'c' }, { 'x-amz-date': 'd' }];

describe('a condition', () => {
  it.each([
    ['an object is an exact match', { acl: 'public-read' }, ['equals', 'acl', 'public-read']],
    ['eq is an exact match', ['eq', '$acl', 'public-read'], ['equals', 'acl', 'public-read']],
    ['starts-with', ['starts-with', '$key', 'user/'], ['starts-with', 'key', 'user/']],
    ['starts-with nothing', ['starts-with', '$key', ''], ['starts-with', 'key', '']],
    ['an operator in capitals', ['Starts-With', '$key', 'u'], ['starts-with', 'key', 'u']],
    ['a field in capitals', { 'Content-Type': 'image/png' }, ['equals', 'content-type', 'image/png']],
    ['a field in capitals behind a $', ['eq', '$Key', 'a'], ['equals', 'key', 'a']],
  ])('%s', (_what, condition, [kind, field, value]) => {
    expect(sound(read(withConditions(condition))).conditions).toEqual([{ kind, field, value }]);
  });

  it('on the length of the file is about no field', () => {
    const policy = sound(read(withConditions(['content-length-range', 0, 9], { key: 'a' })));
    expect(policy.conditions.map(({ field }) => field)).toEqual(['key']);
  });

  it.each([
    ['of two fields', { a: 'b', c: 'd' }],
    ['of no field', {}],
    ['on a number', { a: 1 }],
    ['without a $', ['eq', 'key', 'a']],
    ['of another kind', ['ends-with', '$key', 'a']],
    ['without a value', ['eq', '$key']],
    ['that is empty', []],
    ['that is a word', 'key'],
    ['that is null', null],
  ])('%s is a problem', (_what, condition) => {
    expectProblem(read(withConditions({ key: 'a' }, condition)), 'policy');
  });
});

describe('what is no policy', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['JSON that is no object', '[]'],
    ['null', 'null'],
    ['no expiration', '{"conditions": [{"key": "a"}]}'],
    ['an expiration that is a number', '{"expiration": 1, "conditions": [{"key": "a"}]}'],
    ['no conditions', `{${EXPIRATION}}`],
    ['conditions that are an object', `{${EXPIRATION}, "conditions": {"key": "a"}}`],
    ['an empty list of conditions', `{${EXPIRATION}, "conditions": []}`],
    ['a byte order mark, which S3 does not take', `\ufeff${withConditions({ key: 'a' })}`],
  ])('is %s', (_what, text) => {
    expect(expectProblem(read(text), 'policy').says).toContain('policy.json');
  });

  it('is what is not UTF-8', () => {
    expectProblem(readPolicy(octetsOf(withConditions({ key: '\xff' })), 'p', false), 'policy');
  });
});

describe('fields of the signer without a condition', () => {
  it.each([
    ['are all three', [{ key: 'a' }], false, ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date']],
    ['are none where all are there', SIGNER, false, []],
    ['are the token too with temporary credentials', SIGNER, true, ['x-amz-security-token']],
    ['are those that are not there', SIGNER.slice(1), false, ['x-amz-algorithm']],
    [
      'are none for one in capitals, or that only begins',
      [...SIGNER.slice(1), ['starts-with', '$X-Amz-Algorithm', '']],
      false,
      [],
    ],
  ])('%s', (_what, conditions, hasToken, missing) => {
    expect(sound(read(withConditions(...conditions), hasToken)).missing).toEqual(missing);
  });
});

/** The policy with one condition more, put where it was found that one can be. */
function added(text: string, { conditionsEnd }: ReadPolicy): unknown {
  const octets = utf8(text);
  const whole = `${octets.slice(0, conditionsEnd)}, {"q": "r"}${octets.slice(conditionsEnd)}`;
  return JSON.parse(Buffer.from(whole, 'latin1').toString('utf8'));
}

describe('the place for more conditions', () => {
  it.each([
    ['behind the last', `{${EXPIRATION}, "conditions": [{"key": "a"}^]}`],
    ['before the expiration', `{"conditions": [{"key": "a"}^], ${EXPIRATION}}`],
    ['behind lists', `{${EXPIRATION}, "conditions": [["eq", "$key", "a"], ["eq", "$b", "c"]^]}`],
    ['not in a string', `{"conditions": [{"key": "]"}^], "expiration": "]]]"}`],
    ['not in a string with quotation marks', `{"conditions": [{"key": "\\"]"}^], "expiration": "\\"]"}`],
    ['not in another list', `{${EXPIRATION}, "conditions": [{"key": "a"}^], "other": [1, [2]]}`],
    ['not in conditions of something else', `{"conditions": [{"key": "a"}^], ${EXPIRATION}, "b": {"conditions": [1]}}`],
    ['behind white space', `{${EXPIRATION},\r\n "conditions" : [\n{"key": "a"}\n ^] }\n`],
    ['counted in bytes', `{${EXPIRATION}, "conditions": [{"key": "é€😀"}^]}`],
    [
      'in the second of two lists, which is the one that counts',
      `{"conditions": [{"key": "a"}], ${EXPIRATION}, "conditions": [{"key": "b"}^]}`,
    ],
  ])('is %s', (_where, marked) => {
    const text = marked.replace('^', '');
    expect(sound(read(text)).conditionsEnd).toBe(utf8(marked).indexOf('^'));
  });

  it('gives JSON with the old conditions and the new one, for any policy', () => {
    const awkward = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(']', '[]]', '"]"', '\\"]', '},{"a":"b"}]'));
    const condition = fc.oneof(
      fc.tuple(
        fc.constantFrom('eq', 'starts-with'),
        awkward.map((name) => `$${name}`),
        awkward,
      ),
      fc.tuple(awkward, awkward).map(([name, value]) => ({ [`k${name}`]: value })),
      fc.constant(['content-length-range', 0, 9]),
    );
    const policy = fc
      .tuple(
        fc.array(condition, { minLength: 1, maxLength: 5 }),
        awkward,
        fc.jsonValue(),
        fc.constantFrom(0, 2),
        fc.boolean(),
      )
      .map(([conditions, expiration, other, indent, isFirst]) =>
        JSON.stringify(isFirst ? { conditions, expiration, other } : { other, expiration, conditions }, null, indent),
      );
    fc.assert(
      fc.property(policy, (text) => {
        const before = JSON.parse(text);
        expect(added(text, sound(read(text)))).toEqual({ ...before, conditions: [...before.conditions, { q: 'r' }] });
      }),
    );
  });
});

describe('any bytes', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"',
    '"conditions":',
    '"expiration":"x"',
    ',',
    '\\',
    '["eq","$key","a"]',
    '{"a":"b"}',
  ];
  const almost = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(''));

  it('are a policy or a problem', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almost, fc.json()), fc.boolean(), (text, hasToken) => {
        const policy = read(text, hasToken);
        if (!isProblem(policy)) formFields(policy, []);
        else expect(policy.code).toBe('policy');
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('the fields of a form', () => {
  const fields = (conditions: readonly unknown[], ...given: [string, string][]) =>
    formFields(sound(read(withConditions(...conditions))), given);

  it.each([
    ['what the policy wants', [{ key: 'a' }, { acl: 'private' }], [], ['key=a', 'acl=private']],
    [
      'the name of the file behind what the key begins with',
      [['starts-with', '$key', 'u/']],
      [],
      [`key=u/\${filename}`],
    ],
    ['what another field begins with', [{ key: 'a' }, ['starts-with', '$x', 'y']], [], ['key=a', 'x=y']],
    ['what is given, in its own spelling', [['starts-with', '$key', 'u/']], [['Key', 'u/1']], ['Key=u/1']],
    ['what is given before what is wanted', [{ acl: 'private' }], [['key', 'a']], ['key=a', 'acl=private']],
    ['neither the bucket nor what signing makes', [{ bucket: 'b' }, { key: 'a' }, ...SIGNER], [], ['key=a']],
  ] satisfies [string, unknown[], [string, string][], string[]][])('are %s', (_what, conditions, given, expected) => {
    expect(sound(fields(conditions, ...given)).map(([name, value]) => `${name}=${value}`)).toEqual(expected);
  });

  it.each(['policy', 'X-Amz-Signature', 'x-amz-date', 'x-amz-security-token'])('are not %s', (name) => {
    expect(expectProblem(fields([{ key: 'a' }], [name, 'b']), 'form').says).toContain(name);
  });

  it('need a key', () => {
    expectProblem(fields([{ acl: 'private' }]), 'form');
  });
});
