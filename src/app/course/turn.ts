/** Defines what a deed of the learner leads to. The screen adds what it keeps itself: scrolling, and the caret of a field. */
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { Play } from '../../lessons/playing/play.ts';
import type { PreparedRequest } from '../../lessons/prepared.ts';
import type { ShownCourse } from './shown-course.ts';

/** What the learner has done so far. `play` is the open lesson; `null` in the list of lessons. */
export interface Learner extends Pick<ShownCourse, 'lessons' | 'progress'> {
  readonly play: Play | null;
}

/** A learner at a step of a lesson. */
export interface AtStep extends Learner {
  readonly play: Play;
  /** The item under the cursor; -1 if nothing is selected yet. */
  readonly index: number;
  /** In the phase `reading`, a text that is too long to fit above its question takes up the whole screen. */
  readonly phase: 'reading' | 'task';
  /** Whether an errand is under way. */
  readonly isBusy: boolean;
}

/** What changes. What is absent stays as it is, so that an empty turn changes nothing. */
export interface Turn {
  readonly play?: Play;
  readonly notice?: string | null;
  /** What is looked at next: the beginning of a step, its question, its last hint, the reply, or the end of its text. */
  readonly lookAt?: 'beginning' | 'question' | 'hint' | 'reply' | 'end';
  /** The item that the cursor goes to. */
  readonly index?: number;
  /** The text of the field that opens; `null` closes it. */
  readonly typed?: string | null;
  readonly begins?: Errand;
  readonly asks?: Request;
  /** Leads to the list of lessons, to the lesson with this index in the order of the course. */
  readonly list?: number;
}

/** Something that takes time. Only the errand that is under way changes anything when it ends. */
export interface Errand {
  /** What the screen says meanwhile. */
  readonly says: string;
  /** What the screen says if the Escape key stops it; absent if that key does not. */
  readonly stopped?: string;
  readonly run: (course: ShownCourse, signal: AbortSignal) => Promise<Arrival>;
}

/** Says what the result of an errand leads to. */
export type Arrival = (now: Learner) => Turn;

/** What is asked of the program besides an errand. */
export type Request =
  | {
      readonly kind: 'walk';
      readonly lesson: PreparedLesson;
      readonly request: PreparedRequest;
      readonly stage: string;
    }
  | { readonly kind: 'copy'; readonly text: string };
