/** Defines the screen and what can be shown on it. A new kind of screen becomes a member of `ShownSession`. */
import type { Problem } from '../../bytes/problem.ts';
import type { ReadWatch } from '../../http/body/progress.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import type { PreparedRequest, ShotOutcome } from '../../lessons/prepared.ts';
import type { ScreenChoice } from '../options/screen-options.ts';
import type { ShownTraffic } from '../traffic/shown-traffic.ts';
import type { ShownPastePage, ShownWalk } from '../walks/shown-walk.ts';

export interface Screens {
  /** The screen; `null` if there is no terminal. */
  readonly screen: Screen | null;
}

export interface Screen {
  /** Shows that the program is waiting, until there is a session to show. */
  readonly wait: (choice: ScreenChoice) => ScreenWait;
  /**
   * Returns whether this process may take the terminal. A process in the background, such as after `&` in a shell, may
   * not, because the system would stop it.
   */
  readonly isInForeground: () => boolean;
  /** Shows a session until the user leaves, and resolves with the exit code. */
  readonly show: (session: ShownSession, choice: ScreenChoice) => Promise<number>;
}

/** The sessions that the screen can show. `src/tui/show-on-screen.ts` handles each kind. */
export type ShownSession =
  | { readonly kind: 'walk'; readonly walk: ShownWalk }
  | { readonly kind: 'course'; readonly course: ShownCourse }
  | { readonly kind: 'paste'; readonly page: ShownPastePage }
  | { readonly kind: 'traffic'; readonly traffic: ShownTraffic };

export interface ScreenWait {
  /** Opens the screen and shows the progress if reading takes long. */
  readonly watch: ReadWatch;
  /** Returns the exit code if the user has left, or `null` if the user has not left. */
  readonly leftWith: () => number | null;
  /** Restores the terminal if there is nothing to show. */
  readonly close: () => Promise<void>;
}

/** The course that the screen shows, with the functions that the screen itself does not provide. */
export interface ShownCourse {
  /** The lessons in order, followed by the rungs of the ladder. */
  readonly lessons: readonly Lesson[];
  readonly progress: Progress;
  /** The lesson to open; `null` opens the list. */
  readonly opens: { readonly lesson: Lesson; readonly form: LessonForm } | null;
  /** Signs the requests of a lesson. Rejects if the lesson is damaged. */
  readonly prepare: (lesson: Lesson) => Promise<PreparedLesson>;
  /** Sends a shot over a socket to a separate sandbox. */
  readonly send: (lesson: PreparedLesson, shot: Shot) => Promise<ShotOutcome | Problem>;
  readonly walk: (lesson: PreparedLesson, request: PreparedRequest) => ShownWalk;
  /** Grades a program. The signal ends the grading. `says` contains the lines of the report. */
  readonly grade: (
    command: string,
    signal: AbortSignal,
  ) => Promise<{ readonly passed: 'yes' | 'no'; readonly says: readonly string[] }>;
  /** Saves progress. Resolves with a problem if saving fails. */
  readonly keep: (progress: Progress) => Promise<Problem | null>;
}
