/**
 * Defines the command `sigv4 walk`, which shows all stages of one request, from its inputs to the bytes of the
 * response.
 */

import type { StartingWalk, WalkCommands } from '../app/course/shown-course.ts';
import { beginWalk } from '../app/editing/edit-walk.ts';
import { beginExample } from '../app/example/example-walk.ts';
import { toInnerSandbox } from '../app/example/inner-sandbox.ts';
import { ANSWER_IS_NO, command, DONE, type Exit } from '../app/options/command.ts';
import type { OptionDefinitions, ValuesOf } from '../app/options/option-values.ts';
import { REQUEST_OPTIONS } from '../app/options/request-options.ts';
import { readScreenChoice, SCREEN_OPTIONS } from '../app/options/screen-options.ts';
import { SIGNING_OPTIONS } from '../app/options/signing-options.ts';
import { asksForPrint, outputOptions } from '../app/outputs/output-options.ts';
import { writeResult } from '../app/outputs/write-result.ts';
import { type RequestInputs, readRequestInputs } from '../app/planning/request-inputs.ts';
import { WIRE_OPTIONS } from '../app/planning/sending.ts';
import { readOnce, readsOf } from '../app/reading/planning-reads.ts';
import { shownReading, watchedReading } from '../app/reading/watched-reading.ts';
import { isExampleKey, NO_CREDENTIALS, type Settings, settingsOf, withExampleKey } from '../app/settings/settings.ts';
import { toItsHost } from '../app/walks/planned-walk.ts';
import type { PasteReader, SignedWalk } from '../app/walks/shown-walk.ts';
import type { Screen, ScreenChoice, ScreenWait } from '../app/world/screens.ts';
import type { World } from '../app/world/world.ts';
import type { Sourced } from '../bytes/input.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { writeTimestamp } from '../sigv4/timestamp.ts';
import { isAccepted } from '../views/exchange-outcome.ts';
import type { WalkFacts } from '../views/facts.ts';
import { BREAK_OPTION, isListWanted } from './break.ts';

/** The options that can also be used with the AWS example. */
const OUTPUT_OPTIONS = {
  ...outputOptions('walk'),
  send: { flags: '--send', says: 'send the request even without a screen' },
  sandbox: {
    flags: '--sandbox',
    says: 'send only to the sandbox in this program, which knows your key; without credentials, sign with the key of the AWS example',
    conflicts: ['connectTo', 'insecure', 'cacert'],
  },
  break: BREAK_OPTION,
  showSecret: {
    flags: '--show-secret',
    says: 'show the secret access key, the keys derived from it, and the session token',
  },
  ...SCREEN_OPTIONS,
} as const satisfies OptionDefinitions;

const OPTIONS = { ...OUTPUT_OPTIONS, ...REQUEST_OPTIONS, ...SIGNING_OPTIONS, ...WIRE_OPTIONS };

/** Where to go after the walk: a line of at most 80 cells with the other commands to start with. */
export const WHERE_NEXT = 'New to this?  sigv4 learn    A 403?  sigv4 diagnose    Your request?  paste it';

type WalkValues = ValuesOf<typeof OPTIONS>;

export const walk = command({
  operands: [['[url]', 'https://HOST/PATH, or s3://BUCKET/KEY with the key unencoded']],
  options: OPTIONS,
  examples: {
    'sigv4 walk': 'the example, step by step; enter on “Request bytes” sends it to the sandbox in this program',
    'sigv4 walk s3://photos/cat.jpg -r 0-99': 'your own request; nothing is sent before you press Enter',
    'sigv4 walk --sandbox -X PUT -d hello s3://photos/hello.txt': 'your own request, and the sandbox as its server',
    'sigv4 walk --plain | less': 'the example as text',
    'sigv4 walk --html walk.html': 'the example as one page for a browser',
    'sigv4 walk --break signing-key-not-binary': 'the example with a mistake: what it changes, and the response',
    'sigv4 walk --json --send s3://photos/cat.jpg': 'every value and the response, for programs',
  },
  run: runWalk,
});

async function runWalk(world: World<StartingWalk>, options: WalkValues, [address]: readonly string[]): Promise<Exit> {
  const prepare = (watched: World) => prepareWalk(watched, options, address);
  if (world.screen && !asksForPrint(options) && !isListWanted(options.break)) {
    return walkOnScreen(
      world,
      world.screen,
      (watched) => prepareBroken(watched, options, address),
      readScreenChoice(options),
    );
  }
  const prepared = await shownReading(world, null, prepare);
  if (isProblem(prepared)) return prepared;
  if (options.break) return (await import('./print-broken.ts')).printBroken(world, options, prepared, options.break);
  const { facts } = prepared;
  // The example is always sent, because it only goes to the sandbox in this program.
  const isSent = address === undefined || options.send === true;
  const sent = isSent ? { ...facts, exchange: await prepared.send(null) } : facts;
  const result = { kind: 'walk', facts: () => sent, broken: null } as const;
  return writeResult(world, options, result, isGood(sent) ? DONE : ANSWER_IS_NO);
}

/** Prepares a walk. The given world reports the progress of reading large files. */
type Preparation = (watched: World) => Promise<SignedWalk | Problem>;

async function walkOnScreen(
  world: World,
  screen: Screen<StartingWalk>,
  prepare: Preparation,
  choice: ScreenChoice,
): Promise<Exit> {
  const prepared = await prepareWaited(world, screen.wait(choice), prepare);
  if (typeof prepared === 'number') return prepared;
  if (isProblem(prepared)) return prepared;
  const left = await screen.show({ kind: 'walk', walk: prepared, commands: commandsOf(world) }, choice);
  if (left === DONE) world.output(`${WHERE_NEXT}\n`);
  return left;
}

