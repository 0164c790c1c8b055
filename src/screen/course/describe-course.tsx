/** Describes the course as a session: its effects, its screen, its keys, and what a screen reader hears. Walks open on top of it. */
import { openLesson } from '../../app/course/lessons.ts';
import type { ShownCourse } from '../../app/course/shown-course.ts';
import { isOfferedAtStep, namedAtStep, namedInField } from '../../app/course/step-keys.ts';
import type { Errand, Request } from '../../app/course/turn.ts';
import { inFooter } from '../../app/keys/key-binding.ts';
import type { KeyBinding } from '../../app/keys/keys.ts';
import { spokenText } from '../../layout/shown-glyphs.ts';
import { stepView } from '../../views/lessons/step-view.ts';
import { Column, Keys } from '../components/frame.tsx';
import { scrolledRows } from '../components/scrolled-rows.ts';
import { announcers, type Heard } from '../components/spoken.ts';
import type { KeysNow } from '../footer-keys.ts';
import { isOfferedInHelp } from '../help.ts';
import type { Next, Outside, ScreenRoom, SessionDescription } from '../session-description.ts';
import { asideWidth, courseRoom, widestOf } from './course-room.ts';
import {
  type AtLesson,
  type AtList,
  type CourseState,
  courseKeyMode,
  firstCourseState,
  isAtLesson,
  isAtList,
  listedLessons,
  stepIn,
} from './course-state.ts';
import { Lesson, lessonNotice } from './lesson.tsx';
import { LessonList, listContent } from './lesson-list.tsx';
import { SMALLEST_LESSON } from './lesson-rows.ts';
import { type Arrived, nextCourse, whereIs } from './next-course.ts';
import { canScroll, isUnread, turned } from './spot.ts';

/** The effects of the course, all of which result from a change in its state. */
type Effect =
  | Request
  | { readonly kind: 'keep'; readonly progress: ShownCourse['progress'] }
  /** Gives up the errand under way, and begins the next one, if any. */
  | { readonly kind: 'run'; readonly errand: Errand | null };

type CourseDescription = SessionDescription<CourseState, Arrived, Effect>;

/** Describes the course. The course begins with the list of lessons, or with a lesson that opens immediately. */
export function describeCourse(course: ShownCourse): CourseDescription {
  return {
    first: (room) => {
      const state = firstCourseState(course);
      const { opens } = course;
      return withEffects(state, opens ? turned(state, openLesson(opens.lesson, opens.form), room) : state);
    },
    reduce: (state, event, room) => withEffects(state, nextCourse(state, event, courseRoom(state, room))),
    draw: (state, room) => <Course state={state} room={room} />,
    ...announceCourse,
    ending: ({ exitCode }) => exitCode,
    carryOut: carryOut(course),
  };
}

function withEffects({ progress, busy }: CourseState, asked: CourseState): Next<CourseState, Effect> {
  const { asks } = asked;
  const effects: Effect[] = asks ? [asks] : [];
  if (asked.busy !== busy) effects.unshift({ kind: 'run', errand: asked.busy });
  if (asked.progress !== progress) effects.unshift({ kind: 'keep', progress: asked.progress });
  return { state: asks ? { ...asked, asks: null } : asked, effects };
}

function carryOut(course: ShownCourse): CourseDescription['carryOut'] {
  let running = new AbortController();
  return (effect, _state, outside) => {
    switch (effect.kind) {
      case 'keep':
        void course.keep(effect.progress).then((problem) => {
          if (problem) outside.take({ kind: 'notice', text: `${problem.says} ${problem.fix}` });
        });
        break;
      case 'run':
        running.abort();
        running = new AbortController();
        if (effect.errand) run(course, effect.errand, AbortSignal.any([running.signal, outside.left]), outside);
        break;
      case 'walk':
        outside.open(
          import('../walk/describe-walk.tsx').then(({ describeWalk }) =>
            describeWalk(course.walk(effect.lesson, effect.request), {
              stage: effect.stage,
              home: 'lesson',
              notice: 'This is the whole walk of the request. q or esc goes back to the lesson.',
            }),
          ),
        );
        break;
      case 'copy':
        outside.copy(effect.text, "The lines were sent to the terminal's clipboard.");
        break;
    }
  };
}

