/** What was written is told of in order, and not before a socket has taken it. */

import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { pieceWriter } from '../../src/wire/relay/piece-writer.ts';
import { freePiece } from '../../src/wire/relay/read-buffers.ts';

/** A socket that ends a write only when it is told to. */
function slowSocket() {
  const ends: (() => void)[] = [];
  const socket = new Duplex({
    read: () => {},
    write: (_piece, _encoding, done) => void ends.push(done),
    writableHighWaterMark: 4,
  });
  const endWrite = () => {
    ends.shift()?.();
    return new Promise((resolve) => setImmediate(resolve));
  };
  return { socket: socket as Socket, endWrite };
}

it('calls when everything up to now has been written', async () => {
  const { socket, endWrite } = slowSocket();
  const writer = pieceWriter(socket);
  const told: string[] = [];
  writer.whenWritten(() => told.push('nothing'));
  expect([writer.write(Buffer.from('ab')), writer.write(Buffer.from('cd'))]).toEqual([true, false]);
  writer.whenWritten(() => told.push('first'));
  writer.write(Buffer.from('ef'));
  writer.whenWritten(() => told.push('second'));
  await endWrite();
  expect(told).toEqual(['nothing']);
  await endWrite();
  expect(told).toEqual(['nothing', 'first']);
  await endWrite();
  expect(told).toEqual(['nothing', 'first', 'second']);
});

it('calls when a socket has closed, and writes nothing to it', async () => {
  const { socket, endWrite } = slowSocket();
  const writer = pieceWriter(socket);
  const told: string[] = [];
  for (const piece of ['ab', 'cd']) writer.write(Buffer.from(piece));
  writer.whenWritten(() => told.push('closed'));
  socket.destroy();
  await endWrite();
  expect(told).toEqual(['closed']);
  expect(writer.write(Buffer.from('ef'))).toBe(true);
  writer.whenWritten(() => told.push('later'));
  expect(told).toEqual(['closed', 'later']);
});

it('frees only memory that nothing else is in', () => {
  const own = new Uint8Array(8);
  const shared = new Uint8Array(8);
  freePiece(own);
  freePiece(shared.subarray(1));
  freePiece(Buffer.from('in the pool'));
  expect([own.length, shared.length, Buffer.from('in the pool').toString()]).toEqual([0, 8, 'in the pool']);
});
