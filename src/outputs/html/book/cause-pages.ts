/** Writes the causes of the book as a reference: an index by stage, and a page for each cause. */
import type { BookCause, BookStage, BookView } from '../../../views/book/book-view.ts';
import { WORDS_ONLY } from '../glyphs.ts';
import { markup } from '../markup.ts';
import { blocksMarkup } from '../rows.ts';
import { type BookPage, causePath, lessonLink, linkList, pagesOf, stepLinks } from './frame.ts';

export const causesOf = ({ stages }: BookView): readonly BookCause[] => stages.flatMap(({ causes }) => causes);

export function causeIndexPage(book: BookView): BookPage {
  const sections = book.stages.map(({ id: stage, title, causes }) => {
    const items = causes.map(({ id, says }) => markup`<li><a href="${id}.html">${says}</a> <code>${id}</code></li>`);
    return markup`<section id="${stage}"><h2>${title}</h2><ul class="list">${items}</ul></section>`;
  });
  return {
    part: 'causes',
    heading: { kind: 'A reference', title: 'Why a request is refused', about: [`${causesOf(book).length} causes`] },
    content: markup`<main class="read"><p class="lead">A server that returns SignatureDoesNotMatch computed a different signature than yours. Each cause has its sign and its fix, and most have an example. You do not need to guess which one is yours: give the response and your request to the program.</p>
<pre tabindex="0">sigv4 diagnose answer.xml request.txt</pre>${sections}</main>`,
  };
}

/** Writes a page for each cause, with links to those before and after it. */
export const causePages = ({ stages, lessons }: BookView) =>
  pagesOf(
    stages.flatMap((stage) => stage.causes.map((cause) => ({ stage, cause }))),
    ({ cause: { id } }) => [causePath(id), id],
    ({ stage, cause }) => causePage(lessons, stage, cause),
  );

function causePage(
  lessons: BookView['lessons'],
  stage: BookStage,
  { id, says, step, lesson, blocks }: BookCause,
): BookPage {
  const learned = lessons.filter(({ name }) => name === lesson);
  return {
    part: 'causes',
    heading: { kind: stage.title, title: says, about: [id] },
    content: markup`<main class="read">${stepLinks('The step', step ? [step] : [])}${linkList('The lesson', learned.map(lessonLink))}
${blocksMarkup(blocks, WORDS_ONLY)}
<figure><figcaption>In the program:</figcaption><pre tabindex="0">sigv4 causes ${id}</pre></figure></main>`,
  };
}
