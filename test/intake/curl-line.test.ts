/** Pasted curl commands; what curl itself sends for them is in curl-itself.test.ts. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { readCurlLine } from '../../src/intake/curl/line.ts';
import { expectQuoted, expectTiled } from '../support/bytes.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { inFull, runs } from '../support/sweep.ts';

const read = (text: string) => readCurlLine(octetsOf(utf8(text)), named('line'));

function requestOf(text: string) {
  const { head, body, scheme, remarks } = sound(read(text)).request;
  const headers = head.headers.map(({ name, value }) => `${name.octets}: ${value.octets}`);
  return { line: `${head.method.octets} ${head.target.octets}`, headers, body, scheme, remarks };
}

describe('a curl command', () => {
  it.each([
    'curl https://h/a',
    '$ curl https://h/a',
    'curl.exe https://h/a',
    '/usr/bin/curl https://h/a',
    'A=b C= sudo time curl https://h/a',
    '\n\ncurl \\\n  https://h/a \\\r\n  -sS\n',
    'curl -o out --retry 3 -k https://h/a --connect-timeout 5 # a comment',
    'curl https://h:443/a',
    'curl https://h:/a',
    "curl -H 'X: https://h/a' -H 'X:' https://h/a -H X",
  ])('%j asks for the same', (text) => {
    const { line, headers, body, scheme } = requestOf(text);
    expect([line, scheme, body]).toEqual(['GET /a', 'https', '']);
    expect(headers.filter((header) => !header.startsWith('X'))).toEqual(['Host: h', 'Accept: */*']);
  });

  it.each([
    [
      "curl -d @body.json https://h/ -d '&c'",
      'POST /',
      'The body comes from the file named at byte 9, which was not read.',
    ],
    [
      'curl --data-urlencode n@f https://h/',
      'POST /',
      'The body comes from the file named at byte 24, which was not read.',
    ],
    ['curl -T cat.jpg https://h/a', 'PUT /a', 'The body is the file of -T, which was not read.'],
    ['curl -F a=b https://h/', 'POST /', /^The body is a form of -F/],
  ])('%j has a body that is not known', (text, line, remark) => {
    const found = requestOf(text);
    expect([found.line, found.body]).toEqual([line, null]);
    expect(found.remarks).toEqual([typeof remark === 'string' ? remark : expect.stringMatching(remark)]);
    expect(found.headers.filter((header) => header.startsWith('Content-Length'))).toEqual([]);
  });

  it.each([
    ['curl https://h/a https://h/b', /^The command has 2 URLs/],
    ['curl https://h/a --next https://h/b', /request follows --next/],
    ['curl https://h/a | jq .', /^bash ends the command at the "\|"/],
    ['curl https://h/a\n-H "A: b"', /^bash ends the command with the line/],
    ['curl --compressed https://h/a', /^The Accept-Encoding of --compressed/],
    ['curl -H nothing https://h/a', /^The -H at byte 5 is not "Name: value"/],
    ['curl -u name https://h/a', /^The -u has no colon/],
    ['curl -b jar.txt https://h/a', /^The cookies come from a file/],
    ['curl https://h/a?b=1&c=2', /^bash would end the command at the &/],
  ])('%j has a remark', (text, remark) => {
    expect(requestOf(text).remarks).toEqual([expect.stringMatching(remark)]);
    expect(requestOf(text).line).toMatch(/^GET \/a/);
  });
});

