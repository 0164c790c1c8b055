/** Defines and reads the options of `sigv4 capture`. */

import type { OptionDefinitions, ValueKind, ValuesOf } from '../../app/options/option-values.ts';
import { OPTIONAL_SECRET_OPTIONS } from '../../app/options/secret-options.ts';
import {
  ADDRESS,
  choice,
  HOST,
  PORT,
  SERVER,
  type ServerAddress,
  serverAt,
  valueKind,
} from '../../app/options/value-kinds.ts';
import { readTlsOptions } from '../../app/planning/sending.ts';
import { findSecrets } from '../../app/settings/secrets.ts';
import type { World } from '../../app/world/world.ts';
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { ANY_HOST } from '../../aws/strangers.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import type { RelayRoute } from '../../wire/relay/director.ts';
import { readListen } from '../sandbox/read-options.ts';
import { TRAFFIC_OPTIONS } from '../traffic-screen.ts';
import type { Directions } from './direct.ts';
import { FAULTS, type Fault } from './faults.ts';

/** A host whose requests go to another server. */
interface HostMap {
  readonly host: string;
  readonly to: ServerAddress | 'sandbox';
}

const MAP: ValueKind<HostMap> = valueKind(
  (text) => {
    const [, host = '', url = ''] = /^([^=\s]+)=(.+)$/.exec(text) ?? [];
    const to = url === 'sandbox' ? url : serverAt(url);
    return host === '' || to === null ? null : { host: host.toLowerCase(), to };
  },
  'a host and its server',
  'Write HOST=URL, such as s3.example.com=http://127.0.0.1:9000, or HOST=sandbox.',
);

const FAULT_IDS = FAULTS.map(({ id }) => id);

/** The options that name a server, which only the clients of a proxy do otherwise. */
const NAME_A_SERVER = ['upstream', 'sandbox', 'before', 'after'];

export const CAPTURE_OPTIONS = {
  upstream: {
    flags: '--upstream <url>',
    says: 'forward everything to this server; clients use the capture as their endpoint',
    as: SERVER,
    conflicts: ['sandbox'],
  },
  sandbox: { flags: '--sandbox', says: 'forward everything to a sandbox in this program' },
  port: { flags: '--port <number>', says: 'the port; 0 (the default) chooses a free one', as: PORT },
  listen: {
    flags: '--listen <address>',
    says: 'the address to listen on; the default is 127.0.0.1',
    as: ADDRESS,
  },
  before: {
    flags: '--before <url>',
    says: 'two taps: the address of your own proxy, to which the capture forwards what clients send',
    as: SERVER,
    needs: { option: 'after' },
    conflicts: ['upstream', 'sandbox'],
  },
  after: {
    flags: '--after <url>',
    says: 'two taps: the address of the server that your proxy forwards to',
    as: SERVER,
    needs: { option: 'before' },
  },
  afterPort: {
    flags: '--after-port <number>',
    says: 'the port that your proxy must send to: the tap in front of the server',
    as: PORT,
  },
  record: {
    flags: '--record <folder>',
    says: 'write each exchange to a file: all bytes in both directions, with times',
  },
  allowHost: {
    flags: '--allow-host <name>',
    says: 'as an endpoint, also serve this host name and its pages; by default, only localhost, loopback addresses, the server, and names of S3 are served',
    as: HOST,
    repeats: true,
  },
  intercept: {
    flags: '--intercept <host>',
    says: 'as a proxy, open the TLS of this host and its subdomains too; by default, only that of S3',
    as: HOST,
    repeats: true,
    conflicts: NAME_A_SERVER,
    because: '--intercept is for a proxy whose clients name the server.',
  },
  map: {
    flags: '--map <host=url>',
    says: 'as a proxy, send requests for this host and its subdomains to another server, or to a sandbox: HOST=URL, HOST=sandbox',
    as: MAP,
    repeats: true,
    conflicts: NAME_A_SERVER,
    because: '--map is for a proxy whose clients name the server.',
  },
  fault: {
    flags: '--fault <fault>',
    says: `deliberately make changes that proxies make: ${FAULT_IDS.join(', ')}`,
    as: choice(FAULT_IDS),
    repeats: true,
  },
  ...OPTIONAL_SECRET_OPTIONS,
  insecure: { flags: '-k, --insecure', says: 'do not verify the certificates of servers' },
  cacert: { flags: '--cacert <file>', says: 'trust only the certificate authorities in this PEM file' },
  ...TRAFFIC_OPTIONS,
  readyFile: {
    flags: '--ready-file <file>',
    says: 'write the URL to this file once the capture is listening',
  },
} as const satisfies OptionDefinitions;

