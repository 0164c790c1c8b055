/**
 * Conducts one exchange: connects, secures the connection with TLS, writes and reads at the same time, and closes the
 * connection.
 */
import type { Socket } from 'node:net';
import * as timers from 'node:timers';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { Exchange } from '../http/exchange.ts';
import { type ResponseReader, responseReader } from '../http/read-response.ts';
import { type Alarms, alarms } from './alarms.ts';
import { type BodyOutlet, bodyOutlet } from './body-outlet.ts';
import { type ExchangeLog, exchangeLog } from './exchange-log.ts';
import {
  answerTooLong,
  connectionProblem,
  type Doing,
  INTERRUPTED,
  outletFailed,
  sourceFailed,
  timedOut,
} from './problems.ts';
import type { ReadPiece } from './relay/read-buffers.ts';
import type { SendOrder } from './send-order.ts';
import { asTls, type ReadSocket, refusedCertificate, tlsFacts } from './tls.ts';
import { keepReadingAfterWriteErrors, type RequestWriter, requestWriter } from './write-request.ts';

interface Course {
  readonly order: SendOrder;
  readonly socket: Socket;
  readonly log: ExchangeLog;
  readonly reader: ResponseReader;
  readonly limits: Alarms;
  readonly ending: Ending;
}

/** A socket that is connecting, or leads through a proxy already, and when the exchange began. */
interface Opened extends ReadSocket {
  /** In the time of `performance.now()`. */
  readonly since: number;
}

/** Conducts an exchange over a socket. Calls `done` once with the result. */
export function conduct(
  order: SendOrder,
  { socket, onPiece, since }: Opened,
  done: (exchange: Exchange) => void,
): void {
  const log = exchangeLog(order, since);
  const reader = responseReader(order.method, order.makeScratch, order.onBody === null);
  const ending = onceEnded((failure) => done(log.exchange(reader.reading(), failure)));
  const limits = alarms(order.limits, (awaited, milliseconds) => ending.end(timedOut(order, awaited, milliseconds)));
  const course: Course = { order, socket, log, reader, limits, ending };
  const writer = writerOf(course);
  const outlet = outletOf(course);
  ending.also(() => {
    writer.stop();
    limits.close();
    socket.destroy();
  });
  endOnAbort(course);
  ending.also(reportProgress(order, log, reader));
  limits.watch('connect');
  introduce(course, writer);
  listenTo(course, writer, outlet);
  onPiece(pieceTaker(course, writer, outlet));
}

function writerOf({ order, socket, log, limits, ending }: Course): RequestWriter {
  return requestWriter(order.request, socket, {
    asks: limits.rest,
    writes(piece) {
      log.sent.add(piece);
      limits.watch('write');
    },
    ends() {
      log.mark('sent');
      limits.watch(log.has('firstByte') ? 'idle' : 'firstByte');
    },
    fails: (error) => ending.end(sourceFailed(error)),
  });
}

function outletOf({ order: { onBody }, socket, log, reader, limits, ending }: Course): BodyOutlet {
  const take = (piece: Uint8Array) => {
    const heads = reader.heads();
    return heads && onBody?.(piece, { response: heads, tls: log.tls(), problem: null });
  };
  return bodyOutlet(onBody && take, {
    hold() {
      socket.pause();
      limits.rest();
    },
    release() {
      socket.resume();
      limits.watch('idle');
    },
    fail: (reason) => ending.end(isProblem(reason) ? reason : outletFailed(reason)),
  });
}

function endOnAbort({ order: { signal }, ending }: Course): void {
  const abort = () => ending.end(INTERRUPTED);
  signal?.addEventListener('abort', abort, { once: true });
  ending.also(() => signal?.removeEventListener('abort', abort));
}

/** Starts writing as soon as possible. With TLS, the certificate must have been verified first. */
function introduce({ order, socket, log, limits, ending }: Course, writer: RequestWriter): void {
  const connected = () => {
    log.mark('connected');
    log.met(socket);
    if (order.tls) limits.watch('secure');
    else writer.start();
  };
  if (order.proxy === null) socket.on('connect', connected);
  else connected();
  socket.on('secureConnect', () => {
    const secure = asTls(socket);
    if (!secure || !order.tls) return;
    const facts = tlsFacts(secure, order.tls);
    log.mark('secured');
    log.agreed(facts);
    const refused = refusedCertificate(secure, facts);
    if (refused) ending.end(refused);
    else writer.start();
  });
}

function listenTo(course: Course, writer: RequestWriter, outlet: BodyOutlet): void {
  const { order, socket, reader, limits, ending } = course;
  let writeError: Error | null = null;
  const lose = (error: Error) => {
    outlet.whenTaken(() => ending.end(connectionProblem(order, doing(course), writeError ?? error)));
  };
  keepReadingAfterWriteErrors(socket, (error) => {
    writeError ??= error;
    writer.stop();
    limits.watch('idle');
  });
  socket.on('end', () => {
    // If this happens during the TLS handshake, a more specific error follows.
    if (doing(course) === 'securing') return;
    if (writeError) return lose(writeError);
    reader.close();
    outlet.whenTaken(() => ending.end(null));
  });
  socket.on('error', lose);
  socket.on('close', () => lose(new Error('it was closed')));
}

function pieceTaker({ order, log, reader, limits, ending }: Course, writer: RequestWriter, outlet: BodyOutlet) {
  const limit = order.answerLimit ?? Number.POSITIVE_INFINITY;
  return ({ piece, giveBack }: ReadPiece): void => {
    log.mark('firstByte');
    const fits = piece.subarray(0, limit - log.received.length());
    log.received.add(fits);
    const { kind, body } = reader.push(fits);
    if (kind !== 'head') writer.stop();
    limits.watch('idle');
    outlet.deliver(body, giveBack);
    if (kind === 'done' || kind === 'broken') outlet.whenTaken(() => ending.end(null));
    else if (fits.length < piece.length) outlet.whenTaken(() => ending.end(answerTooLong(limit)));
  };
}

function doing({ order, log, reader }: Course): Doing {
  if (!log.has('connected')) return 'connecting';
  if (order.tls && !log.has('secured')) return 'securing';
  if (log.has('sent')) return 'receiving';
  return reader.reading().kind === 'head' ? 'sending' : 'sending-answered';
}

interface Ending {
  /**
   * Ends the exchange if it has not ended yet. `null` means that nothing failed, except perhaps in the response itself.
   */
  end(failure: Problem | null): void;
  /** Adds a function that is called at the end, before the result is reported. */
  also(cleanUp: () => void): void;
}

function onceEnded(tell: (failure: Problem | null) => void): Ending {
  const cleanUps: (() => void)[] = [];
  let isOver = false;
  return {
    end(failure) {
      if (isOver) return;
      isOver = true;
      for (const cleanUp of cleanUps) cleanUp();
      tell(failure);
    },
    also: (cleanUp) => void cleanUps.push(cleanUp),
  };
}

/** The milliseconds between reports. People cannot follow more than ten numbers per second. */
const INTERVAL = 100;

/** Reports progress until the returned function is called. */
function reportProgress(
  { onProgress }: Pick<SendOrder, 'onProgress'>,
  { elapsed, sent, received }: Pick<ExchangeLog, 'elapsed' | 'sent' | 'received'>,
  reader: Pick<ResponseReader, 'expected'>,
): () => void {
  if (onProgress === null) return () => {};
  const report = () =>
    onProgress({
      milliseconds: elapsed(),
      sent: sent.length(),
      received: received.length(),
      expected: reader.expected(),
    });
  const timer = timers.setInterval(report, INTERVAL);
  return () => timers.clearInterval(timer);
}
