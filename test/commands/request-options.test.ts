/** curl's spellings, with the meanings that https://curl.se/docs/manpage.html gives them. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { REQUEST_OPTIONS, readRequestOptions } from '../../src/app/options/request-options.ts';
import { planOptions, readValues, requestValues } from '../support/commands/option-values.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { expectProblem, sound } from '../support/problems.ts';

/** What is wanted, without who wants it. */
function wish(options: OptionValues) {
  const { method, headers, data, ...others } = sound(readRequestOptions(requestValues(options)));
  return { ...others, method: method.value, headers: headers.map(({ value }) => value), data: data.value };
}
const FORM = ['Content-Type', 'application/x-www-form-urlencoded'];

describe('the method', () => {
  it.each([
    ['is GET by itself', {}, 'GET'],
    ['is what -X says', { request: 'DELETE' }, 'DELETE'],
    ['is not changed to capitals, as in curl', { request: 'get' }, 'get'],
    ['is POST with -d', { data: ['a'] }, 'POST'],
    ['is POST with --data-binary', { dataBinary: ['a'] }, 'POST'],
    ['is POST with -d that is empty', { data: [''] }, 'POST'],
    ['is what -X says with -d too', { request: 'PUT', data: ['a'] }, 'PUT'],
  ] satisfies [string, OptionValues, string][])('%s', (_rule, options, method) => {
    expect(wish(options).method).toBe(method);
  });
});

describe('the source', () => {
  const sourcesOf = (options: OptionValues) => {
    const { method, headers } = sound(readRequestOptions(requestValues(options)));
    return [method, ...headers].map(({ source }) => source.kind);
  };

  it.each([
    ['a method that was not given is the default', {}, ['default']],
    ['a method that was given is the command line', { request: 'GET' }, ['command-line']],
    ['a method and a type that come with -d are the default', { data: ['a'] }, ['default', 'default']],
    [
      'a type that was given is the command line',
      { data: ['a'], header: ['Content-Type: text/plain'] },
      ['default', 'command-line'],
    ],
  ] satisfies [string, OptionValues, string[]][])('of %s', (_what, options, kinds) => {
    expect(sourcesOf(options)).toEqual(kinds);
  });
});

describe('a header', () => {
  it.each([
    ['has a name and a value', 'X-A: b', ['X-A', 'b']],
    ['needs no space behind the colon', 'X-A:b', ['X-A', 'b']],
    ['loses the white space around its value', 'X-A: \t b \t', ['X-A', 'b']],
    ['keeps colons and spaces inside its value', 'X-A: b: c  d', ['X-A', 'b: c  d']],
    ['may end with a semicolon', 'X-A: b;', ['X-A', 'b;']],
    ['is empty where a semicolon stands for the colon', 'X-A;', ['X-A', '']],
  ])('%s', (_rule, line, expected) => {
    expect(wish({ header: [line] }).headers).toEqual([expected]);
  });

  it('may be given several times, in this order', () => {
    const { headers } = wish({ header: ['B: 1', 'A: 2', 'B: 3'] });
    expect(headers.map((pair) => pair.join('='))).toEqual(['B=1', 'A=2', 'B=3']);
  });

  it.each([
    ['no colon', 'X-A'],
    ['no name', ': b'],
    ['nothing', ''],
    ['a colon and nothing behind it', 'X-A:'],
    ['a semicolon and something behind it', 'X-A;b'],
    ['a semicolon alone', ';'],
  ])('with %s is a problem', (_what, line) => {
    expectProblem(readValues(REQUEST_OPTIONS, { header: [line] }), 'header');
  });
});

describe('the range', () => {
  it.each(['0-9', '100-', '-5', '0-0,9-9'])('%s is a Range header in bytes (RFC 9110, section 14.2)', (range) => {
    expect(wish({ range }).headers).toEqual([['Range', `bytes=${range}`]]);
  });
});

describe('the content type of data', () => {
  it.each([
    ['is that of a form for -d', { data: ['a=b'] }, [FORM]],
    ['is the given one', { data: ['a'], header: ['content-type: text/xml'] }, [['content-type', 'text/xml']]],
    ['is none without data', {}, []],
    ['is none for --data-binary, since S3 would keep it with the object', { dataBinary: ['a'] }, []],
    ['is none where -X says what is done', { request: 'PUT', data: ['a'] }, []],
  ] satisfies [string, OptionValues, unknown][])('%s', (_rule, options, headers) => {
    expect(wish(options).headers).toEqual(headers);
  });
});

