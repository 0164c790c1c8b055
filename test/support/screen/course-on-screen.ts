/** The course on a screen without a terminal: keys in, rows out. Shots go to the sandbox without a socket. */
import type { ShownCourse } from '../../../src/app/course/shown-course.ts';
import { NO_PROGRESS, type Progress, withLesson } from '../../../src/lessons/course/progress.ts';
import { readLessons } from '../../../src/lessons/files/read-lessons.ts';
import { NO_RECORD, stepsOf } from '../../../src/lessons/playing/records.ts';
import { prepareLesson } from '../../../src/lessons/shots/prepare.ts';
import { shoot } from '../../../src/lessons/shots/shots.ts';
import type { Layout } from '../../../src/screen/components/regions.ts';
import { describeCourse } from '../../../src/screen/course/describe-course.tsx';
import { beginSession } from '../../../src/screen/session.ts';
import { tutorial } from '../fixtures.ts';
import { paintedByInk } from './drawn-by-ink.tsx';
import { textsOf } from './drawn-rows.tsx';

/** Read once: they never change. */
export const LESSONS = readLessons(tutorial);

export interface CourseOnScreen {
  /** Presses keys, one after the other, and waits for what they begin. */
  readonly press: (...keys: string[]) => Promise<void>;
  readonly paste: (text: string) => Promise<void>;
  /** Each character of a text as a key. */
  readonly type: (text: string) => Promise<void>;
  readonly resize: (width: number, height: number) => void;
  /** Each row without the spaces at its end. */
  readonly rows: () => string[];
  readonly text: () => string;
  /** Each row as Ink writes it. */
  readonly painted: () => readonly string[];
  readonly progress: () => Progress;
  readonly exitCode: () => number | null;
  /** What has been announced so far. */
  readonly heard: () => readonly string[];
}

export interface CourseOptions {
  readonly width?: number;
  readonly height?: number;
  readonly layout?: Layout;
  readonly progress?: Progress;
  /** In the place of grading a program. */
  readonly grade?: ShownCourse['grade'];
  readonly change?: Partial<ShownCourse>;
}

/** A step of a lesson, the steps before it skipped. Challenges have checks alone. */
export async function openAt(name: string, step: string, options: CourseOptions = {}): Promise<CourseOnScreen> {
  const lesson = LESSONS.find((one) => one.name === name);
  if (!lesson) throw new Error(`There is no lesson ${name}.`);
  const skipped = { ...NO_RECORD, state: 'skipped' } as const;
  const steps = stepsOf(lesson, 'guided').map(({ id }) => id);
  const before = steps.slice(0, steps.indexOf(step));
  const progress = withLesson(NO_PROGRESS, name, new Map(before.map((id) => [id, skipped])));
  const course = openCourse({ ...options, progress, change: { ...options.change, opens: { lesson, form: 'guided' } } });
  while (course.text().includes('Signing the requests')) await new Promise((resolve) => setTimeout(resolve, 1));
  return course;
}

export function openCourse(options: CourseOptions = {}): CourseOnScreen {
  const { width = 80, height = 24, layout = 'usual', progress = NO_PROGRESS } = options;
  let kept = progress;
  const course: ShownCourse = {
    lessons: LESSONS,
    progress,
    opens: null,
    prepare: prepareLesson,
    send: async (lesson, shot) => shoot(lesson, shot),
    walk: () => {
      throw new Error('No walk is opened here.');
    },
    grade: options.grade ?? (async () => ({ passed: 'no', says: ['Nothing is graded here.'] })),
    keep: async (next) => {
      kept = next;
      return null;
    },
    ...options.change,
  };
  const session = beginSession(describeCourse(course), { size: { width, height }, layout }, { write: () => {} });
  const announcer = session.announcer();
  const heard: string[] = [...announcer.all()];
  session.subscribe(() => heard.push(...announcer.change()));
  const rows = () => textsOf(session).map((row) => row.trimEnd());
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve, SETTLED));
  return {
    press: async (...keys) => {
      for (const key of keys) {
        session.take({ kind: 'key', key });
        await settled();
      }
    },
    type: async (text) => {
      for (const key of text) session.take({ kind: 'key', key });
      await settled();
    },
    resize: (columns, lines) => session.resize({ width: columns, height: lines }),
    paste: async (text) => {
      session.take({ kind: 'paste', text });
      await settled();
    },
    rows,
    text: () => rows().join('\n'),
    painted: () => paintedByInk(session, { width, height }),
    progress: () => kept,
    exitCode: session.exitCode,
    heard: () => heard,
  };
}

/** Milliseconds after which what a key has begun is done: nothing here waits for anything outside. */
const SETTLED = 0;

export const rowOfCursor = (rows: readonly string[]): string => rows.find((row) => row.startsWith('>')) ?? '';

/** The requests of a lesson that was opened are signed, and what was promised has been taken. */
export async function settled(course: CourseOnScreen): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 0));
  while (course.text().includes('Signing the requests'));
}
