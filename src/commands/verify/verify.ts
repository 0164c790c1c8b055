/** `sigv4 verify`: whether a request that a client sent is signed right, and if not, what is wrong. */

import { type Command, problemText, USAGE } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import { RULE_OPTION } from '../../app/options/rule-option.ts';
import { SCREEN_OPTIONS } from '../../app/options/screen-options.ts';
import { answerLines } from '../../app/reading/json-lines.ts';
import { readVerificationInput } from '../../app/reading/verification-input.ts';
import { readVerifySettings, type VerifySettings } from '../../app/settings/verify-settings.ts';
import type { Terminal, World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Recognized } from '../../intake/recognize.ts';
import { printable } from '../../pages/characters/visible.ts';
import { verifyPair } from './canonical-pair.ts';
import { verifyCurl } from './curl-line.ts';
import { verifyEntries } from './entries.ts';
import { askingProfile } from './lines.ts';
import { verifyBroken, verifyOne } from './one-request.ts';

export const verify: Command = {
  name: 'verify',
  says: 'Verify a request that a client sent: whether its signature is right, and if not, which part is wrong. Nothing is signed.',
  operands: [
    [
      '[input]',
      'a file, - for standard input, a URL, or a curl command in quotes; in it a raw HTTP request, a presigned URL, a curl command, a HAR file, or a canonical request with its string to sign',
    ],
  ],
  options: [
    { flags: '-X, --request <method>', says: 'the method with which a URL is used; GET, if not given' },
    {
      flags: '--at <time>',
      says: "the server's clock: 20130524T000000Z; if not given, now, or for a HAR file when each request was sent",
    },
    {
      flags: '--secret-from <file>',
      says: 'the secret access key, or a line for each key: its ID, a colon, its secret; else the environment, the profile, or a question on the terminal',
    },
    { flags: '--profile <name>', says: "a profile of AWS's shared files" },
    { flags: '--entry <number>', says: 'of a HAR file, this request alone, as --json or in full' },
    { flags: '--walk', says: 'walk through the verification step by step' },
    ...SCREEN_OPTIONS,
    { flags: '--json', says: 'everything as JSON' },
    { flags: '--jsonl', says: 'many requests: a line of JSON each in, a line of JSON each out, on every core' },
    { flags: '--show-secret', says: 'show the secret access key, the keys made from it and session tokens' },
    RULE_OPTION,
  ],
  examples: [
    ['sigv4 verify request.txt', 'the bytes of a request as they were sent'],
    ["sigv4 verify 'https://photos.s3.amazonaws.com/cat.jpg?X-Amz-Algorithm=…'", 'a presigned URL, used with GET'],
    [
      'pbpaste | sigv4 verify -',
      'whatever is in the clipboard: a request, a curl command, a log with a canonical request',
    ],
    ['sigv4 verify --at 20130524T000000Z --walk request.txt', 'by the clock of that moment, step by step'],
    ['sigv4 verify --jsonl < requests.jsonl', 'a verdict for each line'],
  ],
  format: [
    [
      '"id"?, "request": {"method", "target", "headers": [["Host", "…"], …], "bodyBase64"?}, "at"?',
      'a line in with --jsonl; at: "20130524T000000Z", its clock; a body that is left out is none where the headers announce none, else not known',
    ],
    ['"id"?, "url", "method"?, "at"?', 'the same for a presigned URL'],
    [
      '"id", "verdict", "firstDifference", "from", "until", "problem", "accessKeyId", "notices"',
      'a line out; the verdict: match, mismatch, expired, not-yet-valid, malformed, signature-version-2, unsigned or unknown; firstDifference: id, name and stage of the first value that is not what a server computes; from and until: when it is good, where it is not yet or not any more; notices: the ids of what else is to be seen',
    ],
    ['"id", "problem": {"code", "says", "mend", "path"?}', 'a line out where the line in is wrong'],
  ],
  run: runVerify,
};

/** Without an operand, standard input, unless that is a terminal, where nothing would come. */
async function runVerify(world: World, options: OptionValues, [operand]: readonly string[]): Promise<number> {
  if (operand === undefined && world.isInputTerminal) return complain(world, noInput());
  const input = operand ?? '-';
  const contradiction = contradictionIn(options, input);
  if (contradiction) return complain(world, contradiction);
  const settings = await readVerifySettings(world, options);
  if (isProblem(settings)) return complain(world, settings);
  if (options.jsonl) return verifyLines(world, settings);
  const recognized = await readVerificationInput(world, input, options);
  if (isProblem(recognized)) return complain(world, recognized);
  const refusal = unwantedOption(recognized, options);
  return refusal ? complain(world, refusal) : verifyRecognized(world, settings, recognized, options.entry);
}

async function verifyRecognized(
  world: World,
  settings: VerifySettings,
  recognized: Recognized,
  entry: OptionValues[string],
): Promise<number> {
  switch (recognized.kind) {
    case 'request':
    case 'url':
      return verifyOne(world, settings, recognized.request);
    case 'curl':
      return verifyCurl(world, settings, recognized);
    case 'har':
      return verifyEntries(world, settings, recognized.entries, entry);
    case 'canonical':
      return verifyPair(world, settings, recognized);
    case 'broken':
      return verifyBroken(world, settings, recognized.problem);
  }
}

function unwantedOption({ kind }: Recognized, { request, entry, walk }: OptionValues): Problem | null {
  if (kind === 'broken') return null;
  if (request !== undefined && kind !== 'url') return unwanted('--request', 'the input says its method itself');
  if (entry !== undefined && kind !== 'har') return unwanted('--entry', 'the input is no HAR file');
  return walk && kind === 'canonical' ? unwanted('--walk', 'there is no request to walk through') : null;
}

const unwanted = (option: string, why: string) => problem('option', `${option} is given, and ${why}.`, 'Leave it out.');

/** What is wrong with the command line before anything is read. */
function contradictionIn(options: OptionValues, input: string): Problem | null {
  if (options.jsonl && options.request !== undefined) return unwanted('--request', 'each line says its method itself');
  if (options.jsonl && options.entry !== undefined) return unwanted('--entry', 'lines are no HAR file');
  if (options.jsonl && options.showSecret) return unwanted('--show-secret', 'the answers to lines show no secret');
  const ofScreen = ['projector', 'screenReader', 'theme'].find((name) => options[name] !== undefined);
  if (ofScreen !== undefined && !options.walk)
    return unwanted(`--${ofScreen.replace('R', '-r')}`, 'only --walk has a screen');
  if (options.jsonl && input !== '-') {
    return problem('option', '--jsonl reads standard input.', 'Write < in front of the name of the file.');
  }
  return options.secretFrom === '-' && input === '-' ? inputTwice() : null;
}

function noInput(): Problem {
  return problem(
    'input',
    'There is nothing to verify.',
    'Give a file, a URL or a curl command in quotes, or pipe a request into it; see "sigv4 verify --help".',
  );
}

function inputTwice(): Problem {
  return problem(
    'option',
    'Standard input is given twice, as what is to be verified and with --secret-from.',
    'Put one of the two into a file.',
  );
}

async function verifyLines(world: World, settings: VerifySettings): Promise<number> {
  const { secrets, now, rules, ofProfile } = settings;
  const say = (remark: string) => world.errors(`sigv4: ${printable(remark)}\n`);
  return world.withLineWorkers({ secrets, now, rules }, (verifier) =>
    answerLines(world, askingProfile(verifier, ofProfile, say)),
  );
}

function complain(world: Terminal, found: Problem): number {
  world.errors(problemText(found));
  return USAGE;
}
