/** Which cases have been answered, whatever the order in which answers come, and what was no answer. */
import type { InputLine } from '../intake/lines/split-lines.ts';
import { type Answer, readAnswerLine } from './answer-line.ts';
import type { GradedCase } from './cases/graded-case.ts';

/** Why a case has no answer. */
export interface NoAnswer {
  readonly kind: 'none';
  readonly why: 'too-slow' | 'program-ended' | 'line-wrong' | 'not-asked';
  readonly says: string;
}

/** Something that the program printed and should not have, or an end that came too early. */
export interface Fault {
  readonly code: 'line-wrong' | 'unknown-id' | 'answered-twice' | 'program-ended' | 'too-slow' | 'limit-reached';
  readonly says: string;
  /** The case that it is about; `null` where that cannot be known. */
  readonly caseId: string | null;
  /** Of the output of the process, from 1; `null` for what is no line. */
  readonly line: number | null;
}

export interface AnswerBook {
  /** What one process prints: each call to it begins with line 1. */
  startProcess(): void;
  /** A line of its output. A blank one is no fault; it only counts as one of `linesWithoutAnswer`. */
  take(line: InputLine): void;
  /** Says why this case has none. */
  miss(caseId: string, why: NoAnswer['why'], says: string): void;
  /** Says why the grading was ended before its time: a fault, and the reason of each open case. `why`: no full stop. */
  stop(why: string): void;
  /** The cases that are still to be answered, in their order. */
  open(): readonly GradedCase[];
  answerOf(caseId: string): Answer | NoAnswer | null;
  /** Whether any case has one. */
  hasAnswers(): boolean;
  /** How many cases are not open any more. */
  settled(): number;
  /** How many lines were no answer to a case, or a second one; blank ones count. */
  linesWithoutAnswer(): number;
  readonly faults: readonly Fault[];
}

/** Without answers at first. `cases` are told apart by their ids; the first answer to one counts. */
export function answerBook(cases: readonly GradedCase[]): AnswerBook {
  const known = new Set(cases.map(({ id }) => id));
  const answers = new Map<string, Answer | NoAnswer>();
  const faults: Fault[] = [];
  let number = 0;
  let blank = 0;
  const open = () => cases.filter(({ id }) => !answers.has(id));
  const fault = (code: Fault['code'], caseId: string | null, what: string) =>
    faults.push({ code, caseId, line: number, says: `Line ${number} of the output of your program ${what}.` });

  const takeWrong = (id: string | null, wrong: string) => {
    if (id === null || !known.has(id)) {
      const [waiting] = open();
      fault('line-wrong', null, `${wrong}${waiting ? `; ${waiting.id} was the next to be answered` : ''}`);
      return;
    }
    fault('line-wrong', id, `answers ${id} and ${wrong}`);
    if (!answers.has(id)) answers.set(id, { kind: 'none', why: 'line-wrong', says: `The answer ${wrong}.` });
  };
  const takeAnswer = (id: string, answer: Answer) => {
    if (!known.has(id)) fault('unknown-id', null, `has the id ${JSON.stringify(id)}, which was not asked`);
    else if (answers.has(id)) fault('answered-twice', id, `answers ${id} once more; the first answer counts`);
    else answers.set(id, answer);
  };
  return {
    faults,
    open,
    startProcess: () => {
      number = 0;
    },
    answerOf: (caseId) => answers.get(caseId) ?? null,
    hasAnswers: () => [...answers.values()].some(({ kind }) => kind !== 'none'),
    settled: () => answers.size,
    linesWithoutAnswer: () => blank + faults.filter(({ line }) => line !== null).length,
    take(line) {
      number += 1;
      if (line === 'too-long') return takeWrong(null, 'is too long to be an answer');
      if (isBlank(line)) {
        blank += 1;
        return;
      }
      const read = readAnswerLine(line);
      return 'wrong' in read ? takeWrong(read.id, read.wrong) : takeAnswer(read.id, read.answer);
    },
    miss(caseId, why, says) {
      answers.set(caseId, { kind: 'none', why, says });
      if (why === 'program-ended' || why === 'too-slow') faults.push({ code: why, caseId, line: null, says });
    },
    stop(why) {
      const done = `${answers.size} of ${cases.length} cases had been graded by then`;
      faults.push({
        code: 'limit-reached',
        caseId: null,
        line: null,
        says: `The grading was stopped: ${why}. ${done}.`,
      });
      for (const { id } of open()) answers.set(id, { kind: 'none', why: 'not-asked', says: notGraded(why) });
    },
  };
}

/** Of a case that the program was not asked, or not for long enough. `why`: without a full stop. */
export const notGraded = (why: string) => `It was not graded: ${why}.`;

/** Nothing but white space. */
function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
