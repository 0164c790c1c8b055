/** The screen: what can be shown on it, if there is one. */
import type { Problem } from '../../bytes/problem.ts';
import type { ReadWatch } from '../../http/body/progress.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import type { PreparedRequest, ShotOutcome } from '../../lessons/prepared.ts';
import type { ScreenChoice } from '../options/screen-options.ts';
import type { ShownWalk } from '../walks/shown-walk.ts';

export interface Screens {
  /** Waits for a walk where it is going to be shown; `null` where there is no terminal. */
  readonly waitOnScreen: ((choice: ScreenChoice) => ScreenWait) | null;
  /** Shows a walk on the screen and resolves with the exit code; `null` where there is no terminal. */
  readonly showWalk: ((walk: ShownWalk, choice: ScreenChoice) => Promise<number>) | null;
  /** Shows the course on the screen and resolves with the exit code; `null` where there is no terminal. */
  readonly showCourse: ((course: ShownCourse, choice: ScreenChoice) => Promise<number>) | null;
}

/** Somebody at the screen, before there is a walk on it. */
export interface ScreenWait {
  /** Opens the screen where files take long to read, and shows there how far they are. */
  readonly watch: ReadWatch;
  /** The exit code with which the person has left; `null` for one who waits. */
  readonly leftWith: () => number | null;
  /** Gives the terminal back, where there is no walk to show. */
  readonly close: () => Promise<void>;
}

/** The course for the screen. */
export interface ShownCourse {
  /** In order, the rungs of the ladder behind the lessons. */
  readonly lessons: readonly Lesson[];
  readonly progress: Progress;
  /** Where it opens; `null` for the list. */
  readonly opens: { readonly lesson: Lesson; readonly form: LessonForm } | null;
  /** With its requests signed. Rejects where the lesson is damaged. */
  readonly prepare: (lesson: Lesson) => Promise<PreparedLesson>;
  /** Over a socket, to a sandbox of its own. */
  readonly send: (lesson: PreparedLesson, shot: Shot) => Promise<ShotOutcome | Problem>;
  /** The walk of a request of the lesson. */
  readonly walk: (lesson: PreparedLesson, request: PreparedRequest) => ShownWalk;
  /** Grades a program, until the signal; `says`: the report as lines. */
  readonly grade: (
    command: string,
    signal: AbortSignal,
  ) => Promise<{ readonly passed: 'yes' | 'no'; readonly says: readonly string[] }>;
  /** Keeps what was done; a problem where that cannot be. */
  readonly keep: (progress: Progress) => Promise<Problem | null>;
}
