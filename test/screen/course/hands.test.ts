/** A lesson before a class: the hands of the class, and no paging through documents. */
import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../../src/lessons/playing/records.ts';
import { LESSONS, openAt } from '../../support/screen/course-on-screen.ts';

const WALL = { width: 100, height: 30 } as const;

/** Each question with options. */
const CHOSEN = LESSONS.flatMap((lesson) =>
  stepsOf(lesson, 'guided').flatMap((step) =>
    'question' in step && step.question.answer.kind === 'choose' ? [[lesson.name, step.id] as const] : [],
  ),
);

describe('a question with options', () => {
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

  it.each(CHOSEN)('has a field for hands, and tells no answer before it is given: %s %s', async (lesson, id) => {
    const course = await openAt(lesson, id, { width: 80, height: 24 });
    if (course.text().includes('goes to the question')) await course.press('return');
    await course.press('#');
    expect(course.text()).toContain('Hands for each option: ');
    expect(course.text()).not.toMatch(/✓ [a-f] |✗ [a-f] |✓ Right| {2}this one/);
  });
});

it('enter never pages through the whole response', async () => {
  const course = await openAt('forge-a-range', 'forge-signed', { width: 80, height: 24 });
  await course.press('return');
  const position = () => /(\d+)\/\d+ /.exec(course.text())?.[1];
  const before = position();
  for (let pressed = 0; position() === before && pressed < 9; pressed += 1) {
    expect(course.text()).not.toContain('</Error>');
    await course.press('return');
  }
  expect(position()).not.toBe(before);
});
