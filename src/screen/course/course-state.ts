/** Defines the state of the course on the screen: the list of lessons, or a lesson that is being played. */
import { firstInList } from '../../app/course/lessons.ts';
import type { ShownCourse } from '../../app/course/shown-course.ts';
import type { AtStep, Errand, Learner, Request } from '../../app/course/turn.ts';
import type { KeyMode } from '../../app/keys/key-binding.ts';
import type { KeyAction } from '../../app/keys/keys.ts';
import { lessonsFound } from '../../views/lessons/course-page.ts';
import { type Run, words } from '../../views/page.ts';
import type { TextField } from '../components/text-field.ts';
import type { CoveredByHelp } from '../help.ts';

/** The learner's place on the screen of a step. The play itself is kept separately. */
export interface Spot extends Pick<AtStep, 'index' | 'phase'> {
  /** The first visible row of the text, from 0. */
  readonly scroll: number;
  /** The open field; `null` if no field is open. */
  readonly field: TextField | null;
  /** The open field in which the hands of a class are counted; `null` if it is not open. */
  readonly hands: TextField | null;
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
  | { readonly kind: 'lesson'; readonly play: AtStep['play']; readonly spot: Spot };

export interface CourseState extends CoveredByHelp, Pick<ShownCourse, 'lessons' | 'progress'> {
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

export const playIn = ({ place }: CourseState): Learner['play'] => (place.kind === 'lesson' ? place.play : null);

/** Returns what the questions of a lesson are answered with. */
export function stepIn({ lessons, progress, busy, place: { play, spot } }: AtLesson): AtStep {
  return { lessons, progress, play, index: spot.index, phase: spot.phase, isBusy: busy !== null };
}

/** A pressed key, and its action; the action is `null` if the key has no action or is typed into a field. */
export interface Pressed {
  readonly key: string;
  readonly action: KeyAction | null;
  /** Whether a notice asked for this key to be pressed again. */
  readonly isConfirmed: boolean;
}

/** Shows the list, with the cursor on the lesson that was played last or, if that is done, on the next one. */
export function firstCourseState({ lessons, progress }: Pick<ShownCourse, 'lessons' | 'progress'>): CourseState {
  const place = listAt(firstInList({ lessons, progress }));
  const nothing = { help: null, busy: null, asks: null, notice: null, toConfirm: null, exitCode: null };
  return { lessons, progress, place, ...nothing };
}

export const listAt = (index: number): Place => ({ kind: 'list', index, searched: '', field: null, typed: '' });

export const listedLessons = ({ lessons, place }: AtList): ShownCourse['lessons'] =>
  lessonsFound(lessons, place.field?.text ?? place.searched);

export function courseKeyMode({ place, help }: CourseState): KeyMode {
  if (help !== null) return 'list';
  if (place.kind === 'list') return place.field ? 'field' : 'course';
  return (place.spot.hands ?? place.spot.field) ? 'field' : 'lesson';
}

/** Lists the modes whose keys the help explains, beginning with the current one. */
export const courseModes = (state: CourseState): readonly KeyMode[] =>
  isAtList(state) ? ['course', 'lesson', 'field'] : ['lesson', 'field', 'course'];

export function noticeOf({ busy, notice }: CourseState): readonly Run[] | null {
  const text = busy?.says ?? notice;
  return text === null ? null : [words(text)];
}

/** Asks the user to press the key again before the progress of a lesson is deleted. */
export const askToReset = (state: CourseState): CourseState => ({
  ...state,
  notice: 'Press R again to forget your progress in this lesson.',
  toConfirm: 'reset',
});
