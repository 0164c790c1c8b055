/** Announces the course to a screen reader: a whole step when it begins, and after that only the changes. */

import { spokenText } from '../../layout/shown-glyphs.ts';
import { stepOf } from '../../lessons/playing/play.ts';
import { stepView } from '../../views/lessons/step-view.ts';
import type { Run } from '../../views/page.ts';
import { spokenKeys } from '../components/spoken.ts';
import type { ScreenRoom } from '../session-description.ts';
import { lessonNotice, listContent } from './course.tsx';
import { keysOfCourse } from './course-keys.ts';
import { type CourseState, courseKeyMode, isAtLesson, whereIs } from './course-state.ts';
import { textRows } from './lesson-rows.ts';

export function announceCourse(state: CourseState, room: ScreenRoom): string[] {
  // While a lesson is opening, the list is not needed.
  if (!isAtLesson(state) && state.busy) return [];
  const keys = spokenKeys(keysOfCourse(state, room), room.size, courseKeyMode(state) === 'field');
  return [...toHear(state).lines, keys];
}

/** Announces the changes. If only the cursor has moved, announces only the item under the cursor. */
export function changeOfCourse(before: CourseState, after: CourseState, room: ScreenRoom): string[] {
  if (before === after) return [];
  if (whereIs(before) !== whereIs(after)) return ['', ...announceCourse(after, room)];
  const [old, now] = [toHear(before), toHear(after)];
  const fresh = now.lines.filter((line) => !old.lines.includes(line));
  // Every verdict is announced, even if it is the same as the previous verdict.
  const judged = judgedLines(before, after);
  const all = [...judged, ...fresh.filter((line) => !judged.includes(line))];
  return now.item !== undefined && now.item !== old.item && !all.includes(now.item) ? [...all, now.item] : all;
}

function judgedLines(before: CourseState, after: CourseState): string[] {
  if (!isAtLesson(after) || !isAtLesson(before)) return [];
  const { play } = after.place;
  const judgement = play.judgements.get(stepOf(play).id);
  if (!judgement || play.judgements === before.place.play.judgements) return [];
  return [spokenText([stepView(play).verdict]), ...judgement.says];
}

const ANY_WIDTH = Number.POSITIVE_INFINITY;
const ANY_ROOM: ScreenRoom = { size: { width: ANY_WIDTH, height: ANY_WIDTH }, layout: 'heard' };

interface Heard {
  readonly lines: readonly string[];
  /** The item under the cursor. */
  readonly item: string | undefined;
}

function toHear(state: CourseState): Heard {
  if (isAtLesson(state) && state.help === null) {
    const { play, spot } = state.place;
    const view = stepView(play);
    const { verdict, titles, beat, progress, text, task } = view;
    const place = `${spokenText([verdict])}, ${titles[beat] ?? ''}, step ${progress.step} of ${progress.of}`;
    const notice = lessonNotice(state, view) ?? [];
    const rows = textRows(text, ANY_WIDTH);
    return heard([[{ text: place }], ...rows, task?.ask ?? []], task?.items ?? [], spot.index, notice);
  }
  const { verdict, list, below } = listContent(state, ANY_ROOM);
  return heard([[{ text: verdict }]], list.items, list.index, below);
}

type Spoken = readonly Pick<Run, 'text'>[];

function heard(before: readonly Spoken[], items: readonly Spoken[], index: number, after: Spoken): Heard {
  const item = items[index];
  const lines = [...before, ...items, after].map(spokenText).filter((text) => text !== '');
  return { lines, item: item && spokenText(item) };
}
