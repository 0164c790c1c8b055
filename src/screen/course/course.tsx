/** Draws a lesson, and the list of lessons. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import {
  courseVerdict,
  LESSON_WIDTH,
  lessonDescription,
  lessonItem,
  lessonSummary,
  sectionsOf,
} from '../../views/lessons/course-page.ts';
import { type StepView, stepView, type Task } from '../../views/lessons/step-view.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { columnOf, fitGlyphs, fitRuns, type ListContent, listWindow } from '../components/fitted-rows.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import { stepsRow } from '../components/frame/steps-row.ts';
import { Body, Column, Headline, Keys, Rule, Words } from '../components/frame.tsx';
import { COLUMN } from '../components/regions.ts';
import { Divider, Rows } from '../components/rows.tsx';
import { scrolledRows } from '../components/scrolled-rows.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { helpList } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldRuns } from '../walk/fields/text-field.ts';
import { asideRows } from './aside-rows.ts';
import { keysOfCourse } from './course-keys.ts';
import {
  type AtLesson,
  type AtList,
  type CourseState,
  courseModes,
  isAtLesson,
  isAtList,
  listedLessons,
} from './course-state.ts';
import { FRAME, lessonRoom, NOTICE, SMALLEST_LESSON } from './lesson-rows.ts';

/** The fewest cells for a column beside a lesson, or beside the list. */
const WIDE = 120;
/** The cells of the column beside a lesson, with its dividing line, in the narrowest wide window. */
const ASIDE = 40;

/** Returns the room for the course. Text is in a column, because long lines are hard to read. */
export function courseRoom(state: CourseState, room: ScreenRoom): ScreenRoom {
  const whole = columnOf(room, widestOf(state, room));
  const width = hasAside(state, room) ? Math.min(whole.width - ASIDE, COLUMN) : whole.width;
  return { ...room, size: { ...whole, width } };
}

/** Returns whether the steps of the lesson are listed beside it. */
const hasAside = (state: CourseState, { size, layout }: ScreenRoom): boolean =>
  isAtLesson(state) && state.help === null && layout === 'usual' && size.width >= WIDE;

/** The list has a column of its own beside it. */
const widestOf = (state: CourseState, room: ScreenRoom): number =>
  isAtLesson(state) && !hasAside(state, room) ? COLUMN : Number.POSITIVE_INFINITY;

interface CourseProps<State extends CourseState = CourseState> {
  readonly state: State;
  readonly room: ScreenRoom;
}

export function Course({ state, room: whole }: CourseProps) {
  const room = courseRoom(state, whole);
  return (
    <Column room={whole} smallest={SMALLEST_LESSON} widest={widestOf(state, whole)}>
      {state.help === null && isAtLesson(state) ? (
        <Lesson state={state} room={room} aside={columnOf(whole).width - room.size.width - 1} />
      ) : (
        <LessonList state={state} room={room} />
      )}
      <Keys now={keysOfCourse(state, room)} />
    </Column>
  );
}

/** The height of the rows that a window of 24 rows has for the text and its question. */
const CARD = 18;

interface LessonProps extends CourseProps<AtLesson> {
  /** The cells of the column beside the lesson; less than one if there is none. */
  readonly aside: number;
}

function Lesson({ state, room: { size, ...room }, aside: asideWidth }: LessonProps) {
  const { play, spot } = state.place;
  const view = stepView(play);
  const { verdict, titles, beat, progress } = view;
  const { rows, height, task } = lessonRoom(view, spot, size);
  // If the window has become larger, there may be less to scroll.
  const scroll = Math.min(spot.scroll, Math.max(rows.length - height, 0));
  const left = rows.length - height - scroll;
  const more = left > 0 ? `▼ ${left} more, space` : scroll > 0 ? '▲ PgUp' : '';
  const notice = lessonNotice(state, view.task);
  const isBeside = room.layout === 'usual' && asideWidth >= ASIDE - 1;
  const names = titles.map((title, index) => ({ short: title, least: title, long: title, number: index + 1 }));
  return (
    <>
      <Headline parts={[[verdict]]} state="LEARN" />
      <Rows rows={[stepsRow(names, beat + 1, size.width).row]} />
      <Rule right={[progressCells(progress), `${progress.step}/${progress.of}`]} />
      <Body>
        <Box>
          <Box flexDirection="column" width={size.width} flexShrink={0}>
            {/* The text begins at the same row on each step, so that nothing moves when an answer adds rows. Alone, it
                is as if a window of 24 rows were in the middle. */}
            {!isBeside && <Box height={Math.max(Math.floor((size.height - FRAME - CARD) / 2), 0)} />}
            <Fixed height={height}>
              <Rows rows={rows.slice(scroll, scroll + height)} />
            </Fixed>
            {task.length > 0 && <Rows rows={[ruleTitle(size.width, { right: [more] })]} />}
            <Rows rows={task} />
          </Box>
          {isBeside && <Divider height={size.height - FRAME} marks={{}} />}
          {isBeside && <Rows rows={asideRows(play, { width: asideWidth, height: size.height - FRAME })} />}
        </Box>
      </Body>
      <Fixed height={NOTICE} isAtEnd={notice === null}>
        {notice && <Words runs={notice} most={NOTICE} margin={0} />}
        {!notice && task.length === 0 && <Rows rows={[fitRuns([aside(more.padStart(size.width))], size.width)]} />}
      </Fixed>
    </>
  );
}

