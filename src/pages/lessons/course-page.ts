/** The list of lessons: a reference as much as a way in. */

import { wayThrough } from '../../lessons/course/course.ts';
import { type Lesson, lessonLabel } from '../../lessons/lesson.ts';
import { misconceptionNamed } from '../../lessons/misconceptions.ts';
import type { Records } from '../../lessons/playing/records.ts';
import { aside, type Run, words } from '../page.ts';
import { standingInList } from './standing.ts';

/** `3 Ten lines, two of them empty`; `F3 The signing key`. */
export function lessonTitle(lesson: Lesson): string {
  return lesson.kind === 'test' ? lesson.title : `${lessonLabel(lesson).toUpperCase()} ${lesson.title}`;
}

/** In the order in which they are taken; those alone in which every word is found, in titles, names and beliefs. */
export function lessonsFound(lessons: readonly Lesson[], searched: string): readonly Lesson[] {
  const wanted = searched
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return wayThrough(lessons).filter((lesson) => wanted.every((word) => textToSearch(lesson).includes(word)));
}

function textToSearch({ name, title, goal, misconceptions }: Lesson): string {
  const beliefs = misconceptions.flatMap((id) => {
    const found = misconceptionNamed(id);
    return found ? [found.belief, found.truth] : [];
  });
  return [name, title, goal, ...beliefs].join('\n').toLowerCase();
}

/** A row of the list. */
export function lessonItem(lesson: Lesson, records: Records): Run[] {
  return [
    { text: lessonLabel(lesson).toUpperCase().padEnd(LABEL_WIDTH), meaning: 'name' },
    words(lesson.title.padEnd(TITLE_WIDTH)),
    aside(` ${standingInList(lesson, records)}`),
  ];
}

const LABEL_WIDTH = 4;
const TITLE_WIDTH = 42;
