/** Sending a request over a socket and recording every byte both ways, with its time. */
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { problem } from '../bytes/problem.ts';
import { type Exchange, failedExchange } from '../http/exchange.ts';
import { type Reading, responseReader } from '../http/read-response.ts';
import { wireRecorder } from './wire-recorder.ts';

/** How long nothing may happen before the exchange is given up, in milliseconds. */
const IDLE_LIMIT = 30_000;

export interface SendOrder {
  readonly host: string;
  readonly port: number;
  /** The method decides whether the answer has a body. */
  readonly method: string;
  /** The whole message, as it goes over the wire. */
  readonly request: Uint8Array;
}

/** Sends the bytes and reads the answer to its proper end. Never rejects: a failure is in `problem`. */
export function send({ host, port, method, request }: SendOrder): Promise<Exchange> {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const sent = wireRecorder(elapsed);
  const received = wireRecorder(elapsed);
  const reader = responseReader(method);
  let reading: Reading = { kind: 'head' };
  let connected: number | null = null;
  let written: number | null = null;
  let firstByte: number | null = null;
  let address = { host, port };

  if (!isPort(port)) return Promise.resolve(failedExchange(address, noSuchPort(port)));
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (failure: Exchange['problem'] = null) => {
      socket.destroy();
      const response = 'response' in reading ? reading.response : null;
      const broken = reading.kind === 'broken' ? reading.problem : null;
      resolve({
        peer: address,
        sent: sent.record(),
        received: received.record(),
        times: { connected, sent: written, firstByte, finished: elapsed() },
        response,
        problem: failure ?? broken,
      });
    };
    socket.setTimeout(IDLE_LIMIT, () => finish(silent()));
    socket.on('connect', () => {
      connected = elapsed();
      address = { host: socket.remoteAddress ?? host, port: socket.remotePort ?? port };
      sent.add(request);
      socket.write(request, () => {
        written = elapsed();
      });
    });
    socket.on('data', (piece) => {
      firstByte ??= elapsed();
      received.add(piece);
      reading = reader.push(piece);
      if (reading.kind === 'done' || reading.kind === 'broken') finish();
    });
    socket.on('end', () => {
      reading = reader.close();
      finish();
    });
    socket.on('error', (error) => finish(unreachable(host, port, connected !== null, error)));
  });
}

const isPort = (port: number) => Number.isInteger(port) && port >= 0 && port <= 65_535;

function noSuchPort(port: number) {
  return problem('no-connection', `${port} is not a port.`, 'Use a whole number from 1 to 65535.');
}

function unreachable(host: string, port: number, wasConnected: boolean, error: Error) {
  return wasConnected
    ? problem('connection-lost', `The connection to ${host} port ${port} broke: ${error.message}.`, 'Send it again.', {
        fault: 'theirs',
      })
    : problem(
        'no-connection',
        `Nothing answers at ${host} port ${port}: ${error.message}.`,
        'Check the address, and that the server runs.',
      );
}

function silent() {
  return problem('silence', `Nothing came for ${IDLE_LIMIT / 1000} seconds.`, 'Send it again.', { fault: 'theirs' });
}
