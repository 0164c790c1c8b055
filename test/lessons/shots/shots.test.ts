/** Shots: what arrives, what the sandbox returns, and what of it was expected. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import type { PreparedLesson } from '../../../src/lessons/lesson.ts';
import { makeShot, outcomeOf, serverAt, shoot } from '../../../src/lessons/shots/shots.ts';
import { checkYaml, preparedOfText } from '../../support/lessons/lesson-text.ts';

const REQUESTS = `requests:
  main: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', headers: ['Range: bytes=0-9'] }
  put: { method: PUT, url: 'https://examplebucket.s3.amazonaws.com/new.txt', body: one two, signedHeaders: [host, x-amz-content-sha256, x-amz-date] }
  new: { method: PUT, url: 'https://examplebucket.s3.amazonaws.com/new.txt', headers: ['If-None-Match: *'], body: x }
  url: { url: 'https://examplebucket.s3.amazonaws.com/photos/2024/a%2Bb%281%29.txt', form: query, expires: 900 }
  bare: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', form: none }
  head: { method: HEAD, url: 'https://examplebucket.s3.amazonaws.com/test.txt' }
  link: { url: 'https://files.example.com/get?file=test.txt', form: hash }
  link-hmac: { url: 'https://files.example.com/get?file=test.txt', form: hmac }
  temporary: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', sessionToken: token }
  chunks:
    method: PUT
    url: https://examplebucket.s3.amazonaws.com/long.txt
    body: { repeat: 0123456789abcdef, count: 1536 }
    payload: streaming
    chunkSize: 8192
    signedHeaders: [host, x-amz-content-sha256, x-amz-date, x-amz-decoded-content-length]`;

const lessonWith = (shot: string): Promise<PreparedLesson> =>
  preparedOfText({
    requests: REQUESTS,
    run: `run:\n  - { id: it, says: do it, ${shot} }`,
    look: '',
    break: '',
    check: checkYaml('{ kind: type, expected: { text: yes } }', 'yes'),
  });

async function taken(shot: string, expected = '{ status: 200 }') {
  const lesson = await lessonWith(`${shot}${shot === '' ? '' : ','} expect: ${expected}`);
  const [one] = lesson.run;
  if (!one) throw new Error('There is no shot.');
  return { lesson, shot: one, made: makeShot(lesson, one), outcome: shoot(lesson, one) };
}

describe('a shot', () => {
  it('is sent as often as it says, to one sandbox', async () => {
    const once = await taken('request: new');
    expect(once.outcome).toMatchObject({ status: 200 });
    const twice = await taken('request: new, times: 2');
    expect(twice.outcome).toMatchObject({ status: 412, code: 'PreconditionFailed' });
  });

  it('brings what its signer signed, with the mistake in it', async () => {
    const { made } = await taken('mistake: crlf-or-extra-newline/no-query-line');
    if (isProblem(made)) throw new Error(made.says);
    const { made: right } = await taken('');
    if (isProblem(right)) throw new Error(right.says);
    expect(right.signed?.signature).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    expect(made.signed?.signature).not.toBe(right.signed?.signature);
    expect(made.message).toContain(`Signature=${made.signed?.signature}`);
  });

  it('that changes the body without chunks says how long it has become', async () => {
    const { made } = await taken('request: put, changes: [{ what: replace-in-body, from: two, to: three }]');
    if (isProblem(made)) throw new Error(made.says);
    expect(made.message).toMatch(/\r\nContent-Length: 9\r\n[\s\S]*\r\n\r\none three$/);
  });

  it.each(['swap-chunks, chunks: [1, 2]', 'flip-chunk, chunk: 2', 'drop-chunk, chunk: 2'])(
    '%s is found by the signature of a chunk, with the head as it was signed',
    async (change) => {
      const { outcome } = await taken(`request: chunks, changes: [{ what: ${change} }]`);
      if (isProblem(outcome)) throw new Error(outcome.says);
      expect(outcome.fields.get('StringToSign')).toMatch(/^AWS4-HMAC-SHA256-PAYLOAD\n/);
    },
  );

  it('that drops a chunk says how long the rest is', async () => {
    const [whole, rest] = await Promise.all([
      taken('request: chunks'),
      taken('request: chunks, changes: [{ what: drop-chunk, chunk: 1 }]'),
    ]);
    if (isProblem(whole.made) || isProblem(rest.made)) throw new Error('There is no message.');
    const said = (message: string) => Number(/Content-Length: (\d+)/.exec(message)?.[1]);
    // A chunk of 8192 bytes has a line of 4 digits, a semicolon, 16 letters, 64 digits and CR LF, and CR LF after it.
    expect(said(whole.made.message) - said(rest.made.message)).toBe(8192 + 4 + 1 + 16 + 64 + 2 + 2);
  });

  it('that the server waits for is a problem', async () => {
    const { outcome } = await taken(
      "request: put, changes: [{ what: replace-in-head, from: 'Content-Length: 7', to: 'Content-Length: 8' }]",
    );
    expect(isProblem(outcome) && outcome.code).toBe('unanswered');
  });

  it('is computed once for a lesson', async () => {
    const { lesson, shot, outcome } = await taken('');
    expect(shoot(lesson, shot)).toBe(outcome);
  });

  it('has a server whose store is as new each time', async () => {
    const { lesson } = await taken('');
    const key = 'photos/2024/a+b(1).txt' as Octets;
    const bucket = 'examplebucket' as Octets;
    const { store } = serverAt(lesson.prepared[0]);
    store.deleteObject(bucket, key);
    expect(store.buckets.get(bucket)?.objects.has(key)).toBe(false);
    expect(serverAt(lesson.prepared[0]).store.buckets.get(bucket)?.objects.has(key)).toBe(true);
  });
});

const REFUSAL =
  'HTTP/1.1 403 Forbidden\r\nContent-Length: 99\r\n\r\n<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>No &amp; no</Message></Error>';
const answer = (text: string) => outcomeOf(text.replace('99', String(text.split('\r\n\r\n')[1]?.length)) as Octets);

describe('an outcome', () => {
  it('has the elements of a refusal', () => {
    const outcome = answer(REFUSAL);
    expect([outcome.status, outcome.code]).toEqual([403, 'AccessDenied']);
    expect([...outcome.fields]).toEqual([
      ['Code', 'AccessDenied'],
      ['Message', 'No & no'],
    ]);
  });

  it('of a body that is no refusal has none', () => {
    const outcome = answer('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<List><Code>1</Code></List>');
    expect(outcome).toMatchObject({ status: 200, code: null, body: '<List><Code>1</Code></List>' });
    expect(outcome.fields.size).toBe(0);
  });

  it('of what is no answer has status 0', () => {
    expect(outcomeOf('what' as Octets)).toMatchObject({ status: 0, code: null, body: '' });
  });
});
