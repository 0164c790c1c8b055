/** Creates the problems that can occur in an exchange. */

import { type Problem, problem } from '../bytes/problem.ts';
import { codeOf } from '../bytes/system-errors.ts';
import type { Awaited } from './alarms.ts';
import type { SendOrder } from './send-order.ts';

type Place = Pick<SendOrder, 'host' | 'port'>;

const SEND_AGAIN = 'Send it again.';
const theirs = (code: string, says: string, fix: string) => problem(code, says, fix, { fault: 'theirs' });

/** Returns the reason that an order cannot be carried out, or `null` if there is no such reason. */
export function impossible({ host, port, tls, signal }: SendOrder): Problem | null {
  if (host === '') return problem('no-connection', 'There is no host to connect to.', 'Name one in the address.');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return problem('no-connection', `${port} is not a port.`, 'Use a whole number from 1 to 65535.');
  }
  if (tls && tls.certificateAuthorities !== null && !/-BEGIN [A-Z0-9 ]*CERTIFICATE-/.test(tls.certificateAuthorities)) {
    return problem(
      'certificate-authorities',
      'The given certificate authorities contain no certificate.',
      'Give a PEM file, which has a line with BEGIN CERTIFICATE.',
    );
  }
  return signal?.aborted ? INTERRUPTED : null;
}

export const INTERRUPTED = problem(
  'interrupted',
  'The exchange was interrupted.',
  'Send it again. Everything received so far is kept.',
);

const GIBIBYTE = 2 ** 30;
const sizeOf = (bytes: number) => (bytes % GIBIBYTE === 0 ? `${bytes / GIBIBYTE} GiB` : `${bytes} bytes`);

/** Returns the problem for a response with more than `limit` bytes. */
export function answerTooLong(limit: number): Problem {
  return problem(
    'answer-too-long',
    `The response is longer than ${sizeOf(limit)}. The transfer was stopped there; everything received so far is kept.`,
    'Use "sigv4 send -o FILE", which has no limit, to receive all of it.',
  );
}

/** Returns the problem for a request whose source threw this error. */
export function sourceFailed(error: unknown): Problem {
  return problem('request-unreadable', `The request could not be read: ${messageOf(error)}.`, 'Check its file.');
}

/** Returns the problem for a response body that could not be written because of this error. */
export function outletFailed(error: unknown): Problem {
  return problem(
    'body-not-taken',
    `The body could not be written to its destination: ${messageOf(error)}.`,
    'Check that there is space and permission to write there.',
  );
}

/** Returns the problem for a response that arrived when only `sent` bytes of the request had been sent. */
export function answeredEarly(sent: number): Problem {
  return problem(
    'answered-early',
    `The response arrived after ${sent} bytes of the request; the rest was not sent.`,
    'Read the response: it may say why.',
    { fault: 'theirs', see: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.5' },
  );
}

const IN_VAIN: Readonly<Record<Awaited | 'whole', (place: Place, time: string) => Problem>> = {
  connect: ({ host, port }, time) =>
    problem(
      'connect-timeout',
      `${host} port ${port} did not accept a connection within ${time}.`,
      'Check the address, and that no firewall is in the way.',
    ),
  secure: (_, time) =>
    theirs('tls-timeout', `The TLS handshake did not finish within ${time}.`, 'Check that the port speaks TLS.'),
  write: (_, time) =>
    theirs('idle-timeout', `The other side accepted no bytes of the request for ${time}.`, SEND_AGAIN),
  firstByte: (_, time) => theirs('first-byte-timeout', `No byte of a response arrived within ${time}.`, SEND_AGAIN),
  idle: (_, time) => theirs('idle-timeout', `No more of the response arrived for ${time}.`, SEND_AGAIN),
  whole: () =>
    problem('whole-timeout', 'The exchange did not finish in the time allowed.', 'Allow more time with --max-time.'),
};

export function timedOut(place: Place, awaited: Awaited | 'whole', milliseconds: number): Problem {
  const seconds = milliseconds / 1000;
  return IN_VAIN[awaited](place, seconds === 1 ? 'a second' : `${seconds} seconds`);
}

/**
 * Returns the message of an error without the period at its end. If more than one attempt failed, returns the message
 * of the first failure.
 */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\.$/, '');
}

