/**
 * A tap on raw bytes: tap.ts TARGET-URL READY-FILE STREAMS-FILE [as-origin]. It forwards every connection to the target,
 * and writes a line for each connection once it is closed: the number of bytes and their SHA-256, to the server and from
 * it. A tap on each side of a proxy shows whether the proxy changed a byte, without asking the proxy. With `as-origin`,
 * the bytes to the server are counted as RFC 9112, section 3.2, makes a proxy forward them: targets in origin form, and
 * no header for proxies.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const [target = '', readyFile = '', streamsFile = '', form] = process.argv.slice(2);
const server = new URL(target);

/** Rewrites whole lines; the rest waits for its end. */
function inOriginForm(): Transform {
  let rest = '';
  const rewritten = (text: string) =>
    text.replace(/ http:\/\/[^/?\s]+(\/\S* HTTP\/1\.1\r\n)/g, ' $1').replace(/^proxy-[^\n]*\n/gim, '');
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
async function forward(from: Socket, to: Socket, isRequest: boolean): Promise<string> {
  const hash = createHash('sha256');
  let length = 0;
  const count = (piece: Buffer) => {
    length += piece.length;
    hash.update(piece);
  };
  const origin = isRequest && form === 'as-origin' ? inOriginForm() : null;
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
  const passed = await Promise.all([forward(client, upstream, true), forward(upstream, client, false)]);
  // A connection without a byte is none for the server: a proxy connects once a request has arrived.
  if (!passed[0].startsWith('0 ')) appendFileSync(streamsFile, `${passed.join(' ')}\n`);
});
writeFileSync(streamsFile, '');
listener.listen(0, '127.0.0.1', () => {
  const address = listener.address();
  if (address === null || typeof address === 'string') return;
  writeFileSync(`${readyFile}.part`, `http://127.0.0.1:${address.port}`);
  renameSync(`${readyFile}.part`, readyFile);
});
