/** A lesson as the place on the screen, and small steps that all keys in it take. */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import type { Given } from '../../lessons/kinds/table.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { type PlayEvent, played } from '../../lessons/playing/played.ts';
import type { CourseRoom, CourseState, Place, Spot } from './course-state.ts';
import { spotAt } from './spot.ts';

export type InLesson = Extract<Place, { readonly kind: 'lesson' }>;

/** A key, and what it does where keys are keys. */
export interface Pressed {
  readonly key: string;
  readonly action: KeyAction | null;
  /** Whether it was asked, after the same key, to press it again. */
  readonly isAgain: boolean;
}

/** The lesson like this on the screen. */
export const at = (state: CourseState, play: Play, spot: Spot): CourseState => ({
  ...state,
  place: { kind: 'lesson', play, spot },
});

export const give = (play: Play, given: Given): Play => played(play, { kind: 'give', given });

/** The play after an event; at another step the screen begins anew. */
export function after(state: CourseState, { play, spot }: InLesson, event: PlayEvent, room: CourseRoom): CourseState {
  const next = played(play, event);
  const isSameStep = next.at === play.at && event.kind !== 'reset';
  return at({ ...state, notice: next.notice }, next, isSameStep ? spot : spotAt(next, room));
}
