/** Writes the book: a static site about Signature Version 4. Every page works alone, from any host or from a disk. */
import { bookView } from '../../../views/book/book-view.ts';
import { dialectsReport } from '../../../views/dialects/dialects-report.ts';
import type { Results } from '../../../views/results.ts';
import type { FolderWriter } from '../../form.ts';
import { WORDS_ONLY } from '../glyphs.ts';
import { markup } from '../markup.ts';
import { blocksMarkup } from '../rows.ts';
import { causeIndexPage, causePages } from './cause-pages.ts';
import { formPage } from './form-pages.ts';
import { type BookPage, bookPage, formPath, lessonLink, pagesOf } from './frame.ts';
import { indexPage } from './index-page.ts';
import { lessonIndexPage, lessonPage } from './lesson-pages.ts';

/** Writes the files of the book, by their paths in its folder. */
export const bookFiles: FolderWriter = async (written, { version, pageScript }) => {
  const book = bookView(written);
  const walkScript = await pageScript();
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
  ];
  return new Map(pages.map(([path, page]) => [path, bookPage(page, version)]));
};

/** Writes the page: the table, and a section for each sibling that is compared with S3. */
function dialectsPage({ dialects, siblings }: Pick<Results['book'], 'dialects' | 'siblings'>): BookPage {
  const sections = siblings.map(({ id, dialect, traces }) => {
    const { blocks } = dialectsReport({ dialects, compared: traces });
    return markup`<section id="${id}"><h2>S3 and ${dialect.words.server}</h2>${blocksMarkup(blocks, WORDS_ONLY)}</section>`;
  });
  const table = dialectsReport({ dialects, compared: null }).blocks;
  return {
    part: 'dialects',
    heading: {
      kind: 'Other vendors',
      title: 'The siblings of SigV4',
      about: ['Google, Alibaba, Volcengine, and others sign alike; what differs is here'],
    },
    content: markup`<main class="read"><section id="table"><h2>What differs</h2>${blocksMarkup(table, WORDS_ONLY)}</section>${sections}
<figure><figcaption>In the program:</figcaption><pre tabindex="0">sigv4 dialects oss4</pre></figure></main>`,
  };
}
