/** Draws the list of lessons, with what there is to say of the chosen one, and the help of the course. */
import { Box } from 'ink';
import {
  courseVerdict,
  LESSON_WIDTH,
  lessonDescription,
  lessonItem,
  lessonSummary,
  sectionsOf,
} from '../../views/lessons/course-page.ts';
import { type Run, words } from '../../views/page.ts';
import { drawnItems, fitRuns, type ListContent, listWindow, noticeRows } from '../components/fitted-rows.ts';
import { Body, Headline, Rule } from '../components/frame.tsx';
import type { ScreenSize } from '../components/regions.ts';
import { Divider, Rows } from '../components/rows.tsx';
import { scrolledRows } from '../components/scrolled-rows.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { fieldRuns } from '../components/text-field.ts';
import { helpList } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { WIDE } from './course-room.ts';
import { type AtList, type CourseState, courseModes, isAtList, listedLessons, noticeOf } from './course-state.ts';

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

interface LessonListProps {
  readonly state: CourseState;
  readonly room: ScreenRoom;
}

export function LessonList({ state, room }: LessonListProps) {
  const { width, height } = room.size;
  const { verdict, list, below, beside } = listContent(state, room);
  const listWidth = beside ? LIST_WIDTH : width;
  const titles = list.title === '' ? [] : [fitRuns([{ text: list.title, meaning: 'name' }], listWidth)];
  const said = noticeRows(below, width, BELOW);
  const body = height - LIST_FRAME - (beside ? said.length : BELOW);
  const items = listWindow(list, body - titles.length, listWidth);
  return (
    <>
      <Headline parts={[[words(verdict)]]} state="LEARN" />
      <Rule />
      <Body>
        <Box>
          <Box flexDirection="column" width={listWidth} flexShrink={0}>
            <Rows rows={[...titles, ...drawnItems(list, items, listWidth)]} />
          </Box>
          {beside && <Divider height={body} marks={{}} />}
          {beside && <Rows rows={beside.slice(0, body)} />}
        </Box>
      </Body>
      {beside && <Rows rows={said} />}
      <Rule />
      {!beside && (
        <Box height={BELOW} flexShrink={0}>
          <Rows rows={said} />
        </Box>
      )}
    </>
  );
}

const isWide = ({ width }: ScreenSize): boolean => Number.isFinite(width) && width >= WIDE;

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
  const beside = isWide(room.size)
    ? scrolledRows(lesson ? lessonDescription(lesson, progress) : [], width - LIST_WIDTH - 1)
    : null;
  const about = lesson && !isWide(room.size) ? lessonSummary(lesson) : [];
  return {
    verdict: courseVerdict(lessons, progress),
    list: lessonList(state, room),
    below: place.field ? fieldRuns('/', place.field, width - 1) : (notice ?? about),
    beside,
  };
}

/** Lists the lessons under their headings. A screen reader says the goal of each. */
function lessonList(state: AtList, { layout, size }: ScreenRoom): ListContent {
  const { progress, place } = state;
  const goals = layout === 'heard' ? 'shown' : 'hidden';
  const found = listedLessons(state);
  const sections = sectionsOf(found);
  // Where the whole list fits, an empty row is before each heading but the first.
  const isSpaced = found.length + 2 * sections.length - 1 <= size.height - LIST_FRAME - (isWide(size) ? 0 : BELOW);
  const rows = sections.flatMap(({ title, lessons: own }, at) => [
    ...(isSpaced && at > 0 ? [words('')] : []),
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
