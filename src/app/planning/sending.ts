/** Determines how a planned request is sent: where to connect, how long to wait, and which certificates to trust. */
import { arrayFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import { isThisMachine } from '../../http/host.ts';
import type { UrlParts } from '../../intake/url.ts';
import { LONGEST_LIMIT } from '../../wire/alarms.ts';
import { DEFAULT_LIMITS, type SendOrder } from '../../wire/send-order.ts';
import type { OptionDefinitions, ValueKind, ValuesOf } from '../options/option-values.ts';
import { decimalNumber } from '../options/value-kinds.ts';
import type { Watched } from '../reading/watched-send.ts';
import type { Files } from '../world/files.ts';
import type { Terminal } from '../world/terminal.ts';
import type { Network, Surroundings } from '../world/world.ts';
import { headOf, type RequestPlan } from './planned-request.ts';
import { proxyFor } from './proxies.ts';

/** A rule of curl: connections to the first host and port go to the second. An empty part is that of the URL. */
interface ConnectRule {
  readonly from: { readonly host: string; readonly port: string };
  readonly to: { readonly host: string; readonly port: string };
}

const LARGEST_PORT = 65_535;

const CONNECT_RULE: ValueKind<ConnectRule> = {
  read: (text, option) => {
    const [match, fromHost = '', fromPort = '', toHost = '', toPort = ''] =
      /^(\[[^\]]*\]|[^:]*):(\d*):(\[[^\]]*\]|[^:]*):(\d*)$/.exec(text) ?? [];
    if (match !== undefined && Number(fromPort) <= LARGEST_PORT && Number(toPort) <= LARGEST_PORT) {
      return { from: { host: fromHost, port: fromPort }, to: { host: toHost, port: toPort } };
    }
    const says = `${option} ${JSON.stringify(text)} has the wrong form.`;
    return problem('option', says, 'Write HOST1:PORT1:HOST2:PORT2.');
  },
};

/** The range of a time limit in seconds ends at about 24 days, the maximum of a Node.js timer. */
const SECONDS = decimalNumber('a number of seconds', [0.001, Math.floor(LONGEST_LIMIT / 1000)]);

export const WIRE_OPTIONS = {
  insecure: { flags: '-k, --insecure', says: 'do not verify the certificate; the output says so' },
  cacert: { flags: '--cacert <file>', says: 'trust only the certificate authorities in this PEM file' },
  connectTo: {
    flags: '--connect-to <where>',
    says: 'HOST1:PORT1:HOST2:PORT2: connect to the second instead of the first',
    as: CONNECT_RULE,
    repeats: true,
  },
  maxTime: {
    flags: '--max-time <seconds>',
    says: 'give up after this many seconds',
    as: SECONDS,
  },
} as const satisfies OptionDefinitions;

export interface Route {
  readonly host: string;
  readonly port: number;
  /** The place in words, with the proxy on the way. */
  readonly connectsTo: string;
  /** Sends the request. */
  readonly send: (onBody: SendOrder['onBody'], watched: Watched) => Promise<Exchange>;
}

/** Reads which certificates are trusted. Returns a function that returns the TLS of a server; `null` for HTTP without TLS. */
export async function readTlsOptions(
  { readFile }: Pick<Files, 'readFile'>,
  { cacert, insecure }: Pick<ValuesOf<typeof WIRE_OPTIONS>, 'cacert' | 'insecure'>,
): Promise<((server: { readonly scheme: string; readonly host: string }) => SendOrder['tls']) | Problem> {
  const certificateAuthorities = cacert === undefined ? null : await readFile(cacert);
  if (isProblem(certificateAuthorities)) return certificateAuthorities;
  const verification = insecure ? 'skipped' : 'required';
  return ({ scheme, host }) => (scheme === 'https' ? { serverName: host, certificateAuthorities, verification } : null);
}

/** Determines how the request is sent. Returns a problem if an option is wrong or a proxy cannot be used. */
export async function routeOf(
  world: Files & Network & Surroundings & Pick<Terminal, 'conceal'>,
  plan: RequestPlan,
  options: ValuesOf<typeof WIRE_OPTIONS>,
): Promise<Route | Problem> {
  const tlsTo = await readTlsOptions(world, options);
  if (isProblem(tlsTo)) return tlsTo;
  const { maxTime } = options;
  const tls = tlsTo(plan.place);
  const target = connectTo(plan.place, options.connectTo);
  const proxy = isThisMachine(target.host) ? null : proxyFor(plan.place, world.environment);
  if (isProblem(proxy)) return proxy;
  for (const secret of proxy?.secrets ?? []) world.conceal(secret);
  return {
    ...target,
    connectsTo: `${target.host} port ${target.port}${proxy ? `, through the proxy ${proxy.host} port ${proxy.port}` : ''}`,
    send: (onBody, watched) =>
      world.send({
        ...target,
        proxy,
        tls,
        method: plan.inputs.method.value,
        request: messageOf(plan),
        limits: { ...DEFAULT_LIMITS, whole: maxTime === undefined ? null : maxTime * 1000 },
        ...watched,
        onBody,
      }),
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

/** Determines where to connect, by the first rule of curl that matches. */
function connectTo({ host, port }: UrlParts, rules: readonly ConnectRule[]): { host: string; port: number } {
  const rule = rules.find(
    ({ from }) =>
      (from.host === '' || from.host.toLowerCase() === host.toLowerCase()) &&
      (from.port === '' || Number(from.port) === port),
  );
  const { to } = rule ?? NO_RULE;
  return {
    host: to.host === '' ? host : to.host.replace(/^\[|\]$/g, ''),
    port: to.port === '' ? port : Number(to.port),
  };
}

const NO_RULE = { to: { host: '', port: '' } };
