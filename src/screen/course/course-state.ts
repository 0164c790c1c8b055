/** Defines the state of the course on the screen: the list of lessons, or a lesson that is being played. */

import type { ShownCourse } from '../../app/course/shown-course.ts';
import type { KeyMode } from '../../app/keys/key-binding.ts';
import type { KeyAction } from '../../app/keys/keys.ts';
import { lessonToGoOnWith } from '../../lessons/course/course.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import type { Play } from '../../lessons/playing/play.ts';
import type { PreparedRequest } from '../../lessons/prepared.ts';
import { lessonsFound } from '../../views/lessons/course-page.ts';
import type { CoveredByHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import type { TextField } from '../walk/fields/text-field.ts';

/** The learner's place on the screen of a step. The play itself is kept separately. */
export interface Spot {
  /** The item under the cursor. */
  readonly index: number;
  /** The first visible row of the text, from 0. */
  readonly scroll: number;
  /** In the phase `reading`, a text that is too long to fit above its question takes up the whole screen. */
  readonly phase: 'reading' | 'task';
  /** The open field; `null` if no field is open. */
  readonly field: TextField | null;
}

export type Place =
  | {
      readonly kind: 'list';
      readonly index: number;
      readonly searched: string;
      readonly field: TextField | null;
      /** The beginning of a number that the last keys typed; empty if they were other keys. */
      readonly typed: string;
    }
  | { readonly kind: 'lesson'; readonly play: Play; readonly spot: Spot };

/** Something that takes time. Only the errand that is under way changes the state when it ends. */
export interface Errand {
  /** What the screen says meanwhile. */
  readonly says: string;
  /** What the screen says if the Escape key stops it; absent if that key does not. */
  readonly stopped?: string;
  /** Resolves with the function that puts the result into the state. */
  readonly run: (course: ShownCourse, signal: AbortSignal) => Promise<Arrival>;
}

export type Arrival = (state: CourseState, room: ScreenRoom) => CourseState;

/** What the screen asks for besides an errand. */
export type Request =
  | {
      readonly kind: 'walk';
      readonly lesson: PreparedLesson;
      readonly request: PreparedRequest;
      readonly stage: string;
    }
  | { readonly kind: 'copy'; readonly text: string };

export interface CourseState extends CoveredByHelp {
  readonly lessons: ShownCourse['lessons'];
  readonly progress: Progress;
  readonly place: Place;
  /** The errand under way, if any. Leaving the place cancels the errand. */
  readonly busy: Errand | null;
  /** What the last event asked for. It is carried out at once. */
  readonly asks: Request | null;
  /** The action that pressing the same key again confirms; `null` if there is no such action. */
  readonly toConfirm: 'reset' | null;
  readonly exitCode: number | null;
}

/** The state while a lesson, or the list, is shown. */
export interface AtLesson extends CourseState {
  readonly place: Extract<Place, { readonly kind: 'lesson' }>;
}
export interface AtList extends CourseState {
  readonly place: Extract<Place, { readonly kind: 'list' }>;
}

export const isAtLesson = (state: CourseState): state is AtLesson => state.place.kind === 'lesson';
export const isAtList = (state: CourseState): state is AtList => state.place.kind === 'list';

/** A pressed key, and its action; the action is `null` if the key has no action or is typed into a field. */
export interface Pressed {
  readonly key: string;
  readonly action: KeyAction | null;
  /** Whether a notice asked for this key to be pressed again. */
  readonly isConfirmed: boolean;
}

/** Shows the list, with the cursor on the lesson that was played last or, if that is done, on the next one. */
export function firstCourseState({ lessons, progress }: Pick<ShownCourse, 'lessons' | 'progress'>): CourseState {
  const place = listAt(lessons, lessonToGoOnWith(lessons, progress));
  const nothing = { help: null, busy: null, asks: null, notice: null, toConfirm: null, exitCode: null };
  return { lessons, progress, place, ...nothing };
}

export function listAt(lessons: readonly Lesson[], on: Lesson | null): Place {
  const index = lessonsFound(lessons, '').findIndex(({ name }) => name === on?.name);
  return { kind: 'list', index: Math.max(index, 0), searched: '', field: null, typed: '' };
}

export const listedLessons = ({ lessons, place }: AtList): readonly Lesson[] =>
  lessonsFound(lessons, place.field?.text ?? place.searched);

/** Names the list, or the lesson and its step. */
export const whereIs = ({ place }: CourseState): string =>
  place.kind === 'list' ? 'list' : `${place.play.lesson.name} ${place.play.at}`;

export function courseKeyMode({ place, help }: CourseState): KeyMode {
  if (help !== null) return 'list';
  if (place.kind === 'list') return place.field ? 'field' : 'course';
  return place.spot.field ? 'field' : 'lesson';
}

/** Lists the modes whose keys the help explains, beginning with the current one. */
export const courseModes = (state: CourseState): readonly KeyMode[] =>
  isAtList(state) ? ['course', 'lesson', 'field'] : ['lesson', 'field', 'course'];
