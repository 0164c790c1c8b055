/** All lessons through the real screen: start fails, hints show, the solution passes; also without colors and projected. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readProgress } from '../../src/lessons/course/progress.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { lessonStanding } from '../../src/lessons/playing/records.ts';
import { tutorial } from '../support/fixtures.ts';
import { type Player, playLesson } from '../support/play-lesson.ts';
import { KEYS, type ScreenOptions, startScreen, type WalkScreen } from '../support/walk-screen.ts';

const LESSONS = readLessons(tutorial);

const SCREENS: readonly (readonly [string, readonly string[], ScreenOptions])[] = [
  ['in 80×24, with all colors', [], { columns: 80, rows: 24 }],
  ['in 60×20, with NO_COLOR', [], { columns: 60, rows: 20, colors: 'no color' }],
  ['for a projector', ['--projector'], { columns: 100, rows: 30 }],
];

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

describe.each(SCREENS)('%s', (_name, options, size) => {
  const folder = mkdtempSync(join(tmpdir(), 'learning-'));
  const file = join(folder, 'progress');
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(LESSONS.map((lesson) => [lesson.name, lesson] as const))(
    'plays %s',
    async (name, lesson) => {
      const screen = startScreen(['learn', name, '--state', file, ...options], size);
      try {
        await playLesson(playerOf(screen), lesson, { walks: true });
        screen.write('q');
        await screen.exited();
        expect(screen.exitCode()).toBe(0);
      } finally {
        screen.dispose();
      }
      const { records } = readProgress(readFileSync(file, 'utf8'), () => true);
      const own = records.get(name);
      expect(own && lessonStanding(lesson, own)).toBe('done');
    },
    120_000,
  );
});