/** What the request looks like on the wire: head, then body. */
async function composed(options: OptionValues, files: Readonly<Record<string, string>> = {}) {
  const { world } = worldOf({ environment: { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' } }, files);
  const plan = sound(await planOptions(world, 'https://h/', options));
  const pieces: Uint8Array[] = [];
  for await (const piece of plan.body.open()) pieces.push(piece);
  return { head: plan.request.octets, body: Buffer.concat(pieces).toString('latin1') };
}

describe('the body', () => {
  const files = { lines: 'a\r\nb\nc\0d', '-': 'from\nstandard input' };

  it.each([
    ['of -d is the text', { data: ['a=b'] }, 'a=b'],
    ['of several -d is joined by ampersands', { data: ['a', 'b'] }, 'a&b'],
    ['of -d @FILE has neither carriage returns, newlines nor NULs', { data: ['@lines'] }, 'abcd'],
    ['of -d @- is standard input', { data: ['@-'] }, 'fromstandard input'],
    ['of --data-binary @FILE is the file byte for byte', { dataBinary: ['@lines'] }, 'a\r\nb\nc\0d'],
    ['of --data-binary @- is standard input byte for byte', { dataBinary: ['@-'] }, 'from\nstandard input'],
    ['of --data-binary is the text, with its newlines', { dataBinary: ['a\nb'] }, 'a\nb'],
    ['keeps the newlines of a text with -d', { data: ['a\nb'] }, 'a\nb'],
    ['is UTF-8', { data: ['é'] }, '\u00c3\u00a9'],
    ['of a file and a text is both', { dataBinary: ['@lines', 'e'] }, 'a\r\nb\nc\0d&e'],
  ] satisfies [string, OptionValues, string][])('%s', async (_rule, options, body) => {
    const request = await composed(options, files);
    expect(request.body).toBe(body);
    expect(request.head).toContain(`\r\nContent-Length: ${body.length}\r\n`);
  });

  it.each([
    ['PUT', 'Content-Length: 0'],
    ['POST', 'Content-Length: 0'],
  ])('of %s without data has the length 0 (RFC 9110, section 8.6)', async (request, line) => {
    expect((await composed({ request })).head).toContain(`\r\n${line}\r\n`);
  });

  it.each(['GET', 'HEAD', 'DELETE'])('of %s without data has no length', async (request) => {
    expect((await composed({ request })).head).not.toMatch(/content-length/i);
  });
});

describe('what cannot be asked', () => {
  it.each([
    ['a file that is not there', { dataBinary: ['@missing'] }, 'file'],
    ['a file that is not there, with -d', { data: ['@missing'] }, 'file'],
    ['a method with a space', { request: 'GET /' }, 'method'],
    ['no method', { request: '' }, 'method'],
    ['a method with a newline', { request: 'GET\r\nX: y' }, 'method'],
    ['a header with a newline', { header: ['X-A: b\r\nX-C: d'] }, 'header'],
    ['a header with a space in its name', { header: ['X A: b'] }, 'header'],
    ['a range with a newline', { range: '0-9\r\nX: y' }, 'header'],
    ['a time that does not exist', { date: '20130230T000000Z' }, 'date'],
    ['a time in another form', { date: '2013-05-24' }, 'date'],
    ['an endpoint for an address that has a host', { endpointUrl: 'http://127.0.0.1:9000' }, 'endpoint'],
    ['a region that is none', { region: 'eu west' }, 'option'],
    ['data with a byte that was not UTF-8', { data: ['a\ufffd'] }, 'not-utf8'],
    ['a header with a byte that was not UTF-8', { header: ['X-A: \ufffd'] }, 'not-utf8'],
  ] satisfies [string, OptionValues, string][])('%s is a problem', async (_what, options, code) => {
    const { world } = worldOf({ environment: EXAMPLE_KEYS });
    expectProblem(await planOptions(world, 'https://h/', options), code);
  });
});
