/**
 * Asks a learner's program to answer all cases in one process. Then asks the cases without an answer again, one at a
 * time.
 */

import type { LinesWorth, ProgramEnd, ProgramOrder } from '../../app/world/programs.ts';
import type { World } from '../../app/world/world.ts';
import { arrayFromOctets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type AnswerBook, answerBook, notGraded } from '../../grading/answer-book.ts';
import type { GradedCase } from '../../grading/cases/graded-case.ts';
import { programEnvironment } from '../../grading/environment.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import { jsonLine } from '../../outputs/json/json-text.ts';

interface Asking {
  readonly program: ProgramOrder['words'];
  readonly cases: readonly GradedCase[];
  /** The maximum time for one case, in milliseconds. */
  readonly patience: number;
  /** The maximum time for all cases together, in milliseconds. */
  readonly mostTime: number;
}

/** After this many consecutive cases without an answer, the remaining cases are not asked. */
const MOST_MISSED = 3;
const TOO_MANY_MISSED = `the ${MOST_MISSED} cases before it had no answer`;
/** After the program ends unexpectedly on this many cases, each remaining case gets its own process. */
const MOST_ENDED = 2;
/**
 * The limits on the output: the number of lines that are not answers, and the total size in MiB. An answer takes only a
 * few thousand bytes.
 */
const MOST_LINES = 1_000;
const MOST_MEBIBYTES = 64;

/**
 * Asks all cases. Resolves with a book that contains, for each case, the answer or the reason that there is no answer.
 * If a process ends or gets stuck, any earlier case may be at fault, so the first open case is asked on its own, and
 * the other cases are asked in a new process. Limits apply to the time for each case, to the time for all cases, and to
 * the output.
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
    const alone = await askAlone(asker, first);
    if (isFinal(alone)) return conclude(alone, book, asking);
    const isAnswered = book.answerOf(first.id) !== null;
    if (!isAnswered) miss(book, first, alone, asking.patience);
    if (!isAnswered && alone.kind === 'ended') ended += 1;
    // From now on, cases are asked one at a time if the program ends repeatedly, or if it answers a single line but not
    // several.
    isOneByOne ||= ended >= MOST_ENDED || (together !== null && isAnswered && left.length === open.length);
    const isCounted = !isAnswered && (alone.kind === 'silent' || !book.hasAnswers());
    missed = isCounted ? missed + 1 : 0;
  }
  return book;
}

type Asker = (cases: readonly GradedCase[]) => Promise<ProgramEnd | Problem>;

/**
 * Asks one case in a process of its own. Asks it once more if there was no answer in time, because the machine may have
 * been busy with something else.
 */
async function askAlone(asker: Asker, one: GradedCase): Promise<ProgramEnd | Problem> {
  const end = await asker([one]);
  return !isProblem(end) && end.kind === 'silent' ? asker([one]) : end;
}

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
      // If all cases have been answered, it does not matter that the program is still running.
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

/**
 * Returns a function that asks cases in a new process. The limits of time and output apply to all processes together.
 */
function askerOf(world: World, asking: Asking, book: AnswerBook): Asker {
  const { program, patience, mostTime } = asking;
  const signal = world.interruption();
  const left = { milliseconds: mostTime, bytes: MOST_MEBIBYTES * 2 ** 20 };
  const talkOf = talkOnce(world.rows);
  return async (cases) => {
    const talk = talkOf();
    book.startProcess();
    const end = await world.runProgram({
      words: program,
      environment: programEnvironment(world.environment),
      input: arrayFromOctets(octetsFromText(cases.map(({ line }) => jsonLine(line)).join(''))),
      onLines: (lines) => takeLines(book, lines),
      onTalk: talk.take,
      limits: { patience, ...left },
      signal,
    });
    talk.end();
    if (isProblem(end)) return end;
    left.milliseconds = Math.max(0, left.milliseconds - end.spent.milliseconds);
    left.bytes = Math.max(0, left.bytes - end.spent.bytes);
    return end;
  };
}

function takeLines(book: AnswerBook, lines: readonly InputLine[]): LinesWorth {
  const before = book.settled();
  for (const line of lines) {
    book.take(line);
    // Lines after the limit are not read, even if they came together with it.
    if (book.linesWithoutAnswer() >= MOST_LINES) return 'enough';
  }
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

/** What one process writes to standard error. */
interface Talk {
  readonly take: (bytes: Uint8Array) => void;
  /** Notes that the process has ended. */
  readonly end: () => void;
}

/** The maximum number of characters that are compared. A program that writes more does not only repeat a message. */
const MOST_COMPARED = 65_536;

/**
 * Returns a function that begins the standard error of the next process. It is passed on as it arrives, but held as long
 * as it repeats that of the process before it, and dropped if it ends so: each process of a program that cannot be
 * started has the same message.
 */
function talkOnce(write: (text: string) => void): () => Talk {
  let before = '';
  return () => {
    const decoder = new TextDecoder();
    const repeats = before;
    let isHeld = repeats !== '' && repeats.length < MOST_COMPARED;
    let own = '';
    const release = () => {
      isHeld = false;
      write(own);
    };
    return {
      take(bytes) {
        const text = decoder.decode(bytes, { stream: true });
        if (own.length < MOST_COMPARED) own += text;
        if (!isHeld) write(text);
        else if (!repeats.startsWith(own)) release();
      },
      end() {
        if (isHeld && own !== '' && own !== repeats) release();
        before = own;
      },
    };
  };
}
