/** Files of lessons that tests make up: a small one that is right, and what is put in its place. */

import { readLessons } from '../../../src/lessons/files/read-lessons.ts';
import type { Lesson, PreparedLesson } from '../../../src/lessons/lesson.ts';
import { prepareLesson } from '../../../src/lessons/shots/prepare.ts';
import { memoryFiles } from '../fixtures.ts';

const HINTS = `    hints: [Look at it., 'The rule (https://docs.aws.amazon.com/s3).', It is this.]`;

/** The fields of a lesson, each as the lines of YAML that it has in the file. */
const FIELDS = {
  title: 'title: Ten lines',
  minutes: 'minutes: 15',
  goal: 'goal: You can write it.',
  misconceptions: 'misconceptions: [empty-lines-are-cosmetic]',
  see: 'see: [https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html]',
  requests: `requests:
  main:
    url: https://examplebucket.s3.amazonaws.com/test.txt
    headers: ['Range: bytes=0-9']`,
  predict: `predict:
  - id: guess
    ask: What stands on line 3?
    answer:
      kind: choose
      options:
        - { text: the host, belief: empty-lines-are-cosmetic, says: It is on line 4. }
        - { text: nothing, right: true }`,
  run: `run:
  - { id: send, says: send it, expect: { status: 206, length: 10 } }`,
  look: 'look: { stage: canonical-request, values: [canonical-request] }',
  break: `break:
  - { id: no-line, says: sign without line 3, mistake: crlf-or-extra-newline/no-query-line, expect: { status: 403, code: SignatureDoesNotMatch } }`,
  check: `check:
  - id: line-three
    ask: Type line 3.
    answer: { kind: type, expected: { value: canonical-request, lines: 3 } }
${HINTS}
    solution: ''`,
  takeAway: 'takeAway: An empty line is a line.',
} as const;

export type LessonFields = Partial<Record<keyof typeof FIELDS | 'proof' | 'quiz' | 'shown' | 'values', string>>;

/** With these in the place of what is right; an empty text leaves a field out. */
export function lessonText(fields: LessonFields = {}, prose = 'Introduction.\n'): string {
  const lines = Object.values({ ...FIELDS, ...fields }).filter((text) => text !== '');
  return `---\n${lines.join('\n')}\n---\n${prose}`;
}

/** A question of the test at the door as YAML; b is right. */
export const QUIZ = `quiz:
  - id: line
    ask: What is on line 3?
    options:
      - { text: the host, belief: empty-lines-are-cosmetic, says: It is not. }
      - { text: nothing, right: true }`;

/** A check as YAML, from its answer and its solution. */
export const checkYaml = (answer: string, solution: string): string =>
  `check:\n  - id: asked\n    ask: Do it.\n    answer: ${answer}\n${HINTS}\n    solution: ${solution}`;

export function lessonOfText(fields: LessonFields = {}, prose?: string): Lesson {
  const [lesson] = readLessons(memoryFiles({ '03-ten-lines.md': lessonText(fields, prose) }));
  if (!lesson) throw new Error('There is no lesson.');
  return lesson;
}

export const preparedOfText = (fields: LessonFields = {}): Promise<PreparedLesson> =>
  prepareLesson(lessonOfText(fields));
