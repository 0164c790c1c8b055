/** Determines how a planned request is sent: where to connect, how long to wait, and which certificates to trust. */
import { arrayFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { type Exchange, failedExchange } from '../../http/exchange.ts';
import { isThisMachine } from '../../http/host.ts';
import type { UrlParts } from '../../intake/url.ts';
import { LONGEST_LIMIT } from '../../wire/alarms.ts';
import { timedOut } from '../../wire/problems.ts';
import { DEFAULT_LIMITS, type SendOrder } from '../../wire/send-order.ts';
import type { OptionDefinition } from '../options/option-values.ts';
import { listOf, type NumberWanted, numberOf, type OptionValues } from '../options/option-values.ts';
import type { Watched } from '../reading/watched-send.ts';
import type { Files } from '../world/files.ts';
import type { Network, Surroundings, World } from '../world/world.ts';
import { headOf, type RequestPlan } from './planned-request.ts';

export const WIRE_OPTIONS: readonly OptionDefinition[] = [
  { flags: '-k, --insecure', says: 'do not verify the certificate; the output says so' },
  { flags: '--cacert <file>', says: 'trust only the certificate authorities in this PEM file' },
  {
    flags: '--connect-to <where>',
    says: 'HOST1:PORT1:HOST2:PORT2: connect to the second instead of the first',
    repeats: true,
  },
  { flags: '--max-time <seconds>', says: 'give up after this many seconds, including all redirects' },
];

/** The allowed range in seconds. The range ends at about 24 days, the maximum of a Node.js timer. */
const MAX_TIME: NumberWanted = {
  what: 'a number of seconds',
  form: 'decimal',
  range: [0.001, Math.floor(LONGEST_LIMIT / 1000)],
};

export interface Route {
  readonly host: string;
  readonly port: number;
  /** The value of `--max-time` in milliseconds, or `null` without that option. */
  readonly timeLimit: number | null;
  /**
   * Sends the request. `timeLeft` is the remaining part of `timeLimit`, in milliseconds. If `timeLeft` is 0 or less,
   * nothing is sent.
   */
  readonly send: (onBody: SendOrder['onBody'], watched: Watched, timeLeft: number | null) => Promise<Exchange>;
}

/** Determines how the request is sent. Returns a problem if an option is wrong or a proxy is set. */
export async function routeOf(
  world: Files & Network & Surroundings,
  plan: RequestPlan,
  options: OptionValues,
): Promise<Route | Problem> {
  const declined = declineProxy(plan.place, world.environment);
  if (declined) return declined;
  const seconds = numberOf('--max-time', options.maxTime, null, MAX_TIME);
  if (isProblem(seconds)) return seconds;
  const authorities = typeof options.cacert === 'string' ? await world.readFile(options.cacert) : null;
  if (authorities !== null && isProblem(authorities)) return authorities;
  const { scheme, host } = plan.place;
  const target = connectTo(plan.place, listOf(options.connectTo));
  if (isProblem(target)) return target;
  const verification = options.insecure ? 'skipped' : 'required';
  const tls =
    scheme === 'https' ? ({ serverName: host, certificateAuthorities: authorities, verification } as const) : null;
  return {
    ...target,
    timeLimit: seconds === null ? null : seconds * 1000,
    async send(onBody, watched, timeLeft) {
      if (timeLeft !== null && timeLeft <= 0) return failedExchange(target, timedOut(target, 'whole', timeLeft));
      const { method } = plan.inputs;
      const limits = { ...DEFAULT_LIMITS, whole: timeLeft };
      return world.send({ ...target, tls, method: method.value, request: messageOf(plan), limits, ...watched, onBody });
    },
  };
}

/**
 * Yields the bytes of the request: the head, and then the body. Throws if the length of the body has changed since the
 * request was planned.
 */
export async function* messageOf(plan: RequestPlan): AsyncGenerator<Uint8Array> {
  yield arrayFromOctets(headOf(plan));
  let sent = 0;
  for await (const piece of plan.body.open()) {
    sent += piece.length;
    if (sent > plan.body.length) break;
    yield piece;
  }
  // The server would wait for the missing bytes, or read the surplus as another request.
  if (sent !== plan.body.length) throw new Error(`the body is not the ${plan.body.length} bytes that were announced`);
}

const LARGEST_PORT = 65_535;

/**
 * Determines where to connect, by curl's rules. In a rule, an empty HOST1 or PORT1 matches any value. An empty HOST2 or
 * PORT2 means the host or port of the URL.
 */
function connectTo({ host, port }: UrlParts, rules: readonly string[]): { host: string; port: number } | Problem {
  for (const rule of rules) {
    const match = /^(\[[^\]]*\]|[^:]*):(\d*):(\[[^\]]*\]|[^:]*):(\d*)$/.exec(rule);
    if (!match || [match[2], match[4]].some((port) => Number(port) > LARGEST_PORT)) {
      return problem(
        'option',
        `--connect-to ${JSON.stringify(rule)} has the wrong form.`,
        'Write HOST1:PORT1:HOST2:PORT2.',
      );
    }
    const [, fromHost = '', fromPort = '', toHost = '', toPort = ''] = match;
    if (fromHost !== '' && fromHost.toLowerCase() !== host.toLowerCase()) continue;
    if (fromPort !== '' && Number(fromPort) !== port) continue;
    return { host: toHost === '' ? host : toHost.replace(/^\[|\]$/g, ''), port: toPort === '' ? port : Number(toPort) };
  }
  return { host, port };
}

/** Returns a problem if a proxy is set, because this program shows the connection to the actual server. */
function declineProxy({ scheme, host }: UrlParts, environment: World['environment']): Problem | null {
  const names =
    scheme === 'https'
      ? ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']
      : ['http_proxy', 'ALL_PROXY', 'all_proxy'];
  const name = names.find((candidate) => (environment[candidate] ?? '') !== '');
  if (name === undefined || isThisMachine(host) || isExcepted(host, environment.NO_PROXY ?? environment.no_proxy ?? ''))
    return null;
  return problem(
    'proxy',
    `The environment sets ${name}, but this program does not use proxies.`,
    `Unset ${name}, or add ${host} to NO_PROXY, if the host can be reached without a proxy.`,
  );
}

function isExcepted(host: string, exceptions: string): boolean {
  return exceptions.split(',').some((entry) => {
    const name = entry.trim().toLowerCase().replace(/^\./, '');
    return name === '*' || (name !== '' && (host.toLowerCase() === name || host.toLowerCase().endsWith(`.${name}`)));
  });
}
