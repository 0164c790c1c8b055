import type { KeyBinding } from '../../app/keys/key-binding.ts';
import { glyphsOfWords, widthOf } from '../../layout/shown-glyphs.ts';
import { testItems } from '../../lessons/course/course.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { askedIn, type Deed, may, type Play, stepOf } from '../../lessons/playing/play.ts';
import { lessonStanding, recordsOf } from '../../lessons/playing/records.ts';
import { lessonItem, sectionsOf } from '../../views/lessons/course-page.ts';
import { type StepView, stepView } from '../../views/lessons/step-view.ts';
import { aside, type Run, words } from '../../views/page.ts';
import type { ListContent } from '../components/fitted-rows.ts';
import { widthIn } from '../components/regions.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { footerKeys, HELP_KEY, HELP_WIDTH, type KeysNow } from '../footer-keys.ts';
import { helpList, isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldRuns } from '../walk/fields/text-field.ts';
import { type CourseState, courseKeyMode, listedLessons, type Place } from './course-state.ts';
import { type CourseContent, courseRows, type LessonContent, lessonRows } from './lesson-rows.ts';
import { courseModes } from './opening-lessons.ts';
import { canScroll, drawField, isUnread } from './spot.ts';

/** Draws the course in exactly the rows of the screen. */
export function drawCourse(state: CourseState, room: ScreenRoom): ScreenRow[] {
  const { size } = room;
  const { place, help } = state;
  if (help !== null) return courseRows(helpContent(state, help, room), size);
  return place.kind === 'list'
    ? courseRows(listContent(state, place, room), size)
    : lessonRows(lessonContent(state, place, room), size);
}

const BUSY = {
  preparing: 'Signing the requests of this lesson…',
  sending: 'Sending…',
  grading: 'Grading: each answer has up to five seconds; esc stops it…',
} as const;

function noticeOf({ busy, notice }: CourseState): Run[] | null {
  const text = busy ? BUSY[busy.kind] : notice;
  return text === null ? null : [words(text)];
}

/** Returns the content of a lesson, at any height. */
export function lessonContent(
  state: CourseState,
  { play, spot }: Extract<Place, { readonly kind: 'lesson' }>,
  room: ScreenRoom,
): LessonContent {
  const page = stepView(play);
  return {
    ...page,
    ...spot,
    field: drawField(play, spot.field),
    notice: noticeOf(state) ?? howOf(play, page),
    ...courseFooter(state, room),
  };
}

/** Returns a line that says how to answer; `null` when no answer is possible. */
function howOf(play: Play, { task }: StepView): Run[] | null {
  return task === null || task.how === null || !may(play, 'answer') ? null : [aside(task.how)];
}

/** Returns the list of lessons; during a search, only those that contain its words. */
export function listContent(
  state: CourseState,
  { index, field, searched }: Extract<Place, { readonly kind: 'list' }>,
  room: ScreenRoom,
): CourseContent {
  const { lessons, progress } = state;
  const found = listedLessons(state);
  const lesson = found[index];
  const done = lessons.filter((one) => lessonStanding(one, recordsOf(progress.records, one)) === 'done').length;
  const goals = goalsIn(state, room);
  const title = found.length === 0 ? 'No lesson contains these words.' : searched === '' ? '' : `With "${searched}":`;
  return {
    verdict: [words(`${done} of ${lessons.length} done. ${testInvitation(testItems(lessons).length)}`)],
    list: sectionedList(title, found, index, (one) => lessonItem(one, progress.records, goals)),
    below: lesson ? [words(lesson.goal), aside(` About ${lesson.minutes} minutes.`)] : [],
    notice: field ? fieldRuns('/', field, widthIn(room.size)) : noticeOf(state),
    ...courseFooter(state, room),
  };
}

/** Returns whether the goal of every lesson fits beside its name. The goal of the chosen lesson is below the list. */
function goalsIn({ lessons, progress }: CourseState, { size, layout }: ScreenRoom): 'shown' | 'hidden' {
  const widthOfItem = (one: Lesson) => widthOf(glyphsOfWords(lessonItem(one, progress.records, 'shown')));
  const widest = Math.max(...lessons.map(widthOfItem)) + LIST_MARK;
  return layout === 'heard' || widest <= widthIn(size) ? 'shown' : 'hidden';
}

/** The columns for the mark before the chosen item of a list. */
const LIST_MARK = 2;

/** Puts a heading before the first lesson of each kind. `index` is that of a lesson, without the headings. */
function sectionedList(
  title: string,
  found: readonly Lesson[],
  index: number,
  itemOf: (lesson: Lesson) => Run[],
): ListContent {
  const rows = sectionsOf(found).flatMap((section) => [
    { text: section.title, meaning: 'name' } as const,
    ...section.lessons,
  ]);
  const items = rows.map((row) => ('text' in row ? [row] : itemOf(row)));
  const here = found[index];
  return { title, items, index: here ? rows.indexOf(here) : 0, hanging: null };
}

