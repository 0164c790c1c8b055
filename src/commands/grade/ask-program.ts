/** Asks a learner's program: all cases in one process, and cases without an answer again, one by one. */

import type { LinesWorth, ProgramEnd, ProgramOrder } from '../../app/world/programs.ts';
import type { World } from '../../app/world/world.ts';
import { arrayFromOctets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type AnswerBook, answerBook, notGraded } from '../../grading/answer-book.ts';
import type { GradedCase } from '../../grading/cases/graded-case.ts';
import { programEnvironment } from '../../grading/environment.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import { jsonLine } from '../../render/json/json-text.ts';

export interface Asking {
  readonly program: ProgramOrder['words'];
  readonly cases: readonly GradedCase[];
  /** The longest time for a case, in milliseconds. */
  readonly patience: number;
  /** The longest time for all cases, in milliseconds. */
  readonly mostTime: number;
}

/** After this many cases in a row without an answer, no more cases are asked. */
const MOST_MISSED = 3;
const TOO_MANY_MISSED = `the ${MOST_MISSED} cases before it had no answer`;
/** After this many cases at which the program ended, each case gets its own process. */
const MOST_ENDED = 2;
/** The most lines that are not answers, and the most MiB of output. An answer is a few thousand bytes. */
const MOST_LINES = 1_000;
const MOST_MEBIBYTES = 64;

/**
 * Asks all cases, and resolves with a book that has an answer to each, or why there is none. If a process ends or gets stuck,
 * any case before may be at fault: the first open case is asked alone, and the others in a new process. The time of a case,
 * the time of all cases, and the output are limited.
 */
export async function askProgram(world: World, asking: Asking): Promise<AnswerBook | Problem | 'interrupted'> {
  const book = answerBook(asking.cases);
  const asker = askerOf(world, asking, book);
  let missed = 0;
  let ended = 0;
  let isOneByOne = false;
  for (let open = book.open(); open.length > 0; open = book.open()) {
    if (missed >= MOST_MISSED) return withoutTheRest(book, TOO_MANY_MISSED);
    const together: ProgramEnd | Problem | null = isOneByOne || open.length === 1 ? null : await asker(open);
    if (isFinal(together)) return conclude(together, book, asking);
    const left = book.open();
    const [first] = left;
    if (first === undefined) break;
    const alone = await asker([first]);
    if (isFinal(alone)) return conclude(alone, book, asking);
    const isAnswered = book.answerOf(first.id) !== null;
    if (!isAnswered) miss(book, first, alone, asking.patience);
    if (!isAnswered && alone.kind === 'ended') ended += 1;
    // A program that answers one line, but not many, or that ends repeatedly, is asked one by one.
    isOneByOne ||= ended >= MOST_ENDED || (together !== null && isAnswered && left.length === open.length);
    const isCounted = !isAnswered && (alone.kind === 'silent' || !book.hasAnswers());
    missed = isCounted ? missed + 1 : 0;
  }
  return book;
}

/** An end after which the program may be asked again. */
type Passing = Extract<ProgramEnd, { kind: 'ended' | 'silent' }>;
type Final = Exclude<ProgramEnd | Problem, Passing>;

const isFinal = (end: ProgramEnd | Problem | null): end is Final =>
  end !== null && (isProblem(end) || (end.kind !== 'ended' && end.kind !== 'silent'));

function conclude(end: Final, book: AnswerBook, { mostTime }: Asking): AnswerBook | Problem | 'interrupted' {
  if (isProblem(end)) return end;
  switch (end.kind) {
    case 'interrupted':
      return 'interrupted';
    case 'out-of-time':
      // If everything is answered, it does not matter that the program does not end.
      if (book.open().length > 0) book.stop(`all cases together took longer than ${mostTime / 1000} s`);
      return book;
    case 'out-of-bytes':
      book.stop(`your program wrote more than ${MOST_MEBIBYTES} MiB`);
      return book;
    case 'stopped':
      book.stop(`your program wrote ${MOST_LINES} lines that are not answers`);
      return book;
  }
}

/** Makes the function that asks cases in a new process. All processes share the limits of time and output. */
function askerOf(world: World, { program, patience, mostTime }: Asking, book: AnswerBook) {
  const signal = world.interruption();
  const left = { milliseconds: mostTime, bytes: MOST_MEBIBYTES * 2 ** 20 };
  return async (cases: readonly GradedCase[]): Promise<ProgramEnd | Problem> => {
    book.startProcess();
    const end = await world.runProgram({
      words: program,
      environment: programEnvironment(world.environment),
      input: arrayFromOctets(octetsFromText(cases.map(({ line }) => jsonLine(line)).join(''))),
      onLines: (lines) => takeLines(book, lines),
      onTalk: null,
      limits: { patience, ...left },
      signal,
    });
    if (isProblem(end)) return end;
    left.milliseconds = Math.max(0, left.milliseconds - end.spent.milliseconds);
    left.bytes = Math.max(0, left.bytes - end.spent.bytes);
    return end;
  };
}

function takeLines(book: AnswerBook, lines: readonly InputLine[]): LinesWorth {
  const before = book.settled();
  for (const line of lines) book.take(line);
  if (book.linesWithoutAnswer() >= MOST_LINES) return 'enough';
  return book.settled() > before ? 'answer' : 'nothing';
}

function miss(book: AnswerBook, { id }: GradedCase, end: Passing, patience: number): void {
  if (end.kind === 'silent') {
    book.miss(id, 'too-slow', `Your program gave no answer to ${id} in ${patience / 1000} s.`);
    return;
  }
  book.miss(
    id,
    'program-ended',
    `Your program ${endInWords(end)} without an answer to ${id}, the only case that it was asked.`,
  );
}

function endInWords({ code, signal }: Extract<ProgramEnd, { kind: 'ended' }>): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

function withoutTheRest(book: AnswerBook, why: string): AnswerBook {
  for (const { id } of book.open()) book.miss(id, 'not-asked', notGraded(why));
  return book;
}
