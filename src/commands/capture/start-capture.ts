/** Runs a capture until the user interrupts it. */
import type { Exit } from '../../app/options/command.ts';
import { listenOrFail } from '../../app/sandboxes/send-to-sandbox.ts';
import { tapJoiner } from '../../app/traffic/join-taps.ts';
import { examinationFailed } from '../../app/traffic/log/unexamined.ts';
import type { World } from '../../app/world/world.ts';
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { ANY_HOST } from '../../aws/strangers.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { CertificateAuthority } from '../../crypto/certificates.ts';
import type { TemporaryFile } from '../../disk/temporary-files.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import { hostOf } from '../../http/relay/edit-head.ts';
import { exampleSandbox } from '../../sandbox/sandbox.ts';
import type { Listener } from '../../wire/listen.ts';
import { portProblem } from '../../wire/port-problem.ts';
import type { RelayCertificate, RelayRoute } from '../../wire/relay/director.ts';
import {
  type Closer,
  closedAfter,
  sayProblem,
  type TrafficServer,
  type TrafficWorld,
  trafficScreen,
  untilEnded,
} from '../traffic-screen.ts';
import { type Directions, directorOf } from './direct.ts';
import { FAULTS } from './faults.ts';
import { type CaptureOrder, needsSandbox } from './read-options.ts';
import { recorderIn } from './record.ts';
import { reporter } from './report.ts';
import { connectLines, openBanner, type Started, welcome } from './welcome.ts';

/**
 * Captures requests until the user interrupts or leaves the screen. Resolves with the exit code, or with a problem if
 * the capture cannot start.
 */
export const startCapture = (world: TrafficWorld, order: CaptureOrder): Promise<Exit> =>
  closedAfter((closers) => run(world, order, closers));

async function run(world: TrafficWorld, order: CaptureOrder, closers: Closer[]): Promise<Exit> {
  const { options, address, target, secrets } = order;
  const { record, port = 0, intercept, readyFile } = options;
  const screen = trafficScreen(world, options, () => ({ secrets, rules: {}, now: world.now().getTime() }));
  const say = (found: Problem) => sayProblem(world, screen, found);
  const failed = (error: unknown) => say(examinationFailed(error));
  const sandbox = needsSandbox(order) ? await startSandbox(world, order, failed) : null;
  if (isProblem(sandbox)) return sandbox;
  closers.push(() => sandbox?.close());
  const authority = target.kind === 'proxy' ? startAuthority(world) : null;
  if (isProblem(authority)) return authority;
  closers.push(() => authority?.file.remove());
  const folder = record === undefined ? null : world.openRecordingFolder(record);
  if (isProblem(folder)) return folder;
  const own: RelayRoute | null = sandbox && { host: sandbox.host, port: sandbox.port, tls: null, reaches: 'all' };
  const upstream = upstreamOf(target, own);
  const { report, reportUnread, close } = reporter(world, order, { upstream, screen });
  closers.push(close);
  let { faults } = order;
  const joiner = tapJoiner();
  const directions: Directions = {
    upstream,
    // Clients may also sign the name of the server and connect here.
    served: { hosts: order.hosts, endpoints: upstream ? [upstream.host.toLowerCase()] : [] },
    maps: routesOf(order, own),
    intercepts: intercept,
    routeTo: order.routeTo,
    reaches: isLoopbackAddress(address) ? 'all' : 'not-local',
    certify: (host) => authority?.certify(host) ?? NO_CERTIFICATE,
    faults: () => faults,
    startTap: folder && recorderIn(folder, world.now, say),
    failed,
    onUnread: reportUnread,
    onExchange: target.kind === 'taps' ? (exchange) => report(joiner.before(exchange)) : report,
  };
  const after = await listenAfter(world, order, { ...directions, onExchange: joiner.after });
  if (isProblem(after)) return after;
  closers.push(() => after?.close());
  const listener = await listenAsProxy(world, { host: address, port }, directions);
  if (isProblem(listener)) return listener;
  closers.push(() => listener.close());
  const started: Started = {
    url: urlOf(listener),
    second: after && urlOf(after),
    authority: authority?.file.path ?? null,
    server: upstream && hostOf(upstream),
  };
  const turnOn = (ids: readonly string[]) => {
    faults = FAULTS.filter(({ id }) => ids.includes(id));
  };
  const server: TrafficServer = {
    server: 'capture',
    url: started.url,
    connect: () => connectLines({ ...order, faults }, started),
    warnings: isLoopbackAddress(address) ? [] : ['OPEN to others'],
    keyIds: [],
    faults: { all: FAULTS.map(({ id, says }) => ({ id, says })), on: order.faults.map(({ id }) => id), turnOn },
  };
  return untilEnded(world, screen, server, { greeting: welcome(order, started) + openBanner(address), readyFile });
}

