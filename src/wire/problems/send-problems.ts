/** What can go wrong between sending and the answer, as problems. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { Awaited } from '../alarms.ts';
import type { SendOrder } from '../send-order.ts';

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
  whole: () =>
    problem('whole-timeout', 'The exchange did not finish in the time allowed.', 'Allow more time with --max-time.'),
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