/** Returns the screens of other commands, whose code is loaded when they are opened. */
const commandsOf = (world: World): WalkCommands => ({
  diagnose: async () => {
    const { pastePage } = await import('../app/pastes/paste-page.ts');
    return { kind: 'paste', page: pastePage(world, 'diagnose', {}) };
  },
  learn: async () => {
    const [{ openCourse }, { shownCourse }] = await Promise.all([
      import('./learn/course.ts'),
      import('./learn/show.ts'),
    ]);
    const course = await openCourse(world, {});
    return isProblem(course) ? course : { kind: 'course', course: shownCourse({ world, course }, null) };
  },
});

/** Prepares a walk while the screen waits. Resolves with an exit code if the user leaves before the walk is ready. */
async function prepareWaited(
  world: World,
  wait: ScreenWait,
  prepare: Preparation,
): Promise<SignedWalk | Problem | number> {
  let outcome: SignedWalk | Problem | number | null = null;
  try {
    const prepared = await watchedReading(world, wait.watch, prepare);
    outcome = wait.leftWith() ?? prepared;
    return outcome;
  } catch (error) {
    outcome = wait.leftWith();
    if (outcome === null) throw error;
    return outcome;
  } finally {
    if (outcome === null || typeof outcome === 'number' || isProblem(outcome)) await wait.close();
  }
}

/** Prepares a walk with the mistakes that the options name, if any. */
async function prepareBroken(
  world: World,
  options: WalkValues,
  address: string | undefined,
): Promise<SignedWalk | Problem> {
  const prepared = await prepareWalk(world, options, address);
  const ids = options.break;
  if (isProblem(prepared) || ids === undefined) return prepared;
  const broken = await prepared.breaker?.walk(ids);
  return isProblem(broken) ? broken : { ...prepared, broken: broken ?? null };
}

async function prepareWalk(
  world: World,
  options: WalkValues,
  address: string | undefined,
): Promise<SignedWalk | Problem> {
  const showsSecrets = options.showSecret === true;
  const paste: PasteReader = async (text) => {
    const { pasteReader } = await import('../app/walks/pasted-walk.ts');
    return pasteReader(world, options)(text);
  };
  if (address === undefined) return requestOptions(options) ?? beginExample(world, showsSecrets, paste);
  const settings = walkSettings(world, options);
  const found = await readRequestInputs(settings, address, options);
  if (isProblem(found)) return withOtherWays(found);
  const inputs = { ...found, date: found.date ?? clockOf(world) };
  const reads = readOnce(readsOf(world));
  const toSandbox = (of: RequestInputs) => toInnerSandbox(world, of);
  const isForSandbox = isSandboxWanted(options) || isExampleKey(inputs.credentials);
  const findRoute = isForSandbox ? toSandbox(inputs) : toItsHost({ ...world, readFile: reads.readFile }, options);
  const walked = await beginWalk(
    { world, showsSecrets, paste, reads, findRoute, toSandbox },
    inputs,
    settings.endpoint,
  );
  return isProblem(walked) || !isExampleKey(inputs.credentials) ? walked : { ...walked, opensWith: EXAMPLE_KEY };
}

/** Returns whether the request goes only to the sandbox, which is where broken requests always go. */
const isSandboxWanted = ({ sandbox, break: broken }: WalkValues) => sandbox === true || broken !== undefined;

/** What a walk offers besides the fix of a problem, by its code. */
const OTHER_WAYS: Readonly<Record<string, string>> = {
  [NO_CREDENTIALS]: 'Or add --sandbox: without credentials, it signs with the key of the AWS example.',
  url: 'A curl command, or a request in another form, can be pasted: start sigv4 walk, and press p.',
};

function withOtherWays(found: Problem): Problem {
  const other = OTHER_WAYS[found.code];
  return other === undefined ? found : { ...found, fix: `${found.fix} ${other}` };
}

const EXAMPLE_KEY = "No credentials: signed with AWS's example key, and sent only to the sandbox.";

/** Creates the settings. On a screen, or if --sandbox is given, the AWS example's key replaces missing credentials. */
function walkSettings(world: World, options: WalkValues): Settings {
  const settings = settingsOf(world, options);
  const isOnScreen = world.screen !== null && !asksForPrint(options);
  return isOnScreen || isSandboxWanted(options) ? withExampleKey(settings) : settings;
}

/** Returns a problem if options describe a request, because the AWS example has its own inputs. */
function requestOptions(options: WalkValues): Problem | null {
  const isGiven = ([name, value]: [string, unknown]) => !(name in OUTPUT_OPTIONS) && [value].flat().length > 0;
  if (!Object.entries(options).some(isGiven)) return null;
  return problem(
    'options',
    'Options of a request are given, but no URL.',
    "Give a URL, or leave them out for AWS's example.",
  );
}

/** Reads the clock only once, so that edits do not change the time. */
const clockOf = ({ now }: World): Sourced<string> => ({ value: writeTimestamp(now()), source: { kind: 'clock' } });

/** Returns whether all published values agree and the server accepted the request, if it was sent. */
function isGood({ checks, vectors, exchange }: WalkFacts): boolean {
  const isRefused = exchange !== null && !isAccepted(exchange);
  return checks.every((check) => check.agrees) && vectors.passed === vectors.total && !isRefused;
}
