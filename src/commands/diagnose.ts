/**
 * Defines the command `sigv4 diagnose`, which determines why a request was refused. The command reads a response, a
 * request, or a log.
 */

import { ANSWER_IS_NO, command, DONE, type Exit } from '../app/options/command.ts';
import type { OptionDefinitions, ValuesOf } from '../app/options/option-values.ts';
import { readScreenChoice, SCREEN_OF_SECRETS } from '../app/options/screen-options.ts';
import { OPTIONAL_SECRET_OPTIONS } from '../app/options/secret-options.ts';
import { asksForPrint, chosenForm, outputOptions } from '../app/outputs/output-options.ts';
import { writeResult } from '../app/outputs/write-result.ts';
import { diagnosisChoice, pastePage } from '../app/pastes/paste-page.ts';
import { ANSWER, answersOf } from '../app/reading/answers.ts';
import { withAskedAnswers } from '../app/reading/asked-answers.ts';
import { isText } from '../app/reading/verification-input.ts';
import { shownSearch } from '../app/reading/watched-reading.ts';
import { secretFinder, secretsFor } from '../app/settings/secrets.ts';
import { diagnosisWalk } from '../app/walks/diagnosis-walk.ts';
import type { PasteSession, WalkSession } from '../app/walks/shown-walk.ts';
import type { Files } from '../app/world/files.ts';
import type { World } from '../app/world/world.ts';
import { fileSource } from '../bytes/input.ts';
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { type Diagnosis, isNamed, searchDiagnosis } from '../diagnosis/diagnosis.ts';
import { withLapse } from '../diagnosis/lapse.ts';
import type { Piece } from '../evidence/evidence.ts';
import { readEvidence } from '../evidence/read-evidence.ts';

const OPTIONS = {
  ...OPTIONAL_SECRET_OPTIONS,
  answer: {
    flags: '--answer <id=answer>',
    says: 'what you have tried: the ID of a question in the output, and yes, no, or unknown; may be repeated',
    as: ANSWER,
    repeats: true,
  },
  ...outputOptions('diagnosis'),
  ...SCREEN_OF_SECRETS,
} as const satisfies OptionDefinitions;

export const diagnose = command({
  operands: [
    [
      '[input...]',
      "files, - for standard input, a URL, or a curl command in quotes: the server's response, the request, the client's log, together or separate; without any, a page for pasting",
    ],
  ],
  options: OPTIONS,
  examples: {
    'sigv4 diagnose answer.xml request.txt': "the server's response and the request that it refused",
    'pbpaste | sigv4 diagnose': 'the clipboard: output of curl -v, a log of aws --debug, or only an error',
    'sigv4 diagnose --secret-from secret.txt answer.xml':
      'with the secret, so that the signature shows what was signed',
    'sigv4 diagnose --json debug.log | jq -r .causes[0].id': 'for programs',
  },
  format: {
    '"causes": [{"id", "variant"?, "standing", "by", "stage", "says", "fix", "sameBytes"?, "place"?, "twins"?, "lines", "lesson", "oneOf", "changes", "sources", "likelihood"?, "signs"?, "because"?, "test"?}]':
      'output of --json, the most certain cause first; standing: proved, explains, or possible; by: the proof, which is a hash, a signature, or a statement; sameBytes: whether the first cause produces the same bytes; place: client or transit, or null if nothing shows who changed the bytes; twins: mistakes at the other place that produce the same bytes; lines: what to write into the client or proxy that is seen; lesson: for sigv4 learn; oneOf: number and count, if several mistakes were made at once',
    '"other", "ruledOut": [{"id", "by", "says"}], "questions": [{"id", "asks", "answer"}]':
      'if nothing is proved: the likelihood of another reason, or null; what cannot be the cause, and why; and what to answer with --answer',
    '"verdict": {"id", "of", "says"}':
      'what the signature itself shows, or null; id: not-about-signature, server-has-another-secret, changed-on-the-way, changed-or-another-secret, signature-right, other-text-signed, signature-wrong, same-string, arrived-as-sent, or body-signature-wrong; of: whose text it was computed from: request, client, or server',
    '"notSignature": {"id", "code", "says", "fix"}':
      'why the refusal is not about the signature: a policy, a KMS key, the page of a firewall, or a later check; null if it can be about the signature',
    '"firstDifference": {"text", "part", "line", "column", "server", "client"}':
      'the first difference between what the server computed and what the client signed; null if one of them is not known',
    '"evidence", "next"': 'what was read, and what was repaired in it; what would help to find out more',
  },
  run: runDiagnose,
});

async function runDiagnose(
  world: World<WalkSession | PasteSession>,
  options: ValuesOf<typeof OPTIONS>,
  operands: readonly string[],
): Promise<Exit> {
  if (operands.length === 0 && world.isInputTerminal) {
    if (world.screen === null || asksForPrint(options)) return NO_INPUT;
    return world.screen.show({ kind: 'paste', page: pastePage(world, 'diagnose', options) }, readScreenChoice(options));
  }
  const inputs = operands.length === 0 ? ['-'] : operands;
  if (inputs.filter((input) => input === '-').length + (options.secretFrom === '-' ? 1 : 0) > 1) return INPUT_TWICE;
  const pieces = await readPieces(world, inputs);
  if (isProblem(pieces)) return pieces;
  const evidence = readEvidence(pieces);
  if (isProblem(evidence)) return evidence;
  const secrets = await secretsFor(world, options, evidence);
  if (isProblem(secrets)) return secrets;
  const read = withLapse(evidence, world.now().getTime());
  const found = await shownSearch(
    world,
    searchDiagnosis(read, secretFinder(secrets), { answers: answersOf(options.answer) }),
  );
  if (world.screen !== null && !asksForPrint(options)) {
    const walk = diagnosisWalk(found, diagnosisChoice(world, options));
    return (await world.screen.show({ kind: 'walk', walk }, readScreenChoice(options))) || exitCodeOf(found);
  }
  // A person who reads the result can answer questions; a file or a program cannot.
  const isAsked = world.isInputTerminal && chosenForm(options).name === 'plain';
  const diagnosis = isAsked ? await withAskedAnswers(world, found) : found;
  const facts = () => diagnosisWalk(diagnosis, diagnosisChoice(world, options)).facts;
  return writeResult(world, options, { kind: 'diagnosis', facts, diagnosis }, exitCodeOf(diagnosis));
}

const exitCodeOf = (diagnosis: Diagnosis): number => (isNamed(diagnosis) ? DONE : ANSWER_IS_NO);

async function readPieces(world: Files, inputs: readonly string[]): Promise<Piece[] | Problem> {
  const pieces: Piece[] = [];
  for (const input of inputs) {
    if (isText(input)) {
      pieces.push({ octets: octetsFromText(input), by: { kind: 'argument' } });
      continue;
    }
    const octets: Octets | Problem = await world.readFile(input);
    if (isProblem(octets)) return octets;
    pieces.push({ octets, by: fileSource(input) });
  }
  return pieces;
}

const NO_INPUT = problem(
  'input',
  'There is nothing to diagnose.',
  'Give the server\'s response in a file or a pipe, and the request if you have it. See "sigv4 diagnose --help".',
);

const INPUT_TWICE = problem('option', 'Standard input is given twice.', 'Use a file for one of them.');
