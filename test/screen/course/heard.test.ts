/** The course for who listens. */
import { describe, expect, it } from 'vitest';
import { openAt, openCourse } from '../../support/screen/course-on-screen.ts';

describe('for who listens', () => {
  it('each step is said once, and then what is new', async () => {
    const course = await openAt('ten-lines', 'which-two-are-empty', { layout: 'heard' });
    const all = course.heard().join('\n');
    expect(all).toContain('Which two of them are empty?');
    const before = course.heard().length;
    await course.press('b');
    expect(course.heard().slice(before)).toEqual([expect.stringContaining('b 3 and 8')]);
    const moved = course.heard().length;
    await course.press('return');
    expect(course.heard().slice(moved).join('\n')).toContain('✓ Right.');
    expect(course.heard().slice(moved).join('\n')).not.toContain('Which two of them');
  });
});

it('for who listens, the help is said once, and what it covered is not said again', async () => {
  const course = openCourse({ layout: 'heard' });
  const before = course.heard().length;
  await course.press('?');
  expect(course.heard().slice(before)[0]).toBe('Keys of the course');
  expect(course.heard().slice(before)).toContain('t placement test: skip the lessons that you already know');
  const opened = course.heard().length;
  await course.press('escape');
  expect(course.heard().slice(opened)).toEqual([expect.stringContaining('Knock without a key')]);
});

it('for who listens, the first page names the step of the walk without its mark', async () => {
  const course = await openAt('ten-lines', 'introduction', { layout: 'heard' });
  expect(course.heard()).toContainEqual(expect.stringMatching(/^4 Canonical request The request is written/));
});
