/** `sigv4 walk`: one request from its inputs to the response bytes. */
import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { arrayFromOctets, EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { type Exchange, failedExchange } from '../http/exchange.ts';
import type { WalkFacts } from '../pages/facts.ts';
import { verdict, walkPages } from '../pages/walk-pages.ts';
import { plainPage } from '../render/plain.ts';
import { walkJson } from '../render/walk-json.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { SIGNED_REQUEST } from '../sigv4/stages/signed-request.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import { redactExchange, secretsOf } from '../trace/redact-exchange.ts';
import { findValue } from '../trace/trace.ts';
import { DEFAULT_LIMITS } from '../wire/send-order.ts';
import { ANSWER_IS_NO, type Command, DONE, problemText, USAGE } from './command.ts';
import { documentedExample } from './documented-walk.ts';
import { exampleSandbox, listenOrFail } from './example-sandbox.ts';
import type { OptionValues } from './option-values.ts';
import { headOf, urlText } from './planned-request.ts';
import { REQUEST_OPTIONS } from './request-options.ts';
import { planRequest } from './request-plan.ts';
import { readScreenChoice, SCREEN_OPTIONS } from './screen-options.ts';
import { routeOf, WIRE_OPTIONS } from './sending.ts';
import { SIGNING_OPTIONS } from './signing-options.ts';
import { walkFacts } from './walk-facts.ts';
import { type Watched, watchedSender } from './watched-send.ts';
import type { ShownWalk, World } from './world.ts';

export const walk: Command = {
  name: 'walk',
  says: "Walk through the signature of a request, from its inputs to the response bytes; of AWS's documented example, if none is given.",
  operands: [['[url]', 'https://HOST/PATH, or s3://BUCKET/KEY with the key as it is']],
  options: [
    { flags: '--plain', says: 'plain text, also on a terminal' },
    { flags: '--json', says: 'the trace as JSON' },
    { flags: '--send', says: 'send it also where there is no screen to press enter on' },
    { flags: '--show-secret', says: 'show the secret access key, the keys made from it and the session token' },
    ...SCREEN_OPTIONS,
    ...REQUEST_OPTIONS,
    ...SIGNING_OPTIONS,
    ...WIRE_OPTIONS,
  ],
  examples: [
    ['sigv4 walk', 'eight screens, one a step; enter on the seventh sends to the sandbox in this program'],
    ['sigv4 walk s3://photos/cat.jpg -r 0-99', 'your own request; nothing is sent before you press enter'],
    ['sigv4 walk --plain | less', 'the example as text'],
    ['sigv4 walk --json --send s3://photos/cat.jpg', 'every value and the answer, for programs'],
  ],
  run: runWalk,
};

interface WalkToShow extends ShownWalk {
  readonly send: NonNullable<ShownWalk['send']>;
  /** Whether it is sent without being asked, where there is no screen. */
  readonly isSentInPipe: boolean;
}

async function runWalk(world: World, options: OptionValues, [address]: readonly string[]): Promise<number> {
  const choice = readScreenChoice(options);
  if (isProblem(choice)) return refused(world, choice);
  const prepared = await prepareWalk(world, options, address);
  if (isProblem(prepared)) return refused(world, prepared);
  const { facts, send, isSentInPipe } = prepared;
  if (world.showWalk && !options.plain && !options.json) return world.showWalk({ facts, send }, choice);
  const sent = isSentInPipe ? { ...facts, exchange: await send(null) } : facts;
  world.output(options.json ? walkJson(sent) : plainWalk(sent));
  return isGood(sent) ? DONE : ANSWER_IS_NO;
}

function refused(world: World, found: Problem): number {
  world.errors(problemText(found));
  return USAGE;
}

async function prepareWalk(
  world: World,
  options: OptionValues,
  address: string | undefined,
): Promise<WalkToShow | Problem> {
  if (options.plain && options.json) {
    return problem('options', 'Both --plain and --json are given.', 'Use either --plain or --json.');
  }
  return address === undefined ? exampleWalk(world, options) : ownWalk(world, options, address);
}

const OF_NO_REQUEST: readonly string[] = [
  ...['plain', 'json', 'send', 'showSecret', 'signRequest', 'projector', 'screenReader', 'theme'],
];

/** The example goes to a sandbox whose clock stands at its time; its other inputs are AWS's. */
async function exampleWalk(world: World, options: OptionValues): Promise<WalkToShow | Problem> {
  const given = Object.keys(options).filter((name) => !OF_NO_REQUEST.includes(name));
  if (given.length > 0) {
    return problem(
      'options',
      'Options of a request are given, but no URL.',
      "Give a URL, or leave them out for AWS's example.",
    );
  }
  const example = documentedExample();
  const facts = await walkFacts(world, example);
  // The bytes themselves, not what the pages may show of them.
  const head = findValue(example.trace, SIGNED_REQUEST.id)?.bytes.octets ?? EMPTY;
  const request = arrayFromOctets((head + example.body.beginning) as Octets);
  const sandbox = exampleSandbox({ clock: () => new Date(readTimestamp(DOCUMENTED_EXAMPLE.timestamp) ?? 0) });
  const send = watchedSender(world, request.length, async (watched) =>
    redactExchange(await sendTo(sandbox, world, request, watched), []),
  );
  return { facts, send, isSentInPipe: true };
}

async function ownWalk(world: World, options: OptionValues, address: string): Promise<WalkToShow | Problem> {
  const plan = await planRequest(world, address, options);
  if (isProblem(plan)) return plan;
  if (plan.trace === null) {
    return problem(
      'unsigned',
      'A request that is not signed has no signature to walk through.',
      'Leave out --no-sign-request.',
    );
  }
  const route = await routeOf(world, plan, options);
  if (isProblem(route)) return route;
  const trace = (await plan.wholeTrace()) ?? plan.trace;
  const facts = await walkFacts(world, {
    trace,
    by: 'the command line',
    url: urlText(plan.place),
    body: plan.body,
    destination: { signedFor: plan.place.authority.octets, connectsTo: `${route.host} port ${route.port}` },
    showsSecrets: options.showSecret === true,
  });
  const secrets = options.showSecret === true ? [] : secretsOf(trace);
  const send = watchedSender(world, headOf(plan).length + plan.body.length, async (watched) =>
    redactExchange(await route.send(null, watched), secrets),
  );
  return { facts, send, isSentInPipe: options.send === true };
}

/** The example's own bytes to a sandbox, which listens as long as this takes. Never rejects. */
async function sendTo(sandbox: Sandbox, world: World, request: Uint8Array, watched: Watched): Promise<Exchange> {
  const listener = await listenOrFail(world, 0, () => sandbox.converse());
  if (isProblem(listener)) return failedExchange({ host: '127.0.0.1', port: 0 }, listener);
  const exchange = await world.send({
    host: listener.host,
    port: listener.port,
    tls: null,
    method: DOCUMENTED_EXAMPLE.method,
    request,
    limits: DEFAULT_LIMITS,
    ...watched,
    onBody: null,
  });
  await listener.close();
  return exchange;
}

function plainWalk(facts: WalkFacts): string {
  const pages = walkPages(facts);
  const texts = pages.map((page, index) => plainPage(page, index + 1, pages.length));
  return [`SIGN  ${verdict(facts).text}\n`, ...texts].join('\n');
}

/** Whether everything that was published agrees and, if the request was sent, the server accepted it. */
function isGood({ checks, vectors, exchange }: WalkFacts): boolean {
  const isAccepted = exchange === null || (exchange.problem === null && (exchange.response?.head.status ?? 600) < 400);
  return checks.every((check) => check.agrees) && vectors.passed === vectors.total && isAccepted;
}
