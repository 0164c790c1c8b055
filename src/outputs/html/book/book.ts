/** Writes the book: a static site about Signature Version 4. Every page works alone, from any host or from a disk. */
import { wayThrough } from '../../../lessons/course/course.ts';
import { causeIndexPage, causePage, inStageOrder } from './cause-pages.ts';
import type { Book } from './contents.ts';
import { formPage } from './form-pages.ts';
import { type BookPage, bookPage, causePath, formPath, lessonPath } from './frame.ts';
import { indexPage } from './index-page.ts';
import { lessonIndexPage, lessonPage } from './lesson-pages.ts';

/** Returns the files of the book, by their paths in its folder. */
export function bookFiles(book: Book): ReadonlyMap<string, string> {
  const { forms, lessons, causes, version } = book;
  const traces = new Map(forms.map(({ id, facts }) => [id, facts.trace]));
  const ordered = inStageOrder(causes);
  const named = new Map(lessons.map((lesson) => [lesson.name, lesson]));
  const way = wayThrough(lessons).flatMap(({ name }) => named.get(name) ?? []);
  const pages: readonly (readonly [string, BookPage])[] = [
    ['index.html', indexPage(book)],
    ...forms.map(({ id }, index) => [formPath(id), formPage(book, index, traces)] as const),
    ['causes/index.html', causeIndexPage(book)],
    ...ordered.map(({ id }, index) => [causePath(id), causePage(book, ordered, index)] as const),
    ['lessons/index.html', lessonIndexPage(book)],
    ...way.map(({ name }, index) => [lessonPath(name), lessonPage(book, way, index, traces)] as const),
  ];
  return new Map(pages.map(([path, page]) => [path, bookPage(page, version)]));
}
