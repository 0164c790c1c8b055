/** Writes the lessons of the book: an index, and a page for each lesson, without answers. */
import { wayThrough } from '../../../lessons/course/course.ts';
import { type Lesson, lessonLabel, type PreparedLesson } from '../../../lessons/lesson.ts';
import { lessonOf } from '../../../lessons/lesson-of.ts';
import { FORM_WORDS } from '../../../views/book/forms.ts';
import { type FormTraces, stepsOfLesson } from '../../../views/book/links.ts';
import { lessonTitle } from '../../../views/lessons/course-page.ts';
import { type LessonPart, lessonParts } from '../../../views/lessons/handout.ts';
import { stepNames } from '../../../views/walk/step-names.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { blocksMarkup, WORDS_ONLY } from '../rows.ts';
import type { Book } from './contents.ts';
import { type BookPage, causePath, lessonPath, linkList, neighbors, stepPath } from './frame.ts';

export function lessonIndexPage({ lessons }: Book): BookPage {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  return {
    part: 'lessons',
    root: '../',
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

/** Returns the page of a lesson. `way` has all lessons in the order of the course. */
export function lessonPage(book: Book, way: readonly PreparedLesson[], index: number, traces: FormTraces): BookPage {
  const lesson = way[index];
  if (!lesson) throw new Error(`The book has no lesson ${index}.`);
  return {
    part: 'lessons',
    root: '../',
    heading: {
      kind: lesson.kind === 'rung' ? 'A rung of the ladder' : 'A lesson',
      title: lessonTitle(lesson),
      about: [`about ${lesson.minutes} minutes`],
    },
    content: markup`<main class="read"><p class="lead">${lesson.goal}</p>${stepLinks(book, lesson, traces)}
${lessonParts(lesson, 'guided').map(partMarkup)}
${mistakeLinks(book, lesson)}
<figure><figcaption>Do it in the program:</figcaption><pre tabindex="0">sigv4 learn ${lesson.name}</pre></figure></main>`,
    beside: neighbors(way, index, (one) => [lessonPath(one.name), lessonTitle(one)]),
  };
}

function partMarkup({ title, blocks }: LessonPart): MarkupNode {
  return markup`<section>${title === '' ? null : markup`<h2>${title}</h2>`}${blocksMarkup(blocks, WORDS_ONLY)}</section>`;
}

function stepLinks({ forms }: Book, lesson: PreparedLesson, traces: FormTraces): MarkupNode | null {
  const steps = stepsOfLesson(lesson, traces).flatMap(({ form, stage }): [string, string][] => {
    const stages = forms.find(({ id }) => id === form)?.facts.trace.stages ?? [];
    const number = stages.findIndex(({ id }) => id === stage);
    const found = stages[number];
    return found
      ? [[`../${stepPath(form, stage)}`, `${FORM_WORDS[form].title}: ${number + 1} ${stepNames(found).long}`]]
      : [];
  });
  return linkList('Its steps', steps);
}

function mistakeLinks({ causes }: Book, { name }: PreparedLesson): MarkupNode | null {
  const mistakes = causes.filter((cause) => lessonOf(cause) === name);
  const list = linkList(
    'Causes',
    mistakes.map(({ id }) => [`../${causePath(id)}`, id]),
  );
  return list && markup`<section><h2>Mistakes that it explains</h2>${list}</section>`;
}
