/** Determines the destination of each captured request, and the changes that are made in transit. */
import { examinationFailed } from '../../app/traffic/log/unexamined.ts';
import { readS3Host } from '../../aws/s3-hosts.ts';
import type { ServedHosts } from '../../aws/strangers.ts';
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { CapturedExchange, UnreadBytes } from '../../http/relay/captured.ts';
import { authorityOf, hostAndPort, hostOf, inOriginForm } from '../../http/relay/edit-head.ts';
import type {
  ArrivedRequest,
  Direction,
  RawTap,
  Reach,
  RelayCertificate,
  RelayDirector,
  RelayRoute,
} from '../../wire/relay/director.ts';
import type { Fault } from './faults.ts';
import type { BegunExchange } from './record.ts';
import { refused, refuseStranger } from './refuse.ts';

export interface Directions {
  /** The server of a reverse proxy; `null` for a forward proxy, whose clients name the server. */
  readonly upstream: RelayRoute | null;
  /** The hosts that a reverse proxy serves. */
  readonly served: ServedHosts;
  /** The servers that replace named hosts. */
  readonly maps: ReadonlyMap<string, RelayRoute>;
  /** The hosts that are captured in addition to the S3 hosts. */
  readonly intercepts: readonly string[];
  /** Creates the route to a server that a client names. */
  readonly routeTo: (place: {
    readonly scheme: 'http' | 'https';
    readonly host: string;
    readonly port: number;
    readonly reaches: Reach;
  }) => RelayRoute;
  /** The addresses to which a proxy leads, except for the hosts that the user has named. */
  readonly reaches: Reach;
  readonly certify: (host: string) => RelayCertificate;
  readonly faults: () => readonly Fault[];
  /** Starts recording an exchange; `null` if exchanges are not recorded. */
  readonly startTap: ((begun: BegunExchange) => RawTap) | null;
  readonly onExchange: (exchange: CapturedExchange) => void;
  /** Reports that bytes of a client cannot be read. */
  readonly onUnread: (unread: UnreadBytes) => void;
  /** Says that an exchange could not be examined. `error` is the exception. */
  readonly failed: (error: unknown) => void;
}

/** Directs requests. An exception at one of them is said, and never ends the capture. */
export function directorOf(directions: Directions): RelayDirector {
  const { upstream, onExchange, onUnread, startTap, failed } = directions;
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      failed(error);
    }
  };
  return {
    direct(request) {
      try {
        return direct(directions, request);
      } catch (error) {
        return refused(500, examinationFailed(error));
      }
    },
    // A page could hide its Origin in a head that is too long to read. The client of a proxy chose to send through it.
    refuseHead: upstream && ((found) => refused(400, found).bytes),
    onExchange: (exchange) => attempt(() => onExchange(exchange)),
    onUnread(unread) {
      attempt(() => onUnread(unread));
      const { scheme, fate } = unread;
      const server = fate.kind === 'forwarded' ? fate.server : '';
      return startTap?.({ scheme, server, method: 'unread', changed: null }) ?? null;
    },
  };
}

function direct(directions: Directions, request: ArrivedRequest): Direction {
  if (request.head.method.octets === 'CONNECT') return connectTo(directions, request.head.target.octets);
  const { upstream } = directions;
  if (upstream)
    return refuseStranger(request.head, directions.served) ?? passage(directions, request, upstream, 'recorded');
  const place = placeOf(request);
  if (place === null) return refused(400, NO_SERVER_NAMED);
  const route =
    mapped(directions, place.host) ?? directions.routeTo({ ...place, reaches: reachTo(directions, place.host) });
  return passage(directions, request, route, isCaptured(directions, place.host) ? 'recorded' : 'unrecorded');
}

/** Returns the server that the client names in the target or in a preceding CONNECT request. */
function placeOf({ head, authority, scheme }: ArrivedRequest) {
  if (authority === null) return authorityOf(head.target.octets);
  const place = hostAndPort(authority);
  return place && { scheme, ...place };
}

function connectTo(directions: Directions, target: string): Direction {
  const place = hostAndPort(target);
  if (place === null) return refused(400, NO_TUNNEL_TARGET);
  if (directions.upstream) return refused(405, NO_TUNNELS);
  return isCaptured(directions, place.host)
    ? { kind: 'open', certificate: directions.certify(place.host), authority: target }
    : { kind: 'tunnel', ...place, reaches: reachTo(directions, place.host) };
}

const isWithin = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`);

const isCaptured = (directions: Directions, host: string): boolean =>
  readS3Host(host.toLowerCase()) !== null || isNamed(directions, host);

/** Returns whether the user has named the host. */
const isNamed = ({ maps, intercepts }: Directions, host: string): boolean =>
  [...maps.keys(), ...intercepts].some((each) => isWithin(host.toLowerCase(), each));

const reachTo = (directions: Directions, host: string): Reach =>
  isNamed(directions, host) ? 'all' : directions.reaches;

/** Returns the server that replaces a host. If several names fit, the longest one counts. */
function mapped({ maps }: Directions, host: string): RelayRoute | null {
  const fitting = [...maps].filter(([name]) => isWithin(host.toLowerCase(), name));
  const [longest] = fitting.toSorted(([one], [other]) => other.length - one.length);
  return longest?.[1] ?? null;
}

function passage(
  { faults, startTap }: Directions,
  { octets, head, scheme }: ArrivedRequest,
  route: RelayRoute,
  record: 'recorded' | 'unrecorded',
): Direction {
  const inOrigin = inOriginForm(octets);
  const common = { kind: 'pass', route, delay: 0, cut: 'nothing', hidesBody: false } as const;
  const method = head.method.octets;
  if (record === 'unrecorded') {
    return { ...common, tap: null, isRecorded: false, forwarded: inOrigin, method };
  }
  const active = faults();
  const forwarded = active.reduce((changed, { change }) => changeHead(changed, route, change), inOrigin);
  const sentMethod = headOf(forwarded)?.method.octets ?? method;
  const manner = Object.assign({}, ...active.map(({ passage: own }) => own));
  return {
    ...common,
    ...manner,
    forwarded,
    method: sentMethod,
    hidesBody: method === 'HEAD' && sentMethod !== 'HEAD',
    tap:
      startTap?.({
        scheme,
        server: hostOf(route),
        method,
        changed: forwarded === octets ? null : forwarded,
      }) ?? null,
    isRecorded: true,
  };
}

function changeHead(octets: Octets, route: RelayRoute, change: Fault['change']): Octets {
  const head = headOf(octets);
  return change && head ? change({ octets, head, route }) : octets;
}

function headOf(octets: Octets): RequestHead | null {
  const head = readRequestHead(plain(octets));
  return isProblem(head) ? null : head;
}

const NO_SERVER_NAMED = problem(
  'no-server-named',
  'This is a proxy, and the request names no server.',
  'Set HTTP_PROXY and HTTPS_PROXY to this address, or give sigv4 capture --upstream URL.',
);

const NO_TUNNEL_TARGET = problem(
  'connect-target',
  'The target of CONNECT is not a host and a port.',
  'Check the proxy settings of the client.',
);

const NO_TUNNELS = problem(
  'connect-refused',
  'This is a reverse proxy: use its address as the endpoint.',
  'Without --upstream and --sandbox, sigv4 capture is a proxy for HTTPS_PROXY.',
);
