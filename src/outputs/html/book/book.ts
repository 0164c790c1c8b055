/** Writes the book: a static site about Signature Version 4. Every page works alone, from any host or from a disk. */
import { bookView } from '../../../views/book/book-view.ts';
import type { FolderWriter } from '../../form.ts';
import { causeIndexPage, causePages } from './cause-pages.ts';
import { dialectsPage } from './dialects-page.ts';
import { formPage } from './form-pages.ts';
import { type BookPage, bookPage, formPath, lessonLink, pagesOf } from './frame.ts';
import { indexPage } from './index-page.ts';
import { lessonIndexPage, lessonPage } from './lesson-pages.ts';
import { pastePage } from './paste-page.ts';

/** Writes the files of the book, by their paths in its folder. */
export const bookFiles: FolderWriter = async (written, { version, pageScript }) => {
  const book = bookView(written);
  const walkScript = await pageScript('walk');
  const pages: readonly (readonly [string, BookPage])[] = [
    ['index.html', indexPage(book)],
    ...pagesOf(
      book.forms,
      ({ id, title }) => [formPath(id), title],
      (form) => formPage(book, form, walkScript),
    ),
    ['causes/index.html', causeIndexPage(book)],
    ...causePages(book),
    ['lessons/index.html', lessonIndexPage(book)],
    ...pagesOf(book.way, lessonLink, (lesson) => lessonPage(book, lesson)),
    ['dialects.html', dialectsPage(written)],
    ['paste.html', pastePage(await pageScript('paste'), version)],
  ];
  return new Map(pages.map(([path, page]) => [path, bookPage(page, version)]));
};
