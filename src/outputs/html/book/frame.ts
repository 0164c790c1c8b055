/** Frames a page of the book: the links at its top, its heading, and what it is made by. */
import type { BookLesson, NamedStep } from '../../../views/book/book-view.ts';
import { documentText, type PageProgram, THEME_BUTTON } from '../document.ts';
import { headingMarkup, type PageHeading } from '../heading.ts';
import { type MarkupNode, markup } from '../markup.ts';
import type { OriginData } from '../origins.ts';

/** A part of the book, as the links at the top name it. */
type BookPart = 'start' | 'forms' | 'lessons' | 'causes' | 'dialects';

const PARTS: Readonly<Record<BookPart, readonly [title: string, path: string]>> = {
  start: ['SigV4, illustrated', 'index.html'],
  forms: ['Forms', 'forms/header.html'],
  lessons: ['Lessons', 'lessons/index.html'],
  causes: ['Causes', 'causes/index.html'],
  dialects: ['Siblings', 'dialects.html'],
};

export interface BookPage {
  readonly part: BookPart;
  readonly heading: PageHeading;
  readonly content: MarkupNode;
  /** Links to the pages before and after this page. */
  readonly beside?: MarkupNode;
  readonly origins?: OriginData;
  /** What computes the page in a browser. */
  readonly program?: PageProgram;
}

/** The parts whose page is at the root of the book. */
const AT_ROOT: readonly BookPart[] = ['start', 'dialects'];

/** Writes a page of the book as a document. */
export function bookPage(page: BookPage, version: string): string {
  const { part, heading, content, beside, origins = null, program = null } = page;
  const root = AT_ROOT.includes(part) ? '' : '../';
  const links = Object.entries(PARTS).map(([id, [title, path]]) =>
    id === part
      ? markup`<a href="${root}${path}" aria-current="true">${title}</a>`
      : markup`<a href="${root}${path}">${title}</a>`,
  );
  const body = markup`<nav class="book" aria-label="Book">${links}${THEME_BUTTON}</nav>
${headingMarkup(heading, null)}${content}
<footer>${beside ?? null}<p class="count">Made by sigv4 ${version}. Every value is computed, and compared with what AWS publishes where there is a ✓. The key is AWS's published example.</p></footer>`;
  const title = part === 'start' ? heading.title : `${heading.title} · SigV4, illustrated`;
  return documentText(title, body, { origins, program });
}

export const formPath = (form: string): string => `forms/${form}.html`;
export const stepPath = (form: string, stage: string): string => `${formPath(form)}#${stage}`;
export const causePath = (id: string): string => `causes/${id}.html`;
export const lessonPath = (name: string): string => `lessons/${name}.html`;

/** The path of a page from the root of the book, and its title. */
type BookLink = readonly [path: string, title: string];

/** Writes a page for each of a list, with links to the pages before and after it. */
export function pagesOf<Item>(
  items: readonly Item[],
  linkOf: (item: Item) => BookLink,
  pageOf: (item: Item) => BookPage,
): (readonly [path: string, page: BookPage])[] {
  const write = (item: Item | undefined, rel: 'prev' | 'next') => {
    if (item === undefined) return markup`<span></span>`;
    const [path, title] = linkOf(item);
    return markup`<a rel="${rel}" href="../${path}">${rel === 'prev' ? '← ' : ''}${title}${rel === 'next' ? ' →' : ''}</a>`;
  };
  return items.map((item, index) => {
    const [before, after] = [write(items[index - 1], 'prev'), write(items[index + 1], 'next')];
    const beside = markup`<nav class="beside" aria-label="Before and after">${before}${after}</nav>`;
    return [linkOf(item)[0], { ...pageOf(item), beside }];
  });
}

/** Writes links after a label, on a page that is not at the root. Returns nothing if there are no links. */
export function linkList(label: string, links: readonly BookLink[]): MarkupNode | null {
  if (links.length === 0) return null;
  const items = links.map(([path, title]) => markup`<li><a href="../${path}">${title}</a></li>`);
  return markup`<div class="links"><span>${label}</span><ul>${items}</ul></div>`;
}

export const lessonLink = ({ name, fullTitle }: BookLesson): BookLink => [lessonPath(name), fullTitle];

/** Links to steps of the walks. */
export const stepLinks = (label: string, steps: readonly NamedStep[]): MarkupNode | null =>
  linkList(
    label,
    steps.map(({ form, stage, title }): BookLink => [stepPath(form, stage), title]),
  );