describe('what curl signs itself', () => {
  const signing = (options: string) => {
    const found = sound(read(`curl ${options} https://h/`)).signing;
    return found && Object.fromEntries(Object.entries(found).map(([name, bytes]) => [name, bytes?.octets ?? null]));
  };

  it.each([
    [
      '--aws-sigv4 "aws:amz:us-east-1:s3" --user AKID:SE:CRET',
      { provider: 'aws:amz', region: 'us-east-1', service: 's3', accessKeyId: 'AKID', secretAccessKey: 'SE:CRET' },
    ],
    ['--aws-sigv4 aws', { provider: 'aws', region: null, service: null, accessKeyId: null, secretAccessKey: null }],
    [
      '--aws-sigv4 aws:amz::s3 -u AKID',
      { provider: 'aws:amz', region: null, service: 's3', accessKeyId: 'AKID', secretAccessKey: null },
    ],
    ['-u AKID:SECRET', null],
  ])('of %j is read', (options, expected) => {
    expect(signing(options)).toEqual(expected);
  });

  it('has no Authorization of -u', () => {
    expect(requestOf('curl --aws-sigv4 aws:amz -u a:b https://h/').headers).toEqual(['Host: h', 'Accept: */*']);
  });
});

describe('what is no curl command', () => {
  it.each([
    ['', 'curl-line', 0],
    ['wget https://h/', 'curl-line', 0],
    ['curl', 'curl-url', 0],
    ['curl -s', 'curl-url', 0],
    ['curl -H', 'curl-option', 5],
    ['curl -sX', 'curl-option', 5],
    ['curl --nonsense https://h/', 'curl-option', 5],
    ['curl -s€ https://h/', 'curl-option', 5],
    ['curl --request=PUT https://h/', 'curl-option', 5],
    ['curl -K file https://h/', 'curl-option', 5],
    ['curl -r 0-1 -d x https://h/', 'curl-option', 5],
    ['curl -I -d x https://h/', 'curl-method', 5],
    ['curl -X "a b" https://h/', 'curl-method', 5],
    ['curl -H @file https://h/', 'curl-header', 5],
    ["curl -H 'A b: c' https://h/", 'curl-header', 5],
    ['curl -G -d @file https://h/', 'curl-data', 5],
    ["curl 'https://h/a b'", 'curl-url', 17],
    ['curl ftp://h/', 'curl-url', 5],
    ['curl https://h/[1-3]', 'curl-pattern', 15],
    ["curl 'https://h/{a,b}'", 'curl-pattern', 16],
    ['curl https://u:p@h/', 'url', 5],
    ["curl 'https://é/'", 'url', 6],
    ['curl -H “A: b” https://h/', 'typographic-quote', 8],
    ["curl -H ‘A: 'b’ https://h/", 'typographic-quote', 8],
    ['curl –H x https://h/', 'typographic-quote', 5],
    ['curl -H "A: $B" https://h/', 'shell-expansion', 12],
    ["curl -A $'a\\nb' https://h/", 'curl-control', 11],
    ["curl -G -d 'a\nb' https://h/", 'curl-control', 13],
    ["curl --request-target $'\\r' https://h/", 'curl-control', 24],
    ['Invoke-WebRequest -Uri "https://h/"', 'powershell', 0],
    ['curl.exe `\n -s https://h/', 'powershell', 8],
  ])('%j is a problem with its place', (text, code, start) => {
    const problem = expectProblem(read(text), code);
    expect(problem.where).toMatchObject({ value: 'input', start });
    expectSoundProblem(problem, utf8(text));
  });

  it('says of --name=value that curl wants two words', () => {
    expect(expectProblem(read('curl --request=PUT https://h/'), 'curl-option').fix).toContain('--request');
    expect(expectProblem(read('curl --request=PUT https://h/'), 'curl-option').fix).toContain('two words');
  });

  it('names U+201C, and says to use quotation marks of ASCII', () => {
    const problem = expectProblem(read('curl -H “A: b” https://h/'), 'typographic-quote');
    expect(problem.says).toContain('U+201C');
    expect(problem.fix).toContain('ASCII');
    expect(requestOf("curl -d 'say “a”' https://h/").body).toBe(utf8('say “a”'));
  });

  it.each([
    'curl --user=AKID:wJalrSECRET https://h/',
    "curl --user 'AKID:wJalrSECRET https://h/",
    'curl --user "AKID:wJalrSECRET$B" https://h/',
    'curl -uAKID:wJalrSECRET --nonsense',
    'curl -H "x-amz-security-token : wJalrSECRET" https://h/',
    'curl "https://h/ ?X-Amz-Security-Token=wJalrSECRET"',
    'curl "https://é/?X-Amz-Security-Token=wJalrSECRET"',
    'curl -X "wJalrSECRET x" https://h/',
  ])('says nothing of a secret in %j', (text) => {
    const problem = read(text);
    if (!isProblem(problem)) throw new Error('no problem');
    expect(problem.says + problem.fix).not.toContain('SECRET');
  });
});

