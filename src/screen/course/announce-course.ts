/** Says to a screen reader what the course shows: a whole step when it begins, and after that only the changes. */

import { spokenText } from '../../layout/shown-glyphs.ts';
import { stepView } from '../../views/lessons/step-view.ts';
import { scrolledRows } from '../components/scrolled-rows.ts';
import { announcers, type Heard } from '../components/spoken.ts';
import type { ScreenRoom } from '../session-description.ts';
import { keysOfCourse } from './course-keys.ts';
import { type AtLesson, type CourseState, isAtLesson } from './course-state.ts';
import { lessonNotice } from './lesson.tsx';
import { listContent } from './lesson-list.tsx';
import { whereIs } from './next-course.ts';

const ANY_WIDTH = Number.POSITIVE_INFINITY;
const ANY_ROOM: ScreenRoom = { size: { width: ANY_WIDTH, height: ANY_WIDTH }, layout: 'heard' };

const announced = announcers((state: CourseState): Heard => {
  if (isAtLesson(state) && state.help === null) return heardLesson(state);
  const { verdict, list, below } = listContent(state, ANY_ROOM);
  const items = list.items.map(spokenText);
  const lines = spokenOnly([verdict, ...items, spokenText(below)]);
  return { place: whereIs(state), lines, item: items[list.index], isHelp: state.help !== null };
}, keysOfCourse);

export const announceCourse: typeof announced = {
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
