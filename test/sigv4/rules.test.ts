/** The rules on which sources disagree: an input on which both choices differ, and what each of the sources has of it. */
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { collapseUnquotedSpaces, unfold, whiteSpaceAsSpace } from '../../src/bytes/text-operations.ts';
import { disagreementsOf } from '../../src/sigv4/disagreements.ts';
import { DISAGREEMENTS, GENERAL_RULES, S3_RULES } from '../../src/sigv4/rules.ts';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { bothWays, octets } from '../support/bytes.ts';
import { givenOf, utf8 } from '../support/octets-of.ts';
import { type Asked, accepts, inputOf, type SomeRules, sign } from '../support/sigv4/signing.ts';

interface Example {
  readonly rule: string;
  readonly asked: Asked;
  /** A line that the canonical request has under each choice. */
  readonly ours: string;
  readonly theirs: string;
}

const head = (target: string, ...lines: readonly string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: example.amazonaws.com', ...lines, '', ''].join('\r\n');
const withRules = (text: string, rules: SomeRules = GENERAL_RULES): Asked => ({ head: text, rules });

const EXAMPLES: readonly Example[] = [
  {
    // get-header-value-multiline
    rule: 'foldedLines',
    asked: withRules(head('/', 'My-Header1: value1\r\n  value2\r\n     value3')),
    ours: 'my-header1:value1 value2 value3',
    theirs: 'my-header1:value1,value2,value3',
  },
  {
    // get-header-value-order
    rule: 'repeatedHeaders',
    asked: withRules(head('/', 'My-Header1: value4', 'My-Header1: value1', 'My-Header1: value3', 'My-Header1: value2')),
    ours: 'my-header1:value4,value1,value3,value2',
    theirs: 'my-header1:value1,value2,value3,value4',
  },
  {
    // get-header-value-trim; aws-sdk-ruby, gems/aws-sigv4/spec/signer_spec.rb
    rule: 'quotedSpaces',
    asked: withRules(head('/', 'Bar: bar  bar', 'Bar2: "bar  bar"')),
    ours: 'bar2:"bar bar"',
    theirs: 'bar2:"bar  bar"',
  },
  {
    // smithy-rs; minio-go, pkg/signer/utils_test.go
    rule: 'headerWhiteSpace',
    asked: withRules(head('/', 'X-A: a \t b  c   ')),
    ours: 'x-a:a \t b c',
    theirs: 'x-a:a b c',
  },
  {
    // get-vanilla-query-order-value; aws-sdk-ruby
    rule: 'equalQueryNames',
    asked: withRules(head('/?q.options=abc&q=xyz&q=mno')),
    ours: 'q=mno&q=xyz&q.options=abc',
    theirs: 'q=xyz&q=mno&q.options=abc',
  },
  {
    // S3's own canonical request in aws/aws-sdk-java#2128; test/captures/other-servers/plus-in-path.txt
    rule: 'plusInPath',
    asked: withRules(head('/a+b'), S3_RULES),
    ours: '/a%20b',
    theirs: '/a%2Bb',
  },
  {
    // post-vanilla-query-nonunreserved, in smithy-typescript and in the suite of 2011
    rule: 'plusInQuery',
    asked: withRules(head('/?+=b')),
    ours: '%2B=b',
    theirs: '%20=b',
  },
  {
    // get-relative; the AWS SDK for Java
    rule: 'dotDotAtRoot',
    asked: withRules(head('/..')),
    ours: '/',
    theirs: '/..',
  },
  {
    // post-sts-header-before, post-sts-header-after
    rule: 'sessionToken',
    asked: { ...withRules(head('/')), token: 'TOKEN' },
    ours: 'host;x-amz-date;x-amz-security-token',
    theirs: 'host;x-amz-date',
  },
];

/** No signer makes a difference between their choices: test/sigv4/claims/hoisted-headers.test.ts has their examples. */
const OF_READING = ['unsentSignedHeader', 'hoistedChecksum'];

const linesOf = (asked: Asked, rules: SomeRules = {}) =>
  sign({ ...asked, rules: { ...asked.rules, ...rules } }).canonicalRequest.octets.split('\n');

describe('the disagreements', () => {
  it('each have an example here, or decide only how a request is read', () => {
    const all = [...EXAMPLES.map(({ rule }) => rule), ...OF_READING];
    expect(all.sort()).toEqual(DISAGREEMENTS.map(({ rule }) => rule).sort());
  });

  it.each(DISAGREEMENTS)('say what they are about, and who does which: $rule', (disagreement) => {
    expect(disagreement.says).toMatch(/^[A-Z+].*\.$/);
    expect(disagreement.sources.every((source) => source.length > 0)).toBe(true);
    expect(disagreement.ours).not.toBe(disagreement.theirs);
    expect(S3_RULES[disagreement.rule]).toBe(disagreement.ours);
    expect(GENERAL_RULES[disagreement.rule]).toBe(disagreement.ours);
  });

  it('are about every rule that no service decides', () => {
    const ofServices = ['pathEncoding', 'pathSegments', 'contentSha256Header', 'payload'];
    const all = [...ofServices, ...DISAGREEMENTS.map(({ rule }) => rule)];
    expect(Object.keys(S3_RULES).sort()).toEqual(all.sort());
  });

  it.each(EXAMPLES)('make the difference that the sources have: $rule', ({ rule, asked, ours, theirs }) => {
    const disagreement = DISAGREEMENTS.find((each) => each.rule === rule);
    const other = { [rule]: disagreement?.theirs ?? '' };
    expect(linesOf(asked)).toContain(ours);
    expect(linesOf(asked)).not.toContain(theirs);
    expect(linesOf(asked, other)).toContain(theirs);
    expect(linesOf(asked, other)).not.toContain(ours);
  });

  it.each(EXAMPLES)('decide what is accepted: $rule', ({ rule, asked }) => {
    const theirs = DISAGREEMENTS.find((each) => each.rule === rule)?.theirs ?? '';
    const [our, other] = [asked.rules ?? {}, { ...asked.rules, [rule]: theirs }];
    const [signed, otherwise] = [our, other].map((rules) => sign({ ...asked, rules }).bytes.octets);
    expect(accepts(signed ?? '', { rules: our })).toBe(true);
    expect(accepts(otherwise ?? '', { rules: other })).toBe(true);
    // A token that is in no list of signed headers counts as none, for every reader.
    if (rule === 'sessionToken') return;
    expect(accepts(signed ?? '', { rules: other })).toBe(false);
    expect(accepts(otherwise ?? '', { rules: our })).toBe(false);
  });
});

describe('the disagreements about a request', () => {
  const about = (asked: Asked) => disagreementsOf(traceSigning(inputOf(asked, givenOf))).map(({ rule }) => rule);

  it.each(EXAMPLES)('are those that make a difference for it: $rule', ({ rule, asked }) => {
    const theirs = DISAGREEMENTS.find((each) => each.rule === rule)?.theirs ?? '';
    expect(about(asked)).toEqual([rule]);
    expect(about({ ...asked, rules: { ...asked.rules, [rule]: theirs } })).toEqual([rule]);
    expect(about({ ...asked, expires: '60' })).toEqual([rule]);
  });

  it('are none for a request on which all agree, nor for what cannot be signed', () => {
    expect(about(withRules(head('/a?b=c&d', 'X-A: 1'), S3_RULES))).toEqual([]);
    expect(about(withRules(head('/../a'), S3_RULES))).toEqual([]);
    expect(about(withRules('GET'))).toEqual([]);
  });
});

describe('spaces between quotation marks, where they are kept', () => {
  const kept = (text: string) => bothWays(collapseUnquotedSpaces, octets(text));

  it.each([
    ['the whole value', '"a   b   c"', '"a   b   c"'],
    ['a part of it', 'a  b  "c  d"  e  f', 'a b "c  d" e f'],
    ['several parts', '"a  b"  "c  d"', '"a  b" "c  d"'],
    ['nothing at all', '""  ""', '"" ""'],
    ['no quotation marks', 'a  b', 'a b'],
    ['one that nothing closes, as minio-go has it', '"a   b  c', '"a b c'],
    ['one that nothing closes, behind others', '"a  b"  c  "d  e', '"a  b" c "d e'],
    ['one that nothing closes, at the end', 'a  b"', 'a b"'],
  ])('%s', (_what, value, expected) => {
    expect(kept(value)).toBe(expected);
  });
});

describe('white space, where all of it counts', () => {
  it.each([
    // minio-go, pkg/signer/utils_test.go; line ends cannot be in the value of a header.
    ['a \t b  c   ', 'a b c'],
    ['"a \t b  c   ', '"a b c'],
    [' \t\x0b\fa \t\x0b\f b \t\x0b\f c \t\x0b\f', 'a b c'],
    ['\ta\t', 'a'],
    [utf8('\u00a0a\u00a0\u00a0b\u00a0'), utf8('\u00a0a\u00a0\u00a0b\u00a0')],
    [utf8('\u672c\u8a9e'), utf8('\u672c\u8a9e')],
  ])('is trimmed and collapsed: %j', (value, expected) => {
    const asked = { head: head('/', `X-A: .${value}.`), rules: { headerWhiteSpace: 'all' } } as const;
    expect(linesOf(asked)).toContain(`x-a:${`.${value}.`.replace(/[\t-\r ]+/g, ' ')}`);
    const alone = { ...asked, head: head('/', `X-A: ${value}`) };
    expect(linesOf(alone)).toContain(`x-a:${expected}`);
  });

  it('becomes spaces byte by byte, and nothing else does', () => {
    const all = octets(Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join(''));
    const changed = [...bothWays(whiteSpaceAsSpace, all)].flatMap((byte, code) =>
      byte === all.charAt(code) ? [] : [[code, byte]],
    );
    expect(changed).toEqual([9, 10, 11, 12, 13].map((code) => [code, ' ']));
  });
});

describe('folded lines', () => {
  it('are joined by what is told', () => {
    expect(unfold(plain(octets('a\r\n b \n\tc')), ',').octets).toBe('a,b,c');
    expect(bothWays((bytes) => unfold(bytes, ','), octets('a\r\n b \n\tc'))).toBe('a,b,c');
  });
});
