/** Lists the keys that have an effect at a step of a lesson, with the names of their effects. */
import { kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, type Deed, may, stepOf } from '../../lessons/playing/play.ts';
import { inFooter } from '../keys/key-binding.ts';
import type { KeyAction, KeyBinding } from '../keys/keys.ts';
import type { AtStep } from './turn.ts';

/** Renames keys while a field is open: letters are typed there, and the other keys work only after Escape. */
export function namedInField(binding: KeyBinding, { play }: AtStep): KeyBinding {
  const asked = askedIn(play);
  const enter = asked && kindOf(asked).field?.enter;
  if (binding.action === 'choose') return enter ? { ...binding, footer: [inFooter('return'), enter] } : binding;
  const help = may(play, 'hint') ? 'h hint' : 'S solution';
  return binding.action === 'close' ? { ...binding, footer: ['esc', `then ${help}, s skip, ← back`] } : binding;
}

/** Names a key by what it does at this step. */
export function namedAtStep(binding: KeyBinding, at: AtStep): KeyBinding {
  const { play, index } = at;
  const { action, footer, keys } = binding;
  const asked = askedIn(play);
  switch (action) {
    case 'skip':
      return play.lesson.kind === 'test' ? { ...binding, footer: ['s', 'I do not know'] } : binding;
    case 'option':
    case 'category': {
      // Only the letters or the digits that the question has.
      const own = keys.filter((key) => asked && kindOf(asked).keys[action]?.(asked, index, key));
      return { ...binding, footer: [own.join(' '), footer?.[1] ?? ''] };
    }
    case 'do':
      return { ...binding, footer: [inFooter('return'), wordOfEnter(at)] };
    default:
      return binding;
  }
}

function wordOfEnter({ play, phase }: AtStep): string {
  if (phase === 'reading') return 'to the question';
  const asked = askedIn(play);
  if (asked && may(play, 'answer')) return kindOf(asked).enter.word;
  if (may(play, 'send')) return 'send';
  return stepOf(play).kind === 'introduction' ? 'begin' : 'go on';
}

const DEEDS: Partial<Readonly<Record<KeyAction, Deed>>> = {
  'next-stage': 'go-on',
  hint: 'hint',
  solution: 'help',
  skip: 'skip',
  'whole-answer': 'unfold',
  walk: 'walk',
  copy: 'copy',
  'next-lesson': 'next-lesson',
};

/** Returns whether an action has an effect at this step. Whether its text can be scrolled is not asked. */
export function isOfferedAtStep(action: KeyAction, { play, phase }: AtStep): boolean {
  const deed = DEEDS[action];
  if (deed !== undefined) return may(play, deed);
  const asked = askedIn(play);
  const kind = asked && kindOf(asked);
  switch (action) {
    case 'previous-stage':
      return play.at > 0;
    case 'option':
    case 'category':
      return kind?.keys[action] !== undefined && may(play, 'answer') && phase === 'task';
    case 'hands':
      return kind?.hands !== undefined && phase === 'task';
    case 'line-down':
      return phase === 'task' && kind?.items !== undefined;
    default:
      return true;
  }
}
