/** Pastes of very many lines or groups: more than a call of a function can have arguments. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { findLabeledNumbers } from '../../src/evidence/logs/labels.ts';
import { readQuotedBytes } from '../../src/evidence/logs/quoted-strings.ts';
import { allGroups } from '../../src/evidence/objects/objects.ts';
import { VARNISH } from '../../src/evidence/proxies/varnish-log.ts';
import { separatorFinder } from '../../src/evidence/texts/separator.ts';
import { answerOfAws, evidenceIn, GET_OBJECT, PROVIDED } from './answers.ts';

const MANY = 800_000;
const REQUEST = `GET /test.txt HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${PROVIDED}\n\n`;

it('lists very many groups, outer ones first', () => {
  const empty = { key: null, call: null, bracketed: true, start: 0, end: 0, entries: [], items: [], groups: [] };
  const groups = Array.from({ length: MANY }, () => empty);
  expect(allGroups({ ...empty, groups: [{ ...empty, groups }] })).toHaveLength(MANY + 2);
});

it('stops at the most numbers, also if they are on one line', { tags: ['expensive'] }, () => {
  expect(findLabeledNumbers(`signature: ${'a'.repeat(64)} `.repeat(MANY / 10) as Octets)).toHaveLength(6000);
});

// A pattern that begins with them, and is tried from each of them, takes minutes.
describe('hundreds of thousands of spaces or digits', () => {
  const [spaces, digits] = [' '.repeat(MANY), '1'.repeat(MANY)];

  it('are read once in a line of Varnish', () => {
    const log = [
      ...['* << Request >> 1', '- Begin req 0 rxreq', '- ReqMethod GET', `- ReqHeader a:${spaces}b${spaces}`],
      ...['** << BeReq >> 2', '-- Begin bereq 1 fetch', '-- BereqMethod GET', ''],
    ].join('\n');
    const [passed] = VARNISH.requestsIn([...log.matchAll(VARNISH.entry)]);
    expect(passed?.received.includes(`\na:${spaces}b\r\n`)).toBe(true);
  });

  it('are read once between quoted bytes', () => {
    expect(readQuotedBytes(`41 57${spaces}53 3${spaces}\n4`)).toEqual({ octets: 'AWS4', end: 'whole' });
  });

  it.each([
    [' a\n12 ', spaces],
    ['12 a\n', digits],
  ])('are read once where %j separates lines', (written, run) => {
    const { pattern } = separatorFinder().of(written);
    expect(pattern.exec(run)).toBeNull();
  });
});

describe('a long text', () => {
  const line = '2024-03-05T10:00:00.123Z INFO [worker-1] GET /bucket/key 200 12ms path=/a/b\n';
  const log = line.repeat(20_000);

  it('is read where a server refuses, with what is before it', () => {
    const { answer, request, remarks } = evidenceIn(`${log}${REQUEST}${answerOfAws(GET_OBJECT)}\n${log}`);
    expect(answer?.canonicalRequest?.proof).toBe('proved');
    expect(request?.head.target.octets).toBe('/test.txt');
    expect(remarks.join(' ')).toMatch(/The text is long/);
  });

  it('is read where it refuses, also if all of it is about signatures', () => {
    const signed = `CanonicalRequest:\nGET\n/other\n\nhost:h\n\nhost\n${'a'.repeat(64)}\n`.repeat(10_000);
    const { answer } = evidenceIn(`${signed}${answerOfAws(GET_OBJECT)}\n${signed}`);
    expect(answer?.canonicalRequest?.proof).toBe('proved');
  });

  it('keeps the body of a request', () => {
    const body = 'x'.repeat(700_000);
    const head = REQUEST.trimEnd().replace('\n', `\nContent-Length: ${body.length}\n`);
    expect(evidenceIn(`${head}\n\n${body}`).request?.body).toHaveLength(body.length);
  });

  it('looks for nothing in the body of a request, but after it', () => {
    const body =
      `curl -X DELETE https://other.example/\n${answerOfAws('GET\n/other\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD' as Octets)}\n`.repeat(
        700,
      );
    const head = REQUEST.trimEnd().replace('\n', `\nContent-Length: ${body.length}\n`);
    const { answer, request } = evidenceIn(`${head}\n\n${body}\n${answerOfAws(GET_OBJECT)}`);
    expect(request?.body).toHaveLength(body.length);
    expect(answer?.canonicalRequest?.octets).toBe(GET_OBJECT);
  });

  it('is read where it refuses with a code of any name', () => {
    const words = 'INFO Authorization AccessKey Credential\n'.repeat(40_000);
    const answer = '{"__type":"StaleSignedTicket","message":"The signature is not valid."}';
    expect(evidenceIn(`${words}${answer}\n${words}`).answer?.code).toBe('StaleSignedTicket');
  });
});
