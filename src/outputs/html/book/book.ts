/** Writes the book: a static site about Signature Version 4. Every page works alone, from any host or from a disk. */
import { wayThrough } from '../../../lessons/course/course.ts';
import { FORM_WORDS } from '../../../views/book/forms.ts';
import { causeIndexPage, causePage, inStageOrder } from './cause-pages.ts';
import { formPage } from './form-pages.ts';
import { type Book, type BookPage, bookPage, causePath, formPath, lessonLink, pagesOf } from './frame.ts';
import { indexPage } from './index-page.ts';
import { lessonIndexPage, lessonPage } from './lesson-pages.ts';

/** Returns the files of the book, by their paths in its folder. */
export function bookFiles(book: Book): ReadonlyMap<string, string> {
  const { forms, lessons, causes, version } = book;
  const named = new Map(lessons.map((lesson) => [lesson.name, lesson]));
  const way = wayThrough(lessons).flatMap(({ name }) => named.get(name) ?? []);
  const pages: readonly (readonly [string, BookPage])[] = [
    ['index.html', indexPage(book)],
    ...pagesOf(
      forms,
      ({ id }) => [formPath(id), FORM_WORDS[id].title],
      (form) => formPage(book, form),
    ),
    ['causes/index.html', causeIndexPage(book)],
    ...pagesOf(
      inStageOrder(causes),
      ({ id }) => [causePath(id), id],
      (cause) => causePage(book, cause),
    ),
    ['lessons/index.html', lessonIndexPage(book)],
    ...pagesOf(way, lessonLink, (lesson) => lessonPage(book, lesson)),
  ];
  return new Map(pages.map(([path, page]) => [path, bookPage(page, version)]));
}
