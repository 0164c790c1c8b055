/** Runs a capture until the user interrupts it. */
import { listenOrFail } from '../../app/example/send-to-sandbox.ts';
import { type ExaminedExchange, examineExchange } from '../../app/traffic/examined-exchange.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { CertificateAuthority } from '../../crypto/certificates.ts';
import type { TemporaryFile } from '../../disk/temporary-file.ts';
import { headerValue } from '../../http/message.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { exampleSandbox } from '../../sandbox/sandbox.ts';
import { type Listener, portProblem } from '../../wire/listen.ts';
import type { RelayCertificate, RelayRoute } from '../../wire/relay/director.ts';
import { isLoopback } from '../sandbox/read-options.ts';
import { writeReadyFile } from '../sandbox/ready-file.ts';
import { type Directions, directorOf } from './direct.ts';
import type { CaptureOrder } from './read-options.ts';
import { changesText, exchangeJson, exchangeLine } from './request-log.ts';
import { hostOf, resigner } from './resign.ts';
import { hostNotice, openBanner, welcome } from './welcome.ts';

/** Captures requests until the user interrupts. Resolves with a problem if the capture cannot start. */
export async function startCapture(world: World, order: CaptureOrder): Promise<Problem | null> {
  const sandbox = needsSandbox(order) ? await startSandbox(world, order) : null;
  if (sandbox !== null && isProblem(sandbox)) return sandbox;
  const authority = order.target.kind === 'proxy' ? startAuthority(world) : null;
  if (authority !== null && isProblem(authority)) return authority;
  const problem = await run(world, order, { sandbox, authority });
  await sandbox?.close();
  authority?.file.remove();
  return problem;
}

interface Helpers {
  readonly sandbox: Listener | null;
  readonly authority: Authority | null;
}

async function run(world: World, order: CaptureOrder, { sandbox, authority }: Helpers): Promise<Problem | null> {
  const own: RelayRoute | null = sandbox && { host: sandbox.host, port: sandbox.port, tls: null };
  const upstream = order.target.kind === 'upstream' ? order.target.route : order.target.kind === 'sandbox' ? own : null;
  const directions: Directions = {
    upstream,
    maps: new Map(
      [...order.maps].flatMap(([host, to]) => {
        const route = to === 'sandbox' ? own : to;
        return route ? [[host, route] as const] : [];
      }),
    ),
    intercepts: order.intercepts,
    routeTo: order.routeTo,
    certify: (host) => authority?.certify(host) ?? NO_CERTIFICATE,
    faults: () => order.faults,
    resign: order.resign && resigner(order.resign, world.now),
    startTap: () => null,
    onExchange: reporter(world, order, upstream),
  };
  const listener = await listenAsProxy(world, order, directions);
  if (isProblem(listener)) return listener;
  const unready = await announce(world, order, { listener, upstream, authority });
  if (unready === null) await world.interrupted();
  await listener.close();
  return unready;
}

const NO_CERTIFICATE: RelayCertificate = { cert: '', key: '' };

async function listenAsProxy(
  world: World,
  { listen }: CaptureOrder,
  directions: Directions,
): Promise<Listener | Problem> {
  try {
    return await world.relay(listen, directorOf(directions));
  } catch (error) {
    return portProblem(listen.port, error);
  }
}

interface Running {
  readonly listener: Listener;
  readonly upstream: RelayRoute | null;
  readonly authority: Authority | null;
}

async function announce(
  world: World,
  order: CaptureOrder,
  { listener, upstream, authority }: Running,
): Promise<Problem | null> {
  const url = `http://${hostOf({ ...listener, tls: null })}`;
  world.output(`${url}\n`);
  const server = upstream && hostOf(upstream);
  world.errors(welcome(order, { url, authority: authority?.file.path ?? null, server }));
  if (!isLoopback(order.listen.host)) world.errors(openBanner(order.listen.host));
  return order.readyFile === null ? null : writeReadyFile(world, order.readyFile, url);
}

/** Returns a function that reports each exchange as it ends. */
function reporter(
  world: World,
  order: CaptureOrder,
  upstream: RelayRoute | null,
): (exchange: CapturedExchange) => void {
  let hasNoticed = order.resign !== null || order.target.kind !== 'upstream';
  return (exchange) => {
    const examined = examineExchange(exchange, { secrets: order.secrets, now: world.now().getTime() });
    if (examined === null) return;
    if (!hasNoticed && upstream) {
      hasNoticed = true;
      world.errors(noticeOf(examined, upstream));
    }
    world.errors(exchangeLine(examined) + changesText(examined));
    if (order.isJsonl) world.output(exchangeJson(examined));
  };
}

function noticeOf({ request }: ExaminedExchange, upstream: RelayRoute): string {
  const host = headerValue(request.head.headers, 'host')?.octets ?? '';
  return host === hostOf(upstream) ? '' : hostNotice(host, hostOf(upstream));
}

const needsSandbox = ({ target, maps }: CaptureOrder): boolean =>
  target.kind === 'sandbox' || [...maps.values()].includes('sandbox');

/** Starts a sandbox that only this program can reach, with AWS's published key and all known keys. */
function startSandbox(world: World, { secrets, maps }: CaptureOrder): Promise<Listener | Problem> {
  const known = secrets.flatMap(({ accessKeyId, secretAccessKey }) =>
    accessKeyId === null ? [] : [[accessKeyId, { secretAccessKey, sessionToken: null }] as const],
  );
  const served = exampleSandbox({
    clock: world.now,
    keys: new Map(known),
    files: world.namelessFiles(),
    keepsConnections: true,
    endpoints: [...maps.keys()],
  });
  return listenOrFail(world, 0, (connection) => served.converse(connection));
}

interface Authority {
  readonly file: TemporaryFile;
  readonly certify: (host: string) => RelayCertificate;
}

/** Creates the authority that clients must trust, and a certificate for each host when it is first requested. */
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
