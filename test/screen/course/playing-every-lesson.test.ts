/** Every lesson of the course on a screen without a terminal: what is locked, what hints show, what the solution does. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ShownCourse } from '../../../src/app/course/shown-course.ts';
import { readLessons } from '../../../src/lessons/files/read-lessons.ts';
import { lessonState } from '../../../src/lessons/playing/records.ts';
import { screenFor } from '../../support/commands/test-world.ts';
import { tutorial } from '../../support/fixtures.ts';
import { type Player, playLesson } from '../../support/lessons/play-lesson.ts';
import { type CourseOnScreen, openCourse } from '../../support/screen/course-on-screen.ts';
import { swept } from '../../support/sweep.ts';
import { runScene } from '../../support/transcripts/transcribe.ts';

const LESSONS = swept(readLessons(tutorial), 3);

const SCREENS = [
  { width: 80, height: 24, layout: 'usual' },
  { width: 60, height: 20, layout: 'usual' },
  { width: 120, height: 40, layout: 'usual' },
] as const;

function playerOf(screen: CourseOnScreen): Player {
  const holds = (wanted: string | RegExp) =>
    typeof wanted === 'string' ? screen.text().replace(/\s+/g, ' ').includes(wanted) : wanted.test(screen.text());
  return {
    press: (key) => screen.press(key),
    text: screen.text,
    until: async (wanted) => {
      await expect
        .poll(() => holds(wanted) || screen.text(), { interval: 1, message: `There is no ${String(wanted)}.` })
        .toBe(true);
    },
  };
}

/** The course that the command opens, with its walks. */
let opened: ShownCourse;
beforeAll(async () => {
  const showCourse = async (course: ShownCourse) => {
    opened = course;
    return 0;
  };
  await runScene({ line: 'learn', changes: { isOutputTerminal: true, screen: screenFor({ course: showCourse }) } });
});

/** Each lesson on one of the screens. All of them are drawn in 80×24 by the transcripts. */
const PLAYED = LESSONS.map((lesson, number) => ({
  lesson,
  name: lesson.name,
  screen: SCREENS[number % SCREENS.length] ?? SCREENS[0],
}));

describe('a lesson', () => {
  it.each(PLAYED)('is played: $name, on $screen.width×$screen.height', async ({ lesson, screen }) => {
    const course = openCourse({
      ...screen,
      grade: async (command) => ({ passed: command === '' ? 'no' : 'yes', says: [] }),
      change: { opens: { lesson, form: 'guided' }, walk: opened.walk },
    });
    await playLesson(playerOf(course), lesson, { walks: true });
    const records = course.progress().records.get(lesson.name);
    expect(records && lessonState(lesson, records)).toBe('done');
    expect(course.rows().every((row) => [...row].length <= screen.width)).toBe(true);
    expect(course.rows()).toHaveLength(screen.height);
  });
});