/** The activity of the exchange when an error occurred. */
export type Doing = 'connecting' | 'securing' | 'sending' | 'sending-answered' | 'receiving';

/** Returns the problem for a Node.js error, which may have a code such as `ECONNREFUSED`. */
export function connectionProblem(place: Place, doing: Doing, error: Error): Problem {
  const code = codeOf(error);
  if (doing === 'connecting') return notConnected(place, code, error);
  if (doing === 'securing') return notSecured(place, code, error);
  if (code.startsWith('ERR_SSL')) return tlsFailed(error);
  return lost(place, doing, code, error);
}

/** The code of the error with which a connection ends that would lead to a local address. */
export const LOCAL_ADDRESS = 'ERR_LOCAL_ADDRESS';

const CHECK_ADDRESS = 'Check the address, and that the server is running.';

function notConnected({ host, port }: Place, code: string, error: Error): Problem {
  switch (code) {
    case 'ECONNREFUSED':
      return problem('connection-refused', `Nothing listens at ${host} port ${port}.`, CHECK_ADDRESS);
    case 'ENOTFOUND':
      return problem(
        'unknown-host',
        `The host name ${host} has no address.`,
        'Check the spelling. A bucket that does not exist may have no host name.',
      );
    case 'EAI_AGAIN':
      return problem(
        'name-lookup',
        `The host name ${host} could not be looked up: no name server responds.`,
        'Check the network connection, and try again.',
      );
    case 'ETIMEDOUT':
      return problem('connect-timeout', `${host} port ${port} does not answer.`, CHECK_ADDRESS);
    case LOCAL_ADDRESS:
      return problem(
        'local-address',
        `Others can reach this proxy, so it does not lead them to ${host}, which only this computer reaches.`,
        'To allow that, name the host with --intercept or --map.',
      );
    case 'ECONNRESET':
      return theirs('connection-reset', `${host} port ${port} reset the connection at once.`, SEND_AGAIN);
    default:
      return problem(
        'no-connection',
        `${host} port ${port} does not accept a connection: ${messageOf(error)}.`,
        CHECK_ADDRESS,
      );
  }
}

/** The OpenSSL error codes for a response that is not TLS. */
const NOT_TLS = ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST'];

function notSecured({ host, port }: Place, code: string, error: Error): Problem {
  if (NOT_TLS.includes(code)) {
    return problem(
      'not-tls',
      `${host} port ${port} does not speak TLS: it answered with something else, as a plain HTTP server does.`,
      "Use http:// in the address, or the server's https port.",
    );
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === '') {
    return theirs(
      'tls-closed',
      `${host} port ${port} closed the connection during the TLS handshake.`,
      'Check that the port speaks TLS.',
    );
  }
  return tlsFailed(error);
}

function tlsFailed(error: Error): Problem {
  const reason = 'reason' in error ? String(error.reason) : messageOf(error);
  return problem('tls-failed', `TLS failed: ${reason}.`, 'Check which versions of TLS the server supports.', {
    fault: 'theirs',
    see: 'https://www.rfc-editor.org/rfc/rfc8446#section-6.2',
  });
}

const LOST: Readonly<Record<string, readonly [code: string, how: string]>> = {
  ECONNRESET: ['connection-reset', 'was reset by the other side'],
  EPIPE: ['broken-pipe', 'was closed by the other side'],
};

const WHEN = {
  sending: 'while the request was being sent',
  'sending-answered': 'while the request was being sent and after the response had begun',
  receiving: 'before the response was complete',
} as const;

function lost({ host, port }: Place, doing: keyof typeof WHEN, code: string, error: Error): Problem {
  const [known, how] = LOST[code] ?? ['connection-lost', `broke (${messageOf(error)})`];
  return theirs(known, `The connection to ${host} port ${port} ${how} ${WHEN[doing]}.`, SEND_AGAIN);
}
