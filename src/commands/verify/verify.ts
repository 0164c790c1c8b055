/**
 * Defines the command `sigv4 verify`, which checks the signature of a request and explains why a wrong signature is
 * wrong.
 */

import { command, type Exit } from '../../app/options/command.ts';
import { longFlag, type OptionDefinitions, type ValuesOf } from '../../app/options/option-values.ts';
import { RULE_OPTION } from '../../app/options/rule-option.ts';
import { readScreenChoice, SCREEN_OPTIONS } from '../../app/options/screen-options.ts';
import { MOMENT } from '../../app/options/signing-kinds.ts';
import { ENTRY } from '../../app/options/value-kinds.ts';
import { asksForPrint, chosenForm, FORM_NAMES, outputOptions } from '../../app/outputs/output-options.ts';
import { pastePage } from '../../app/pastes/paste-page.ts';
import { readVerificationInput } from '../../app/reading/verification-input.ts';
import { readVerifySettings } from '../../app/settings/verify-settings.ts';
import type { PasteSession, WalkSession } from '../../app/walks/shown-walk.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Recognized } from '../../intake/recognize.ts';
import type { NameOfOption } from '../../views/input-words.ts';
import { verifyPair } from './canonical-pair.ts';
import { verifyCurl } from './curl-line.ts';
import { verifyEntries } from './entries.ts';
import { verifyLines } from './lines.ts';
import { type VerifyOrder, verifyBroken, verifyOne } from './one-request.ts';

const NO_LINES = ['jsonl'];

const OPTIONS = {
  request: {
    flags: '-X, --request <method>',
    says: 'the method for a presigned URL; the default is GET',
    conflicts: NO_LINES,
    because: '--request is given, but each line has its own method.',
  },
  at: {
    flags: '--at <time>',
    says: "the server's clock, such as 20130524T000000Z; the default is now or, for a HAR file, when each request was sent",
    as: MOMENT,
  },
  secretFrom: {
    flags: '--secret-from <file>',
    says: 'a file with the secret access key, or a line for each key: ID, colon, secret; the default is the environment, the profile, or a question on the terminal',
  },
  profile: { flags: '--profile <name>', says: "a profile in AWS's shared files" },
  entry: {
    flags: '--entry <number>',
    says: 'only this request of a HAR file, in full',
    as: ENTRY,
    conflicts: NO_LINES,
    because: '--entry is given, but lines are not a HAR file.',
  },
  walk: { flags: '--walk', says: 'walk through the verification step by step', conflicts: FORM_NAMES },
  ...SCREEN_OPTIONS,
  ...outputOptions('verification', 'requests'),
  showSecret: {
    flags: '--show-secret',
    says: 'show the secret access key, the keys derived from it and session tokens',
    conflicts: NO_LINES,
    because: '--show-secret is given, but the answers to lines never show a secret.',
  },
  rule: RULE_OPTION,
} as const satisfies OptionDefinitions;

type VerifyValues = ValuesOf<typeof OPTIONS>;

export const verify = command({
  operands: [
    [
      '[input]',
      'a file, - for standard input, a URL, or a curl command in quotes; without it, a page to paste into. A file may contain a raw HTTP request, a presigned URL, a curl command, HAR, or a canonical request with its string to sign',
    ],
  ],
  options: OPTIONS,
  examples: {
    'sigv4 verify request.txt': 'the bytes of a request as they were sent',
    "sigv4 verify 'https://photos.s3.amazonaws.com/cat.jpg?X-Amz-Algorithm=…'": 'a presigned URL for GET',
    'pbpaste | sigv4 verify -': 'the clipboard: a request, a curl command, or a log with a canonical request',
    'sigv4 verify --at 20130524T000000Z --walk request.txt': 'at that time, step by step',
    'sigv4 verify --jsonl < requests.jsonl': 'a verdict for each line',
  },
  format: {
    '"id"?, "request": {"method", "target", "headers": [["Host", "…"], …], "bodyBase64"?}, "at"?':
      'input with --jsonl; at: the clock, "20130524T000000Z"; a body that is left out is empty if the headers announce none, or else unknown',
    '"id"?, "url", "method"?, "at"?': 'the same for a presigned URL',
    '"id", "verdict", "firstDifference", "from", "until", "problem", "accessKeyId", "notices"':
      'output; verdict: match, mismatch, expired, not-yet-valid, malformed, signature-version-2, unsigned, or unknown; firstDifference: id, name, and stage of the first value that differs from what a server computes; from and until: when the request is valid, if it is not valid now; notices: the ids of other findings',
    '"id", "problem": {"code", "says", "mend", "path"?}': 'output if the input is wrong',
  },
  run: runVerify,
});

