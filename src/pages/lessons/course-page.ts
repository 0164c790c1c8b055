/** The list of lessons: a reference as much as a way in. */

import { testResult, wayThrough } from '../../lessons/course.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { misconceptionNamed } from '../../lessons/misconceptions.ts';
import { lessonStanding, NOTHING_DONE, progressOf, type Records } from '../../lessons/records.ts';
import { aside, type Run, words } from '../page.ts';

/** `3 Ten lines, two of them empty`; `F3 The signing key`. */
export function lessonTitle({ name, number, kind, title }: Lesson): string {
  if (kind === 'test') return title;
  return kind === 'rung' ? `${(name.split('-')[0] ?? '').toUpperCase()} ${title}` : `${number} ${title}`;
}

export function standingText(lesson: Lesson, records: Records): string {
  const own = records.get(lesson.name) ?? NOTHING_DONE;
  switch (lessonStanding(lesson, own)) {
    case 'done':
      return '✓ done';
    case 'begun': {
      const [done, all] = progressOf(lesson, 'guided', own);
      return `${done} of ${all}`;
    }
    case 'new':
      return testResult(lesson, records) === 'known' ? 'known' : '';
  }
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
  const [label = '', ...title] = lessonTitle(lesson).split(' ');
  return [
    { text: label.padEnd(LABEL_WIDTH), meaning: 'name' },
    words(title.join(' ').padEnd(TITLE_WIDTH)),
    aside(` ${standingText(lesson, records)}`),
  ];
}

const LABEL_WIDTH = 4;
const TITLE_WIDTH = 42;
