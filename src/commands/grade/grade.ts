/**
 * Defines the command `sigv4 grade`, which runs all published vectors with a learner's own signer and names its
 * mistakes.
 */

import { ANSWER_IS_NO, type Command, command, DONE, type Exit, INTERRUPTED } from '../../app/options/command.ts';
import type { OptionDefinitions, ValuesOf } from '../../app/options/option-values.ts';
import { choice, decimalNumber, listed } from '../../app/options/value-kinds.ts';
import { outputOptions } from '../../app/outputs/output-options.ts';
import { writeResult } from '../../app/outputs/write-result.ts';
import type { ProgramOrder } from '../../app/world/programs.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { casesOf, selectCases } from '../../grading/cases/cases.ts';
import { GROUPS } from '../../grading/cases/groups.ts';
import { programEnvironment } from '../../grading/environment.ts';
import { gradeOf } from '../../grading/grade.ts';
import { type ToldGrade, tell } from '../../grading/told.ts';
import { readVectors } from '../../vectors/vector.ts';
import { askProgram } from './ask-program.ts';

/** The maximum time for one case, in milliseconds. */
const PATIENCE = 5_000;
/**
 * The number of attempts for which the default time limit allows. A case without an answer is asked again on its own.
 */
const ATTEMPTS = 2;
/** One day, in seconds. */
const LONGEST = 86_400;

const optionsFor = (patience: number) =>
  ({
    groups: {
      flags: '--groups <names>',
      says: `what else to ask besides S3's rules, separated by commas: ${GROUPS.join(', ')}`,
      as: listed(choice(GROUPS)),
    },
    only: { flags: '--only <glob>', says: "only the cases with this name: 's3-documentation/*'", repeats: true },
    skip: { flags: '--skip <glob>', says: 'all cases except those with this name', repeats: true },
    say: {
      flags: '--say <level>',
      says: '1: where it is wrong; 2: also the name of the mistake; 3 (the default): also the values',
      as: choice(['1', '2', '3']),
    },
    maxTime: {
      flags: '--max-time <seconds>',
      says: `the longest time for all cases; the default is ${(ATTEMPTS * patience) / 1000} for each of them`,
      as: decimalNumber('a number of seconds', [0.001, LONGEST]),
    },
    points: {
      flags: '--points <number>',
      says: 'give points, this many if everything is right: by form and part of the signature',
      as: decimalNumber('a number of points', [1, 1_000]),
    },
    ...outputOptions('grade'),
  }) as const satisfies OptionDefinitions;

type GradeValues = ValuesOf<ReturnType<typeof optionsFor>>;

export const grade: Command<World> = gradeCommand(PATIENCE);

/** Creates the command. `patience` is the maximum time for one case, in milliseconds. */
export function gradeCommand(patience: number): Command<World> {
  return command({
    operands: [
      [
        '<program...>',
        'your program and its arguments, after --; no shell reads them. The program runs as you and can read your files',
      ],
    ],
    options: optionsFor(patience),
    examples: {
      'sigv4 grade -- ./mysigner': "S3's rules, in the header and in the query",
      'sigv4 grade -- python3 mysigner.py': 'a program with its interpreter',
      'sigv4 grade --only s3-documentation/get-object -- ./mysigner': 'only one case',
      'sigv4 grade --groups session,refuse --say 1 -- ./mysigner': 'more questions, and less in the report',
    },
    format: {
      '"id", "request", "time", "region", "service", "accessKeyId", "secret", "form", "signedHeaders", …':
        'a line that your program reads, in the format of sigv4 signer; it is complete, so that only the signature is missing',
      '"id", "signature", "canonicalRequest"?, "stringToSign"?, "signingKeyHex"?, "authorization"? or "url"?':
        'a line that it writes, in any order; optional members make the report more exact',
      '"id", "problem"': 'if the request cannot be signed; "problem" is an object or a string',
    },
    run: async (world: World, options, [file, ...args]) =>
      file === undefined ? NO_PROGRAM : runGrade(world, { options, words: [file, ...args], patience }),
  });
}

interface GradeOrder {
  readonly options: GradeValues;
  readonly words: ProgramOrder['words'];
  readonly patience: number;
}

async function runGrade(world: World, order: GradeOrder): Promise<Exit> {
  const graded = await gradeCases(world, order);
  if (graded === 'interrupted') return INTERRUPTED;
  if (isProblem(graded)) return graded;
  const exitCode = graded.isRight ? DONE : ANSWER_IS_NO;
  return writeResult(world, order.options, { kind: 'grade', grade: graded }, exitCode);
}

async function gradeCases(
  world: World,
  { options, words, patience }: GradeOrder,
): Promise<ToldGrade | Problem | 'interrupted'> {
  if (words[0] === '') return NO_PROGRAM;
  const { only, skip, say = '3', maxTime } = options;
  const groups = GROUPS.filter((group) => options.groups?.includes(group));
  const { cases: all, leftOut } = casesOf(readVectors(world.fixtures));
  const cases = selectCases(all, { groups, only, skip });
  if (isProblem(cases)) return cases;
  const mostTime = maxTime === undefined ? cases.length * ATTEMPTS * patience : maxTime * 1000;
  const from = world.now();
  const environment = programEnvironment(world.environment);
  const book = await askProgram(world, { program: words, cases, patience, mostTime, folder: null, environment });
  if (book === 'interrupted' || isProblem(book)) return book;
  const grade = gradeOf(cases, book, { from, to: world.now() });
  return tell(grade, { say, groups, leftOut, program: words, of: options.points ?? null });
}

/** Grades a program by the rules of S3 and reports in full. Resolves with a problem if the program cannot be asked. */
export const gradeProgram = (
  world: World,
  words: ProgramOrder['words'],
): Promise<ToldGrade | Problem | 'interrupted'> =>
  gradeCases(world, { options: { only: [], skip: [] }, words, patience: PATIENCE });

const NO_PROGRAM = problem('program', 'No program is named.', 'Name it after --, as in sigv4 grade -- ./mysigner.');