/** Runs the command. Without an operand, the command reads standard input, unless standard input is a terminal. */
async function runVerify(
  world: World<WalkSession | PasteSession>,
  options: VerifyValues,
  [operand]: readonly string[],
): Promise<Exit> {
  if (operand === undefined && world.isInputTerminal) return verifyPastes(world, options);
  const input = operand ?? '-';
  const contradiction = contradictionIn(options, input);
  if (contradiction) return contradiction;
  const read = await readVerifySettings(world, options);
  if (isProblem(read)) return read;
  const settings = { ...read, options };
  if (isForLines(options)) return verifyLines(world, settings);
  const recognized = await readVerificationInput(world, input, options.request);
  if (isProblem(recognized)) return recognized;
  return unwantedOption(recognized, options, world.nameOfOption) ?? verifyRecognized(world, settings, recognized);
}

/** Opens the page for pasting, unless the options ask for printed output. */
async function verifyPastes(world: World<PasteSession>, options: VerifyValues): Promise<Exit> {
  if (world.screen === null || asksForPrint(options)) return NO_INPUT;
  return world.screen.show({ kind: 'paste', page: pastePage(world, 'verify', options) }, readScreenChoice(options));
}

async function verifyRecognized(
  world: World<WalkSession>,
  settings: VerifyOrder,
  recognized: Recognized,
): Promise<Exit> {
  switch (recognized.kind) {
    case 'request':
    case 'url':
      return verifyOne(world, settings, recognized.request);
    case 'curl':
      return verifyCurl(world, settings, recognized);
    case 'har':
      return verifyEntries(world, settings, recognized.entries);
    case 'canonical':
      return verifyPair(world, settings, recognized);
    case 'broken':
      return verifyBroken(world, settings, recognized.problem);
  }
}

function unwantedOption(recognized: Recognized, options: VerifyValues, nameOf: NameOfOption): Problem | null {
  const { kind } = recognized;
  if (kind === 'broken') return null;
  const { request, entry, walk } = options;
  if (request !== undefined && kind !== 'url') return unwanted(nameOf('request'), 'the input has its own method');
  if (entry !== undefined && kind !== 'har') return unwanted(nameOf('entry'), 'the input is not a HAR file');
  const { name } = chosenForm(options);
  const ofOne = FOR_MANY.includes(name) ? null : name;
  const isOne = entry !== undefined || (kind === 'har' && recognized.entries.length === 1);
  if (ofOne && kind === 'har' && !isOne) return unwanted(nameOf(ofOne), 'a HAR file has many requests');
  if (ofOne && kind === 'canonical') return unwanted(nameOf(ofOne), 'there is no request');
  return walk && kind === 'canonical' ? unwanted(nameOf('walk'), 'there is no request to walk through') : null;
}

/** The forms that can show several requests, or a canonical request without its request. */
const FOR_MANY: readonly string[] = ['plain', 'json'];

const unwanted = (option: string, why: string) => problem('option', `${option} is given, but ${why}.`, 'Leave it out.');

/** Returns a problem for options that contradict each other, before anything is read. */
function contradictionIn(options: VerifyValues, input: string): Problem | null {
  const ofScreen = Object.entries(SCREEN_OPTIONS).find(([name]) => name in options && !options.walk);
  if (ofScreen) return unwanted(longFlag(ofScreen[1]), 'only --walk has a screen');
  if (isForLines(options) && input !== '-') {
    return problem('option', '--jsonl reads standard input.', 'Write < before the name of the file.');
  }
  return options.secretFrom === '-' && input === '-' ? INPUT_TWICE : null;
}

const isForLines = (options: VerifyValues): boolean => chosenForm(options).name === 'jsonl';

const NO_INPUT = problem(
  'input',
  'There is nothing to verify.',
  'Give a file, a URL, or a curl command in quotes, or pipe in a request. See "sigv4 verify --help".',
);

const INPUT_TWICE = problem(
  'option',
  'Standard input is given twice: as the input and with --secret-from.',
  'Use a file for one of them.',
);
