/** Lists the keys that have an effect now, with the names of their effects. */
import { isOfferedAtStep, namedAtStep, namedInField } from '../../app/course/step-keys.ts';
import { inFooter } from '../../app/keys/key-binding.ts';
import type { KeyBinding } from '../../app/keys/keys.ts';
import type { KeysNow } from '../footer-keys.ts';
import { isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { type CourseState, courseKeyMode, isAtLesson, stepIn } from './course-state.ts';
import { canScroll, isAboveOptions, isUnread } from './spot.ts';

export function keysOfCourse(state: CourseState, room: ScreenRoom): KeysNow {
  const mode = courseKeyMode(state);
  if (mode === 'list') return { mode, isOffered: isOfferedInHelp };
  if (!isAtLesson(state)) return { mode };
  const at = stepIn(state);
  if (mode === 'field') return { mode, named: (binding) => namedInField(binding, at) };
  const readOn = (binding: KeyBinding): KeyBinding => ({ ...binding, footer: [inFooter('return'), 'read on'] });
  return {
    mode,
    isOffered: ({ action }) => {
      if (action === 'page-down') return canScroll(state, room);
      if (action === 'page-up') return isAboveOptions(state, room);
      return isOfferedAtStep(action, at) && (action !== 'hands' || room.layout === 'projector');
    },
    named: (binding) => (binding.action === 'do' && isUnread(state, room) ? readOn(binding) : namedAtStep(binding, at)),
    // The keys to continue and to open the walk have priority.
    isFirst: ({ action }) => action === 'do' || action === 'walk',
  };
}
