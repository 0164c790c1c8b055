/** Which keys do something now in the course. */
import type { KeyBinding } from '../../app/keys/key-binding.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, type Deed, may, stepOf } from '../../lessons/playing/play.ts';
import type { Run } from '../../pages/page.ts';
import { footerKeys, type KeysNow } from '../footer-keys.ts';
import { type CourseState, courseKeyMode, type Place } from './course-state.ts';

/** As many keys as fit, each where it does something. `width` in cells. */
export const courseFooter = (state: CourseState, width: number): Run[] => footerKeys(keysNow(state), width);

function keysNow(state: CourseState): KeysNow {
  const mode = courseKeyMode(state);
  const { place } = state;
  if (place.kind !== 'lesson' || mode === 'list') return { mode };
  if (mode === 'field') return { mode, named: (binding) => inField(binding, place) };
  return {
    mode,
    isOffered: (binding) => isOffered(binding, place),
    named: (binding) => named(binding, place),
    // What leads on, and the way to all other keys.
    isFirst: ({ action }) => action === 'do' || action === 'help' || action === 'walk',
  };
}

type InLesson = Extract<Place, { readonly kind: 'lesson' }>;

/** While one types, letters are letters: the other keys work after esc. */
function inField(binding: KeyBinding, { play }: InLesson): KeyBinding {
  const asked = askedIn(play);
  const enter = asked && kindOf(asked).field?.enter;
  if (binding.action === 'choose') return enter ? { ...binding, footer: ['enter', enter] } : binding;
  return binding.action === 'close' ? { ...binding, footer: ['esc', 'then h hint, s skip, ← back'] } : binding;
}

/** Enter says what it does here. */
function named(binding: KeyBinding, { play, spot }: InLesson): KeyBinding {
  if (binding.action === 'skip' && play.lesson.kind === 'test') return { ...binding, footer: ['s', 'I do not know'] };
  if (binding.action !== 'do') return binding;
  return { ...binding, footer: ['enter', spot.phase === 'reading' ? 'to the question' : wordOfEnter(play)] };
}

function wordOfEnter(play: InLesson['play']): string {
  const asked = askedIn(play);
  if (asked) return may(play, 'answer') ? kindOf(asked).enter.word : 'go on';
  if (may(play, 'send')) return 'send';
  return stepOf(play).kind === 'introduction' ? 'begin' : 'go on';
}

/** Keys that do one thing are offered where that can be done. */
const DEEDS: Partial<Readonly<Record<KeyBinding['action'], Deed>>> = {
  'next-stage': 'go-on',
  hint: 'help',
  solution: 'help',
  skip: 'skip',
  walk: 'walk',
  copy: 'copy',
  'next-lesson': 'next-lesson',
};

function isOffered({ action }: KeyBinding, { play, spot }: InLesson): boolean {
  const deed = DEEDS[action];
  if (deed !== undefined) return may(play, deed);
  const asked = askedIn(play);
  const kind = asked && kindOf(asked);
  switch (action) {
    case 'previous-stage':
      return play.at > 0;
    case 'category':
      return kind?.keys.category !== undefined && may(play, 'answer') && spot.phase === 'task';
    case 'line-down':
      return spot.phase === 'task' && kind?.items !== undefined;
    default:
      return true;
  }
}