describe('a command for cmd.exe, as Chrome copies it', () => {
  const CMD =
    'curl ^"https://h/a?b=^%^20c^&d^" ^\r\n  -X ^"PUT^" ^\r\n  -H ^"A: b ^\\^"c^\\^" \\d^" ^\r\n  --data-raw ^"^{^\\^"k^\\^":^\\^"v^\\^\\^\\^"^\\^"^}^"';

  it('is read as curl gets it', () => {
    expect(requestOf(CMD)).toMatchObject({
      line: 'PUT /a?b=%20c&d',
      headers: expect.arrayContaining(['A: b "c" \\d']),
      body: '{"k":"v\\""}',
      remarks: [],
    });
  });

  it.each([
    ['curl "https://h/a^b" -H "A: \\"b\\"" ^\n -H "C: d""e"', ['A: "b"', 'C: d"e']],
    ['curl https://h/a^b ^\n -H "A: b & c" & dir', ['A: b & c']],
  ])('%j too', (text, headers) => {
    expect(requestOf(text).headers).toEqual(expect.arrayContaining(headers));
  });

  it('names the mark that is not closed', () => {
    expect(expectProblem(read('curl ^"https://h/'), 'unclosed-quotation').where).toMatchObject({ start: 6 });
  });
});

/** Bytes: where time grew with their square, even the sample would take minutes. */
const MANY = inFull(2 ** 18, 2 ** 16);

describe('any line', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '-X',
      '-H',
      '-d',
      '-G',
      '-I',
      '-T',
      '-F',
      '-u',
      '-b',
      '-r',
      '-e',
      '-sSL',
      '--json',
      '--data-urlencode',
      '--aws-sigv4',
    ),
    fc.constantFrom(
      'https://h/a/../b',
      'h?x',
      "'A: b'",
      "'A;'",
      'a=b',
      '@f',
      '-',
      '--',
      '--next',
      '-g',
      "$'\\u20ac'",
      '^"',
      '"',
      "'",
      '&',
      '\\\n',
      '“',
    ),
    fc.string({ maxLength: 6 }),
  );

  it('is a request whose bytes have their places, or a problem that has one', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), (words) => {
        const line = utf8(`curl ${words.join(' ')}`);
        const found = readCurlLine(octetsOf(line), named('line'));
        expectSoundProblem(found, line);
        if (isProblem(found)) return;
        const { method, target, headers } = found.request.head;
        for (const bytes of [method, target, ...headers.flatMap(({ name, value }) => [name, value])]) {
          expectTiled(bytes);
          expectQuoted(bytes, { line });
        }
      }),
      { numRuns: runs(3000) },
    );
  });

  it.each(['-d a ', '-H "A: b" ', '/..', '/../a', '%2e', 'a=', '-s ', 'é', '^a', '^"', '\\"', '^\n', "''"])(
    'of many %j is read at once',
    { tags: ['expensive'] },
    (part) => {
      const many = utf8(part).repeat(Math.ceil(MANY / utf8(part).length));
      for (const line of [
        `curl https://h/ ${many}`,
        `curl https://h/${many}`,
        `curl https://h/ -d ${many}`,
        `curl ^"${many}`,
      ]) {
        expectSoundProblem(readCurlLine(octetsOf(line), named('line')), line);
      }
    },
  );
});
