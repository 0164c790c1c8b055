/** Judges answers to checks that are made up for a test. */
import type { Check } from '../../../src/lessons/format.ts';
import type { Judgment } from '../../../src/lessons/judging/judge-lines.ts';
import { type Given, judge } from '../../../src/lessons/kinds/table.ts';
import type { PreparedLesson } from '../../../src/lessons/lesson.ts';
import { checkYaml, preparedOfText } from './lesson-text.ts';

/** A lesson with one check, which has this answer, as YAML. */
export async function checked(answer: string, solution = 'x'): Promise<{ lesson: PreparedLesson; check: Check }> {
  const lesson = await preparedOfText({ check: checkYaml(answer, solution) });
  const [check] = lesson.check;
  if (!check) throw new Error('There is no check.');
  return { lesson, check };
}

/** What is said of an answer to a check. */
export async function judged(answer: string, given: Given): Promise<Judgment> {
  const { lesson, check } = await checked(answer);
  return judge(lesson, check, given);
}

export const typed = (lines: readonly string[], typing: string | null = null): Given => ({
  kind: 'type',
  lines,
  typing,
  after: [],
});

/** Lines 4 and 5 of AWS's example: host and range. */
export const LINES = '{ kind: type, expected: { value: canonical-request, lines: 4-5 } }';
export const HOST = 'host:examplebucket.s3.amazonaws.com';
export const RANGE = 'range:bytes=0-9';
export const DIGITS = '{ kind: type, expected: { value: signature, digits: 6 } }';
