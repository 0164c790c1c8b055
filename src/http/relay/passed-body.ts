/** Collects a body that passes in pieces: its beginning, its length, and, if it is too long to keep, its hash. */
import { type RunningHash, runningSha256 } from '../../crypto/digests.ts';
import { growingBuffer } from '../body/memory.ts';
import { headerValue, type RequestHead } from '../message.ts';
import { PASSED_LIMIT, type PassedBody } from './captured.ts';

export interface PassedBodyCollector {
  add(piece: Uint8Array): void;
  body(): PassedBody;
}

/** Creates a collector. `hashing` says whether a body that is longer than `PASSED_LIMIT` is hashed as it passes. */
export function passedBody(hashing: 'hashed' | 'not-hashed'): PassedBodyCollector {
  const kept = growingBuffer(PASSED_LIMIT);
  let length = 0;
  let running: RunningHash | null = null;
  const addLater = (piece: Uint8Array) => {
    if (hashing === 'not-hashed' || piece.length === 0) return;
    if (running === null) {
      running = runningSha256();
      running.update(kept.array());
    }
    running.update(piece);
  };
  return {
    add(piece) {
      const room = PASSED_LIMIT - kept.length();
      length += piece.length;
      if (room > 0) kept.add(piece.subarray(0, room));
      if (piece.length > room) addLater(piece.subarray(room));
    },
    body: () => ({ kept: kept.octets(), length, sha256: running?.hex() ?? null }),
  };
}

/** Matches the values of `x-amz-content-sha256` that are words instead of the hash of the body. */
const WORD = /^(?:UNSIGNED|STREAMING)-/;

/**
 * Says whether the hash of a request's body is part of what is signed. If it is not, hashing the body proves nothing.
 * Services other than S3 sign the hash without stating it, except in a presigned URL.
 */
export function hashingOf({ headers }: Pick<RequestHead, 'headers'>): 'hashed' | 'not-hashed' {
  const stated = headerValue(headers, 'x-amz-content-sha256')?.octets;
  const isSigned = /AWS4-/i.test(headerValue(headers, 'authorization')?.octets ?? '');
  return (stated === undefined ? isSigned : !WORD.test(stated)) ? 'hashed' : 'not-hashed';
}
