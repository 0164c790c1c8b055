/** What is beside a lesson: the letters stay where there is no room for all of its steps. */

import { describe, expect, it } from 'vitest';
import { readLessons } from '../../../src/lessons/files/read-lessons.ts';
import { beginPlay, type Play, setRecord } from '../../../src/lessons/playing/play.ts';
import { prepareLesson } from '../../../src/lessons/shots/prepare.ts';
import { asideRows } from '../../../src/screen/course/lesson.tsx';
import { tutorial } from '../../support/fixtures.ts';

const LESSONS = await Promise.all(readLessons(tutorial).map(prepareLesson));
const PLAYS = LESSONS.map((lesson) => beginPlay(lesson, 'guided', new Map(), 'first'));

const drawn = (play: Play, height: number): string[] =>
  asideRows(play, { width: 38, height }).map((row) => row.map(({ text }) => text).join(''));

describe.each(PLAYS)('beside lesson $lesson.name', (play) => {
  it.each([14, 20, 26, 33, 60])('are the current step and the letters in %i rows', (height) => {
    for (const at of play.steps.keys()) {
      const rows = drawn({ ...play, at }, height);
      expect(rows.length).toBeLessThanOrEqual(height);
      expect(rows.filter((row) => row.startsWith(' >'))).toHaveLength(1);
      expect(rows.filter((row) => /^ (?:M P Q|H N|B|D R S|K X T|\. #) /.test(row))).toHaveLength(6);
    }
  });
});

it('has an empty row above each beat where all of it fits', () => {
  const [play] = PLAYS;
  if (!play) throw new Error('There is no lesson.');
  const blanks = (height: number) => {
    const rows = drawn(play, height);
    return rows.slice(0, rows.indexOf(' The letters') - 1).filter((row) => row === '').length;
  };
  expect(blanks(60)).toBe(5);
  expect(blanks(24)).toBe(0);
});

it('marks an answer, which can be wrong, in another way than what is right', () => {
  const [play] = PLAYS;
  const at = play?.steps.findIndex(({ kind }) => kind === 'predict') ?? -1;
  const id = play?.steps[at]?.id ?? '';
  if (!play) throw new Error('There is no lesson.');
  const rows = drawn(setRecord({ ...play, at }, id, { state: 'answered' }), 60);
  expect(rows.filter((row) => row.startsWith(' > • '))).toHaveLength(1);
  expect(rows.join('\n')).not.toContain('✓');
});
