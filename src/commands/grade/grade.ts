/** `sigv4 grade`: a learner's own signer, asked every published vector; what is wrong, by name. */

import { ANSWER_IS_NO, type Command, complain, DONE, INTERRUPTED } from '../../app/options/command.ts';
import { listOf, type OptionValues, wordOf } from '../../app/options/option-values.ts';
import type { ProgramOrder } from '../../app/world/programs.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { casesOf } from '../../grading/cases/cases.ts';
import { GROUPS, type Group } from '../../grading/cases/groups.ts';
import { readGroups, selectCases } from '../../grading/cases/select-cases.ts';
import { gradeOf } from '../../grading/grade.ts';
import { type LessonOf, type Say, type ToldGrade, tell } from '../../grading/told.ts';
import { lessonOf } from '../../lessons/lesson-of.ts';
import { gradeReport, gradeRun } from '../../pages/grading/grade-report.ts';
import { gradeJunit, gradeTap } from '../../render/grade-lines.ts';
import { gradeJson } from '../../render/json/grade-json.ts';
import { plainBlocks } from '../../render/plain.ts';
import { readVectors } from '../../vectors/vector.ts';
import { askProgram } from './ask-program.ts';

/** How long a case may take, in milliseconds. */
const PATIENCE = 5_000;
/**
 * All cases together may take this many times as long as each of them may: a case that is not answered among others is
 * waited for once more, alone.
 */
const WAITS_FOR_A_CASE = 2;
/** In seconds: a day. */
const LONGEST = 86_400;

export const grade: Command = gradeCommand(lessonOf, PATIENCE);

/** `patience`: in milliseconds. */
export function gradeCommand(lessonOf: LessonOf, patience: number): Command {
  return {
    name: 'grade',
    says: 'Grade your own signer: it is asked every published vector, and each mistake is told by its name.',
    operands: [
      [
        '<program...>',
        'your program and its arguments, behind --; no shell reads them. It runs as you, and can read your files',
      ],
    ],
    options: [
      {
        flags: '--groups <names>',
        says: `what is asked besides S3's rules, separated by commas: ${GROUPS.join(', ')}`,
      },
      { flags: '--only <glob>', says: "only the cases with such a name: 's3-documentation/*'", repeats: true },
      { flags: '--skip <glob>', says: 'all but the cases with such a name', repeats: true },
      {
        flags: '--say <level>',
        says: '1: where it is wrong; 2: also the mistake by its name; 3, if not given: also the values',
        values: ['1', '2', '3'],
      },
      {
        flags: '--max-time <seconds>',
        says: `how long all cases may take together; if not given, ${(WAITS_FOR_A_CASE * patience) / 1000} for each of them`,
      },
      { flags: '--json', says: 'everything as JSON' },
      { flags: '--tap', says: 'a line for each case, as TAP version 14' },
      { flags: '--junit', says: 'XML in the form of JUnit, for build servers' },
    ],
    examples: [
      ['sigv4 grade -- ./mysigner', "S3's rules, in the header and in the query"],
      ['sigv4 grade -- python3 mysigner.py', 'a program behind its interpreter'],
      ['sigv4 grade --only s3-documentation/get-object -- ./mysigner', 'one case alone'],
      ['sigv4 grade --groups session,refuse --say 1 -- ./mysigner', 'more is asked, and less is said'],
    ],
    format: [
      [
        '"id", "request", "time", "region", "service", "accessKeyId", "secret", "form", "signedHeaders", …',
        'a line that your program reads: as sigv4 signer reads it, complete, so that nothing is to be added but the signature',
      ],
      [
        '"id", "signature", "canonicalRequest"?, "stringToSign"?, "signingKeyHex"?, "authorization"? or "url"?',
        'a line that it writes, in any order; what may be left out is compared where it is there, and makes the report more exact',
      ],
      ['"id", "problem"', 'where nothing can be signed; "problem" is an object, or words'],
    ],
    run: async (world, options, [file, ...args]) =>
      file === undefined
        ? complain(world, noProgram())
        : runGrade(world, { options, words: [file, ...args], lessonOf, patience }),
  };
}

interface Wish {
  readonly options: OptionValues;
  readonly words: ProgramOrder['words'];
  readonly lessonOf: LessonOf;
  readonly patience: number;
}

async function runGrade(world: World, { options, words, lessonOf, patience }: Wish): Promise<number> {
  const wish = readWish(options);
  if (isProblem(wish)) return complain(world, wish);
  const told = await toldGrade(world, { options, words, lessonOf, patience }, wish);
  if (told === 'interrupted') return INTERRUPTED;
  if (isProblem(told)) return complain(world, told);
  world.output(wish.write(told, world));
  return told.isRight ? DONE : ANSWER_IS_NO;
}

/** Asks the program, and tells what it is worth. */
async function toldGrade(
  world: World,
  { options, words, lessonOf, patience }: Wish,
  { groups, say, mostTime }: Omit<ReadWish, 'write'>,
): Promise<ToldGrade | Problem | 'interrupted'> {
  if (words[0] === '') return noProgram();
  const { cases: all, leftOut } = casesOf(readVectors(world.fixtures));
  const cases = selectCases(all, { groups, only: listOf(options.only), skip: listOf(options.skip) });
  if (isProblem(cases)) return cases;
  const asking = { program: words, cases, patience, mostTime: mostTime ?? cases.length * WAITS_FOR_A_CASE * patience };
  const book = await askProgram(world, asking);
  if (book === 'interrupted' || isProblem(book)) return book;
  return tell(gradeOf(cases, book), { say, lessonOf, groups, leftOut, program: words });
}

/** By S3's rules, with all that there is to say; a problem where it cannot be asked. */
export async function gradeProgram(
  world: World,
  words: ProgramOrder['words'],
): Promise<ToldGrade | Problem | 'interrupted'> {
  return toldGrade(
    world,
    { options: {}, words, lessonOf, patience: PATIENCE },
    { groups: [], say: '3', mostTime: null },
  );
}

interface ReadWish {
  readonly groups: readonly Group[];
  readonly say: Say;
  /** In milliseconds; `null` where it was not given. */
  readonly mostTime: number | null;
  readonly write: (told: ToldGrade, world: World) => string;
}

/** How a grade is written, by the name of the option. */
const WRITERS = { json: gradeJson, tap: gradeTap, junit: gradeJunit } as const;

function readWish(options: OptionValues): ReadWish | Problem {
  const groups = options.groups === undefined ? [] : readGroups(String(options.groups));
  if (isProblem(groups)) return groups;
  const mostTime = options.maxTime === undefined ? null : readSeconds(String(options.maxTime));
  if (isProblem(mostTime)) return mostTime;
  const form = (['json', 'tap', 'junit'] as const).find((name) => options[name]);
  return {
    groups,
    say: wordOf(options.say, ['3', '2', '1']),
    mostTime,
    write: form === undefined ? writeText : WRITERS[form],
  };
}

/** In milliseconds. */
function readSeconds(text: string): number | Problem {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= LONGEST) return seconds * 1000;
  const says = `--max-time ${JSON.stringify(text)} is no number of seconds up to ${LONGEST}.`;
  return problem('option', says, 'Give a decimal number above 0: 60.');
}

/** The report as text. */
export function writeText(told: ToldGrade, { outputWidth }: Pick<World, 'outputWidth'>): string {
  return `${gradeRun(told).text}\n${plainBlocks(gradeReport(told), outputWidth)}`;
}

const noProgram = () => problem('program', 'No program is named.', 'Name it behind --: sigv4 grade -- ./mysigner.');
