/**
 * Defines the command `sigv4 grade`, which runs all published vectors with a learner's own signer and names its
 * mistakes.
 */

import { ANSWER_IS_NO, type Command, complain, DONE, INTERRUPTED } from '../../app/options/command.ts';
import { listOf, type OptionValues, wordOf } from '../../app/options/option-values.ts';
import { outputOptions } from '../../app/outputs/output-options.ts';
import { writeResult } from '../../app/outputs/write-result.ts';
import type { ProgramOrder } from '../../app/world/programs.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { casesOf, readGroups, selectCases } from '../../grading/cases/cases.ts';
import { GROUPS, type Group } from '../../grading/cases/groups.ts';
import { gradeOf } from '../../grading/grade.ts';
import { type Say, type ToldGrade, tell } from '../../grading/told.ts';
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

export const grade: Command<World> = gradeCommand(PATIENCE);

/** Creates the command. `patience` is the maximum time for one case, in milliseconds. */
export function gradeCommand(patience: number): Command<World> {
  return {
    operands: [
      [
        '<program...>',
        'your program and its arguments, after --; no shell reads them. The program runs as you and can read your files',
      ],
    ],
    options: [
      {
        flags: '--groups <names>',
        says: `what else to ask besides S3's rules, separated by commas: ${GROUPS.join(', ')}`,
      },
      { flags: '--only <glob>', says: "only the cases with this name: 's3-documentation/*'", repeats: true },
      { flags: '--skip <glob>', says: 'all cases except those with this name', repeats: true },
      {
        flags: '--say <level>',
        says: '1: where it is wrong; 2: also the name of the mistake; 3 (the default): also the values',
        values: ['1', '2', '3'],
      },
      {
        flags: '--max-time <seconds>',
        says: `the longest time for all cases; the default is ${(ATTEMPTS * patience) / 1000} for each of them`,
      },
      ...outputOptions('grade'),
    ],
    examples: [
      ['sigv4 grade -- ./mysigner', "S3's rules, in the header and in the query"],
      ['sigv4 grade -- python3 mysigner.py', 'a program with its interpreter'],
      ['sigv4 grade --only s3-documentation/get-object -- ./mysigner', 'only one case'],
      ['sigv4 grade --groups session,refuse --say 1 -- ./mysigner', 'more questions, and less in the report'],
    ],
    format: [
      [
        '"id", "request", "time", "region", "service", "accessKeyId", "secret", "form", "signedHeaders", …',
        'a line that your program reads, in the format of sigv4 signer; it is complete, so that only the signature is missing',
      ],
      [
        '"id", "signature", "canonicalRequest"?, "stringToSign"?, "signingKeyHex"?, "authorization"? or "url"?',
        'a line that it writes, in any order; optional members make the report more exact',
      ],
      ['"id", "problem"', 'if the request cannot be signed; "problem" is an object or a string'],
    ],
    run: async (world, options, [file, ...args]) =>
      file === undefined
        ? complain(world, noProgram())
        : runGrade(world, { options, words: [file, ...args], patience }),
  };
}

interface GradeOrder {
  readonly options: OptionValues;
  readonly words: ProgramOrder['words'];
  readonly patience: number;
}

async function runGrade(world: World, { options, words, patience }: GradeOrder): Promise<number> {
  const choices = readChoices(options);
  if (isProblem(choices)) return complain(world, choices);
  const graded = await gradeCases(world, { options, words, patience }, choices);
  if (graded === 'interrupted') return INTERRUPTED;
  if (isProblem(graded)) return complain(world, graded);
  return writeResult(world, options, { kind: 'grade', grade: graded }, graded.isRight ? DONE : ANSWER_IS_NO);
}

async function gradeCases(
  world: World,
  { options, words, patience }: GradeOrder,
  { groups, say, mostTime }: GradeChoices,
): Promise<ToldGrade | Problem | 'interrupted'> {
  if (words[0] === '') return noProgram();
  const { cases: all, leftOut } = casesOf(readVectors(world.fixtures));
  const cases = selectCases(all, { groups, only: listOf(options.only), skip: listOf(options.skip) });
  if (isProblem(cases)) return cases;
  const asking = { program: words, cases, patience, mostTime: mostTime ?? cases.length * ATTEMPTS * patience };
  const book = await askProgram(world, asking);
  if (book === 'interrupted' || isProblem(book)) return book;
  return tell(gradeOf(cases, book), { say, groups, leftOut, program: words });
}

/** Grades a program by the rules of S3 and reports in full. Resolves with a problem if the program cannot be asked. */
export async function gradeProgram(
  world: World,
  words: ProgramOrder['words'],
): Promise<ToldGrade | Problem | 'interrupted'> {
  return gradeCases(world, { options: {}, words, patience: PATIENCE }, { groups: [], say: '3', mostTime: null });
}

interface GradeChoices {
  readonly groups: readonly Group[];
  readonly say: Say;
  /** The maximum time for all cases in milliseconds, or `null` if the user gave none. */
  readonly mostTime: number | null;
}

function readChoices(options: OptionValues): GradeChoices | Problem {
  const groups = options.groups === undefined ? [] : readGroups(String(options.groups));
  if (isProblem(groups)) return groups;
  const mostTime = options.maxTime === undefined ? null : readSeconds(String(options.maxTime));
  if (isProblem(mostTime)) return mostTime;
  return {
    groups,
    say: wordOf(options.say, ['3', '2', '1']),
    mostTime,
  };
}

/** Reads a number of seconds and returns it in milliseconds. */
function readSeconds(text: string): number | Problem {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= LONGEST) return seconds * 1000;
  const says = `--max-time ${JSON.stringify(text)} is not a number of seconds up to ${LONGEST}.`;
  return problem('option', says, 'Give a decimal number above 0: 60.');
}

const noProgram = () =>
  problem('program', 'No program is named.', 'Name it after --, as in sigv4 grade -- ./mysigner.');
