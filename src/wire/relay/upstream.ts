/** Connects to a server on behalf of one client. */
import type { Socket } from 'node:net';
import { type Problem, problem } from '../../bytes/problem.ts';
import { keepFromLocal } from '../local-addresses.ts';
import { drained } from '../outgoing.ts';
import { connectionProblem } from '../problems.ts';
import { asTls, openSocket, refusedCertificate, tlsFacts } from '../tls.ts';
import { keepReadingAfterWriteErrors } from '../write-request.ts';
import { badGateway } from './bad-gateway.ts';
import { MOST_UNWRITTEN, type Passage, type RelayRoute } from './director.ts';
import type { ExchangeRecorder } from './exchange-recorder.ts';
import { pieceWriter } from './piece-writer.ts';
import { type ResponseListener, responseQueue } from './response-queue.ts';

export interface Upstream {
  /** The host and the port of the server. */
  readonly server: string;
  /** Returns whether further requests to this server can use the connection. */
  isFor(route: RelayRoute): boolean;
  /** Sends the head of a request. Resolves when there is room for more bytes. */
  begin(recorder: ExchangeRecorder, passage: Passage): Promise<void> | null;
  /** Sends bytes. Returns a promise if there is currently no room for the bytes. */
  write(raw: Uint8Array): Promise<void> | null;
  /** Calls `then` when everything up to now has been written, or can no longer be written. */
  whenWritten(then: () => void): void;
  /** Reports that the client will send nothing more. */
  end(): void;
  /** Resolves when no response is outstanding. */
  settled(): Promise<void>;
  /** Returns whether no response is outstanding. */
  isSettled(): boolean;
  /** Returns a promise that resolves when another request may be sent; `null` if it may be sent now. */
  room(): Promise<void> | null;
  /** Ends all outstanding exchanges with this problem, and closes the connection. */
  lose(problem: Problem): void;
}

/** Starts to connect. Data that is written before the connection is ready is queued. */
export function upstreamTo(route: RelayRoute, client: Socket, listener: ResponseListener): Upstream {
  const queue = responseQueue(client, listener);
  const { socket, onPiece } = openSocket(route, { allowHalfOpen: true, highWaterMark: MOST_UNWRITTEN });
  onPiece(({ piece, giveBack }) => queue.push(piece, socket, giveBack));
  if (route.reaches === 'not-local') keepFromLocal(socket, route.host);
  const writer = pieceWriter(socket);
  const readiness = whenReady(socket, route);
  const lose = (found: Problem) => {
    queue.close(found, socket);
    socket.destroy();
  };
  /**
   * Tells the client that the server cannot be reached, or closes the connection if it is too late to tell the client.
   */
  const refuse = (found: Problem) => {
    const isTold = !readiness.isReady() && !queue.isEmpty();
    lose(found);
    if (isTold) client.end(badGateway(found));
    else client.destroy();
  };
  readiness.refused.then(refuse, () => {});
  let writeError: Error | null = null;
  let isClientDone = false;
  const closedEarly = () =>
    isClientDone ? CLIENT_ENDED : connectionProblem(route, 'receiving', new Error('it was closed'));
  keepReadingAfterWriteErrors(socket, (error) => {
    writeError ??= error;
  });
  socket.setNoDelay(true);
  socket.on('end', () => {
    queue.close(closedEarly(), socket);
    client.end();
  });
  socket.on('error', (error) => refuse(connectionProblem(route, readiness.doing(), writeError ?? error)));
  socket.on('close', () => {
    queue.close(closedEarly(), socket);
    readiness.give();
  });
  const write = (raw: Uint8Array): Promise<void> | null => {
    if (!readiness.isReady()) return readiness.ready.then(() => (readiness.isReady() ? write(raw) : null) ?? undefined);
    return writer.write(raw) ? null : drained(socket);
  };
  return {
    server: `${route.host}:${route.port}`,
    isFor: (other) => socket.writable && isSameRoute(other, route),
    begin(recorder, passage) {
      queue.expect(recorder, passage);
      return write(Buffer.from(passage.forwarded, 'latin1'));
    },
    write,
    whenWritten: writer.whenWritten,
    end() {
      isClientDone = true;
      void readiness.ready.then(() => socket.end());
    },
    settled: queue.settled,
    isSettled: queue.isEmpty,
    room: queue.room,
    lose,
  };
}

/** Returns whether a connection for one route serves the other. A request for TLS never goes over one without TLS. */
const isSameRoute = (one: RelayRoute, other: RelayRoute): boolean =>
  one.host === other.host && one.port === other.port && one.reaches === other.reaches && isSameTls(one.tls, other.tls);

const isSameTls = (one: RelayRoute['tls'], other: RelayRoute['tls']): boolean =>
  one === null || other === null
    ? one === other
    : one.serverName === other.serverName &&
      one.certificateAuthorities === other.certificateAuthorities &&
      one.verification === other.verification;

interface Readiness {
  /** Resolves when requests may be written, or when the connection has closed. */
  readonly ready: Promise<void>;
  /** Resolves with the problem if the certificate of the server is refused. */
  readonly refused: Promise<Problem>;
  isReady(): boolean;
  doing(): 'connecting' | 'securing' | 'receiving';
  give(): void;
}

/**
 * Returns a promise that resolves when the connection is ready. With TLS, nothing is written before the certificate has
 * been verified.
 */
function whenReady(socket: Socket, { tls }: RelayRoute): Readiness {
  const ready = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<Problem>();
  let doing: ReturnType<Readiness['doing']> = 'connecting';
  const begin = () => {
    doing = 'receiving';
    ready.resolve();
  };
  socket.on('connect', () => {
    if (tls === null) begin();
    else doing = 'securing';
  });
  socket.on('secureConnect', () => {
    const secure = asTls(socket);
    const found = secure && tls && refusedCertificate(secure, tlsFacts(secure, tls));
    if (found) refused.resolve(found);
    else begin();
  });
  return {
    ready: ready.promise,
    refused: refused.promise,
    isReady: () => doing === 'receiving',
    doing: () => doing,
    give: ready.resolve,
  };
}

const CLIENT_ENDED = problem(
  'client-closed',
  'The client ended the connection, and the server sent no whole response.',
  'Send it again.',
);
