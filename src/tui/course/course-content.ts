/** The state of the course as what is to be drawn. */
import { testItems } from '../../lessons/course/course.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { may } from '../../lessons/playing/play.ts';
import { lessonStanding, recordsOf } from '../../lessons/playing/records.ts';
import { lessonItem } from '../../pages/lessons/course-page.ts';
import { type LessonPage, lessonPage } from '../../pages/lessons/lesson-page.ts';
import { aside, type Run, words } from '../../pages/page.ts';
import { type CourseContent, courseRows } from '../../render/screen/lessons/course-rows.ts';
import { type LessonContent, lessonRows, lessonWidth } from '../../render/screen/lessons/lesson-rows.ts';
import type { ScreenRow } from '../../render/screen/style.ts';
import { helpList } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldRuns } from '../state/fields/field-runs.ts';
import { courseFooter } from './course-footer.ts';
import { type CourseState, listed, type Place } from './course-state.ts';
import { courseModes } from './opening-lessons.ts';
import { drawnField } from './spot.ts';

/** As many rows as the screen is high. */
export function drawCourse(state: CourseState, { size, layout }: ScreenRoom): ScreenRow[] {
  if (state.help !== null) return courseRows(helpContent(state, state.help, widthOf({ size, layout })), size, layout);
  const { place } = state;
  return place.kind === 'list'
    ? courseRows(listContent(state, place, widthOf({ size, layout })), size, layout)
    : lessonRows(lessonContent(state, place, widthOf({ size, layout })), size, layout);
}

const widthOf = ({ size, layout }: ScreenRoom) => lessonWidth(size, layout);

const BUSY = {
  preparing: 'Signing the requests of this lesson…',
  sending: 'Sending…',
  grading: 'Grading: each answer is waited for up to five seconds; esc stops it…',
} as const;

function noticeOf({ busy, notice }: CourseState): Run[] | null {
  const text = busy ? BUSY[busy.kind] : notice;
  return text === null ? null : [words(text)];
}

/** A lesson, before it is known how high the screen is. `width` in cells. */
export function lessonContent(
  state: CourseState,
  { play, spot }: Extract<Place, { readonly kind: 'lesson' }>,
  width: number,
): LessonContent {
  const page = lessonPage(play);
  return {
    ...page,
    ...spot,
    field: drawnField(play, spot.field),
    notice: noticeOf(state) ?? howOf(play, page),
    footer: courseFooter(state, width),
  };
}

/** How to answer, as long as nobody has. */
function howOf(play: Play, { task }: LessonPage): Run[] | null {
  return task === null || task.how === null || !may(play, 'answer') ? null : [aside(task.how)];
}

/** The list of lessons; those alone that have the words that were searched. `width` in cells. */
export function listContent(
  state: CourseState,
  { index, field, searched }: Extract<Place, { readonly kind: 'list' }>,
  width: number,
): CourseContent {
  const { lessons, progress } = state;
  const found = listed(state);
  const lesson = found[index];
  const done = lessons.filter((one) => lessonStanding(one, recordsOf(progress.records, one)) === 'done').length;
  const title = found.length === 0 ? 'No lesson has these words.' : searched === '' ? '' : `With "${searched}":`;
  return {
    verdict: [words(`${done} of ${lessons.length} done. ${testInvitation(testItems(lessons).length)}`)],
    list: {
      title,
      items: found.map((one) => lessonItem(one, progress.records)),
      index,
      hanging: null,
    },
    below: lesson ? [words(lesson.goal), aside(` About ${lesson.minutes} minutes.`)] : [],
    notice: field ? fieldRuns('/', field, width) : noticeOf(state),
    footer: courseFooter(state, width),
  };
}

const testInvitation = (questions: number) => `t: ${questions} questions tell which lessons you can leave out.`;

function helpContent(state: CourseState, index: number, width: number): CourseContent {
  return {
    verdict: [words('Keys of the course')],
    list: helpList(index, courseModes(state)),
    below: [],
    notice: null,
    footer: courseFooter(state, width),
  };
}
