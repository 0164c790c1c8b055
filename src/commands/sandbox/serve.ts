/** Runs a sandbox until the user interrupts it or leaves its screen. */
import { ANSWER_IS_NO, complain, DONE, type Exit } from '../../app/options/command.ts';
import { ruleChoices } from '../../app/options/rule-option.ts';
import { chosenForm } from '../../app/outputs/output-options.ts';
import { listenOrFail } from '../../app/sandboxes/send-to-sandbox.ts';
import { isRefusedStatus } from '../../app/traffic/examined-exchange.ts';
import { requestName } from '../../app/traffic/log/exchange-lines.ts';
import { requestLog } from '../../app/traffic/log/request-log.ts';
import { examinationFailed } from '../../app/traffic/log/unexamined.ts';
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { fileSource } from '../../bytes/input.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { TemporaryFile } from '../../disk/temporary-files.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import type { Store } from '../../sandbox/storage/objects.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import { printable } from '../../views/characters/visible.ts';
import {
  type Closer,
  closedAfter,
  sayProblem,
  type TrafficServer,
  type TrafficWorld,
  trafficScreen,
  untilEnded,
} from '../traffic-screen.ts';
import { writeSlips } from './class-keys.ts';
import type { SandboxOrder } from './read-options.ts';
import {
  knownCause,
  lineWriter,
  maskedTarget,
  reportLine,
  reportMembers,
  searchedExchange,
  senderOf,
} from './request-log.ts';
import { connectLines, naiveBanner, openBanner, welcome } from './welcome.ts';

/** Serves requests and resolves with the exit code. */
export async function serve(world: TrafficWorld, order: SandboxOrder, store: Store): Promise<number> {
  let refusals = 0;
  const count = ({ status }: AnswerReport) => {
    if (isRefusedStatus(status)) refusals += 1;
  };
  const ended = await closedAfter((closers) => run(world, order, store, { closers, count }));
  if (isProblem(ended)) return complain(world, ended, ANSWER_IS_NO);
  return ended === DONE && order.options.failOnRefused && refusals > 0 ? ANSWER_IS_NO : ended;
}

async function run(
  world: TrafficWorld,
  order: SandboxOrder,
  store: Store,
  { closers, count }: { readonly closers: Closer[]; readonly count: (report: AnswerReport) => void },
): Promise<Exit> {
  const { options, address, clock, hosts, region, keys } = order;
  const { naive = null, port = 0, readyFile } = options;
  // A class sees the screen, and is to find the right signature itself.
  const screen = trafficScreen(world, options, verificationBy(order), order.ownBuckets ? 'masked' : 'shown');
  const log = screen ? null : printedLog(world, order);
  closers.push(() => log?.close());
  const onAnswer = (report: AnswerReport) => {
    count(report);
    if (report.head === null) screen?.notice(`A client sent no request. ${report.refusal}`);
    if (report.exchange) screen?.take(report.exchange);
    log?.add(report);
  };
  const scheme = options.tls ? 'https' : 'http';
  const elapsed = () => world.now().getTime();
  const served = createSandbox({
    clock: clock.now,
    naive,
    hosts,
    endpoints: options.host,
    origins: options.allowOrigin,
    rules: ruleChoices(options.rule),
    region,
    keys,
    ...(order.ownBuckets && { ownBuckets: order.ownBuckets }),
    store,
    files: world.namelessFiles(),
    onAnswer,
    onFailure: (error) => sayProblem(world, screen, examinationFailed(error)),
    keepsConnections: true,
    exchanges: { keeps: screen ? 'all' : 'refused', elapsed, scheme },
  });
  const tls = options.tls ? makeTls(world, order) : null;
  if (isProblem(tls)) return tls;
  closers.push(() => tls?.authority.remove());
  const place = { host: address, port, tls };
  const listener = await listenOrFail(world, place, (connection) => served.converse(connection));
  if (isProblem(listener)) return listener;
  closers.push(() => listener.close());
  const name = listener.host.includes(':') ? `[${listener.host}]` : listener.host;
  const url = `${scheme}://${name}:${listener.port}`;
  const authority = tls?.authority.path ?? null;
  const slips = await slipsFor(world, order, `${scheme}://${reachedAt(world, name)}:${listener.port}`);
  if (slips) return slips;
  const greeting = welcome(url, order, authority) + openBanner(address) + naiveBanner(options.naive);
  const server = shownServer(order, { url, authority });
  return untilEnded(world, screen, server, { greeting, readyFile });
}

