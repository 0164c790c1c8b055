/** The answer to a HEAD has no body, also where nothing but its method can be read (RFC 9110, section 9.3.2). */
import { describe, expect, it } from 'vitest';
import { readReply, testSandbox } from '../support/sandbox/sandbox-client.ts';

function replyTo(pieces: readonly string[]) {
  const converse = testSandbox().converse();
  const last = pieces.map((piece) => converse(Buffer.from(piece, 'latin1'))).find((reply) => reply?.isLast);
  return readReply(last?.bytes ?? new Uint8Array());
}

describe('a HEAD that cannot be read', () => {
  it.each([
    ['a header without a colon', 'HEAD / HTTP/1.1\r\nno colon\r\n\r\n', 400],
    ['two lengths', 'HEAD / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n', 400],
    ['empty lines before it', '\r\n\r\nHEAD / HTTP/1.1\r\nno colon\r\n\r\n', 400],
    ['a coding that is not done', 'HEAD / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n', 501],
  ])('because of %s is refused with the status alone', (_what, request, status) => {
    for (const pieces of [[request], [...request]]) {
      const { headers, body, ...reply } = replyTo(pieces);
      expect([reply.status, body, headers.get('Content-Type')]).toEqual([status, '', 'application/xml']);
    }
  });

  it('is not every request with those letters', () => {
    expect(replyTo(['HEADER / HTTP/1.1\r\nno colon\r\n\r\n']).element('Code')).toBe('BadRequest');
  });
});
