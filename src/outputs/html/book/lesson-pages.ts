/** Writes the lessons of the book: an index, and a page for each lesson, without answers. */
import type { BookLesson, BookView } from '../../../views/book/book-view.ts';
import { LESSON_KINDS } from '../../../views/lessons/introduction.ts';
import type { Block } from '../../../views/page.ts';
import { WORDS_ONLY } from '../glyphs.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { blocksMarkup } from '../rows.ts';
import { causesOf } from './cause-pages.ts';
import { type BookPage, causePath, linkList, stepLinks } from './frame.ts';

export function lessonIndexPage({ lessons, way }: BookView): BookPage {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  return {
    part: 'lessons',
    heading: {
      kind: 'A course',
      title: 'Lessons',
      about: [`${lessons.length} lessons`, `${minutes} minutes in total`],
    },
    content: markup`<main class="read"><p class="lead">Read here, and answer in the program: it checks your answers, sends your requests to its sandbox, and keeps your progress. Answers are not in this book.</p>
<pre tabindex="0">sigv4 learn</pre>${lessonItems(way, '')}</main>`,
  };
}

/** Writes the lessons as an ordered list. `folder` is the path to their pages. */
export function lessonItems(lessons: readonly BookLesson[], folder: '' | 'lessons/'): MarkupNode {
  const items = lessons.map(
    ({ label, name, title, minutes, goal }) =>
      markup`<li><b class="chip cx">${label}</b> <a href="${folder}${name}.html">${title}</a> <span class="aside">${minutes} min</span><br>${goal}</li>`,
  );
  return markup`<ol class="list course">${items}</ol>`;
}

/** Writes what is on one page of paper, if it fits. */
const groupMarkup = (blocks: readonly Block[]): MarkupNode =>
  markup`<div class="whole">${blocksMarkup(blocks, WORDS_ONLY)}</div>`;

export function lessonPage(book: BookView, lesson: BookLesson): BookPage {
  const { name, fullTitle, goal, kind, minutes, steps } = lesson;
  const parts = lesson.parts.map(
    ({ title, groups }) =>
      markup`<section>${title === '' ? null : markup`<h2>${title}</h2>`}${groups.map(groupMarkup)}</section>`,
  );
  const mistakes = causesOf(book).filter((cause) => cause.lesson === name);
  const causeLinks = linkList(
    'Causes',
    mistakes.map(({ id }) => [causePath(id), id]),
  );
  return {
    part: 'lessons',
    heading: {
      kind: LESSON_KINDS[kind],
      title: fullTitle,
      about: [`about ${minutes} minutes`],
    },
    content: markup`<main class="read"><p class="lead">${goal}</p>${stepLinks('Its steps', steps)}
${parts}
${causeLinks && markup`<section><h2>Mistakes that it explains</h2>${causeLinks}</section>`}
<figure><figcaption>Do it in the program:</figcaption><pre tabindex="0">sigv4 learn ${name}</pre></figure></main>`,
  };
}
