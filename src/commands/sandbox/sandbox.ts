/** Defines the command `sigv4 sandbox`, which runs a small S3 that verifies signatures. */
import { listenOrFail } from '../../app/example/send-to-sandbox.ts';
import { ANSWER_IS_NO, type Command, complain, DONE, problemText, USAGE } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import { RULE_OPTION } from '../../app/options/rule-option.ts';
import type { World } from '../../app/world/world.ts';
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { fileSource } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { TemporaryFile } from '../../disk/temporary-file.ts';
import { ANSWER_STYLES } from '../../sandbox/answers/answer-styles.ts';
import { NAIVE_CHECKS } from '../../sandbox/checks/table.ts';
import { checkBucketName } from '../../sandbox/operations/buckets.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import { createStore, exampleBuckets, type Store } from '../../sandbox/storage/objects.ts';
import { openStore } from '../../sandbox/storage/persisted.ts';
import type { BodyFiles } from '../../sandbox/storage/spool.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import { codeAfter, TRAFFIC_OPTIONS, type TrafficServer, trafficScreen } from '../traffic-screen.ts';
import { causeOf } from './cause.ts';
import { isLoopback, readSandboxOptions, type SandboxOrder } from './read-options.ts';
import { writeReadyFile } from './ready-file.ts';
import { lineWriter, reportJson, reportLine } from './request-log.ts';
import { connectLines, naiveBanner, openBanner, welcome } from './welcome.ts';

export const sandbox: Command = {
  name: 'sandbox',
  says: 'Serve a small S3 on 127.0.0.1 that verifies every signature as S3 does.',
  operands: [],
  options: [
    { flags: '--port <number>', says: 'the port; 0 (the default) selects a free one' },
    {
      flags: '--listen <address>',
      says: 'the address to listen on, such as [::1]; one that others can reach needs --secret-from',
    },
    {
      flags: '--clock <time>',
      says: "the server's clock: now (the default), or a fixed time such as 20130524T000000Z",
    },
    {
      flags: '--tls',
      says: 'serve https with a certificate that is created at the start; the path of its authority is printed',
    },
    { flags: '--region <name>', says: 'the region; the default is us-east-1' },
    { flags: '--access-key <id>', says: 'the access key ID; the default is the one that AWS prints' },
    {
      flags: '--secret-from <file>',
      says: 'keys of your own: a line ID:SECRET or ID:SECRET:TOKEN for each',
    },
    { flags: '--bucket <name>', says: 'a bucket to create at the start', repeats: true },
    { flags: '--data <folder>', says: 'keep everything in this folder, even after the sandbox has stopped' },
    {
      flags: '--naive <check>',
      says: `skip one check, to see its purpose: ${NAIVE_CHECKS.map(({ id }) => id).join(', ')}`,
      values: NAIVE_CHECKS.map(({ id }) => id),
    },
    {
      flags: '--answers <server>',
      says: `answer as another server does, with its errors: ${ANSWER_STYLES.map(({ id }) => id).join(', ')}`,
      values: ANSWER_STYLES.map(({ id }) => id),
    },
    { flags: '--sigv2', says: 'verify Signature Version 2 too, instead of refusing it' },
    {
      flags: '--host <name>',
      says: 'also serve this name and BUCKET.NAME, such as the name of a container; s3.localhost is always served',
      repeats: true,
    },
    {
      flags: '--allow-host <name>',
      says: 'also serve this host name, such as one in /etc/hosts; by default, only localhost, loopback addresses, and names of S3 are served',
      repeats: true,
    },
    {
      flags: '--allow-origin <url>',
      says: 'let pages of this origin read responses (CORS), such as http://app.test:3000',
      repeats: true,
    },
    RULE_OPTION,
    ...TRAFFIC_OPTIONS,
    { flags: '--jsonl', says: 'log each request as a line of JSON on standard output' },
    { flags: '--ready-file <file>', says: 'write the URL into this file once the sandbox listens' },
    { flags: '--fail-on-refused', says: 'exit with 1 if a request was refused' },
  ],
  examples: [
    ['sigv4 sandbox --port 9000', 'for any client, with the key that AWS prints in its documentation'],
    ['sigv4 sandbox --clock 20130524T000000Z', 'accept the AWS example'],
    ['sigv4 sandbox --naive clock', 'accept a request that was signed yesterday'],
    ['sigv4 sandbox --jsonl --fail-on-refused --ready-file url.txt', 'in a test'],
  ],
  run: runSandbox,
};

async function runSandbox(world: World, options: OptionValues): Promise<number> {
  const order = await readSandboxOptions(world, options);
  if (!('listen' in order)) {
    for (const found of order) world.errors(problemText(found));
    return USAGE;
  }
  const opened = openStorage(world, order);
  if (isProblem(opened)) return complain(world, opened);
  const refused = createBuckets(opened.store, order);
  if (refused) return complain(world, refused);
  return serve(world, options, order, opened);
}

interface Storage {
  readonly store: Store;
  readonly files: BodyFiles;
}

/** Opens the folder that `--data` names. Without this option, long bodies are written to unnamed files. */
function openStorage(world: World, { data }: SandboxOrder): Storage | Problem {
  if (data === null) return { store: createStore(exampleBuckets()), files: world.namelessFiles() };
  const folder = world.openDataFolder(data);
  if (isProblem(folder)) return folder;
  const store = openStore(folder, exampleBuckets());
  return isProblem(store) ? store : { store, files: folder.bodies };
}

