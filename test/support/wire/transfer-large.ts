/**
 * Run by itself: takes a large answer from, or gives a large request to, a port of 127.0.0.1, and prints as JSON how
 * many bytes went and by how many the most memory that the process ever had has grown.
 *
 * Arguments: the port; the bytes of a request's body, 0 for none.
 */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_LIMITS, send } from '../../../src/wire/send.ts';
import { peakOfThisProcess } from '../cli/peak-memory.ts';

const [port, size] = process.argv.slice(2).map(Number);
const PIECE = 65_536;

async function* request(length: number) {
  yield Buffer.from(`PUT / HTTP/1.1\r\nContent-Length: ${length}\r\n\r\n`);
  for (let sent = 0; sent < length; sent += PIECE) yield Buffer.alloc(Math.min(PIECE, length - sent), 0x61);
}

const before = peakOfThisProcess();
let taken = 0;
const hash = createHash('sha256');
let pieces = 0;
const exchange = await send({
  host: '127.0.0.1',
  port: port ?? 0,
  proxy: null,
  tls: null,
  method: 'PUT',
  request: request(size ?? 0),
  limits: DEFAULT_LIMITS,
  signal: null,
  onProgress: null,
  makeScratch: null,
  answerLimit: null,
  onBody(piece) {
    taken += piece.length;
    hash.update(piece);
    pieces += 1;
    // Now and then as slow as a disk.
    return pieces % 16 === 0 ? pause(1) : undefined;
  },
});
process.stdout.write(
  JSON.stringify({
    problem: exchange.problem,
    sent: exchange.sent.length,
    body: exchange.response?.body.length,
    sha256: hash.digest('hex'),
    taken,
    grown: peakOfThisProcess() - before,
  }),
);
