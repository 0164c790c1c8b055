/** Reads the options of `sigv4 capture`. */
import { listOf, numberOf, type OptionValues } from '../../app/options/option-values.ts';
import { findSecrets } from '../../app/settings/secrets.ts';
import { type SourcedCredentials, settingsOf } from '../../app/settings/settings.ts';
import type { World } from '../../app/world/world.ts';
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { ANY_HOST } from '../../aws/strangers.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import type { RelayRoute } from '../../wire/relay/director.ts';
import { PORT, readHosts, readListen } from '../sandbox/read-options.ts';
import type { Directions } from './direct.ts';
import { FAULTS, type Fault } from './faults.ts';

/** The destination of captured requests: a server, a sandbox in this program, or the servers that clients name. */
export type Target =
  | { readonly kind: 'upstream'; readonly route: RelayRoute }
  /** The user's own proxy, and the server to which it forwards. There is a tap in front of each. */
  | { readonly kind: 'taps'; readonly proxy: RelayRoute; readonly server: RelayRoute }
  | { readonly kind: 'sandbox' | 'proxy' };

export interface CaptureOrder {
  readonly listen: { readonly host: string; readonly port: number };
  readonly target: Target;
  /** The host names that are served in addition to those of this computer, of S3, and of the server, or `ANY_HOST`. */
  readonly hosts: readonly string[];
  /** The servers that replace named hosts. */
  readonly maps: ReadonlyMap<string, RelayRoute | 'sandbox'>;
  readonly intercepts: readonly string[];
  readonly routeTo: RouteMaker;
  readonly secrets: readonly KnownSecret[];
  /** The keys of `--resign`; `null` without that option. */
  readonly resign: SourcedCredentials | null;
  readonly faults: readonly Fault[];
  /** The folder for recordings; `null` if exchanges are not recorded. */
  readonly record: string | null;
  /** The port of the tap in front of the server. */
  readonly afterPort: number;
  readonly readyFile: string | null;
  readonly isJsonl: boolean;
}

type RouteMaker = Directions['routeTo'];

/** Reads all options. Returns the first problem. */
export async function readCaptureOptions(world: World, options: OptionValues): Promise<CaptureOrder | Problem> {
  const port = numberOf('--port', options.port, 0, PORT);
  if (isProblem(port)) return port;
  const afterPort = numberOf('--after-port', options.afterPort, 0, PORT);
  if (isProblem(afterPort)) return afterPort;
  const routeTo = await readRouteMaker(world, options);
  if (isProblem(routeTo)) return routeTo;
  const target = readTarget(options, routeTo);
  if (isProblem(target)) return target;
  const maps = readMaps(listOf(options.map), routeTo);
  if (isProblem(maps)) return maps;
  const secrets = await readSecrets(world, options);
  if (isProblem(secrets)) return secrets;
  const host = readListen(options.listen, !needsSandbox({ target, maps }) || secrets.some(isOwnKey));
  if (isProblem(host)) return host;
  const resign = options.resign ? await settingsFor(world, options).credentials() : null;
  if (resign !== null && isProblem(resign)) return resign;
  if (resign !== null && !isLoopbackAddress(host)) return resignsForOthers(host);
  const allowedHosts = readHosts('--allow-host', options.allowHost);
  if (isProblem(allowedHosts)) return allowedHosts;
  const unknown = listOf(options.fault).find((id) => !FAULTS.some((fault) => fault.id === id));
  if (unknown !== undefined) return unknownFault(unknown);
  return {
    listen: { host, port },
    target,
    // If others can reach the capture, they may give it any name.
    hosts: isLoopbackAddress(host) ? allowedHosts : [...allowedHosts, ANY_HOST],
    maps,
    intercepts: listOf(options.intercept).map((name) => name.toLowerCase()),
    routeTo,
    secrets: target.kind === 'sandbox' ? withServers(secrets) : secrets,
    resign,
    faults: FAULTS.filter(({ id }) => listOf(options.fault).includes(id)),
    record: typeof options.record === 'string' ? options.record : null,
    afterPort,
    readyFile: typeof options.readyFile === 'string' ? options.readyFile : null,
    isJsonl: options.jsonl === true,
  };
}

async function readRouteMaker(world: World, options: OptionValues): Promise<RouteMaker | Problem> {
  const authorities = typeof options.cacert === 'string' ? await world.readFile(options.cacert) : null;
  if (authorities !== null && isProblem(authorities)) return authorities;
  const verification = options.insecure ? 'skipped' : 'required';
  return ({ scheme, host, port, reaches }) => ({
    host,
    port,
    reaches,
    tls: scheme === 'https' ? { serverName: host, certificateAuthorities: authorities, verification } : null,
  });
}