/** Creates the buckets that the command line names, except for buckets that already exist. */
function createBuckets(store: Store, { buckets, clock }: SandboxOrder): Problem | null {
  for (const name of buckets) {
    const bucket = octetsFromText(name);
    const wrong = checkBucketName(bucket);
    if (wrong) {
      const says = `${JSON.stringify(name)} is not the name of a bucket.`;
      return problem('bucket', says, 'Give 3 to 63 lowercase letters, digits, dots, and hyphens.');
    }
    if (!store.buckets.has(bucket)) store.createBucket(bucket, clock.now());
  }
  return null;
}

async function serve(
  world: World,
  options: OptionValues,
  order: SandboxOrder,
  { store, files }: Storage,
): Promise<number> {
  const { clock, naive, style, hosts, endpoints, origins, rules, region, keys, sigv2 } = order;
  const screen = trafficScreen(world, options, verificationBy(order));
  const log = screen ? null : printedLog(world, order);
  let refusals = 0;
  const onAnswer = (report: AnswerReport) => {
    if (report.refused) refusals += 1;
    if (report.head === null) screen?.notice(`A client sent no request. ${report.refusal}`);
    log?.add(report);
  };
  const settings = {
    clock: clock.now,
    naive: naive?.id ?? null,
    ...(style && { style }),
    hosts,
    endpoints,
    origins,
    rules,
    region,
    keys,
    sigv2,
  };
  const scheme = order.isTls ? 'https' : 'http';
  const elapsed = () => world.now().getTime();
  const served = createSandbox({
    ...settings,
    ...{ store, files, onAnswer },
    keepsConnections: true,
    ...(screen ? { exchanges: { take: screen.take, elapsed, scheme } } : {}),
  });
  const tls = order.isTls ? makeTls(world, order) : null;
  if (isProblem(tls)) return complain(world, tls, ANSWER_IS_NO);
  const place = { ...order.listen, tls };
  const listener = await listenOrFail(world, place, (connection) => served.converse(connection));
  if (isProblem(listener)) return complain(world, listener, ANSWER_IS_NO);
  const name = listener.host.includes(':') ? `[${listener.host}]` : listener.host;
  const started: Started = { url: `${scheme}://${name}:${listener.port}`, authority: tls?.authority.path ?? null };
  if (!screen) announce(world, order, started);
  const unready = order.readyFile === null ? null : await writeReadyFile(world, order.readyFile, started.url);
  const shown = unready ? DONE : await (screen?.show(shownServer(order, started)) ?? untilInterrupted(world));
  await listener.close();
  log?.flush();
  tls?.authority.remove();
  if (unready) return complain(world, unready, ANSWER_IS_NO);
  return codeAfter(shown, order.failsOnRefused && refusals > 0 ? ANSWER_IS_NO : DONE);
}

async function untilInterrupted(world: World): Promise<number> {
  await world.interrupted();
  return DONE;
}

/** Returns the settings with which a request is verified as the sandbox does it. */
function verificationBy({ keys, clock, rules }: SandboxOrder) {
  const secrets = [...keys].map(([accessKeyId, { secretAccessKey }]): KnownSecret => {
    const isExample = isPublishedSecret(secretAccessKey);
    return { accessKeyId, secretAccessKey, source: isExample ? { kind: 'documentation' } : fileSource('sandbox') };
  });
  return () => ({ secrets, rules, now: clock.now().getTime() });
}

interface PrintedLog {
  add(report: AnswerReport): void;
  flush(): void;
}

/** Prints a line for each request. */
function printedLog(world: World, { keys, isJsonl }: SandboxOrder): PrintedLog {
  const [lines, jsonLines] = [lineWriter(world.errors), lineWriter(world.output)];
  return {
    add(report) {
      const cause = causeOf(report, keys);
      lines.add(reportLine(report, cause));
      if (isJsonl) jsonLines.add(reportJson(report, cause));
    },
    flush() {
      lines.flush();
      jsonLines.flush();
    },
  };
}

interface Started {
  readonly url: string;
  /** The path of the certificate authority; `null` without TLS. */
  readonly authority: string | null;
}

const shownServer = (order: SandboxOrder, { url, authority }: Started): TrafficServer => ({
  server: 'sandbox',
  url,
  connect: connectLines(url, order, authority),
  warnings: [
    ...(order.naive ? [`NAIVE: ${order.naive.id} is skipped`] : []),
    ...(isLoopback(order.listen.host) ? [] : ['OPEN to others']),
  ],
  faults: null,
});

interface ServerTls {
  readonly cert: string;
  readonly key: string;
  readonly authority: TemporaryFile;
}

/** Creates a certificate for every name of the sandbox, and a file with the certificate of its authority. */
function makeTls(world: World, { listen, endpoints, hosts }: SandboxOrder): ServerTls | Problem {
  const own = ['localhost', '*.localhost', 's3.localhost', '*.s3.localhost'];
  const names = [...own, ...endpoints.flatMap((name) => [name, `*.${name}`]), ...hosts.filter((name) => name !== '*')];
  const addresses = [[127, 0, 0, 1], IPV6_LOOPBACK, ...ipv4Bytes(listen.host)];
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

/** Announces that the sandbox is listening. */
function announce(world: World, order: SandboxOrder, { url, authority }: Started): void {
  world.output(`${url}\n`);
  world.errors(
    welcome(url, order, authority) + openBanner(order.listen.host) + (order.naive ? naiveBanner(order.naive) : ''),
  );
}