const testInvitation = (questions: number) => `t: ${questions} questions show what you can skip.`;

function helpContent(state: CourseState, index: number, room: ScreenRoom): CourseContent {
  return {
    verdict: [words('Keys of the course')],
    list: helpList(index, courseModes(state)),
    below: [],
    notice: state.notice === null ? null : [words(state.notice)],
    ...courseFooter(state, room),
  };
}

/** Returns the currently available keys that fit, and the key for the help. */
function courseFooter(state: CourseState, room: ScreenRoom): Pick<CourseContent, 'footer' | 'footerEnd'> {
  const now = keysNow(state, room);
  const { isOffered: isOfferedNow = () => true } = now;
  const isOther: KeysNow['isOffered'] = (binding) => binding.action !== 'help' && isOfferedNow(binding);
  const footerEnd = now.mode === 'field' ? [] : HELP_KEY;
  return { footer: footerKeys({ ...now, isOffered: isOther }, widthIn(room.size) - HELP_WIDTH), footerEnd };
}

function keysNow(state: CourseState, room: ScreenRoom): KeysNow {
  const mode = courseKeyMode(state);
  const { place } = state;
  if (mode === 'list') return { mode, isOffered: isOfferedInHelp };
  if (place.kind !== 'lesson') return { mode };
  if (mode === 'field') return { mode, named: (binding) => inField(binding, place) };
  return {
    mode,
    isOffered: (binding) => isOffered(binding, place, room),
    named: (binding) => named(binding, place, room),
    // The keys to continue and to open the walk have priority.
    isFirst: ({ action }) => action === 'do' || action === 'walk',
  };
}

type InLesson = Extract<Place, { readonly kind: 'lesson' }>;

/** Renames keys while a field is open: letters are typed there, and the other keys work only after Escape. */
function inField(binding: KeyBinding, { play }: InLesson): KeyBinding {
  const asked = askedIn(play);
  const enter = asked && kindOf(asked).field?.enter;
  if (binding.action === 'choose') return enter ? { ...binding, footer: ['enter', enter] } : binding;
  return binding.action === 'close' ? { ...binding, footer: ['esc', 'then h hint, s skip, ← back'] } : binding;
}

function named(binding: KeyBinding, { play, spot }: InLesson, room: ScreenRoom): KeyBinding {
  if (binding.action === 'skip' && play.lesson.kind === 'test') return { ...binding, footer: ['s', 'I do not know'] };
  const { action } = binding;
  if (action === 'option' || action === 'category') return withKeysOf(play, spot, { ...binding, action });
  if (binding.action !== 'do') return binding;
  if (spot.phase === 'reading') return { ...binding, footer: ['enter', 'to the question'] };
  return { ...binding, footer: ['enter', isUnread(play, spot, room) ? 'read on' : wordOfEnter(play)] };
}

/** Names only the letters or the digits that the question has. */
function withKeysOf(
  play: Play,
  { index }: InLesson['spot'],
  binding: KeyBinding & { readonly action: 'option' | 'category' },
): KeyBinding {
  const asked = askedIn(play);
  const keys = binding.keys.filter((key) => asked && kindOf(asked).keys[binding.action]?.(asked, index, key));
  return { ...binding, footer: [keys.join(' '), binding.footer?.[1] ?? ''] };
}

function wordOfEnter(play: InLesson['play']): string {
  const asked = askedIn(play);
  if (asked) return may(play, 'answer') ? kindOf(asked).enter.word : 'go on';
  if (may(play, 'send')) return 'send';
  return stepOf(play).kind === 'introduction' ? 'begin' : 'go on';
}

const DEEDS: Partial<Readonly<Record<KeyBinding['action'], Deed>>> = {
  'next-stage': 'go-on',
  hint: 'help',
  solution: 'help',
  skip: 'skip',
  walk: 'walk',
  copy: 'copy',
  'next-lesson': 'next-lesson',
};

function isOffered({ action }: KeyBinding, { play, spot }: InLesson, room: ScreenRoom): boolean {
  const deed = DEEDS[action];
  if (deed !== undefined) return may(play, deed);
  const asked = askedIn(play);
  const kind = asked && kindOf(asked);
  switch (action) {
    case 'previous-stage':
      return play.at > 0;
    case 'page-down':
      return canScroll(play, spot, room);
    case 'option':
      return kind?.keys.option !== undefined && may(play, 'answer') && spot.phase === 'task';
    case 'category':
      return kind?.keys.category !== undefined && may(play, 'answer') && spot.phase === 'task';
    case 'line-down':
      return spot.phase === 'task' && kind?.items !== undefined;
    default:
      return true;
  }
}
