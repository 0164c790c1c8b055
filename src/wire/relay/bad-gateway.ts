/** Writes the response of a proxy that cannot reach a server (RFC 9110, section 15.6.3). */
import type { Problem } from '../../bytes/problem.ts';

export function badGateway({ says, fix }: Problem): Uint8Array {
  const body = Buffer.from(`sigv4 capture: ${says} ${fix}\n`);
  const head = `HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
