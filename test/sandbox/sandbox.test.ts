/** The sandbox as bytes in, bytes out, in any pieces. */
import { describe, expect, it } from 'vitest';
import { BODY, ordered, readReply, testSandbox } from '../support/sandbox/sandbox-client.ts';

const bytesOf = (latin1: string) => Buffer.from(latin1, 'latin1');

/** The last reply to these pieces, as text. */
function answerTo(pieces: readonly Uint8Array[]): string | null {
  const converse = testSandbox().converse();
  for (const piece of pieces) {
    const reply = converse(piece);
    if (reply?.isLast) return Buffer.from(reply.bytes).toString('latin1');
  }
  return null;
}

const byByte = (bytes: Uint8Array) => [...bytes].map((byte) => Uint8Array.of(byte));

/** Requests that reach every part of the sandbox. */
const REQUESTS = [
  ['GET', ordered().request],
  ['GET of a part', ordered({ headers: [['Range', 'bytes=0-9']] }).request],
  ['GET with a body', ordered({ body: 'a body\r\n\r\nwith an empty line' }).request],
  ['HEAD', ordered({ method: 'HEAD' }).request],
  ['PUT', ordered({ method: 'PUT', body: 'body' }).request],
  ['a key that is not there', ordered({ path: '/not-there' }).request],
  ['a wrong signature', ordered({ secret: 'another secret' }).request],
  ['no authentication', ordered({ authorization: null }).request],
  ['lines that end with LF alone', ordered().request.replaceAll('\r\n', '\n')],
  ['a chunked body', 'PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n'],
  ['a body that waits for 100', 'PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi'],
  ['another transfer coding', 'PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n'],
  ['a body that is too large', 'PUT / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n'],
  ['no request line', 'nonsense\r\n\r\n'],
] as const;

describe('what is no request for S3', () => {
  it('is answered at once where the first byte says so, as that of a TLS handshake does', () => {
    const clientHello = Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00);
    expect(answerTo([clientHello])).toMatch(/^HTTP\/1\.1 400 [\s\S]*If they are TLS, use http:\/\/ here/);
    expect(answerTo(byByte(clientHello))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('is refused without a Host header, which HTTP/1.1 requires', () => {
    expect(answerTo([bytesOf('GET /examplebucket/test.txt HTTP/1.1\r\n\r\n')])).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*The request does not have exactly one Host header/,
    );
  });

  it('has no control character in the XML that refuses it', () => {
    const answer = answerTo([bytesOf('GET / HTTP/1.1\r\nHost: h\r\nAuthorization: \x1b[31mX y\r\n\r\n')]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('\x1b');
  });
});

describe('a conversation', () => {
  it.each(REQUESTS)('gives the same answer to the whole and to byte by byte: %s', (_what, request) => {
    const whole = answerTo([bytesOf(request)]);
    expect(whole).toMatch(/^HTTP\/1\.1 \d{3} [A-Z]/);
    expect(answerTo(byByte(bytesOf(request)))).toBe(whole);
  });

  it.each(REQUESTS)('gives no answer before the last byte that matters: %s', (_what, request) => {
    const end = request.search(/\r?\n\r?\n/);
    expect(answerTo(byByte(bytesOf(request.slice(0, end))))).toBeNull();
  });

  it('waits for the last byte of the body', () => {
    const { request } = ordered({ body: 'body' });
    expect(answerTo([bytesOf(request.slice(0, -1))])).toBeNull();
    expect(answerTo([bytesOf(request.slice(0, -1)), bytesOf('y')])).toContain(BODY);
  });

  it('asks for the body, once, where its sender waits for that', () => {
    const converse = testSandbox().converse();
    const { request } = ordered({ headers: [['Expect', '100-continue']], body: 'body' });
    const continued = converse(bytesOf(request.slice(0, -'body'.length)));
    expect(continued).toEqual({ bytes: bytesOf('HTTP/1.1 100 Continue\r\n\r\n'), isLast: false });
    expect(converse(bytesOf('bod'))).toBeNull();
    const answered = converse(bytesOf('y'));
    expect([answered?.isLast, readReply(answered?.bytes ?? new Uint8Array()).status]).toEqual([true, 200]);
  });

  it.each([
    ['a body that is too large', '16777217', 400],
    ['a length that is none', '-1', 400],
  ])('refuses %s at once also where its sender waits', (_what, length, status) => {
    const head = `PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;
    const reply = testSandbox().converse()(bytesOf(head));
    expect(reply?.isLast).toBe(true);
    expect(readReply(reply?.bytes ?? new Uint8Array()).status).toBe(status);
  });

  it('takes no notice of bytes after the request', () => {
    const { request } = ordered({ body: 'body' });
    expect(answerTo([bytesOf(`${request}GET / HTTP/1.1\r\n\r\n`)])).toBe(answerTo([bytesOf(request)]));
  });

  it('numbers its answers, over all connections', () => {
    const sandbox = testSandbox();
    const ids = [1, 2, 3].map(() => {
      const reply = sandbox.converse()(bytesOf(ordered().request));
      return readReply(reply?.bytes ?? new Uint8Array()).headers.get('x-amz-request-id');
    });
    expect(ids).toEqual(['0000000000000001', '0000000000000002', '0000000000000003']);
  });

  it.each([
    ['BadRequest', 'nonsense\r\n\r\n', 400],
    ['BadRequest', 'GET / HTTP/1.1\r\nno colon\r\n\r\n', 400],
    ['BadRequest', 'GET / HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n', 400],
    ['BadRequest', 'GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n', 400],
    ['BadRequest', 'GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n', 400],
    ['NotImplemented', 'GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', 501],
    ['EntityTooLarge', 'PUT / HTTP/1.1\r\nContent-Length: 16777217\r\n\r\n', 400],
  ])('answers with %s what cannot be read: %j', (code, request, status) => {
    const reply = readReply(bytesOf(answerTo([bytesOf(request)]) ?? ''));
    expect([reply.status, reply.element('Code')]).toEqual([status, code]);
  });

  it.each([
    ['whole', 70_000],
    ['in pieces of a thousand bytes', 1000],
  ])('refuses a head of more than 65,536 bytes that comes %s', (_how, size) => {
    const { request } = ordered({ headers: [['X-Long', 'a'.repeat(66_000)]] });
    const pieces = Array.from({ length: Math.ceil(request.length / size) }, (_, at) =>
      request.slice(at * size, (at + 1) * size),
    );
    expect(answerTo(pieces.map(bytesOf))).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });
});
