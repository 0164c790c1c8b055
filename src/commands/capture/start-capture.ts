/** Runs a capture until the user interrupts it. */

import { DONE, problemText } from '../../app/options/command.ts';
import { bytesOf, writeWhole } from '../../app/outputs/write-file.ts';
import { tapJoiner } from '../../app/traffic/join-taps.ts';
import { examinationFailed } from '../../app/traffic/log/unexamined.ts';
import type { World } from '../../app/world/world.ts';
import { ANY_HOST, type ServedHosts } from '../../aws/strangers.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import type { Listener } from '../../wire/listen.ts';
import { portProblem } from '../../wire/port-problem.ts';
import type { RelayCertificate, RelayRoute } from '../../wire/relay/director.ts';
import { type TrafficScreen, type TrafficServer, type TrafficWorld, trafficScreen } from '../traffic-screen.ts';
import { type Authority, startAuthority } from './authority.ts';
import { type Directions, directorOf } from './direct.ts';
import { FAULTS } from './faults.ts';
import { startSandbox } from './own-sandbox.ts';
import { type CaptureOrder, needsSandbox } from './read-options.ts';
import { recorderIn } from './record.ts';
import { reporter } from './report.ts';
import { hostOf, resigner } from './resign.ts';
import { connectLines, openBanner, type Started, welcome } from './welcome.ts';

/**
 * Captures requests until the user interrupts or leaves the screen. Resolves with the exit code, or with a problem if
 * the capture cannot start.
 */
export async function startCapture(world: TrafficWorld, order: CaptureOrder): Promise<number | Problem> {
  const { options, secrets } = order;
  const screen = trafficScreen(world, options, () => ({ secrets, rules: {}, now: world.now().getTime() }));
  const failed = (error: unknown) => sayProblem(world, screen, examinationFailed(error));
  const sandbox = needsSandbox(order) ? await startSandbox(world, order, failed) : null;
  if (sandbox !== null && isProblem(sandbox)) return sandbox;
  const authority = order.target.kind === 'proxy' ? startAuthority(world) : null;
  if (authority !== null && isProblem(authority)) return authority;
  const ended = await run(world, order, { sandbox, authority, screen, failed });
  await sandbox?.close();
  authority?.file.remove();
  return ended;
}

interface Helpers {
  readonly sandbox: Listener | null;
  readonly authority: Authority | null;
  /** The screen on which requests are shown; `null` if they are printed. */
  readonly screen: TrafficScreen | null;
  /** Says that a request could not be examined. */
  readonly failed: (error: unknown) => void;
}

async function run(world: TrafficWorld, order: CaptureOrder, helpers: Helpers): Promise<number | Problem> {
  const { authority, screen, failed } = helpers;
  const { record, port = 0, intercept } = order.options;
  const folder = record === undefined ? null : world.openRecordingFolder(record);
  if (folder !== null && isProblem(folder)) return folder;
  const upstream = upstreamOf(order, helpers);
  const { report, reportUnread, close } = reporter(world, order, { upstream, screen });
  let { faults } = order;
  const joiner = tapJoiner();
  const directions: Directions = {
    upstream,
    served: servedBy(order, upstream),
    maps: routesOf(order, helpers),
    intercepts: intercept,
    routeTo: order.routeTo,
    reaches: isLoopbackAddress(order.address) ? 'all' : 'not-local',
    certify: (host) => authority?.certify(host) ?? NO_CERTIFICATE,
    faults: () => faults,
    resign: order.resign && resigner(order.resign, order.secrets, world.now),
    startTap: folder && recorderIn(folder, world.now, (found) => sayProblem(world, screen, found)),
    failed,
    onUnread: reportUnread,
    onExchange: order.target.kind === 'taps' ? (exchange) => report(joiner.before(exchange)) : report,
  };
  const after = await listenAfter(world, order, { ...directions, onExchange: joiner.after });
  if (after !== null && isProblem(after)) return after;
  const listener = await listenAsProxy(world, { host: order.address, port }, directions);
  const turnOn = (ids: readonly string[]) => {
    faults = FAULTS.filter(({ id }) => ids.includes(id));
  };
  const ended = isProblem(listener)
    ? listener
    : await untilEnded(world, order, {
        listener,
        after,
        upstream,
        authority,
        screen,
        faults: directions.faults,
        turnOn,
      });
  if (!isProblem(listener)) await listener.close();
  await after?.close();
  await close();
  return ended;
}

