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
import { freshCases } from '../../grading/cases/fresh-cases.ts';
import { GROUPS } from '../../grading/cases/groups.ts';
import { gradeOf } from '../../grading/grade.ts';
import { type ToldGrade, tell } from '../../grading/told.ts';
import { readVectors } from '../../vectors/vector.ts';
import { askProgram } from './ask-program.ts';

/** The maximum time for one case, in milliseconds. */
const PATIENCE = 5_000;

/**
 * The number of attempts for which the usual time limit allows. A case without an answer is asked again on its own.
 */
const ATTEMPTS = 2;

/** One day, in seconds. */
const LONGEST = 86_400;

/** Returns the options. `patience` is the usual maximum time for one case, in milliseconds. */
const optionsFor = (patience: number) =>
  ({
    groups: {
      flags: '--groups <names>',
      says: `what else to ask besides S3's rules, separated by commas: ${GROUPS.join(', ')}`,
      as: listed(choice(GROUPS)),
    },
    only: { flags: '--only <glob>', says: "only the cases with this name: 's3-documentation/*'", repeats: true },
    skip: { flags: '--skip <glob>', says: 'all cases except those with this name', repeats: true },
    seed: {
      flags: '--seed <text>',
      says: 'fresh cases, drawn from this text: other times, Regions, and objects, under names that say nothing',
    },
    say: {
      flags: '--say <level>',
      says: '1: where it is wrong; 2: also the name of the mistake; 3 (the default): also the values',
      as: choice(['1', '2', '3']),
    },
    caseTime: {
      flags: '--case-time <seconds>',
      says: `the longest time for one case; the default is ${patience / 1000}`,
      as: decimalNumber('a number of seconds', [0.001, LONGEST]),
    },
    maxTime: {
      flags: '--max-time <seconds>',
      says: `the longest time for all cases; the default is ${ATTEMPTS} times the longest time for each of them`,
      as: decimalNumber('a number of seconds', [0.001, LONGEST]),
    },
    ...outputOptions('grade'),
  }) as const satisfies OptionDefinitions;

type GradeValues = ValuesOf<ReturnType<typeof optionsFor>>;

/** Creates the command. `patience` is the maximum time for one case, in milliseconds. */
export function gradeCommand(patience: number): Command<World> {
  return command({
    operands: [
      [
        '[program...]',
        'your program and its arguments, after --; no shell reads them. The program runs as you and can read your files',
      ],
    ],
    options: optionsFor(patience),
    examples: {
      'sigv4 grade -- ./mysigner': "S3's rules, in the header and in the query",
      'sigv4 grade -- python3 mysigner.py': 'a program with its interpreter',
      'sigv4 grade --only s3-documentation/get-object -- ./mysigner': 'only one case',
      'sigv4 grade --groups session,refuse --say 1 -- ./mysigner': 'more questions, and less in the report',
      'sigv4 grade --csv -- ./mysigner': 'a row for the table of a class',
    },
    format: {
      '"id", "request", "time", "region", "service", "accessKeyId", "secret", "form", "signedHeaders", …':
        'a line that your program reads; it is complete, so that only the signature is missing',
      '"id", "signature", "canonicalRequest"?, "stringToSign"?, "signingKeyHex"?, "authorization"? or "url"?':
        'a line that it writes, in any order; optional members make the report more exact',
      '"id", "problem"': 'if the request cannot be signed; "problem" is an object or a string',
    },
    run: (world: World, options, words) => runGrade(world, options, words, patience),
  });
}

async function runGrade(world: World, options: GradeValues, words: readonly string[], patience: number): Promise<Exit> {
  const [file = '', ...args] = words;
  const { caseTime } = options;
  const order = {
    options,
    words: [file, ...args],
    patience: caseTime === undefined ? patience : caseTime * 1000,
  } as const;
  const grade = file === '' ? NO_PROGRAM : await gradeWith(world, order);
  if (grade === 'interrupted') return INTERRUPTED;
  if (isProblem(grade)) return grade;
  return writeResult(world, options, { kind: 'grade', grade }, grade.isRight ? DONE : ANSWER_IS_NO);
}

const NO_PROGRAM = problem('program', 'No program is named.', 'Name it after --, as in sigv4 grade -- ./mysigner.');

interface GradeOrder {
  readonly options: GradeValues;
  readonly words: ProgramOrder['words'];
  /** The maximum time for one case, in milliseconds. */
  readonly patience: number;
}

/** Asks the program, and grades what it answers. Resolves with a problem if the program cannot be asked. */
async function gradeWith(
  world: World,
  { options, words, patience }: GradeOrder,
): Promise<ToldGrade | Problem | 'interrupted'> {
  const { only, skip, say = '3', maxTime, seed } = options;
  const groups = GROUPS.filter((group) => options.groups?.includes(group));
  const vectors = readVectors(world.fixtures);
  const { cases: all, leftOut } = seed === undefined ? casesOf(vectors) : freshCases(vectors, seed);
  const cases = selectCases(all, { groups, only, skip });
  if (isProblem(cases)) return cases;
  const from = world.now();
  const mostTime = maxTime === undefined ? cases.length * ATTEMPTS * patience : maxTime * 1000;
  const book = await askProgram(world, { program: words, cases, patience, mostTime });
  if (book === 'interrupted' || isProblem(book)) return book;
  const grade = gradeOf(cases, book, { from, to: world.now() });
  return tell(grade, { say, groups, leftOut, program: words, repeatWith: seed === undefined ? [] : ['--seed', seed] });
}

/** Grades a program by the rules of S3 and reports in full. Resolves with a problem if the program cannot be asked. */
export const gradeProgram = (
  world: World,
  words: ProgramOrder['words'],
): Promise<ToldGrade | Problem | 'interrupted'> =>
  gradeWith(world, { options: { only: [], skip: [] }, words, patience: PATIENCE });

export const grade: Command<World> = gradeCommand(PATIENCE);
