/**
 * Defines the command `sigv4 grade`, which runs all published vectors with a learner's own signer and names its
 * mistakes, or with each signer in a folder of submissions.
 */

import { ANSWER_IS_NO, type Command, command, DONE, type Exit, INTERRUPTED } from '../../app/options/command.ts';
import { writeResult } from '../../app/outputs/write-result.ts';
import type { ProgramOrder } from '../../app/world/programs.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { GROUPS } from '../../grading/cases/groups.ts';
import { programEnvironment } from '../../grading/environment.ts';
import { type ToldGrade, tell } from '../../grading/told.ts';
import { gradeEach } from './each/grade-each.ts';
import { casesToAsk, gradeProgramOn } from './grade-cases.ts';
import { type GradeValues, gradeOptions } from './grade-options.ts';

/** The maximum time for one case, in milliseconds. */
const PATIENCE = 5_000;
export const grade: Command<World> = gradeCommand(PATIENCE);

/** Creates the command. `patience` is the maximum time for one case, in milliseconds. */
export function gradeCommand(patience: number): Command<World> {
  return command({
    operands: [
      [
        '[program...]',
        'your program and its arguments, after --; no shell reads them. The program runs as you and can read your files',
      ],
    ],
    options: gradeOptions(patience),
    examples: {
      'sigv4 grade -- ./mysigner': "S3's rules, in the header and in the query",
      'sigv4 grade -- python3 mysigner.py': 'a program with its interpreter',
      'sigv4 grade --only s3-documentation/get-object -- ./mysigner': 'only one case',
      'sigv4 grade --groups session,refuse --say 1 -- ./mysigner': 'more questions, and less in the report',
      'sigv4 grade --each submissions --csv points.csv --reports reports': 'a whole class',
    },
    format: {
      '"id", "request", "time", "region", "service", "accessKeyId", "secret", "form", "signedHeaders", …':
        'a line that your program reads; it is complete, so that only the signature is missing',
      '"id", "signature", "canonicalRequest"?, "stringToSign"?, "signingKeyHex"?, "authorization"? or "url"?':
        'a line that it writes, in any order; optional members make the report more exact',
      '"id", "problem"': 'if the request cannot be signed; "problem" is an object or a string',
    },
    run: async (world: World, options, words) => {
      const order = { options, patience: options.caseTime === undefined ? patience : options.caseTime * 1000 };
      if (options.each !== undefined) return gradeEach(world, { ...order, folder: options.each, words });
      const [file, ...args] = words;
      return file === undefined ? NO_PROGRAM : runGrade(world, { ...order, words: [file, ...args] });
    },
  });
}

interface GradeOrder {
  readonly options: GradeValues;
  readonly words: ProgramOrder['words'];
  /** The maximum time for one case, in milliseconds. */
  readonly patience: number;
}

async function runGrade(world: World, order: GradeOrder): Promise<Exit> {
  const graded = await gradeAlone(world, order);
  if (graded === 'interrupted') return INTERRUPTED;
  if (isProblem(graded)) return graded;
  const exitCode = graded.isRight ? DONE : ANSWER_IS_NO;
  return writeResult(world, order.options, { kind: 'grade', grade: graded }, exitCode);
}

async function gradeAlone(
  world: World,
  { options, words, patience }: GradeOrder,
): Promise<ToldGrade | Problem | 'interrupted'> {
  if (words[0] === '') return NO_PROGRAM;
  const { only, skip, say = '3', maxTime, seed = null, points: of = null } = options;
  const groups = GROUPS.filter((group) => options.groups?.includes(group));
  const asked = casesToAsk(world, { groups, only, skip, seed });
  if (isProblem(asked)) return asked;
  const graded = await gradeProgramOn(world, {
    words,
    cases: asked.cases,
    patience,
    mostTime: maxTime === undefined ? null : maxTime * 1000,
    folder: null,
    environment: programEnvironment(world.environment),
  });
  if (graded === 'interrupted' || isProblem(graded)) return graded;
  return tell(graded, {
    say,
    groups,
    leftOut: asked.leftOut,
    program: words,
    of,
    repeatWith: seed === null ? [] : ['--seed', seed],
  });
}

/** Grades a program by the rules of S3 and reports in full. Resolves with a problem if the program cannot be asked. */
export const gradeProgram = (
  world: World,
  words: ProgramOrder['words'],
): Promise<ToldGrade | Problem | 'interrupted'> =>
  gradeAlone(world, { options: { only: [], skip: [] }, words, patience: PATIENCE });

const NO_PROGRAM = problem('program', 'No program is named.', 'Name it after --, as in sigv4 grade -- ./mysigner.');