const sayProblem = (world: World, screen: TrafficScreen | null, { says, fix }: Problem): void =>
  screen ? screen.notice(`${says} ${fix}`) : world.errors(problemText({ says, fix }));

/** Listens in front of the server of the user's own proxy. Resolves with `null` if the capture has only one tap. */
async function listenAfter(
  world: World,
  { target, address, options: { afterPort = 0 } }: CaptureOrder,
  directions: Directions,
): Promise<Listener | null | Problem> {
  if (target.kind !== 'taps') return null;
  // The user's proxy chooses the Host header, and nothing is signed again here.
  const served = { hosts: [...directions.served.hosts, ANY_HOST], endpoints: [] };
  const unchanged = { faults: () => [], resign: null, startTap: null, served };
  const place = { host: address, port: afterPort };
  return listenAsProxy(world, place, { ...directions, ...unchanged, upstream: target.server });
}

/** Returns the hosts that a reverse proxy serves. Clients may also sign the name of the server and connect here. */
const servedBy = ({ hosts }: CaptureOrder, upstream: RelayRoute | null): ServedHosts => ({
  hosts,
  endpoints: upstream ? [upstream.host.toLowerCase()] : [],
});

const ownRoute = ({ sandbox }: Helpers): RelayRoute | null =>
  sandbox && { host: sandbox.host, port: sandbox.port, tls: null, reaches: 'all' };

function upstreamOf({ target }: CaptureOrder, helpers: Helpers): RelayRoute | null {
  switch (target.kind) {
    case 'upstream':
      return target.route;
    case 'taps':
      return target.proxy;
    case 'sandbox':
      return ownRoute(helpers);
    case 'proxy':
      return null;
  }
}

function routesOf({ maps }: CaptureOrder, helpers: Helpers): ReadonlyMap<string, RelayRoute> {
  const routes = [...maps].flatMap(([host, to]) => {
    const route = to === 'sandbox' ? ownRoute(helpers) : to;
    return route ? [[host, route] as const] : [];
  });
  return new Map(routes);
}

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

interface Running {
  readonly listener: Listener;
  /** The tap in front of the server; `null` if the capture has only one tap. */
  readonly after: Listener | null;
  readonly upstream: RelayRoute | null;
  readonly authority: Authority | null;
  readonly screen: TrafficScreen | null;
  /** Returns the faults that are on. */
  readonly faults: Directions['faults'];
  readonly turnOn: (faults: readonly string[]) => void;
}

/** Announces that the capture is listening, and waits until the user interrupts or leaves the screen. */
async function untilEnded(world: World, order: CaptureOrder, running: Running): Promise<number | Problem> {
  const { listener, after, upstream, authority, screen } = running;
  const url = `http://${hostOf({ ...listener, tls: null })}`;
  const server = upstream && hostOf(upstream);
  const second = after && `http://${hostOf({ ...after, tls: null })}`;
  const started: Started = { url, second, authority: authority?.file.path ?? null, server };
  // A signal can arrive as soon as the address is printed.
  const interrupted = screen ? null : world.interrupted();
  if (!screen) announce(world, order, started);
  const { readyFile } = order.options;
  const unready = readyFile === undefined ? null : await writeWhole(world, readyFile, bytesOf(`${url}\n`));
  if (unready) return unready;
  if (screen) return screen.show(shownServer(order, started, running));
  await interrupted;
  return DONE;
}

function announce(world: World, order: CaptureOrder, started: Started): void {
  world.output(`${started.url}\n`);
  world.errors(welcome(order, started));
  if (!isLoopbackAddress(order.address)) world.errors(openBanner(order.address));
}

const shownServer = (order: CaptureOrder, started: Started, { faults, turnOn }: Running): TrafficServer => ({
  server: 'capture',
  url: started.url,
  connect: () => connectLines({ ...order, faults: faults() }, started),
  warnings: isLoopbackAddress(order.address) ? [] : ['OPEN to others'],
  faults: { all: FAULTS.map(({ id, says }) => ({ id, says })), on: order.faults.map(({ id }) => id), turnOn },
});
