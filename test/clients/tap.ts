/**
 * A tap on raw bytes: tap.ts TARGET-URL READY-FILE STREAMS-FILE [as-origin]. It forwards every connection to the target,
 * and writes the line `opened` for each connection, and another once it is closed: the number of bytes and their SHA-256,
 * to the server and from it. A tap on each side of a proxy shows whether the proxy changed a byte, without asking the
 * proxy. With `as-origin`, the bytes are counted as RFC 9112, section 3.2, makes a proxy forward them: targets in origin
 * form, no header for proxies, and neither CONNECT nor the answer to it.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const [target = '', readyFile = '', streamsFile = '', form] = process.argv.slice(2);
const server = new URL(target);

const requestInOriginForm = (text: string): string =>
  text
    .replace(/^CONNECT [^\n]*\n(?:[^\r\n]+\r\n)*\r\n/gm, '')
    .replace(/ http:\/\/[^/?\s]+(\/\S* HTTP\/1\.1\r\n)/g, ' $1')
    .replace(/^proxy-[^\n]*\n/gim, '');
const withoutEstablished = (text: string): string => text.replace(/^HTTP\/1\.1 200 Connection Established\r\n\r\n/, '');

/** Rewrites whole lines; the rest waits for its end. */
function lines(rewritten: (text: string) => string): Transform {
  let rest = '';
  return new Transform({
    transform(piece: Buffer, _, done) {
      const text = rest + piece.toString('latin1');
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      done(null, Buffer.from(rewritten(text.slice(0, end)), 'latin1'));
    },
    flush(done) {
      done(null, Buffer.from(rest, 'latin1'));
    },
  });
}

/** Forwards one direction. Resolves with what passed, when it has ended. */
async function forward(from: Socket, to: Socket, rewritten: (text: string) => string): Promise<string> {
  const hash = createHash('sha256');
  let length = 0;
  const count = (piece: Buffer) => {
    length += piece.length;
    hash.update(piece);
  };
  const origin = form === 'as-origin' ? lines(rewritten) : null;
  origin?.on('data', count);
  from.on('data', (piece: Buffer) => {
    if (origin) origin.write(piece);
    else count(piece);
  });
  await pipeline(from, to).catch(() => {});
  if (origin) await new Promise((resolve) => origin.end().once('end', resolve));
  return `${length} ${hash.digest('hex')}`;
}

const listener = createServer({ allowHalfOpen: true, noDelay: true }, async (client) => {
  const upstream = connect({
    host: server.hostname,
    port: Number(server.port),
    allowHalfOpen: true,
    noDelay: true,
  });
  appendFileSync(streamsFile, 'opened\n');
  const passed = await Promise.all([
    forward(client, upstream, requestInOriginForm),
    forward(upstream, client, withoutEstablished),
  ]);
  appendFileSync(streamsFile, `${passed.join(' ')}\n`);
});
writeFileSync(streamsFile, '');
listener.listen(0, '127.0.0.1', () => {
  const address = listener.address();
  if (address === null || typeof address === 'string') return;
  writeFileSync(`${readyFile}.part`, `http://127.0.0.1:${address.port}`);
  renameSync(`${readyFile}.part`, readyFile);
});
