/** What can go wrong between sending and the answer, as problems. */
import { type Problem, problem } from '../bytes/problem.ts';
import type { Awaited } from './alarms.ts';
import type { SendOrder } from './send-order.ts';

type Place = Pick<SendOrder, 'host' | 'port'>;

const SEND_AGAIN = 'Send it again.';
const theirs = (code: string, says: string, fix: string) => problem(code, says, fix, { fault: 'theirs' });

/** What makes an order impossible; `null` where nothing does. */
export function impossible({ host, port, tls, signal }: SendOrder): Problem | null {
  if (host === '') return problem('no-connection', 'There is no host to connect to.', 'Name one in the address.');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return problem('no-connection', `${port} is not a port.`, 'Use a whole number from 1 to 65535.');
  }
  if (tls && tls.certificateAuthorities !== null && !/-BEGIN [A-Z0-9 ]*CERTIFICATE-/.test(tls.certificateAuthorities)) {
    return problem(
      'certificate-authorities',
      'What was given as certificate authorities holds no certificate.',
      'Give a PEM file, which has a line with BEGIN CERTIFICATE.',
    );
  }
  return signal?.aborted ? interrupted() : null;
}

export function interrupted(): Problem {
  return problem('interrupted', 'The exchange was interrupted.', 'Send it again; what had come is kept.');
}

const GIBIBYTE = 2 ** 30;
const sizeOf = (bytes: number) => (bytes % GIBIBYTE === 0 ? `${bytes / GIBIBYTE} GiB` : `${bytes} bytes`);

/** The answer goes on after this many bytes, which is as many as are wanted of it. */
export function answerTooLong(limit: number): Problem {
  return problem(
    'answer-too-long',
    `The answer is longer than ${sizeOf(limit)}. The transfer was stopped there; what had come is kept.`,
    'Use "sigv4 send -o FILE", which has no limit, to receive all of it.',
  );
}

/** The source of the request threw. */
export function sourceFailed(error: unknown): Problem {
  return problem('request-unreadable', `The request could not be read: ${messageOf(error)}.`, 'Check its file.');
}

/** Whoever takes the body threw. */
export function outletFailed(error: unknown): Problem {
  return problem(
    'body-not-taken',
    `The body could not be written where it was to go: ${messageOf(error)}.`,
    'Check that there is room, and that it may be written there.',
  );
}

/** A server may answer as soon as it likes; success for half a request is still odd. */
export function answeredEarly(sent: number): Problem {
  return problem(
    'answered-early',
    `The answer came when ${sent} bytes of the request had been sent; the rest was not sent.`,
    'Read the answer: it may say why.',
    { fault: 'theirs', see: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.5' },
  );
}

const IN_VAIN: Readonly<Record<Awaited | 'whole', (place: Place, time: string) => Problem>> = {
  connect: ({ host, port }, time) =>
    problem(
      'connect-timeout',
      `${host} port ${port} could not be connected to within ${time}.`,
      'Check the address, and that no firewall is in the way.',
    ),
  secure: (_, time) =>
    theirs('tls-timeout', `TLS was not agreed on within ${time}.`, 'Check that the port speaks TLS.'),
  write: (_, time) => theirs('idle-timeout', `The other side took no byte of the request for ${time}.`, SEND_AGAIN),
  firstByte: (_, time) => theirs('first-byte-timeout', `No byte of an answer came for ${time}.`, SEND_AGAIN),
  idle: (_, time) => theirs('idle-timeout', `Nothing more of the answer came for ${time}.`, SEND_AGAIN),
  whole: (_, time) =>
    problem('whole-timeout', `The exchange was not finished within ${time}.`, 'Allow it more time with --max-time.'),
};

export function timedOut(place: Place, awaited: Awaited | 'whole', milliseconds: number): Problem {
  const seconds = milliseconds / 1000;
  return IN_VAIN[awaited](place, seconds === 1 ? 'a second' : `${seconds} seconds`);
}

/** Node's words, without a full stop; where several attempts failed, those of the first. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\.$/, '');
}

/** What was being done when the error came. */
export type Doing = 'connecting' | 'securing' | 'sending' | 'sending-answered' | 'receiving';

/** The problem of Node's error; its `code` is `ECONNREFUSED` and the like. */
export function connectionProblem(place: Place, doing: Doing, error: Error): Problem {
  const code = codeOf(error);
  if (doing === 'connecting') return notConnected(place, code, error);
  if (doing === 'securing') return notSecured(place, code, error);
  if (code.startsWith('ERR_SSL')) return tlsFailed(error);
  return lost(place, doing, code, error);
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

const CHECK_ADDRESS = 'Check the address, and that the server runs.';

function notConnected({ host, port }: Place, code: string, error: Error): Problem {
  switch (code) {
    case 'ECONNREFUSED':
      return problem('connection-refused', `Nothing listens at ${host} port ${port}.`, CHECK_ADDRESS);
    case 'ENOTFOUND':
      return problem(
        'unknown-host',
        `The name ${host} is unknown: it has no address.`,
        'Check how it is spelled; a bucket that does not exist may have no name either.',
      );
    case 'EAI_AGAIN':
      return problem(
        'name-lookup',
        `The name ${host} could not be looked up: no name server answers.`,
        'Check that there is a network, and try again.',
      );
    case 'ETIMEDOUT':
      return problem('connect-timeout', `${host} port ${port} does not answer.`, CHECK_ADDRESS);
    case 'ECONNRESET':
      return problem('connection-reset', `${host} port ${port} reset the connection at once.`, 'Send it again.', {
        fault: 'theirs',
      });
    default:
      return problem(
        'no-connection',
        `${host} port ${port} cannot be connected to: ${messageOf(error)}.`,
        CHECK_ADDRESS,
      );
  }
}

/** What OpenSSL says when the other side answers with anything but TLS. */
const NOT_TLS = ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST'];

function notSecured({ host, port }: Place, code: string, error: Error): Problem {
  if (NOT_TLS.includes(code)) {
    return problem(
      'not-tls',
      `${host} port ${port} does not speak TLS: its answer is something else, as a plain HTTP server's is.`,
      'Use http:// in the address, or the port of its https.',
    );
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === '') {
    return problem(
      'tls-closed',
      `${host} port ${port} closed the connection before TLS was agreed on.`,
      'Check that the port speaks TLS.',
      { fault: 'theirs' },
    );
  }
  return tlsFailed(error);
}

function tlsFailed(error: Error): Problem {
  const reason = 'reason' in error ? String(error.reason) : messageOf(error);
  return problem('tls-failed', `TLS failed: ${reason}.`, 'Check which versions of TLS the server speaks.', {
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
  'sending-answered': 'while the request was being sent, when its answer had begun',
  receiving: 'before the answer was whole',
} as const;

function lost({ host, port }: Place, doing: keyof typeof WHEN, code: string, error: Error): Problem {
  const [known, how] = LOST[code] ?? ['connection-lost', `broke (${messageOf(error)})`];
  return problem(known, `The connection to ${host} port ${port} ${how} ${WHEN[doing]}.`, 'Send it again.', {
    fault: 'theirs',
  });
}