interface FixedProps {
  readonly height: number;
  readonly isAtEnd?: boolean;
  readonly children: ReactNode;
}

/** Takes exactly `height` rows. */
const Fixed = ({ height, isAtEnd = false, children }: FixedProps) => (
  <Box height={height} flexShrink={0} flexDirection="column" justifyContent={isAtEnd ? 'flex-end' : 'flex-start'}>
    {children}
  </Box>
);

/** Returns the notice or, if the question can be answered, a line that says how. */
export const lessonNotice = (state: AtLesson, task: Task | null): readonly Run[] | null =>
  noticeOf(state) ?? (task?.how ? [aside(task.how)] : null);

function noticeOf({ busy, notice }: CourseState): readonly Run[] | null {
  const text = busy?.says ?? notice;
  return text === null ? null : [words(text)];
}

/** The maximum number of cells. The cells of a longer row cannot be counted at a glance. */
const MOST_CELLS = 24;

/** Draws the progress in the lesson, with a filled cell for each step up to the current step. */
function progressCells({ step, of }: StepView['progress']): string {
  const cells = of > MOST_CELLS ? '' : `${'▮'.repeat(step)}${'▯'.repeat(of - step)} `;
  return `${cells}${step}/${of}`;
}

interface CourseList {
  readonly verdict: string;
  readonly list: ListContent;
  /** The notice or, without one, what there is to say of the chosen lesson, unless it is beside the list. */
  readonly below: readonly Run[];
  /** The description of the chosen lesson in a wide window; `null` in any other. */
  readonly beside: readonly ScreenRow[] | null;
}

/** The rows for the first line, the two rules, and the keys. */
const LIST_FRAME = 4;
const BELOW = 3;
/** The cells of the list beside a description, with the mark of the cursor. */
const LIST_WIDTH = LESSON_WIDTH + 2;

function LessonList({ state, room }: CourseProps) {
  const { width, height } = room.size;
  const { verdict, list, below, beside } = listContent(state, room);
  const listWidth = beside ? LIST_WIDTH : width;
  const titles = list.title === '' ? [] : [fitRuns([{ text: list.title, meaning: 'name' }], listWidth)];
  const body = height - LIST_FRAME - (beside ? 0 : BELOW);
  const items = listWindow(list, body - titles.length, listWidth);
  return (
    <>
      <Headline parts={[[words(verdict)]]} state="LEARN" />
      <Rule />
      <Body>
        <Box>
          <Box flexDirection="column" width={listWidth} flexShrink={0}>
            <Rows rows={[...titles, ...items.map(({ glyphs }) => fitGlyphs(glyphs, listWidth))]} />
          </Box>
          {beside && <Divider height={body} marks={{}} />}
          {beside && <Rows rows={beside.slice(0, body)} />}
        </Box>
      </Body>
      {beside && below.length > 0 ? <Words runs={below} most={BELOW} margin={0} /> : <Rule />}
      {!beside && (
        <Fixed height={BELOW}>
          <Words runs={below} most={BELOW} margin={0} />
        </Fixed>
      )}
    </>
  );
}

/** Returns the help or the list of lessons; during a search, only those that contain its words. */
export function listContent(state: CourseState, room: ScreenRoom): CourseList {
  const notice = noticeOf(state);
  if (state.help !== null || !isAtList(state)) {
    const list = helpList(state.help ?? 0, courseModes(state));
    return { verdict: 'Keys of the course', list, below: notice ?? [], beside: null };
  }
  const { lessons, progress, place } = state;
  const lesson = listedLessons(state)[place.index];
  const { width } = room.size;
  const isWide = Number.isFinite(width) && width >= WIDE;
  const beside = isWide
    ? scrolledRows(lesson ? lessonDescription(lesson, progress) : [], width - LIST_WIDTH - 1)
    : null;
  const about = lesson && !isWide ? lessonSummary(lesson) : [];
  return {
    verdict: courseVerdict(lessons, progress),
    list: lessonList(state, room),
    below: place.field ? fieldRuns('/', place.field, width) : (notice ?? about),
    beside,
  };
}

/** Lists the lessons under their headings. A screen reader says the goal of each. */
function lessonList(state: AtList, { layout }: ScreenRoom): ListContent {
  const { progress, place } = state;
  const goals = layout === 'heard' ? 'shown' : 'hidden';
  const found = listedLessons(state);
  const rows = sectionsOf(found).flatMap(({ title, lessons: own }) => [
    { text: title, meaning: 'name' } as const,
    ...own,
  ]);
  const here = found[place.index];
  const title = place.searched === '' ? '' : `With "${place.searched}":`;
  return {
    title: found.length === 0 ? 'No lesson contains these words.' : title,
    items: rows.map((row) => ('text' in row ? [row] : lessonItem(row, progress, goals))),
    index: here ? rows.indexOf(here) : 0,
    hanging: null,
  };
}