const urlOf = ({ host, port }: Listener): string => `http://${hostOf({ host, port, tls: null })}`;

/** Listens in front of the server of the user's own proxy. Resolves with `null` if the capture has only one tap. */
async function listenAfter(
  world: World,
  { target, address, options: { afterPort = 0 } }: CaptureOrder,
  directions: Directions,
): Promise<Listener | null | Problem> {
  if (target.kind !== 'taps') return null;
  // The user's proxy chooses the Host header.
  const served = { hosts: [...directions.served.hosts, ANY_HOST], endpoints: [] };
  const unchanged = { faults: () => [], startTap: null, served };
  const place = { host: address, port: afterPort };
  return listenAsProxy(world, place, { ...directions, ...unchanged, upstream: target.server });
}

/** Returns the server of a reverse proxy; `null` for a forward proxy. `own` is the sandbox in this program. */
function upstreamOf(target: CaptureOrder['target'], own: RelayRoute | null): RelayRoute | null {
  if (target.kind === 'sandbox') return own;
  return target.kind === 'taps' ? target.proxy : target.kind === 'upstream' ? target.route : null;
}

const routesOf = ({ maps }: CaptureOrder, own: RelayRoute | null): ReadonlyMap<string, RelayRoute> =>
  new Map([...maps].flatMap(([host, to]) => (to !== 'sandbox' ? [[host, to]] : own ? [[host, own]] : [])));

const NO_CERTIFICATE: RelayCertificate = { cert: '', key: '' };

async function listenAsProxy(
  world: World,
  place: { readonly host: string; readonly port: number },
  directions: Directions,
): Promise<Listener | Problem> {
  try {
    return await world.relay(place, directorOf(directions));
  } catch (error) {
    return portProblem(place.port, error);
  }
}

interface Authority {
  readonly file: TemporaryFile;
  readonly certify: (host: string) => RelayCertificate;
}

/**
 * Creates the certificate authority that clients must trust. The authority creates a host's certificate when the host
 * is first requested.
 */
function startAuthority(world: World): Authority | Problem {
  const authority: CertificateAuthority = world.makeAuthority(world.now());
  const file = world.temporaryFile('capture-ca.pem', authority.certificate);
  if (isProblem(file)) return file;
  const made = new Map<string, RelayCertificate>();
  const certify = (host: string): RelayCertificate => {
    const known = made.get(host) ?? authority.certify(certificateNames(host));
    made.set(host, known);
    return known;
  };
  return { file, certify };
}

const certificateNames = (host: string) =>
  /^\d+(?:\.\d+){3}$/.test(host)
    ? { names: [], addresses: [host.split('.').map(Number)] }
    : { names: [host], addresses: [] };

/**
 * Starts a sandbox that only this program can reach, with all known keys. If others can reach the capture, AWS's published
 * keys are not among them. `onFailure` takes the exceptions at which a request is answered with 500.
 */
function startSandbox(
  world: World,
  { secrets, maps, address, hosts }: CaptureOrder,
  onFailure: (error: unknown) => void,
): Promise<Listener | Problem> {
  const accepted = isLoopbackAddress(address)
    ? secrets
    : secrets.filter(({ secretAccessKey }) => !isPublishedSecret(secretAccessKey));
  // If there are two secrets for a key ID, the sandbox has the one that comes first.
  const known = accepted
    .toReversed()
    .flatMap(({ accessKeyId, secretAccessKey, sessionToken = null }) =>
      accessKeyId === null ? [] : [[accessKeyId, { secretAccessKey, sessionToken }] as const],
    );
  const served = exampleSandbox({
    clock: world.now,
    keys: new Map(known),
    files: world.namelessFiles(),
    keepsConnections: true,
    onFailure,
    hosts,
    endpoints: [...maps.keys()],
  });
  return listenOrFail(world, 0, (connection) => served.converse(connection));
}