function readTarget(options: OptionValues, routeTo: RouteMaker): Target | Problem {
  const { upstream, sandbox, before, after, map, intercept } = options;
  const isReverse = sandbox === true || [upstream, before, after].some((given) => given !== undefined);
  if (isReverse && (map !== undefined || intercept !== undefined)) {
    const says = '--map and --intercept are for a proxy whose clients name the server.';
    return problem('option', says, 'Leave out the options that name a server, or these.');
  }
  if (sandbox) return { kind: 'sandbox' };
  if (before !== undefined || after !== undefined) return readTaps(options, routeTo);
  if (upstream === undefined) return { kind: 'proxy' };
  const route = readRoute(String(upstream), routeTo);
  return isProblem(route) ? route : { kind: 'upstream', route };
}

function readTaps({ before, after }: OptionValues, routeTo: RouteMaker): Target | Problem {
  if (before === undefined || after === undefined) {
    const says = `--${before === undefined ? 'after' : 'before'} is given alone, but there are two taps.`;
    return problem('option', says, 'Give the address of your proxy with --before, and of its server with --after.');
  }
  const proxy = readRoute(String(before), routeTo);
  if (isProblem(proxy)) return proxy;
  const server = readRoute(String(after), routeTo);
  return isProblem(server) ? server : { kind: 'taps', proxy, server };
}

function readRoute(text: string, routeTo: RouteMaker): RelayRoute | Problem {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.username !== ''
  ) {
    const says = `${JSON.stringify(text)} is not the address of a server.`;
    return problem('upstream', says, 'Give a scheme, a host and, if necessary, a port, such as http://127.0.0.1:9000.');
  }
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return routeTo({ scheme, host, port: Number(url.port) || (scheme === 'https' ? 443 : 80), reaches: 'all' });
}

function readMaps(
  texts: readonly string[],
  routeTo: RouteMaker,
): ReadonlyMap<string, RelayRoute | 'sandbox'> | Problem {
  const maps = new Map<string, RelayRoute | 'sandbox'>();
  for (const text of texts) {
    const [, host = '', url = ''] = /^([^=\s]+)=(.+)$/.exec(text) ?? [];
    const to = url === 'sandbox' ? url : readRoute(url, routeTo);
    if (host === '' || isProblem(to)) {
      const says = `${JSON.stringify(text)} does not map a host to a server.`;
      return problem('map', says, 'Write HOST=URL, such as s3.example.com=http://127.0.0.1:9000, or HOST=sandbox.');
    }
    maps.set(host.toLowerCase(), to);
  }
  return maps;
}

/** Returns whether requests are forwarded to a sandbox in this program. */
export const needsSandbox = ({ target, maps }: Pick<CaptureOrder, 'target' | 'maps'>): boolean =>
  target.kind === 'sandbox' || [...maps.values()].includes('sandbox');

/** Returns whether a secret is that of a key which the user gave to the sandbox. */
const isOwnKey = ({ accessKeyId, secretAccessKey, source }: KnownSecret): boolean =>
  accessKeyId !== null &&
  !isPublishedSecret(secretAccessKey) &&
  (source.kind === 'file' || source.kind === 'standard-input');

const settingsFor = (world: World, options: OptionValues) =>
  settingsOf({ options, environment: world.environment, loadProfile: world.loadProfile });

/** Marks the secrets that the sandbox has, which are the first ones for their key IDs. */
function withServers(secrets: readonly KnownSecret[]): readonly KnownSecret[] {
  const seen = new Set<string | null>([null]);
  return secrets.map((secret) => {
    if (seen.has(secret.accessKeyId)) return secret;
    seen.add(secret.accessKeyId);
    return { ...secret, isServers: true };
  });
}

/** Finds all secrets that can verify a request. The default profile does not need a secret. */
async function readSecrets(world: World, options: OptionValues): Promise<readonly KnownSecret[] | Problem> {
  const sources = await findSecrets(world, options);
  if (isProblem(sources)) return sources;
  const ofProfile = await sources.ofProfile();
  if (isProblem(ofProfile)) return ofProfile;
  return [...sources.secrets, ...ofProfile.secrets];
}

const resignsForOthers = (host: string): Problem =>
  problem('resign', `Others can reach ${host}, and --resign signs with your keys.`, 'Leave out --listen or --resign.');

function unknownFault(id: string): Problem {
  return problem(
    'fault',
    `${JSON.stringify(id)} is not a fault.`,
    `Give one of: ${FAULTS.map((fault) => fault.id).join(', ')}.`,
  );
}
