/**
 * Collects the answers of a learner's program and everything else that the program prints. The answers can come in any
 * order.
 */

import { decodeBase64 } from '../bytes/base64.ts';
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { isGiven, isObject, isText, type JsonObject, readJsonLine } from '../intake/json/json-line.ts';
import type { InputLine } from '../intake/lines/split-lines.ts';
import { type GradedCase, VALUE_NAMES, type Values } from './cases/graded-case.ts';

export interface NoAnswer {
  readonly kind: 'none';
  readonly why: 'too-slow' | 'program-ended' | 'line-wrong' | 'not-asked';
  readonly says: string;
}

/** A line of output that is not expected, or a reason that the output or the grading ended early. */
export interface Fault {
  readonly code: 'line-wrong' | 'unknown-id' | 'answered-twice' | 'program-ended' | 'too-slow' | 'limit-reached';
  readonly says: string;
  /** The ID of the case; `null` if unknown. */
  readonly caseId: string | null;
  /** The number of the line in the program's output, counted from 1. `null` if the fault is not in a line. */
  readonly line: number | null;
}

export interface AnswerBook {
  /** Counts a new process of the program, and restarts the line count. */
  startProcess(): void;
  /** Counts the processes that were started. */
  processes(): number;
  /** Handles a line of output. A blank line is not a fault but is counted in `linesWithoutAnswer`. */
  take(line: InputLine): void;
  /** Records why a case has no answer. */
  miss(caseId: string, why: NoAnswer['why'], says: string): void;
  /** Records, for each open case, why grading stopped. `why` has no period at the end. */
  stop(why: string): void;
  /** Lists the cases that have no answer yet, in order. */
  open(): readonly GradedCase[];
  answerOf(caseId: string): Answer | NoAnswer | null;
  hasAnswers(): boolean;
  /** Counts the cases that are no longer open. */
  settled(): number;
  /** Counts the lines that were not the first answer to a case. Blank lines are included. */
  linesWithoutAnswer(): number;
  readonly faults: readonly Fault[];
}

/** Creates a book without answers. If a case is answered again, the first answer counts. */
export function answerBook(cases: readonly GradedCase[]): AnswerBook {
  const known = new Set(cases.map(({ id }) => id));
  const answers = new Map<string, Answer | NoAnswer>();
  const faults: Fault[] = [];
  let number = 0;
  let blank = 0;
  let processes = 0;
  const open = () => cases.filter(({ id }) => !answers.has(id));
  const fault = (code: Fault['code'], caseId: string | null, what: string) =>
    faults.push({ code, caseId, line: number, says: `Line ${number} of your program's output ${what}.` });

  const takeWrong = (id: string | null, wrong: string) => {
    if (id === null || !known.has(id)) {
      const [waiting] = open();
      fault('line-wrong', null, `${wrong}${waiting ? `. The next case to answer was ${waiting.id}` : ''}`);
      return;
    }
    fault('line-wrong', id, `answers ${id} and ${wrong}`);
    if (!answers.has(id)) answers.set(id, { kind: 'none', why: 'line-wrong', says: `The answer ${wrong}.` });
  };
  const takeAnswer = (id: string, answer: Answer) => {
    if (!known.has(id)) fault('unknown-id', null, `has the id ${JSON.stringify(id)}, which was not asked`);
    else if (answers.has(id)) fault('answered-twice', id, `answers ${id} again. The first answer counts`);
    else answers.set(id, answer);
  };
  const takeLine = (line: InputLine) => {
    number += 1;
    if (line === 'too-long') return takeWrong(null, 'is too long to be an answer');
    if (isBlank(line)) {
      blank += 1;
      return;
    }
    const read = readAnswerLine(line);
    if ('wrong' in read) takeWrong(read.id, read.wrong);
    else takeAnswer(read.id, read.answer);
  };
  return {
    faults,
    open,
    startProcess: () => {
      number = 0;
      processes += 1;
    },
    processes: () => processes,
    answerOf: (caseId) => answers.get(caseId) ?? null,
    hasAnswers: () => [...answers.values()].some(({ kind }) => kind !== 'none'),
    settled: () => answers.size,
    linesWithoutAnswer: () => blank + faults.filter(({ line }) => line !== null).length,
    take: takeLine,
    miss(caseId, why, says) {
      answers.set(caseId, { kind: 'none', why, says });
      if (why === 'program-ended' || why === 'too-slow') faults.push({ code: why, caseId, line: null, says });
    },
    stop(why) {
      const done = `${answers.size} of ${cases.length} cases were graded before that`;
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

/** Says why a case was not graded. `why` has no period at the end. */
export const notGraded = (why: string) => `It was not graded: ${why}.`;

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

export type Answer =
  | { readonly kind: 'values'; readonly values: Values }
  /** The program reports that the case cannot be signed. `says` is empty if the program gives no reason. */
  | { readonly kind: 'problem'; readonly says: string };

/**
 * An answer, or a description of the problem with the line. `id` is `null` if the ID cannot be read. `wrong` is a
 * sentence without its subject, such as "is not JSON".
 */
export type ReadAnswer =
  | { readonly id: string; readonly answer: Answer }
  | { readonly id: string | null; readonly wrong: string };

/**
 * Reads a line that has no line ending. The line must be one JSON object in UTF-8, and fields whose names end with
 * `Base64` contain base64.
 */
function readAnswerLine(line: Uint8Array): ReadAnswer {
  const object = readJsonLine(line);
  if (isProblem(object)) return { id: null, wrong: object.lineIs };
  const { id } = object;
  if (!isText(id)) return { id: null, wrong: 'has no "id", or an "id" that is not a string' };
  if (isGiven(object, 'problem')) return { id, answer: { kind: 'problem', says: saysOf(object.problem) } };
  const values = readValues(object);
  return typeof values === 'string' ? { id, wrong: values } : { id, answer: { kind: 'values', values } };
}

function saysOf(problem: unknown): string {
  if (isText(problem)) return problem;
  return isObject(problem) && isText(problem.says) ? problem.says : '';
}

function readValues(object: JsonObject): Values | string {
  let values: Values = {};
  for (const name of VALUE_NAMES) {
    const value = readValue(object, name);
    if (value === 'no-text') return `has a "${name}" that is not a string`;
    if (value === 'no-base64') return `has a "${name}Base64" that is not base64`;
    if (value !== null) values = { ...values, [name]: value.octets };
  }
  return values.signature === undefined ? 'has neither "signature" nor "problem"' : values;
}

/**
 * Reads a value that is given as text or as base64. Returns `null` if the value is missing, or the reason if the value
 * cannot be read.
 */
function readValue(object: JsonObject, name: string): { readonly octets: Octets } | 'no-text' | 'no-base64' | null {
  if (isGiven(object, name)) {
    const value = object[name];
    return isText(value) ? { octets: octetsFromText(value) } : 'no-text';
  }
  if (!isGiven(object, `${name}Base64`)) return null;
  const value = object[`${name}Base64`];
  const octets = isText(value) ? decodeBase64(octetsFromText(value)) : null;
  return octets === null ? 'no-base64' : { octets };
}
