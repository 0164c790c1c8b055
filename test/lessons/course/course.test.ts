/** The course: which lesson a word means, which comes next, what the test at the door tells. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import {
  findLesson,
  nextLesson,
  TEST,
  testItems,
  testLesson,
  testResult,
  wayThrough,
} from '../../../src/lessons/course/course.ts';
import { readLessons } from '../../../src/lessons/files/read-lessons.ts';
import type { Lesson } from '../../../src/lessons/lesson.ts';
import { type LessonRecords, NO_RECORD, type Records, type StepRecord } from '../../../src/lessons/playing/records.ts';
import { tutorial } from '../../support/fixtures.ts';

const LESSONS = readLessons(tutorial);
const lesson = (name: string): Lesson => {
  const found = LESSONS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no lesson ${name}.`);
  return found;
};

const CLEAN: StepRecord = { ...NO_RECORD, state: 'passed', attempts: 1 };
const done = (name: string, record: StepRecord = CLEAN): [string, LessonRecords] => [
  name,
  new Map(lesson(name).check.map(({ id }) => [id, record])),
];

it.each(['README.md', 'docs/course.md'])('%s says how many lessons there are', (document) => {
  const count = LESSONS.filter(({ kind }) => kind === 'lesson').length;
  expect(readFileSync(document, 'utf8')).toContain(`${count} lessons`);
});

describe('the lesson that a word means', () => {
  it.each([
    ['ten-lines', 'ten-lines'],
    ['3', 'ten-lines'],
    ['03', 'ten-lines'],
    ['f3', 'f3-signing-key'],
    ['F3', 'f3-signing-key'],
    ['f3-signing-key', 'f3-signing-key'],
    ['ten', 'ten-lines'],
    ['17', 'your-own-signer'],
  ])('%s is %s', (word, name) => {
    expect(findLesson(LESSONS, word)).toMatchObject({ name });
  });

  it.each([
    ['in', 'in-the-url, in-the-middle'],
    ['99', 'knock'],
    ['', 'knock'],
    ['f9', 'knock'],
  ])('%j is none, and the names are told', (word, told) => {
    const found = findLesson(LESSONS, word);
    expect(isProblem(found) && found.fix).toContain(told);
  });
});

describe('the next lesson', () => {
  const way = wayThrough(LESSONS);

  it('is the first one at first, and the ladder leads to the last one', () => {
    expect(nextLesson(LESSONS, new Map(), null)?.name).toBe('knock');
    const names = way.map(({ name }) => name);
    expect(names.slice(-6, -4)).toEqual(['f7-a-program', 'your-own-signer']);
    expect(names.slice(-4).every((name) => /^p\d-/.test(name))).toBe(true);
    expect(way).toHaveLength(LESSONS.length);
  });

  it('is after the one that was played, and what was left open comes at the end', () => {
    const records: Records = new Map(way.slice(1).map(({ name }) => done(name)));
    expect(nextLesson(LESSONS, records, lesson('ten-lines'))?.name).toBe('knock');
    expect(nextLesson(LESSONS, new Map([...records, done('knock')]), null)).toBeNull();
  });

  it.each<[string, StepRecord, StepRecord, string]>([
    ['two rungs without a slip leave one out', CLEAN, CLEAN, 'f3-signing-key'],
    ['a hint is a slip', CLEAN, { ...CLEAN, hints: 1 }, 'f2-signature'],
    ['a second attempt is a slip', { ...CLEAN, attempts: 2 }, CLEAN, 'f2-signature'],
    ['a solution is a slip', CLEAN, { ...CLEAN, solution: 'shown' }, 'f2-signature'],
  ])('%s', (_name, first, second, next) => {
    const records: Records = new Map([done('f0-why', first), done('f1-authorization', second)]);
    expect(nextLesson(LESSONS, records, lesson('f1-authorization'))?.name).toBe(next);
  });
});

describe('the test at the door', () => {
  it('asks every question of every lesson once', () => {
    const ids = testLesson(LESSONS).predict.map(({ id }) => id);
    expect(ids).toHaveLength(testItems(LESSONS).length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  const [asked] = LESSONS.filter(({ quiz }) => quiz.length > 0);
  const letterOf = (index: number) => String.fromCharCode('a'.charCodeAt(0) + index);
  const answering = (answer: (options: readonly { readonly right: boolean }[]) => number): Records =>
    new Map([
      [
        TEST,
        new Map(
          (asked?.quiz ?? []).map(({ id, options }) => [
            `${asked?.name}-${id}`,
            { ...NO_RECORD, state: 'answered', answer: letterOf(answer(options)) } as const,
          ]),
        ),
      ],
    ]);

  it.each<[string, Records, string]>([
    ['not asked', new Map(), 'not-asked'],
    ['right', answering((options) => options.findIndex(({ right }) => right)), 'known'],
    ['wrong', answering((options) => options.findIndex(({ right }) => !right)), 'not-known'],
  ])('that was %s', (_name, records, result) => {
    expect(asked && testResult(asked, records)).toBe(result);
  });

  it('lets a lesson be left out', () => {
    const records = answering((options) => options.findIndex(({ right }) => right));
    expect(nextLesson(LESSONS, records, null)?.name).not.toBe(asked?.name);
  });
});
