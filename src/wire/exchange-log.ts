/** Records an exchange while it is in progress. */
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Problem } from '../bytes/problem.ts';
import type { Scratch } from '../http/body/recorded.ts';
import { recorder } from '../http/body/recorded.ts';
import type { Exchange, ExchangeTimes, Peer, TlsFacts, WireRecord } from '../http/exchange.ts';
import type { Reading } from '../http/read-response.ts';
import { answeredEarly } from './problems.ts';
import type { SendOrder } from './send-order.ts';

type Moment = Exclude<keyof ExchangeTimes, 'finished'>;

export interface ExchangeLog {
  readonly sent: WireRecorder;
  readonly received: WireRecorder;
  elapsed(): number;
  /** Records the time of a moment, unless the time of that moment is already recorded. */
  mark(moment: Moment): void;
  has(moment: Moment): boolean;
  met(socket: Socket): void;
  agreed(facts: TlsFacts): void;
  /** Returns the result of the TLS handshake, or `null` if there is no result yet. */
  tls(): TlsFacts | null;
  /** Returns the finished exchange. `failure` takes precedence over a problem with the response. */
  exchange(reading: Reading, failure: Problem | null): Exchange;
}

/** `start` is when the exchange began, in the time of `performance.now()`. */
export function exchangeLog({ host, port, proxy, makeScratch, onBody }: SendOrder, start: number): ExchangeLog {
  const elapsed = () => performance.now() - start;
  const sent = wireRecorder(elapsed);
  const received = wireRecorder(elapsed, makeScratch, onBody === null);
  const times: Record<Moment, number | null> = { connected: null, secured: null, sent: null, firstByte: null };
  let peer: Peer = { host, port, role: proxy ? 'proxy' : 'server' };
  let tls: TlsFacts | null = null;
  return {
    sent,
    received,
    elapsed,
    mark(moment) {
      times[moment] ??= elapsed();
    },
    has: (moment) => times[moment] !== null,
    met(socket) {
      peer = { ...peer, host: socket.remoteAddress ?? host, port: socket.remotePort ?? port };
    },
    agreed(facts) {
      tls = facts;
    },
    tls: () => tls,
    exchange(reading, failure) {
      const records = { sent: sent.record(), received: received.record() };
      const outcome = outcomeOf(reading, failure, times.sent === null ? records.sent.length : null);
      return { peer, tls, ...records, times: { ...times, finished: elapsed() }, ...outcome };
    },
  };
}

type Outcome = Pick<Exchange, 'response' | 'problem'>;

/**
 * Combines the response and the problem. If the request is incomplete, `cutAt` is the number of bytes that were sent;
 * otherwise, it is `null`. If the server refuses an incomplete request, as S3 may do, the response gets a remark. If
 * the server accepts an incomplete request, the result is a problem, because the server cannot have read the whole
 * request.
 */
function outcomeOf(reading: Reading, failure: Problem | null, cutAt: number | null): Outcome {
  const response = 'response' in reading ? reading.response : null;
  const problem = failure ?? (reading.kind === 'broken' ? reading.problem : null);
  if (problem || !response || cutAt === null) return { response, problem };
  const early = answeredEarly(cutAt);
  return response.head.status < 300
    ? { response, problem: early }
    : { response: { ...response, remarks: [...response.remarks, early] }, problem: null };
}

interface WireRecorder {
  add(piece: Uint8Array): void;
  length(): number;
  record(): WireRecord;
}

/** The maximum number of pieces that are recorded. Later bytes are added to the last piece. */
export const PIECES_LIMIT = 4096;

/**
 * Creates a recorder of bytes. `elapsed` returns the milliseconds since the exchange began. `makeScratch` creates
 * storage for bytes that are not kept in memory.
 */
export function wireRecorder(
  elapsed: () => number,
  makeScratch: (() => Scratch) | null = null,
  isHashed = true,
): WireRecorder {
  const bytes = recorder(makeScratch, isHashed);
  const pieces: { milliseconds: number; length: number }[] = [];
  return {
    add(piece) {
      const length = bytes.add(piece);
      if (length === 0) return;
      const last = pieces.at(-1);
      if (last && pieces.length === PIECES_LIMIT) last.length += length;
      else pieces.push({ milliseconds: elapsed(), length });
    },
    length: bytes.length,
    record: () => ({ ...bytes.record(), pieces: pieces.map((piece) => ({ ...piece })) }),
  };
}
