/**
 * Lessons through the screen: start fails, hints show, the solution passes; also without colors and projected. They
 * have each kind of step and of question; all lessons are played without a terminal (`screen/course/playing-every-lesson`).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readProgress } from '../../src/lessons/course/progress.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import type { Lesson } from '../../src/lessons/lesson.ts';
import { lessonState, stepsOf } from '../../src/lessons/playing/records.ts';
import { tutorial } from '../support/fixtures.ts';
import { type Player, playLesson } from '../support/lessons/play-lesson.ts';
import { KEYS, type ScreenOptions, startScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';

const LESSONS = readLessons(tutorial);

const SCREENS: readonly (readonly [string, readonly string[], ScreenOptions, readonly string[]])[] = [
  ['in 80×24, with all colors', [], { columns: 80, rows: 24 }, ['ten-lines', 'your-own-signer', 'p2-past-the-range']],
  [
    'in 60×20, with NO_COLOR',
    [],
    { columns: 60, rows: 20, colors: 'no color' },
    ['forge-a-range', 'f6-a-task', 'why-hmac'],
  ],
  ['for a projector', ['--projector'], { columns: 100, rows: 30 }, ['knock', 'f7-a-program']],
];

/** What a lesson has on its screen: kinds of steps, and of questions. */
const kindsOf = (lesson: Lesson) =>
  stepsOf(lesson, 'guided').flatMap((step) => [step.kind, ...('question' in step ? [step.question.answer.kind] : [])]);

it('plays each kind of step and of question', () => {
  const played = LESSONS.filter(({ name }) => SCREENS.some(([, , , names]) => names.includes(name)));
  expect(new Set(played.flatMap(kindsOf))).toEqual(new Set(LESSONS.flatMap(kindsOf)));
});

const BYTES: Readonly<Record<string, string>> = {
  return: KEYS.enter,
  right: KEYS.right,
  down: KEYS.down,
  escape: KEYS.escape,
};

function playerOf(screen: WalkScreen): Player {
  const text = () => screen.text();
  const inOneRow = () => text().replace(/\s+/g, ' ');
  return {
    text,
    press: async (key) => screen.write(BYTES[key] ?? key),
    until: (wanted) =>
      screen.until(() => (typeof wanted === 'string' ? inOneRow().includes(wanted) : wanted.test(text()))),
  };
}

describe.each(SCREENS)('%s', (_name, options, size, names) => {
  const folder = mkdtempSync(join(tmpdir(), 'learning-'));
  const file = join(folder, 'progress');
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(LESSONS.filter(({ name }) => names.includes(name)).map((lesson) => [lesson.name, lesson] as const))(
    'plays %s',
    async (name, lesson) => {
      const screen = startScreenHere(['learn', name, '--state', file, ...options], size);
      try {
        await playLesson(playerOf(screen), lesson, { walks: true });
        screen.write('q');
        await screen.exited();
        expect(screen.exitCode()).toBe(0);
      } finally {
        screen.dispose();
      }
      const state = () => {
        const own = readProgress(readFileSync(file, 'utf8'), () => true).records.get(name);
        return own && lessonState(lesson, own);
      };
      // What was answered last may still be on its way into the file.
      await expect.poll(state).toBe('done');
    },
  );
});
