/**
 * Defines the command `sigv4 verify`, which checks the signature of a request and explains why a wrong signature is
 * wrong.
 */

import { type Command, complain } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import { RULE_OPTION } from '../../app/options/rule-option.ts';
import { readScreenChoice, SCREEN_OPTIONS } from '../../app/options/screen-options.ts';
import { asksForPrint, FORM_NAMES, outputOptions } from '../../app/outputs/output-options.ts';
import { pastePage } from '../../app/pastes/paste-page.ts';
import { answerLines } from '../../app/reading/json-lines.ts';
import { readVerificationInput } from '../../app/reading/verification-input.ts';
import { readVerifySettings, type VerifySettings } from '../../app/settings/verify-settings.ts';
import type { PasteSession, WalkSession } from '../../app/walks/shown-walk.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Recognized } from '../../intake/recognize.ts';
import { printable } from '../../views/characters/visible.ts';
import { verifyPair } from './canonical-pair.ts';
import { verifyCurl } from './curl-line.ts';
import { verifyEntries } from './entries.ts';
import { askingProfile } from './lines.ts';
import { verifyBroken, verifyOne } from './one-request.ts';

export const verify: Command<World<WalkSession | PasteSession>> = {
  operands: [
    [
      '[input]',
      'a file, - for standard input, a URL, or a curl command in quotes; without it, a page to paste into. A file may contain a raw HTTP request, a presigned URL, a curl command, HAR, or a canonical request with its string to sign',
    ],
  ],
  options: [
    { flags: '-X, --request <method>', says: 'the method for a presigned URL; the default is GET' },
    {
      flags: '--at <time>',
      says: "the server's clock, such as 20130524T000000Z; the default is now or, for a HAR file, when each request was sent",
    },
    {
      flags: '--secret-from <file>',
      says: 'a file with the secret access key, or a line for each key: ID, colon, secret; the default is the environment, the profile, or a question on the terminal',
    },
    { flags: '--profile <name>', says: "a profile in AWS's shared files" },
    { flags: '--entry <number>', says: 'only this request of a HAR file, in full' },
    { flags: '--walk', says: 'walk through the verification step by step', excludes: FORM_NAMES },
    ...SCREEN_OPTIONS,
    ...outputOptions('verification'),
    ...outputOptions('requests'),
    { flags: '--show-secret', says: 'show the secret access key, the keys derived from it and session tokens' },
    RULE_OPTION,
  ],
  examples: [
    ['sigv4 verify request.txt', 'the bytes of a request as they were sent'],
    ["sigv4 verify 'https://photos.s3.amazonaws.com/cat.jpg?X-Amz-Algorithm=…'", 'a presigned URL for GET'],
    ['pbpaste | sigv4 verify -', 'the clipboard: a request, a curl command, or a log with a canonical request'],
    ['sigv4 verify --at 20130524T000000Z --walk request.txt', 'at that time, step by step'],
    ['sigv4 verify --jsonl < requests.jsonl', 'a verdict for each line'],
  ],
  format: [
    [
      '"id"?, "request": {"method", "target", "headers": [["Host", "…"], …], "bodyBase64"?}, "at"?',
      'input with --jsonl; at: the clock, "20130524T000000Z"; a body that is left out is empty if the headers announce none, or else unknown',
    ],
    ['"id"?, "url", "method"?, "at"?', 'the same for a presigned URL'],
    [
      '"id", "verdict", "firstDifference", "from", "until", "problem", "accessKeyId", "notices"',
      'output; verdict: match, mismatch, expired, not-yet-valid, malformed, signature-version-2, unsigned, or unknown; firstDifference: id, name, and stage of the first value that differs from what a server computes; from and until: when the request is valid, if it is not valid now; notices: the ids of other findings',
    ],
    ['"id", "problem": {"code", "says", "mend", "path"?}', 'output if the input is wrong'],
  ],
  run: runVerify,
};

/** Runs the command. Without an operand, the command reads standard input, unless standard input is a terminal. */
async function runVerify(
  world: World<WalkSession | PasteSession>,
  options: OptionValues,
  [operand]: readonly string[],
): Promise<number> {
  if (operand === undefined && world.isInputTerminal) return verifyPastes(world, options);
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

/** Opens the page for pasting, unless the options ask for printed output. */
function verifyPastes(world: World<PasteSession>, options: OptionValues): Promise<number> | number {
  if (world.screen === null || asksForPrint(options)) return complain(world, noInput());
  return world.screen.show({ kind: 'paste', page: pastePage(world, 'verify', options) }, readScreenChoice(options));
}

async function verifyRecognized(
  world: World<WalkSession>,
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

function unwantedOption(recognized: Recognized, { request, entry, walk, ...others }: OptionValues): Problem | null {
  const { kind } = recognized;
  if (kind === 'broken') return null;
  if (request !== undefined && kind !== 'url') return unwanted('--request', 'the input has its own method');
  if (entry !== undefined && kind !== 'har') return unwanted('--entry', 'the input is not a HAR file');
  const ofOne = FORM_NAMES.find((name) => !FOR_MANY.includes(name) && others[name] !== undefined);
  const isOne = entry !== undefined || (kind === 'har' && recognized.entries.length === 1);
  if (ofOne && kind === 'har' && !isOne) return unwanted(`--${ofOne}`, 'a HAR file has many requests');
  if (ofOne && kind === 'canonical') return unwanted(`--${ofOne}`, 'there is no request');
  return walk && kind === 'canonical' ? unwanted('--walk', 'there is no request to walk through') : null;
}

/** The forms that can show several requests, or a canonical request without its request. */
const FOR_MANY: readonly string[] = ['plain', 'json'];

const unwanted = (option: string, why: string) => problem('option', `${option} is given, but ${why}.`, 'Leave it out.');

/** Returns a problem for options that contradict each other, before anything is read. */
function contradictionIn(options: OptionValues, input: string): Problem | null {
  if (options.jsonl && options.request !== undefined) return unwanted('--request', 'each line has its own method');
  if (options.jsonl && options.entry !== undefined) return unwanted('--entry', 'lines are not a HAR file');
  if (options.jsonl && options.showSecret) return unwanted('--show-secret', 'the answers to lines never show a secret');
  const ofScreen = ['projector', 'screenReader', 'theme'].find((name) => options[name] !== undefined);
  if (ofScreen !== undefined && !options.walk)
    return unwanted(`--${ofScreen.replace('R', '-r')}`, 'only --walk has a screen');
  if (options.jsonl && input !== '-') {
    return problem('option', '--jsonl reads standard input.', 'Write < before the name of the file.');
  }
  return options.secretFrom === '-' && input === '-' ? inputTwice() : null;
}

function noInput(): Problem {
  return problem(
    'input',
    'There is nothing to verify.',
    'Give a file, a URL, or a curl command in quotes, or pipe in a request. See "sigv4 verify --help".',
  );
}

function inputTwice(): Problem {
  return problem(
    'option',
    'Standard input is given twice: as the input and with --secret-from.',
    'Use a file for one of them.',
  );
}

async function verifyLines(world: World, settings: VerifySettings): Promise<number> {
  const { secrets, now, rules, ofProfile } = settings;
  const report = (remark: string) => world.errors(`sigv4: ${printable(remark)}\n`);
  return world.withLineWorkers({ secrets, now, rules }, (verifier) =>
    answerLines(world, askingProfile(verifier, ofProfile, report)),
  );
}
