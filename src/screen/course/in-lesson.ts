/** Handles the keys and pastes in a lesson: some scroll or move the cursor, and others are deeds of the learner. */
import { countHands, endLines, pasteAnswer, pastedLines, typeAnswer } from '../../app/course/answering.ts';
import { actAtStep } from '../../app/course/at-step.ts';
import { isOfferedAtStep } from '../../app/course/step-keys.ts';
import type { KeyAction } from '../../app/keys/keys.ts';
import { taskOf } from '../../views/lessons/step-view.ts';
import { fieldAfterKey, fieldOf, type TextField, withText } from '../components/text-field.ts';
import type { ScreenRoom } from '../session-description.ts';
import { type AtLesson, askToReset, type CourseState, type Pressed, stepIn } from './course-state.ts';
import { isUnread, moved, pageOf, scrolledBy, toTask, turned } from './spot.ts';

type Handler = (state: AtLesson, room: ScreenRoom, pressed: Pressed) => CourseState;

/** Moves the cursor among the items. If there are no items, scrolls the text. */
const moveBy =
  (by: number): Handler =>
  (state, room) => {
    const { play, spot } = state.place;
    const items = taskOf(play)?.items.length ?? 0;
    if (items === 0 || spot.phase === 'reading') return scrolledBy(state, by, room);
    return moved(state, { index: Math.min(Math.max(spot.index + by, 0), items - 1) });
  };

const act: Handler = (state, room, { action, key }) =>
  action ? turned(state, actAtStep(stepIn(state), action, key), room) : state;

/** What keys do on the screen. All others are deeds of the learner. */
const HANDLERS: Partial<Readonly<Record<KeyAction, Handler>>> = {
  do: readOrDo,
  hands: (state) => (isOfferedAtStep('hands', stepIn(state)) ? moved(state, { hands: fieldOf('') }) : state),
  reset: (state, room, pressed) => (pressed.isConfirmed ? act(state, room, pressed) : askToReset(state)),
  'page-down': readOn,
  'page-up': (state, room) => scrolledBy(state, -pageOf(state, room), room),
  'line-down': moveBy(1),
  'line-up': moveBy(-1),
  'first-line': moveBy(-Number.MAX_SAFE_INTEGER),
  'last-line': moveBy(Number.MAX_SAFE_INTEGER),
};

export function afterKeyInLesson(state: AtLesson, pressed: Pressed, room: ScreenRoom): CourseState {
  const { field, hands } = state.place.spot;
  if (hands) return afterKeyInHands(state, hands, pressed, room);
  if (field) return afterKeyInField(state, field, pressed, room);
  return ((pressed.action && HANDLERS[pressed.action]) ?? act)(state, room, pressed);
}

/** Handles the Enter key, which first shows text that has not been read yet. */
function readOrDo(state: AtLesson, room: ScreenRoom, pressed: Pressed): CourseState {
  if (state.place.spot.phase === 'reading') return toTask(state, room);
  return isUnread(state, room) ? readOn(state, room) : act(state, room, pressed);
}

/** Scrolls down by one screen. At the end of the text, goes to its question. */
function readOn(state: AtLesson, room: ScreenRoom): AtLesson {
  const { spot } = state.place;
  const further = scrolledBy(state, pageOf(state, room), room);
  return spot.phase === 'reading' && further.place.spot.scroll === spot.scroll ? toTask(state, room) : further;
}

function afterKeyInHands(state: AtLesson, hands: TextField, { key, action }: Pressed, room: ScreenRoom): CourseState {
  if (action === 'close') return moved(state, { hands: null });
  if (action !== 'choose') return moved(state, { hands: fieldAfterKey(hands, key) });
  const turn = countHands(stepIn(state), hands.text);
  return turned(turn.play ? moved(state, { hands: null }) : state, turn, room);
}

function afterKeyInField(state: AtLesson, field: TextField, pressed: Pressed, room: ScreenRoom): CourseState {
  const { key, action } = pressed;
  if (action === 'close') return moved(state, { field: null });
  if (key === 'pagedown' || key === 'pageup')
    return scrolledBy(state, pageOf(state, room) * (key === 'pagedown' ? 1 : -1), room);
  const at = stepIn(state);
  if (action === 'choose') return turned(state, endLines(at, [field.text]), room);
  const back = key === 'backspace' && field.text === '' ? actAtStep(at, 'take-back', key) : null;
  return back ? turned(state, back, room) : typedInto(state, fieldAfterKey(field, key), room);
}

const typedInto = (state: AtLesson, field: TextField, room: ScreenRoom): CourseState =>
  turned(moved(state, { field }), typeAnswer(stepIn(state), field.text), room);

/** Handles a paste. The pasted text goes into the open field or, if no field is open, becomes the whole answer. */
export function pasteInLesson(state: AtLesson, text: string, room: ScreenRoom): CourseState {
  const { field } = state.place.spot;
  const at = stepIn(state);
  if (!field) return turned(state, pasteAnswer(at, text), room);
  const [first, ...rest] = pastedLines(at, text);
  const typed = withText(field, first);
  return rest.length === 0 ? typedInto(state, typed, room) : turned(state, endLines(at, [typed.text, ...rest]), room);
}