/** The addresses that mean all of those of a machine. */
const ANY_ADDRESS = ['0.0.0.0', '[::]'];

/** Returns the name by which others reach the sandbox. */
const reachedAt = ({ addresses }: Pick<TrafficWorld, 'addresses'>, name: string): string =>
  (ANY_ADDRESS.includes(name) ? addresses()[0] : null) ?? name;

const slipsFor = async (
  world: TrafficWorld,
  { options, keys, region }: SandboxOrder,
  url: string,
): Promise<Problem | null> =>
  options.makeKeys === undefined || options.csv === undefined
    ? null
    : writeSlips(world, keys, { csv: options.csv, url, region });

/** Returns the settings with which a request is verified as the sandbox does it. */
function verificationBy({ keys, clock, options }: SandboxOrder) {
  const rules = ruleChoices(options.rule);
  const secrets = [...keys].map(([accessKeyId, { secretAccessKey }]): KnownSecret => {
    const isExample = isPublishedSecret(secretAccessKey);
    return {
      accessKeyId,
      secretAccessKey,
      isServers: true,
      source: isExample ? { kind: 'documentation' } : fileSource('sandbox'),
    };
  });
  return () => ({ secrets, rules, now: clock.now().getTime() });
}

interface PrintedLog {
  add(report: AnswerReport): void;
  close(): Promise<void>;
}

/** Prints a line for each request. */
function printedLog(world: TrafficWorld, order: SandboxOrder): PrintedLog {
  const verification = verificationBy(order);
  const [lines, jsonLines] = [lineWriter(world.rows), lineWriter(world.output)];
  const isJsonl = chosenForm(order.options).name === 'jsonl';
  // With one key, everyone is the same.
  const whoOf = (report: AnswerReport) => (order.keys.size > 1 ? `${printable(senderOf(report) || 'no key')}  ` : '');
  const log = requestLog(world, { writeText: lines.add, writeRecord: isJsonl ? jsonLines.add : null });
  return {
    add(report) {
      log.add(report, () => {
        const cause = knownCause(report, verification());
        const exchange = cause === null ? searchedExchange(report) : null;
        return {
          cause,
          suspect: null,
          name: requestName(report.method, maskedTarget(report)),
          searched: exchange && { exchange, settings: verification() },
          line: (number, known) => reportLine(report, number, known, whoOf(report)),
          members: reportMembers(report),
          membersOf: () => ({}),
        };
      });
    },
    async close() {
      await log.close();
      lines.flush();
      jsonLines.flush();
    },
  };
}

/** Describes the server for the screen. `authority` is the path of the certificate authority; `null` without TLS. */
const shownServer = (
  order: SandboxOrder,
  { url, authority }: { readonly url: string; readonly authority: string | null },
): TrafficServer => ({
  server: 'sandbox',
  url,
  connect: () => connectLines(url, order, authority),
  warnings: [
    ...(order.options.naive ? [`NAIVE: ${order.options.naive} is skipped`] : []),
    ...(isLoopbackAddress(order.address) ? [] : ['OPEN to others']),
  ],
  keyIds: order.keys.size > 1 ? [...order.keys.keys()] : [],
  faults: null,
});

interface ServerTls {
  readonly cert: string;
  readonly key: string;
  readonly authority: TemporaryFile;
}

/** Creates a certificate for every name of the sandbox, and a file with the certificate of its authority. */
function makeTls(world: TrafficWorld, { options, address, hosts }: SandboxOrder): ServerTls | Problem {
  const own = ['localhost', '*.localhost', 's3.localhost', '*.s3.localhost'];
  const names = [
    ...own,
    ...options.host.flatMap((name) => [name, `*.${name}`]),
    ...hosts.filter((name) => name !== '*'),
  ];
  const addresses = [[127, 0, 0, 1], IPV6_LOOPBACK, ...ipv4Bytes(address)];
  const { authority, cert, key } = world.makeCertificates({ names, addresses }, world.now());
  const file = world.temporaryFile('sandbox-ca.pem', authority);
  return isProblem(file) ? file : { cert, key, authority: file };
}

const IPV6_LOOPBACK = [...Array<number>(15).fill(0), 1];

/** Returns the four bytes of an IPv4 address, or an empty list for any other address. */
function ipv4Bytes(address: string): number[][] {
  const parts = address.split('.');
  return parts.length === 4 ? [parts.map(Number)] : [];
}
