/** Announces the course to a screen reader: a whole step when it begins, and after that only the changes. */

import { spokenText } from '../../layout/shown-glyphs.ts';
import { stepOf } from '../../lessons/playing/play.ts';
import { stepView } from '../../views/lessons/step-view.ts';
import type { ScreenRoom } from '../session-description.ts';
import { lessonContent, listContent } from './course-content.ts';
import type { CourseState } from './course-state.ts';
import { type LessonContent, textRows } from './lesson-rows.ts';

export function announceCourse(state: CourseState, room: ScreenRoom): string[] {
  // While a lesson is opening, the list is not needed.
  if (state.place.kind === 'list' && state.busy) return [];
  return [...linesToHear(state), `Keys: ${footerOf(state, room)}`];
}

/** Announces the changes. If only the cursor has moved, announces only the item under the cursor. */
export function changeOfCourse(before: CourseState, after: CourseState, room: ScreenRoom): string[] {
  if (before === after) return [];
  if (placeOf(before) !== placeOf(after)) return ['', ...announceCourse(after, room)];
  const known = new Set(linesToHear(before));
  // Every verdict is announced, even if it is the same as the previous verdict.
  const judged = judgementsOf(before) === judgementsOf(after) ? [] : verdictsOf(after);
  const rest = linesToHear(after).filter((line) => !known.has(line) && !judged.includes(line));
  const fresh = [...judged, ...rest];
  const item = itemOf(after);
  return item !== null && item !== itemOf(before) && !fresh.includes(item) ? [...fresh, item] : fresh;
}

const judgementsOf = ({ place }: CourseState) => (place.kind === 'lesson' ? place.play.judgements : null);

function verdictsOf({ place }: CourseState): string[] {
  if (place.kind === 'list') return [];
  const judgement = place.play.judgements.get(stepOf(place.play).id);
  return judgement ? [spokenText([stepView(place.play).verdict]), ...judgement.says] : [];
}

function placeOf({ place }: CourseState): string {
  return place.kind === 'list' ? 'list' : `${place.play.lesson.name} ${place.play.at}`;
}

const ANY_WIDTH = Number.POSITIVE_INFINITY;
const ANY_ROOM: ScreenRoom = { size: { width: ANY_WIDTH, height: ANY_WIDTH }, layout: 'heard' };

function linesToHear(state: CourseState): string[] {
  const { place } = state;
  if (place.kind === 'list') {
    const { verdict, list, below, notice } = listContent(state, place, ANY_ROOM);
    return [spokenText(verdict), ...list.items.map(spokenText), spokenText(notice ?? below)].filter(
      (line) => line !== '',
    );
  }
  const content = lessonContent(state, place, ANY_ROOM);
  return linesOf(content).filter((line) => line !== '');
}

function linesOf({ verdict, titles, beat, progress, text, task, notice }: LessonContent): string[] {
  return [
    `${spokenText([verdict])}, ${titles[beat] ?? ''}, step ${progress.step} of ${progress.of}`,
    ...textRows(text, ANY_WIDTH).map(spokenText),
    ...(task ? [spokenText(task.ask), ...task.items.map(spokenText)] : []),
    ...(notice ? [spokenText(notice)] : []),
  ];
}

function itemOf(state: CourseState): string | null {
  const { place } = state;
  if (place.kind === 'list') {
    const { items, index } = listContent(state, place, ANY_ROOM).list;
    return spokenText(items[index] ?? []);
  }
  const item = stepView(place.play).task?.items[place.spot.index];
  return item ? spokenText(item) : null;
}

function footerOf(state: CourseState, room: ScreenRoom): string {
  const { place } = state;
  const { footer } = place.kind === 'list' ? listContent(state, place, room) : lessonContent(state, place, room);
  return spokenText(footer);
}