/** Runs an errand. If it fails, the screen says so. */
function run(course: ShownCourse, errand: Errand, signal: AbortSignal, { take }: Outside<Arrived>): void {
  const failed = (error: unknown) => () => ({ notice: error instanceof Error ? error.message : String(error) });
  void errand
    .run(course, signal)
    .catch(failed)
    .then((arrival) => take({ kind: 'arrived', errand, arrival }));
}

/** Draws a lesson, or the list of lessons. */
function Course({ state, room: whole }: { readonly state: CourseState; readonly room: ScreenRoom }) {
  const room = courseRoom(state, whole);
  return (
    <Column room={whole} smallest={SMALLEST_LESSON} widest={widestOf(state, whole)}>
      {state.help === null && isAtLesson(state) ? (
        <Lesson state={state} room={room} aside={asideWidth(state, whole)} />
      ) : (
        <LessonList state={state} room={room} />
      )}
      <Keys now={keysOfCourse(state, room)} />
    </Column>
  );
}

/** Returns the keys that have an effect now, with the names of their effects. */
function keysOfCourse(state: CourseState, room: ScreenRoom): KeysNow {
  const mode = courseKeyMode(state);
  if (mode === 'list') return { mode, isOffered: isOfferedInHelp };
  if (isAtList(state)) return { mode, isOffered: ({ action }) => isOfferedAtList(action, state) };
  if (!isAtLesson(state)) return { mode };
  const at = stepIn(state);
  if (mode === 'field') return { mode, named: (binding) => namedInField(binding, at) };
  const readOn = (binding: KeyBinding): KeyBinding => ({ ...binding, footer: [inFooter('return'), 'read on'] });
  return {
    mode,
    isOffered: ({ action }) => {
      if (action === 'page-down') return canScroll(state, room);
      return isOfferedAtStep(action, at);
    },
    named: (binding) => (binding.action === 'do' && isUnread(state, room) ? readOn(binding) : namedAtStep(binding, at)),
    // The keys to continue and to open the walk have priority.
    isFirst: ({ action }) => action === 'do' || action === 'walk',
  };
}

/** Returns whether an action has an effect in the list: a search can have found no lesson to open. */
function isOfferedAtList(action: KeyBinding['action'], state: AtList): boolean {
  if (action === 'whole-list') return state.place.searched !== '';
  return (action !== 'do' && action !== 'challenge') || listedLessons(state).length > 0;
}

const ANY_WIDTH = Number.POSITIVE_INFINITY;
const ANY_ROOM: ScreenRoom = { size: { width: ANY_WIDTH, height: ANY_WIDTH }, layout: 'heard' };

/** Says a whole step when it begins, and after that only the changes. */
const announced = announcers((state: CourseState): Heard => {
  if (isAtLesson(state) && state.help === null) return heardLesson(state);
  const { verdict, list, below } = listContent(state, ANY_ROOM);
  const items = list.items.map(spokenText);
  const lines = spokenOnly([verdict, ...items, spokenText(below)]);
  return { place: whereIs(state), lines, item: items[list.index], isHelp: state.help !== null };
}, keysOfCourse);

const announceCourse: typeof announced = {
  ...announced,
  // While the first lesson is opening, the list is not needed.
  announceAll: (state, room) => (isAtLesson(state) || !state.busy ? announced.announceAll(state, room) : []),
};

function heardLesson(state: AtLesson): Heard {
  const { play, spot } = state.place;
  const view = stepView(play);
  const { titles, beat, progress, text, task, judged } = view;
  const verdict = spokenText([view.verdict]);
  const items = task?.items.map(spokenText) ?? [];
  return {
    place: whereIs(state),
    lines: spokenOnly([
      `${verdict}, ${titles[beat] ?? ''}, step ${progress.step} of ${progress.of}`,
      ...scrolledRows(text, ANY_WIDTH).map(spokenText),
      spokenText(task?.ask ?? []),
      ...items,
      spokenText(lessonNotice(state, task) ?? []),
    ]),
    item: items[spot.index],
    result: { of: judged.of, lines: judged.says.length > 0 ? [verdict, ...judged.says] : [] },
  };
}

const spokenOnly = (lines: readonly string[]) => lines.filter((line) => line !== '');
