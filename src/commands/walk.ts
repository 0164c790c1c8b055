/** `sigv4 walk`: one request from its inputs to the response bytes. */

import { beginWalk } from '../app/editing/edit-walk.ts';
import { beginExample } from '../app/example/example-walk.ts';
import { ANSWER_IS_NO, type Command, DONE, problemText, USAGE } from '../app/options/command.ts';
import type { OptionValues } from '../app/options/option-values.ts';
import { REQUEST_OPTIONS } from '../app/options/request-options.ts';
import { readScreenChoice, SCREEN_OPTIONS, type ScreenChoice } from '../app/options/screen-options.ts';
import { SIGNING_OPTIONS } from '../app/options/signing-options.ts';
import { readRequestInputs } from '../app/planning/request-inputs.ts';
import { WIRE_OPTIONS } from '../app/planning/sending.ts';
import { readOnce, readsOf } from '../app/reading/planning-reads.ts';
import { shownReading, watchedReading } from '../app/reading/watched-reading.ts';
import { settingsOf } from '../app/settings/settings.ts';
import { toItsHost } from '../app/walks/planned-walk.ts';
import type { SignedWalk } from '../app/walks/shown-walk.ts';
import type { Screen, ScreenWait } from '../app/world/screens.ts';
import type { Terminal, World } from '../app/world/world.ts';
import type { Sourced } from '../bytes/input.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { isAccepted } from '../pages/exchange-outcome.ts';
import type { WalkFacts } from '../pages/facts.ts';
import { verdict, walkPages } from '../pages/walk-pages.ts';
import { walkJson } from '../render/json/walk-json.ts';
import { plainPage } from '../render/plain.ts';
import { writeTimestamp } from '../sigv4/timestamp.ts';

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

async function runWalk(world: World, options: OptionValues, [address]: readonly string[]): Promise<number> {
  const choice = readScreenChoice(options);
  if (isProblem(choice)) return refused(world, choice);
  if (world.screen && !options.plain && !options.json)
    return walkOnScreen(world, world.screen, { options, address, choice });
  const prepared = await shownReading(world, null, (watched) => prepareWalk(watched, options, address));
  if (isProblem(prepared)) return refused(world, prepared);
  const facts = await prepared.complete();
  // The example goes to the sandbox in this program: nobody has to be asked.
  const isSent = address === undefined || options.send === true;
  const sent = isSent ? { ...facts, exchange: await prepared.send(null) } : facts;
  world.output(options.json ? walkJson(sent) : plainWalk(sent));
  return isGood(sent) ? DONE : ANSWER_IS_NO;
}

interface AskedWalk {
  readonly options: OptionValues;
  readonly address: string | undefined;
  readonly choice: ScreenChoice;
}

async function walkOnScreen(world: World, screen: Screen, { options, address, choice }: AskedWalk): Promise<number> {
  const wait = screen.wait(choice);
  const prepare = (watched: World) => prepareWalk(watched, options, address);
  const prepared = await prepareWaited(world, wait, prepare);
  if (typeof prepared === 'number') return prepared;
  if (isProblem(prepared)) return refused(world, prepared);
  return screen.show({ kind: 'walk', walk: prepared }, choice);
}

/** An exit code where the person has left meanwhile: a reading that is stopped ends as it can. */
async function prepareWaited(
  world: World,
  wait: ScreenWait,
  prepare: (watched: World) => Promise<SignedWalk | Problem>,
): Promise<SignedWalk | Problem | number> {
  let prepared: SignedWalk | Problem | number | null = null;
  try {
    prepared = await watchedReading(world, wait.watch, prepare);
  } catch (error) {
    if (wait.leftWith() === null) throw error;
  } finally {
    prepared = wait.leftWith() ?? prepared;
    if (prepared === null || typeof prepared === 'number' || isProblem(prepared)) await wait.close();
  }
  return prepared ?? USAGE;
}

function refused(world: Terminal, found: Problem): number {
  world.errors(problemText(found));
  return USAGE;
}

async function prepareWalk(
  world: World,
  options: OptionValues,
  address: string | undefined,
): Promise<SignedWalk | Problem> {
  if (options.plain && options.json) {
    return problem('options', 'Both --plain and --json are given.', 'Use either --plain or --json.');
  }
  return address === undefined ? exampleWalk(world, options) : ownWalk(world, options, address);
}

const OF_NO_REQUEST: readonly string[] = [
  ...['plain', 'json', 'send', 'showSecret', 'signRequest', 'projector', 'screenReader', 'theme'],
];

/** The example goes to a sandbox whose clock stands at its time; its other inputs are AWS's. */
async function exampleWalk(world: World, options: OptionValues): Promise<SignedWalk | Problem> {
  const given = Object.keys(options).filter((name) => !OF_NO_REQUEST.includes(name));
  if (given.length > 0) {
    return problem(
      'options',
      'Options of a request are given, but no URL.',
      "Give a URL, or leave them out for AWS's example.",
    );
  }
  return beginExample(world, options);
}

async function ownWalk(outside: World, options: OptionValues, address: string): Promise<SignedWalk | Problem> {
  const { environment, loadProfile } = outside;
  const settings = settingsOf({ options, environment, loadProfile });
  const found = await readRequestInputs(settings, address, options);
  if (isProblem(found)) return found;
  const inputs = { ...found, date: found.date ?? clockOf(outside) };
  const reads = readOnce(readsOf(outside));
  const world = { ...outside, readFile: reads.readFile };
  return beginWalk({ world, options, reads, findRoute: toItsHost(world, options) }, inputs, settings.endpoint);
}

/** The clock stands still for as long as the request is edited. */
const clockOf = ({ now }: World): Sourced<string> => ({ value: writeTimestamp(now()), source: { kind: 'clock' } });

function plainWalk(facts: WalkFacts): string {
  const pages = walkPages(facts);
  const texts = pages.map((page, index) => plainPage(page, index + 1, pages.length));
  return [`SIGN  ${verdict(facts).text}\n`, ...texts].join('\n');
}

/** Whether everything that was published agrees and, if the request was sent, the server accepted it. */
function isGood({ checks, vectors, exchange }: WalkFacts): boolean {
  const isRefused = exchange !== null && !isAccepted(exchange);
  return checks.every((check) => check.agrees) && (vectors === null || vectors.passed === vectors.total) && !isRefused;
}
