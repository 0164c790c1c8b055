/** Writes the lessons of the book: an index, and a page for each lesson, without answers. */
import { wayThrough } from '../../../lessons/course/course.ts';
import { type Lesson, lessonLabel, type PreparedLesson } from '../../../lessons/lesson.ts';
import { stepsOfLesson } from '../../../views/book/links.ts';
import { lessonTitle } from '../../../views/lessons/course-page.ts';
import { lessonParts } from '../../../views/lessons/handout.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { blocksMarkup, WORDS_ONLY } from '../rows.ts';
import { type Book, type BookPage, causePath, linkList, stepLinks } from './frame.ts';

export function lessonIndexPage({ lessons }: Book): BookPage {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  return {
    part: 'lessons',
    heading: {
      kind: 'A course',
      title: 'Lessons',
      about: [`${lessons.length} lessons`, `${minutes} minutes in total`],
    },
    content: markup`<main class="read"><p class="lead">Read here, and answer in the program: it checks your answers, sends your requests to its sandbox, and keeps your progress. Answers are not in this book.</p>
<pre tabindex="0">sigv4 learn</pre>${lessonItems(lessons, '')}</main>`,
  };
}

/** Writes the lessons as an ordered list. `folder` is the path to their pages. */
export function lessonItems(lessons: readonly Lesson[], folder: '' | 'lessons/'): MarkupNode {
  const items = wayThrough(lessons).map(
    (lesson) =>
      markup`<li><b class="chip cx">${lessonLabel(lesson).toUpperCase()}</b> <a href="${folder}${lesson.name}.html">${lesson.title}</a> <span class="aside">${lesson.minutes} min</span><br>${lesson.goal}</li>`,
  );
  return markup`<ol class="list course">${items}</ol>`;
}

export function lessonPage({ forms, causes }: Book, lesson: PreparedLesson): BookPage {
  const { name, goal, kind, minutes } = lesson;
  const parts = lessonParts(lesson, 'guided').map(
    ({ title, blocks }) =>
      markup`<section>${title === '' ? null : markup`<h2>${title}</h2>`}${blocksMarkup(blocks, WORDS_ONLY)}</section>`,
  );
  const mistakes = causes.filter((cause) => cause.lesson === name);
  const causeLinks = linkList(
    'Causes',
    mistakes.map(({ id }) => [causePath(id), id]),
  );
  return {
    part: 'lessons',
    heading: {
      kind: kind === 'rung' ? 'A rung of the ladder' : 'A lesson',
      title: lessonTitle(lesson),
      about: [`about ${minutes} minutes`],
    },
    content: markup`<main class="read"><p class="lead">${goal}</p>${stepLinks('Its steps', forms, stepsOfLesson(lesson, forms))}
${parts}
${causeLinks && markup`<section><h2>Mistakes that it explains</h2>${causeLinks}</section>`}
<figure><figcaption>Do it in the program:</figcaption><pre tabindex="0">sigv4 learn ${name}</pre></figure></main>`,
  };
}
