/** The last row of the course: the keys that do something now. */
import type { KeyBinding } from '../../commands/key-binding.ts';
import { KEYS } from '../../commands/keys.ts';
import { askedIn, lockOf, stepOf } from '../../lessons/play.ts';
import type { Run } from '../../pages/page.ts';
import { fittingKeys } from '../state/footer.ts';
import { type CourseState, courseKeyMode, type Place } from './course-state.ts';
import { isDone } from './spot.ts';

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
  const isCommand = askedIn(play)?.answer.kind === 'grade';
  if (binding.action === 'choose') return { ...binding, footer: ['enter', isCommand ? 'grade it' : 'ends the line'] };
  return binding.action === 'close' ? { ...binding, footer: ['esc', 'then h hint, s skip, ← back'] } : binding;
}

/** Enter says what it does here. */
function named(binding: KeyBinding, { play, spot }: InLesson): KeyBinding {
  if (binding.action === 'skip' && play.lesson.kind === 'test') return { ...binding, footer: ['s', 'I do not know'] };
  if (binding.action !== 'do') return binding;
  return { ...binding, footer: ['enter', spot.phase === 'reading' ? 'to the question' : wordOfEnter(play)] };
}

function wordOfEnter(play: InLesson['play']): string {
  const step = stepOf(play);
  switch (step.kind) {
    case 'introduction':
      return 'begin';
    case 'take-away':
      return 'go on';
    case 'look':
      return 'go on';
    case 'shot':
      return play.outcomes.has(step.id) ? 'go on' : 'send';
    default:
      return isDone(play) && play.lesson.kind !== 'test' ? 'go on' : WORDS[step.question.answer.kind];
  }
}

const WORDS = {
  choose: 'take',
  sort: 'hand in',
  order: 'take',
  try: 'send',
  type: 'type',
  accept: 'hand in',
  grade: 'type',
} as const;

function isOffered({ action }: KeyBinding, { play, spot }: InLesson): boolean {
  const step = stepOf(play);
  const kind = askedIn(play)?.answer.kind ?? null;
  switch (action) {
    case 'next-stage':
      return lockOf(play) === null && play.at < play.steps.length - 1;
    case 'previous-stage':
      return play.at > 0;
    case 'category':
      return kind === 'sort' && !isDone(play) && spot.phase === 'task';
    case 'hint':
    case 'solution':
      return step.kind === 'check' && !isDone(play);
    case 'skip':
      return lockOf(play) !== null || (play.lesson.kind === 'test' && step.kind === 'predict');
    case 'line-down':
      return spot.phase === 'task' && (kind === 'choose' || kind === 'sort' || kind === 'order' || kind === 'try');
    case 'walk':
      return step.kind === 'look';
    case 'copy':
      return step.kind === 'take-away' && play.lesson.proof.length > 0;
    case 'next-lesson':
      return step.kind === 'take-away';
    default:
      return true;
  }
}
