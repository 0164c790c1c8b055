/** Defines the course for the screen: its lessons, and the actions that it offers to the user. */
import type { Problem } from '../../bytes/problem.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import type { PreparedRequest, ShotOutcome } from '../../lessons/prepared.ts';
import type { PasteSession, ShownWalk, WalkSession } from '../walks/shown-walk.ts';

/** What the screen is given to show a course. */
export interface CourseSession {
  readonly kind: 'course';
  readonly course: ShownCourse;
}

/** A walk on top of which the screens of other commands can be opened. */
export interface StartingWalk extends WalkSession {
  readonly commands: WalkCommands;
}

/** The screens of other commands: the page for a refused request, and the course. */
export interface WalkCommands {
  readonly diagnose: () => Promise<PasteSession | Problem>;
  readonly learn: () => Promise<CourseSession | Problem>;
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
