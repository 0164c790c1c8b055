/** Lists the keys that have an effect now, with the names of their effects. */
import { inFooter } from '../../app/keys/key-binding.ts';
import type { KeyAction, KeyBinding } from '../../app/keys/keys.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, type Deed, may, stepOf } from '../../lessons/playing/play.ts';
import type { KeysNow } from '../footer-keys.ts';
import { isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { type AtLesson, type CourseState, courseKeyMode, isAtLesson } from './course-state.ts';
import { canScroll, isUnread } from './spot.ts';

export function keysOfCourse(state: CourseState, room: ScreenRoom): KeysNow {
  const mode = courseKeyMode(state);
  if (mode === 'list') return { mode, isOffered: isOfferedInHelp };
  if (!isAtLesson(state)) return { mode };
  if (mode === 'field') return { mode, named: (binding) => inField(binding, state) };
  return {
    mode,
    isOffered: ({ action }) => isOffered(action, state, room),
    named: (binding) => named(binding, state, room),
    // The keys to continue and to open the walk have priority.
    isFirst: ({ action }) => action === 'do' || action === 'walk',
  };
}

/** Renames keys while a field is open: letters are typed there, and the other keys work only after Escape. */
function inField(binding: KeyBinding, { place }: AtLesson): KeyBinding {
  const asked = askedIn(place.play);
  const enter = asked && kindOf(asked).field?.enter;
  if (binding.action === 'choose') return enter ? { ...binding, footer: [inFooter('return'), enter] } : binding;
  return binding.action === 'close' ? { ...binding, footer: ['esc', 'then h hint, s skip, ← back'] } : binding;
}

function named(binding: KeyBinding, state: AtLesson, room: ScreenRoom): KeyBinding {
  const { play, spot } = state.place;
  const { action, footer, keys } = binding;
  const asked = askedIn(play);
  switch (action) {
    case 'skip':
      return play.lesson.kind === 'test' ? { ...binding, footer: ['s', 'I do not know'] } : binding;
    case 'option':
    case 'category': {
      // Only the letters or the digits that the question has.
      const own = keys.filter((key) => asked && kindOf(asked).keys[action]?.(asked, spot.index, key));
      return { ...binding, footer: [own.join(' '), footer?.[1] ?? ''] };
    }
    case 'do':
      return { ...binding, footer: [inFooter('return'), wordOfEnter(state, room)] };
    default:
      return binding;
  }
}

function wordOfEnter(state: AtLesson, room: ScreenRoom): string {
  const { play, spot } = state.place;
  if (spot.phase === 'reading') return 'to the question';
  if (isUnread(state, room)) return 'read on';
  const asked = askedIn(play);
  if (asked && may(play, 'answer')) return kindOf(asked).enter.word;
  if (may(play, 'send')) return 'send';
  return stepOf(play).kind === 'introduction' ? 'begin' : 'go on';
}

const DEEDS: Partial<Readonly<Record<KeyAction, Deed>>> = {
  'next-stage': 'go-on',
  hint: 'help',
  solution: 'help',
  skip: 'skip',
  'whole-answer': 'unfold',
  walk: 'walk',
  copy: 'copy',
  'next-lesson': 'next-lesson',
};

function isOffered(action: KeyAction, state: AtLesson, room: ScreenRoom): boolean {
  const { play, spot } = state.place;
  const deed = DEEDS[action];
  if (deed !== undefined) return may(play, deed);
  const asked = askedIn(play);
  const kind = asked && kindOf(asked);
  switch (action) {
    case 'previous-stage':
      return play.at > 0;
    case 'page-down':
      return canScroll(state, room);
    case 'option':
    case 'category':
      return kind?.keys[action] !== undefined && may(play, 'answer') && spot.phase === 'task';
    case 'line-down':
      return spot.phase === 'task' && kind?.items !== undefined;
    default:
      return true;
  }
}
