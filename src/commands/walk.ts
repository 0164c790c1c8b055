/** `sigv4 walk`: one request from its inputs to the response bytes. */
import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { arrayFromOctets, type Octets } from '../bytes/octets.ts';
import { isProblem, problem } from '../bytes/problem.ts';
import { type Exchange, failedExchange } from '../http/exchange.ts';
import { requireValue, type WalkFacts } from '../pages/facts.ts';
import { verdict, walkPages } from '../pages/walk-pages.ts';
import { plainPage } from '../render/plain.ts';
import { walkJson } from '../render/walk-json.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { SIGNED_REQUEST } from '../sigv4/stages/signed-request.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import { ANSWER_IS_NO, type Command, DONE, type OptionValues, problemText, USAGE } from './command.ts';
import { documentedWalk } from './documented-walk.ts';
import { exampleSandbox, listenOrFail } from './example-sandbox.ts';
import type { World } from './world.ts';

export const walk: Command = {
  name: 'walk',
  says: "Walk through the signature of AWS's documented example, from its inputs to the response bytes.",
  options: [
    { flags: '--plain', says: 'plain text, also on a terminal' },
    { flags: '--json', says: 'the trace as JSON' },
  ],
  examples: [
    ['sigv4 walk', 'eight screens, one a step; enter on the seventh sends'],
    ['sigv4 walk --plain | less', 'the same as text; the request goes to the sandbox in this program'],
    ['sigv4 walk --json', 'every value, for programs'],
  ],
  run: runWalk,
};

async function runWalk(world: World, options: OptionValues): Promise<number> {
  if (options.plain && options.json) {
    world.errors(
      problemText(problem('options', 'Both --plain and --json are given.', 'Use either --plain or --json.')),
    );
    return USAGE;
  }
  const facts = documentedWalk(world.fixtures);
  const sandbox = exampleSandbox(() => new Date(readTimestamp(DOCUMENTED_EXAMPLE.timestamp) ?? 0));
  const send = () => sendTo(sandbox, world, facts);
  if (world.showWalk && !options.plain && !options.json) return world.showWalk({ facts, send });
  const sent = { ...facts, exchange: await send() };
  world.output(options.json ? walkJson(sent) : plainWalk(sent));
  return isGood(sent) ? DONE : ANSWER_IS_NO;
}

/** The example's own bytes to a sandbox, which listens as long as this takes. Never rejects. */
async function sendTo(sandbox: Sandbox, world: World, facts: WalkFacts): Promise<Exchange> {
  const listener = await listenOrFail(world, 0, () => sandbox.converse());
  if (isProblem(listener)) return failedExchange({ host: '127.0.0.1', port: 0 }, listener);
  const exchange = await world.send({
    host: listener.host,
    port: listener.port,
    method: DOCUMENTED_EXAMPLE.method,
    request: arrayFromOctets((requireValue(facts, SIGNED_REQUEST).bytes.octets + facts.body) as Octets),
  });
  await listener.close();
  return exchange;
}

function plainWalk(facts: WalkFacts): string {
  const pages = walkPages(facts);
  const texts = pages.map((page, index) => plainPage(page, index + 1, pages.length));
  return [`SIGN  ${verdict(facts).text}\n`, ...texts].join('\n');
}

/** Whether everything that was published agrees and the server accepted the request. */
function isGood({ checks, vectors, exchange }: WalkFacts): boolean {
  return (
    checks.every((check) => check.agrees) &&
    vectors.passed === vectors.total &&
    exchange?.problem === null &&
    (exchange.response?.head.status ?? 600) < 400
  );
}
