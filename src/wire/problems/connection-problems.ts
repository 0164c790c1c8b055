/** Errors of a connection as problems, by how far it had come. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { SendOrder } from '../send-order.ts';
import { messageOf } from './send-problems.ts';

/** What was being done when the error came. */
export type Doing = 'connecting' | 'securing' | 'sending' | 'sending-answered' | 'receiving';

type Place = Pick<SendOrder, 'host' | 'port'>;

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
