/** Pastes of very many lines or groups: more than a call of a function can have arguments. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { answerOfAws, evidenceIn, GET_OBJECT, PROVIDED } from './answers.ts';

const REQUEST = `GET /test.txt HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${PROVIDED}\n\n`;

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
