/** The list of lessons, the test at its door, and what is forgotten. */
import { describe, expect, it } from 'vitest';
import { NO_PROGRESS, withLesson } from '../../../src/lessons/course/progress.ts';
import { NO_RECORD, stepsOf } from '../../../src/lessons/playing/records.ts';
import { LESSONS, openAt, openCourse, rowOfCursor, settled } from '../../support/screen/course-on-screen.ts';

/** The progress of somebody who skipped the steps of a lesson before this one, and no other lesson. */
function knownUpTo(name: string, step: string) {
  const lesson = LESSONS.find((one) => one.name === name);
  if (!lesson) throw new Error(`There is no lesson ${name}.`);
  const ids = stepsOf(lesson, 'guided').map(({ id }) => id);
  const before = ids.slice(1, ids.indexOf(step));
  return {
    progress: withLesson(
      NO_PROGRESS,
      name,
      new Map(before.map((id) => [id, { ...NO_RECORD, state: 'skipped' } as const])),
    ),
  };
}

describe('the list', () => {
  it('begins at the lesson to go on with, also if the lessons before it are open', () => {
    expect(rowOfCursor(openCourse().rows())).toContain('Knock without a key');
    const { progress } = knownUpTo('encode-once', 'look');
    expect(rowOfCursor(openCourse({ progress }).rows())).toContain('Encode once');
  });

  it.each([
    ['3', 'Ten lines'],
    ['1', 'Knock'],
    ['17', 'Your own signer'],
    ['12', 'Chunk by chunk'],
    // There is no lesson 19.
    ['19', 'The server did the same math'],
    ['f3', 'The signing key'],
    ['f', 'Why each stage is there'],
  ])('goes to a lesson by its number: %s', async (keys, title) => {
    const course = openCourse({ height: 40 });
    await course.press(...keys);
    expect(rowOfCursor(course.rows())).toContain(title);
  });

  it('forgets the beginning of a number when another key is pressed', async () => {
    const course = openCourse({ height: 40 });
    await course.press('1', 'down', '4');
    expect(rowOfCursor(course.rows())).toContain('Encode once');
    await course.press('return');
    await settled(course);
    expect(course.rows()[0]).toContain('4 Encode once');
  });

  it('finds lessons by what people believe', async () => {
    const course = openCourse();
    await course.press('/');
    await course.type('decrypt');
    expect(course.rows().filter((row) => /^[> ] \d/.test(row))).toHaveLength(1);
    await course.press('return', 'return');
    await settled(course);
    expect(course.rows()[0]).toContain('Knock without a key');
  });

  it('says where nothing is found', async () => {
    const course = openCourse();
    await course.press('/');
    await course.type('zzz');
    expect(course.text()).toContain('No lesson contains these words.');
    await course.press('return', 'return', 'c', 'R');
    expect(course.exitCode()).toBeNull();
    const footer = () => course.rows().at(-1);
    expect(footer()).toContain('esc all lessons');
    expect(footer()).not.toContain('open');
    await course.press('escape');
    expect(rowOfCursor(course.rows())).toContain('Knock without a key');
    expect(footer()).not.toContain('esc');
  });

  it.each([
    ['q', 0],
    ['ctrl+c', 130],
  ])('is left with %s', async (key, code) => {
    const course = openCourse();
    await course.press(key);
    expect(course.exitCode()).toBe(code);
  });
});

describe('the test at the door', () => {
  it('says nothing of an answer, and at its end which lessons can be left out', async () => {
    const course = openCourse();
    await course.press('t');
    await settled(course);
    expect(course.text()).toContain('Do you know it already?');
    await course.press('return');
    const first = course.text();
    await course.press('return');
    expect(course.text()).not.toBe(first);
    expect(course.text()).not.toMatch(/✓|So it is|It is b/);
  });

  it('lets an answer be changed, and tells at its end what is so and what can be left out', async () => {
    const course = openCourse({ height: 200 });
    await course.press('t');
    await settled(course);
    await course.press('return', 'b', 'return', 'left', 'a', 'return');
    expect([...(course.progress().records.get('test-out')?.values() ?? [])][0]?.answer).toBe('a');
    // Who comes back is at the answer, and may also say that it is not known.
    await course.press('left', 'b', 'return', 'left');
    expect(rowOfCursor(course.rows())).toMatch(/^> • b /);
    await course.press('s');
    expect([...(course.progress().records.get('test-out')?.values() ?? [])][0]).toMatchObject({
      state: 'skipped',
      answer: null,
    });
    for (let question = 0; question < 20; question++) await course.press('s');
    expect(course.text()).toContain('I do not know');
    expect(course.text()).toMatch(/You can skip \d of \d+ lessons/);
    expect(course.text()).toMatch(/it is +\S/);
  });
});

describe('what is forgotten', () => {
  it.each([
    ['in the list', ['escape', 'R', 'R']],
    ['in the lesson', ['R', 'R']],
  ])('%s leaves nothing after', async (_where, keys) => {
    const course = await openAt('ten-lines', 'send');
    await course.press('s', ...keys);
    expect(course.text()).toContain('is forgotten');
    expect(course.progress()).toMatchObject({ records: new Map(), last: null });
  });

  it('is nothing where R is pressed once, or something else comes between', async () => {
    const course = await openAt('ten-lines', 'send');
    await course.press('s', 'R', 'left', 'R');
    expect(course.text()).toContain('Press R again');
    expect(course.progress().records.get('ten-lines')?.get('send')?.state).toBe('skipped');
  });

  it('and what is only opened has not begun', async () => {
    const course = openCourse();
    await course.press('return');
    await settled(course);
    await course.press('escape');
    expect(course.progress().records.size).toBe(0);
    expect(course.text()).not.toMatch(/\d of \d+ *$/m);
  });
});