export type CaptureValues = ValuesOf<typeof CAPTURE_OPTIONS>;

/** The destination of captured requests: a server, a sandbox in this program, or the servers that clients name. */
export type Target =
  | { readonly kind: 'upstream'; readonly route: RelayRoute }
  /** The user's own proxy, and the server to which it forwards. There is a tap in front of each. */
  | { readonly kind: 'taps'; readonly proxy: RelayRoute; readonly server: RelayRoute }
  | { readonly kind: 'sandbox' | 'proxy' };

/** The settings of a capture: the values of its options, and what follows from them and from the files. */
export interface CaptureOrder {
  readonly options: CaptureValues;
  /** The address to listen on. */
  readonly address: string;
  readonly target: Target;
  /** The host names that are served in addition to those of this computer, of S3, and of the server, or `ANY_HOST`. */
  readonly hosts: readonly string[];
  /** The servers that replace named hosts. */
  readonly maps: ReadonlyMap<string, RelayRoute | 'sandbox'>;
  readonly routeTo: Directions['routeTo'];
  readonly secrets: readonly KnownSecret[];
  readonly faults: readonly Fault[];
}

/** Reads the options. Returns the first problem that only the files and the other options show. */
export async function readCaptureOptions(world: World, options: CaptureValues): Promise<CaptureOrder | Problem> {
  const tlsTo = await readTlsOptions(world, options);
  if (isProblem(tlsTo)) return tlsTo;
  const routeTo: Directions['routeTo'] = ({ scheme, host, port, reaches }) => ({
    host,
    port,
    reaches,
    tls: tlsTo({ scheme, host }),
  });
  const route = (address: ServerAddress) => routeTo({ ...address, reaches: 'all' });
  const target = targetOf(options, route);
  const maps = new Map(options.map.map(({ host, to }) => [host, to === 'sandbox' ? to : route(to)] as const));
  const secrets = await readSecrets(world, options);
  if (isProblem(secrets)) return secrets;
  const address = readListen(options.listen, !needsSandbox({ target, maps }) || secrets.some(isOwnKey));
  if (isProblem(address)) return address;
  return {
    options,
    address,
    target,
    // If others can reach the capture, they may give it any name.
    hosts: isLoopbackAddress(address) ? options.allowHost : [...options.allowHost, ANY_HOST],
    maps,
    routeTo,
    secrets: target.kind === 'sandbox' ? withServers(secrets) : secrets,
    faults: FAULTS.filter(({ id }) => options.fault.includes(id)),
  };
}

function targetOf(
  { upstream, sandbox, before, after }: CaptureValues,
  route: (address: ServerAddress) => RelayRoute,
): Target {
  if (sandbox) return { kind: 'sandbox' };
  if (before && after) return { kind: 'taps', proxy: route(before), server: route(after) };
  return upstream ? { kind: 'upstream', route: route(upstream) } : { kind: 'proxy' };
}

/** Returns whether requests are forwarded to a sandbox in this program. */
export const needsSandbox = ({ target, maps }: Pick<CaptureOrder, 'target' | 'maps'>): boolean =>
  target.kind === 'sandbox' || [...maps.values()].includes('sandbox');

/** Returns whether a secret is that of a key which the user gave to the sandbox. */
const isOwnKey = ({ accessKeyId, secretAccessKey, source }: KnownSecret): boolean =>
  accessKeyId !== null &&
  !isPublishedSecret(secretAccessKey) &&
  (source.kind === 'file' || source.kind === 'standard-input');

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
async function readSecrets(world: World, options: CaptureValues): Promise<readonly KnownSecret[] | Problem> {
  const sources = await findSecrets(world, options);
  if (isProblem(sources)) return sources;
  const ofProfile = await sources.ofProfile();
  if (isProblem(ofProfile)) return ofProfile;
  return [...sources.secrets, ...ofProfile.secrets];
}
