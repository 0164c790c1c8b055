/** The last row of the course: the keys that do something now. */
import type { KeyBinding } from '../../app/keys/key-binding.ts';
import { KEYS } from '../../app/keys/keys.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { type Deed, may } from '../../lessons/playing/may.ts';
import { askedIn, stepOf } from '../../lessons/playing/play.ts';
import type { Run } from '../../pages/page.ts';
import { fittingKeys } from '../state/footer.ts';
import { type CourseState, courseKeyMode, type Place } from './course-state.ts';

/** As many keys as fit, each where it does something. `width` in cells. */
export function courseFooter(state: CourseState, width: number): Run[] {
  const mode = courseKeyMode(state);
  const offered = KEYS.filter((binding) => binding.footer && binding.modes.includes(mode));
  const { place } = state;
  if (place.kind !== 'lesson' || mode === 'list') return fittingKeys(offered, width);
  if (mode === 'field')
    return fittingKeys(
      offered.map((binding) => inField(binding, place)),
      width,
    );
  const shown = offered.filter((binding) => isOffered(binding, place)).map((binding) => named(binding, place));
  return fittingKeys(shown, width, byWeight(shown));
}

/** Where there is little room, what leads on and the way to all other keys come first. */
function byWeight(shown: readonly KeyBinding[]): readonly KeyBinding[] {
  const isFirst = ({ action }: KeyBinding) => action === 'do' || action === 'help' || action === 'walk';
  return [...shown.filter(isFirst), ...shown.filter((binding) => !isFirst(binding))];
}

type InLesson = Extract<Place, { readonly kind: 'lesson' }>;

/** While one types, letters are letters: the other keys are behind esc. */
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
