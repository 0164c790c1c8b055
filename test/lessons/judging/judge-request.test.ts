/** Whole requests, signed by the tests' own signer: accepted, or refused with what S3 says and where they differ. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import type { Judgment } from '../../../src/lessons/judging/judge-lines.ts';
import { judge } from '../../../src/lessons/kinds/table.ts';
import { makeShot } from '../../../src/lessons/shots/shots.ts';
import { checkYaml, type LessonFields, preparedOfText } from '../../support/lessons/lesson-text.ts';
import { ordered } from '../../support/sandbox/sandbox-client.ts';
import { presigned } from '../../support/sigv4/presigned-order.ts';

const PUT = "{ kind: accept, asks: PUT /notes/a%20b.txt, headers: ['x-amz-meta-author: me'], body: one two }";
const order = {
  method: 'PUT',
  path: '/notes/a b.txt',
  headers: [['X-Amz-Meta-Author', ' me ']],
  body: 'one two',
} as const;

async function judged(answer: string, request: string, fields: LessonFields = {}): Promise<Judgment> {
  const lesson = await preparedOfText({ ...fields, check: checkYaml(answer, 'x') });
  const [check] = lesson.check;
  if (!check) throw new Error('There is no check.');
  return judge(lesson, check, { kind: 'accept', request: request as Octets });
}

describe('a request', () => {
  it.each<[string, string, string]>([
    ['as it is asked for', PUT, ordered(order).request],
    [
      'in path style',
      PUT,
      ordered({ ...order, host: 's3.us-east-1.amazonaws.com', path: '/examplebucket/notes/a b.txt' }).request,
    ],
    ['with more headers', PUT, ordered({ ...order, headers: [...order.headers, ['X-More', '1']] }).request],
    ['signed at another hour of that day', PUT, ordered({ ...order, date: '20130524T231500Z' }).request],
    ['with bytes behind its end', PUT, `${ordered(order).request}\n`],
    ['with lines that end with LF alone', PUT, ordered(order).request.replaceAll('\r\n', '\n')],
    [
      'with what it has of a query',
      '{ kind: accept, asks: "GET /?list-type=2" }',
      ordered({
        path: '/',
        query: [
          ['list-type', '2'],
          ['prefix', 'test'],
        ],
      }).request,
    ],
    [
      'with another status',
      '{ kind: accept, asks: GET /test.txt, status: 206 }',
      ordered({ headers: [['Range', 'bytes=0-9']] }).request,
    ],
    ['in the form of a URL', '{ kind: accept, asks: GET /test.txt }', presigned({ path: '/test.txt' }).request],
  ])('%s is accepted', async (_what, answer, request) => {
    expect(await judged(answer, request)).toMatchObject({ verdict: 'right', firstWrong: null });
  });

  it.each<[string, string, string, readonly string[]]>([
    [
      'another key',
      PUT,
      ordered({ ...order, path: '/notes/ab.txt' }).request,
      ['It asks for PUT /notes/ab.txt, not for PUT /notes/a%20b.txt.'],
    ],
    [
      'another method',
      '{ kind: accept, asks: GET /test.txt }',
      ordered({ method: 'HEAD' }).request,
      ['It asks for HEAD /test.txt, not for GET /test.txt.'],
    ],
    [
      'without a parameter',
      '{ kind: accept, asks: "GET /?list-type=2" }',
      ordered({ path: '/' }).request,
      ['It asks for GET /, not for GET /?list-type=2.'],
    ],
    [
      'without the header',
      PUT,
      ordered({ ...order, headers: [] }).request,
      ['It does not contain the header x-amz-meta-author: me.'],
    ],
    [
      'another body',
      PUT,
      ordered({ ...order, body: 'one too' }).request,
      ['The 7 stored bytes are not the expected 7 bytes.'],
    ],
    [
      'another status',
      '{ kind: accept, asks: GET /test.txt }',
      ordered({ headers: [['Range', 'bytes=0-9']] }).request,
      ['S3 returns 206 instead of 200.'],
    ],
    [
      'a day later',
      PUT,
      ordered({ ...order, date: '20130525T000000Z', scope: ['20130525', 'us-east-1', 's3', 'aws4_request'] }).request,
      ['S3 returns 403 RequestTimeTooSkewed'],
    ],
    ['not signed', PUT, ordered({ ...order, authorization: null }).request, ['S3 returns 403 AccessDenied']],
    ['cut in its body', PUT, ordered(order).request.slice(0, -1), ['The sandbox waits for more']],
    ['no request', PUT, 'what', ['The sandbox waits for more']],
    ['no request with an end', PUT, 'what\r\n\r\n', ['S3 returns 400 BadRequest']],
    [
      'another secret',
      PUT,
      ordered({ ...order, secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }).request,
      ['S3 returns 403 SignatureDoesNotMatch', 'secret'],
    ],
  ])('%s is wrong, and it is said why', async (_what, answer, request, says) => {
    const judgment = await judged(answer, request);
    expect(judgment.verdict).toBe('wrong');
    for (const part of says) expect(judgment.says.join('\n')).toContain(part);
  });

  it('signed of another text is told the first line that differs', async () => {
    const { authorization } = ordered({ headers: [['X-Amz-Meta-Author', 'me']], path: '/a b' });
    const stolen = ordered({ headers: [['X-Amz-Meta-Author', 'me']], path: '/a b', authorization });
    const says = await judged('{ kind: accept, asks: GET /a%20b }', stolen.request.replace('GET', 'POST'));
    expect(says.says.join('\n')).toContain('Line 1 of the canonical request is "POST", but you signed "GET".');
  });

  it('signed with other ends of lines is told whole ends', async () => {
    const lesson = await preparedOfText();
    const [shot] = lesson.run;
    const made = shot && makeShot(lesson, { ...shot, mistake: 'crlf-or-extra-newline/crlf' });
    if (!made || isProblem(made)) throw new Error('The request cannot be made.');
    const { says } = await judged('{ kind: accept, asks: GET /test.txt }', made.message);
    expect(says.join('\n')).toContain('Line 1 of the canonical request is "GET\n", but you signed "GET\r\n".');
  });

  it('keeps its token to itself where it asks for something else', async () => {
    const token = 'a-very-long-token';
    const { request } = presigned({ path: '/test.txt', query: [['X-Amz-Security-Token', token]] });
    const requests = `requests: { main: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', sessionToken: ${token} } }`;
    const { verdict, says } = await judged('{ kind: accept, asks: GET /other.txt }', request, { requests });
    expect([verdict, says.join()]).toEqual(['wrong', expect.stringContaining('It asks for GET /test.txt?')]);
    expect(says.join()).not.toContain(token);
  });

  it('that is not there yet is incomplete', async () => {
    expect(await judged(PUT, ' \n')).toMatchObject({ verdict: 'incomplete', says: ['There is no request yet.'] });
  });
});
