/** The screen: what can be shown on it, if there is one. A new kind of screen is a member of `ShownSession`. */
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
  /** `null` without a terminal. */
  readonly screen: Screen | null;
}

export interface Screen {
  /** Waits on the screen until there is a session to show. */
  readonly wait: (choice: ScreenChoice) => ScreenWait;
  /** Shows a session until the user leaves, and resolves with the exit code. */
  readonly show: (session: ShownSession, choice: ScreenChoice) => Promise<number>;
}

/** What can be shown; `src/tui/show-on-screen.ts` has the description of each. */
export type ShownSession =
  | { readonly kind: 'walk'; readonly walk: ShownWalk }
  | { readonly kind: 'course'; readonly course: ShownCourse };

/** A user at the screen before there is a session to show. */
export interface ScreenWait {
  /** Opens the screen if reading takes long, and shows the progress on it. */
  readonly watch: ReadWatch;
  /** The exit code with which the user has left; `null` while the user waits. */
  readonly leftWith: () => number | null;
  /** Gives the terminal back when there is nothing to show. */
  readonly close: () => Promise<void>;
}

/** The course for the screen, and its functions outside the screen. */
export interface ShownCourse {
  /** In order; the rungs of the ladder come after the lessons. */
  readonly lessons: readonly Lesson[];
  readonly progress: Progress;
  /** The lesson to open; `null` opens the list. */
  readonly opens: { readonly lesson: Lesson; readonly form: LessonForm } | null;
  /** Signs the requests of a lesson. Rejects if the lesson is damaged. */
  readonly prepare: (lesson: Lesson) => Promise<PreparedLesson>;
  /** Sends a shot over a socket to a sandbox of its own. */
  readonly send: (lesson: PreparedLesson, shot: Shot) => Promise<ShotOutcome | Problem>;
  readonly walk: (lesson: PreparedLesson, request: PreparedRequest) => ShownWalk;
  /** Grades a program until the signal; `says` is the report, line by line. */
  readonly grade: (
    command: string,
    signal: AbortSignal,
  ) => Promise<{ readonly passed: 'yes' | 'no'; readonly says: readonly string[] }>;
  /** Saves the progress. Resolves with a problem if it cannot be saved. */
  readonly keep: (progress: Progress) => Promise<Problem | null>;
}
