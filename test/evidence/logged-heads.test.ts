/** Heads of requests and responses that programs print as objects, or without their first line. */
import { describe, expect, it } from 'vitest';
import { evidenceIn, PROVIDED } from './answers.ts';

const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${PROVIDED}`;
const fieldsIn = (...texts: readonly string[]) =>
  evidenceIn(...texts).request?.head.headers.map(({ name, value }) => `${name.octets}: ${value.octets}`);

describe('a request in an object', () => {
  it('was seen by a server if a proxy has added a header', () => {
    const seenBy = (headers: object) =>
      evidenceIn(JSON.stringify({ method: 'GET', path: '/a', header: { Host: ['h'], ...headers } })).request?.seenBy;
    expect(seenBy({ Authorization: [AUTHORIZATION] })).toBe('client');
    expect(seenBy({ Authorization: [AUTHORIZATION], 'X-Forwarded-For': ['192.0.2.1'] })).toBe('server');
  });

  it('has the method and the URL next to its headers, not those of other lines', () => {
    const log = `fetch http://169.254.169.254/latest\nsend <Request method=PUT, url=http://h:9000/b/k, headers={'host': b'h:9000', 'Authorization': b'${AUTHORIZATION}'}>\nthen GET http://other/x\n`;
    const { request } = evidenceIn(log);
    expect([request?.head.method.octets, request?.head.target.octets]).toEqual(['PUT', '/b/k']);
  });
});

describe('an error in JSON', () => {
  const object = { error: { code: 'InvalidSignature', message: 'Signature validation failed', requestId: 'A1' } };

  it.each([
    ['by itself', JSON.stringify(object)],
    ['as a string of another object', JSON.stringify({ statusCode: 403, body: JSON.stringify(object) })],
    ['as a string of a string', JSON.stringify({ log: JSON.stringify({ body: JSON.stringify(object) }) })],
  ])('is read: %s', (_where, text) => {
    const { answer } = evidenceIn(`response: ${text}`);
    expect(answer).toMatchObject({ form: 'json', code: 'InvalidSignature', message: 'Signature validation failed' });
    expect(answer?.details.get('requestId')).toBe('A1');
  });
});

describe('a text with something before each line', () => {
  it('is read in a message whose lines were broken by a log', () => {
    const sentence = 'The request signature we calculated does not match the signature you provided.';
    const quoted = 'The Canonical String for this request should have been';
    const answer = `{"message": "${sentence}\n\n${quoted}\n'GET\n/a\n\nhost:h\n\nhost\ne3b0c442'"}`;
    const paste = answer.replace(/^/gm, '2024-03-05T10:11:12.123Z ');
    expect(evidenceIn(paste).answer?.canonicalRequest?.octets).toBe('GET\n/a\n\nhost:h\n\nhost\ne3b0c442');
  });

  it('is no request if it became one line of an error, although the time before the next line has a colon', () => {
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Expires=3600&amp;X-Amz-SignedHeaders=host';
    const string = `AWS4-HMAC-SHA256 20250216T084751Z 20250216/europe-west3/s3/aws4_request ${'a6'.repeat(32)}`;
    const error = `<Error>
<Code>SignatureDoesNotMatch</Code>
<Message>Access denied.</Message>
<StringToSign>${string}</StringToSign>
<CanonicalRequest>HEAD /backups/uploads/2025/cat%20img.parquet ${query} host:storage.googleapis.com...</CanonicalRequest>
</Error>`;
    const { answer, request, remarks } = evidenceIn(
      `I get this:\n\n${error.replace(/^/gm, '2024-03-05T10:11:12.123Z ')}\n\nThank you`,
    );
    expect(answer?.canonicalRequest?.octets).toContain('HEAD /backups');
    expect([request, remarks.join()]).toEqual([null, expect.not.stringContaining('2 answers')]);
  });
});

describe('a text of the client after an error', () => {
  const text = `GET\n{key}\n\nhost:h\n\nhost\n${'a'.repeat(64)}`;

  it.each([
    [
      'in an object',
      'Error { code: "SignatureDoesNotMatch", message: "The signature does not match", request_id: "A1" }',
    ],
    [
      'in a sentence that was cut off',
      "The String-to-Sign should have been 'AWS4-HMAC-SHA256 20210708T173743Z 2021...",
    ],
    ['in a sentence that was cut off after two lines', "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n2021"],
  ])('is not a part of the error: %s', (_where, error) => {
    const { client, answer } = evidenceIn(`${error}\n\nCanonicalRequest:\n${text}\n`);
    expect(client?.canonicalRequest?.octets).toBe(text);
    expect(answer?.canonicalRequest ?? null).toBeNull();
  });
});

describe('a log whose lines are objects', () => {
  it('has its messages read as if they were lines', () => {
    const sent = `Sending <Request method=PUT, url=http://h:9000/b/k, headers={'Host': b'h:9000', 'Range': b'bytes=0-9', 'Authorization': b'${AUTHORIZATION}'}>`;
    const log = ['Starting', sent, 'Done']
      .map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2024-03-05T10:11:12Z' }))
      .join('\n');
    expect(fieldsIn(log)).toHaveLength(3);
    expect(evidenceIn(log).request?.head.target.octets).toBe('/b/k');
  });
});
