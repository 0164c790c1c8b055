/** Asks a learner's program: all cases of one process, and alone what that leaves without an answer. */

import type { ProgramEnd, ProgramOrder, World } from '../../app/world/world.ts';
import { arrayFromOctets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type AnswerBook, answerBook } from '../../grading/answer-book.ts';
import type { GradedCase } from '../../grading/cases/graded-case.ts';
import { scrubbedEnvironment } from '../../grading/environment.ts';
import { jsonLine } from '../../render/json/json-text.ts';

export interface Asking {
  readonly program: ProgramOrder['words'];
  readonly cases: readonly GradedCase[];
  /** How long a case may take, in milliseconds. */
  readonly patience: number;
}

/** After so many cases in a row that took too long no more are asked, nor where nothing was ever answered. */
const MOST_MISSED = 3;
const TOO_MANY_MISSED = `${MOST_MISSED} cases before it, one after the other, had no answer`;
/** After so many cases at which it ended each has a process of its own. */
const MOST_ENDED = 2;
/** A program that writes so much that is no answer is stopped. */
const MOST_FAULTS = 1_000;
const TOO_MUCH = `your program wrote ${MOST_FAULTS} lines that are no answers`;

/**
 * Every case has an answer in the book then, or why it has none. What a process leaves open when it ends or is silent
 * may be the fault of any case before: so the first open one is asked alone, and the others in a new process.
 */
export async function askProgram(world: World, asking: Asking): Promise<AnswerBook | Problem | 'interrupted'> {
  const book = answerBook(asking.cases);
  const signal = world.interruption();
  let missed = 0;
  let ended = 0;
  let isOneByOne = false;
  for (let open = book.open(); open.length > 0; open = book.open()) {
    if (missed >= MOST_MISSED) return withoutTheRest(book, TOO_MANY_MISSED);
    const together: ProgramEnd | Problem | null =
      isOneByOne || open.length === 1 ? null : await askOnce(world, { ...asking, cases: open }, book, signal);
    if (isFinal(together)) return finalOf(together);
    if (together?.kind === 'stopped') return withoutTheRest(book, TOO_MUCH);
    const left = book.open();
    const [first] = left;
    if (first === undefined) break;
    const alone = await askOnce(world, { ...asking, cases: [first] }, book, signal);
    if (isFinal(alone)) return finalOf(alone);
    if (alone.kind === 'stopped') return withoutTheRest(book, TOO_MUCH);
    const isAnswered = book.answerOf(first.id) !== null;
    if (!isAnswered) miss(book, first, alone, asking.patience);
    if (!isAnswered && alone.kind === 'ended') ended += 1;
    // Whoever answers a line alone, and none of many, is asked one by one; and who ends again and again.
    isOneByOne ||= ended >= MOST_ENDED || (together !== null && isAnswered && left.length === open.length);
    const isCounted = !isAnswered && (alone.kind === 'silent' || !book.hasAnswers());
    missed = isCounted ? missed + 1 : 0;
  }
  return book;
}

type Final = Problem | { readonly kind: 'interrupted' };

const isFinal = (end: ProgramEnd | Problem | null): end is Final =>
  end !== null && (isProblem(end) || end.kind === 'interrupted');

const finalOf = (end: Final): Problem | 'interrupted' => (isProblem(end) ? end : 'interrupted');

function askOnce(
  world: World,
  { program, cases, patience }: Asking,
  book: AnswerBook,
  signal: AbortSignal,
): Promise<ProgramEnd | Problem> {
  book.startProcess();
  return world.runProgram({
    words: program,
    environment: scrubbedEnvironment(world.environment),
    input: arrayFromOctets(octetsFromText(cases.map(({ line }) => jsonLine(line)).join(''))),
    onLines: (lines) => {
      for (const line of lines) book.take(line);
      return book.faults.length < MOST_FAULTS;
    },
    onTalk: null,
    patience,
    signal,
  });
}

function miss(book: AnswerBook, { id }: GradedCase, end: ProgramEnd, patience: number): void {
  if (end.kind === 'silent') {
    book.miss(id, 'too-slow', `Your program gave no answer to ${id} in ${patience / 1000} s.`);
    return;
  }
  const how = end.kind === 'ended' ? endInWords(end) : 'ended';
  book.miss(id, 'program-ended', `Your program ${how} without an answer to ${id}, which was all that it was asked.`);
}

function endInWords({ code, signal }: Extract<ProgramEnd, { kind: 'ended' }>): string {
  return signal === null ? `ended with the exit code ${code}` : `was ended by ${signal}`;
}

function withoutTheRest(book: AnswerBook, why: string): AnswerBook {
  for (const { id } of book.open()) book.miss(id, 'not-asked', `It was not asked: ${why}.`);
  return book;
}
