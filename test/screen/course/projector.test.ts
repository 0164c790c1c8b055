/** A lesson on a wall: the question alone, the hands of the class, and no paging through documents. */
import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../../src/lessons/playing/records.ts';
import { LESSONS, openAt } from '../../support/screen/course-on-screen.ts';

const WALL = { layout: 'projector', width: 100, height: 30 } as const;
const between = (rows: readonly string[]): string[] => rows.slice(3, -2).filter((row) => row !== '');

describe('a question with options', () => {
  it('has the wall for itself, after what is above it was read', async () => {
    const course = await openAt('forge-a-range', 'range-signed', WALL);
    expect(course.text()).toContain('Authorization');
    expect(course.text()).not.toContain('a  206 and 100 bytes');
    await course.press('return');
    expect(course.text()).not.toContain('Authorization');
    expect(between(course.rows()).at(-1)).toContain('c  403 SignatureDoesNotMatch');
    const [first, second] = ['a  206', 'b  206'].map((text) => course.rows().findIndex((row) => row.includes(text)));
    expect((second ?? 0) - (first ?? 0)).toBe(2);
  });

  it('shows again what is above it with PgUp, also when it is answered', async () => {
    const course = await openAt('forge-a-range', 'range-signed', WALL);
    await course.press('return', 'c', 'return', 'pageup');
    expect(course.text()).toContain('Authorization');
    await course.press('return');
    expect(course.text()).not.toContain('Authorization');
    expect(course.text()).toContain('✓ Right.');
  });

  it('counts the hands of the class, and shows them beside the answer', async () => {
    const course = await openAt('forge-a-range', 'range-signed', WALL);
    await course.press('return', '#');
    await course.type('12/9');
    await course.press('return');
    expect(course.text()).toContain('There are 3 options. Type a number for each');
    await course.type(', 7');
    await course.press('return');
    expect(course.text()).toMatch(/a {2}206 and 100 bytes {2}12\n/);
    await course.press('c', 'return');
    expect(course.text()).toMatch(/✓ c {2}403 SignatureDoesNotMatch {2}7/);
    expect(course.text()).toContain('✓ Right.');
    expect(course.text()).not.toContain('Hands');
  });

  it('shows a second vote beside the first one, and takes back one that was typed wrong', async () => {
    const course = await openAt('forge-a-range', 'range-signed', WALL);
    await course.press('return');
    for (const vote of ['12/9/7', '1/2/3', '', '2/3/23', '']) {
      await course.press('#');
      await course.type(vote);
      await course.press('return');
      if (vote === '2/3/23') expect(course.text()).toMatch(/a {2}206 and 100 bytes {2}12 → 2\n/);
    }
    expect(course.text()).toMatch(/c {2}403 SignatureDoesNotMatch {2}7\n/);
    await course.press('#', 'return', '#', 'return');
    expect(course.text()).toMatch(/c {2}403 SignatureDoesNotMatch\n/);
  });

  it('has no field for hands that escape left, and letters are typed into one that is open', async () => {
    const course = await openAt('forge-a-range', 'range-signed', WALL);
    await course.press('return', '#', 'c', 'escape', 'return');
    expect(course.text()).toContain('Choose a, b, or c.');
  });

  it.each(
    LESSONS.flatMap((lesson) =>
      stepsOf(lesson, 'guided').flatMap((step) =>
        step.kind === 'predict' && step.question.answer.kind === 'choose' ? [[lesson.name, step.id] as const] : [],
      ),
    ),
  )('fits on a wall of 80 columns, also when it is answered: %s %s', async (lesson, id) => {
    const course = await openAt(lesson, id, { layout: 'projector' });
    if (course.text().includes('goes to the question')) await course.press('return');
    await course.press('a', 'return');
    expect(course.text()).toMatch(/✓ Right|✗ Not quite/);
    expect(course.text()).not.toContain('more, space');
  });
});

it.each(['projector', 'usual'] as const)('enter never pages through the whole response: %s', async (layout) => {
  const course = await openAt('forge-a-range', 'forge-signed', { layout, width: 80, height: 24 });
  await course.press('return');
  const position = () => /(\d+)\/\d+ /.exec(course.text())?.[1];
  const before = position();
  for (let pressed = 0; position() === before && pressed < 9; pressed += 1) {
    expect(course.text()).not.toContain('</Error>');
    await course.press('return');
  }
  expect(position()).not.toBe(before);
});
