/** Signers, graded by the built program. */
import { spawn } from 'node:child_process';
import type { MistakeName } from '../../src/diagnosis/causes/twins.ts';
import { answerBook } from '../../src/grading/answer-book.ts';
import type { GradedCase } from '../../src/grading/cases/graded-case.ts';
import { GROUPS } from '../../src/grading/cases/groups.ts';
import { gradeOf } from '../../src/grading/grade.ts';
import { PROGRAM } from './program.ts';

/** What tests read of `sigv4 grade --json`. */
export interface GradeDocument {
  readonly isRight: boolean;
  readonly right: number;
  readonly asked: number;
  readonly mistake: MistakeName | null;
  readonly mistakes: readonly MistakeName[];
  readonly unknown: readonly string[];
  readonly faults: readonly unknown[];
  readonly cases: readonly { readonly id: string; readonly publisher: string; readonly right: boolean }[];
}

export const ALL_GROUPS = ['--groups', GROUPS.join(',')] as const;

/** The grade of a program, which is a file and its arguments. */
export async function gradeOfProgram(
  program: readonly string[],
  options: readonly string[] = [],
): Promise<GradeDocument> {
  return JSON.parse(await outputOf([process.execPath, PROGRAM, 'grade', '--json', ...options, '--', ...program]));
}

/** What a program answers to these cases, graded without the built program. */
export async function gradeOfAnswersOf(
  program: readonly string[],
  cases: readonly GradedCase[],
): Promise<Pick<GradeDocument, 'mistakes' | 'unknown' | 'faults'>> {
  const input = cases.map(({ line }) => `${JSON.stringify(line)}\n`).join('');
  const book = answerBook(cases);
  book.startProcess();
  for (const answer of (await outputOf(program, input)).split('\n')) book.take(Buffer.from(answer));
  const { naming, faults } = gradeOf(cases, book);
  const mistakes = naming.mistakes.map(({ cause: { id }, mutation: { variant } }) => ({ id, variant }));
  return { mistakes, unknown: naming.unknown, faults };
}

/** What a program writes to standard output; nothing is a failure. */
function outputOf([file = '', ...args]: readonly string[], input = ''): Promise<string> {
  const child = spawn(file, args);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => output.push(piece));
  child.stderr.on('data', (piece: Buffer) => errors.push(piece));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      if (output.length === 0) reject(new Error(Buffer.concat(errors).toString()));
      else resolve(Buffer.concat(output).toString());
    });
  });
}

/** Does this with each of them, two at a time, and gives what comes of it in their order. */
export async function twoAtATime<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const work = async () => {
    // Both take from the one queue.
    for (const [index, item] of queue) results[index] = await run(item);
  };
  await Promise.all([work(), work()]);
  return results;
}
