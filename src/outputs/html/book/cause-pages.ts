/** Writes the causes of the book as a reference: an index by stage, and a page for each cause. */
import type { Cause } from '../../../causes/cause.ts';
import { lessonOf } from '../../../lessons/lesson-of.ts';
import { causeExample } from '../../../views/book/cause-example.ts';
import { FORM_WORDS } from '../../../views/book/forms.ts';
import { stepOfCause } from '../../../views/book/links.ts';
import { printable } from '../../../views/characters/visible.ts';
import { adviceBlocks, linkLines, STAGE_TITLES } from '../../../views/diagnosis/cause-reference.ts';
import { lessonTitle } from '../../../views/lessons/course-page.ts';
import { heading } from '../../../views/page.ts';
import { stepNames } from '../../../views/walk/step-names.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { blocksMarkup, WORDS_ONLY } from '../rows.ts';
import type { Book } from './contents.ts';
import { type BookPage, causePath, lessonPath, linkList, neighbors, stepPath } from './frame.ts';

/** Returns the causes in the order of the index: by stage, in the order in which a request is signed and sent. */
export const inStageOrder = (causes: readonly Cause[]): readonly Cause[] =>
  Object.keys(STAGE_TITLES).flatMap((stage) => causes.filter((cause) => cause.stage === stage));

export function causeIndexPage({ causes }: Book): BookPage {
  const groups = Map.groupBy(inStageOrder(causes), ({ stage }) => stage);
  const sections = [...groups].map(([stage, found]) => {
    const items = found.map(
      ({ id, says }) => markup`<li><a href="${id}.html">${printable(says)}</a> <code>${id}</code></li>`,
    );
    return markup`<section id="${stage}"><h2>${STAGE_TITLES[stage]}</h2><ul class="list">${items}</ul></section>`;
  });
  return {
    part: 'causes',
    root: '../',
    heading: { kind: 'A reference', title: 'Why a request is refused', about: [`${causes.length} causes`] },
    content: markup`<main class="read"><p class="lead">A server that returns SignatureDoesNotMatch computed a different signature than yours. Each cause has its sign and its fix, and most have an example. You do not need to guess which one is yours: give the response and your request to the program.</p>
<pre tabindex="0">sigv4 diagnose answer.xml request.txt</pre>${sections}</main>`,
  };
}

/** Returns the page of the cause with this index in the order of the index page. */
export function causePage(book: Book, ordered: readonly Cause[], index: number): BookPage {
  const cause = ordered[index];
  if (!cause) throw new Error(`The book has no cause ${index}.`);
  const example = causeExample(cause, book.demonstrated);
  const more = [heading('More'), ...linkLines(cause)];
  return {
    part: 'causes',
    root: '../',
    heading: { kind: STAGE_TITLES[cause.stage], title: printable(cause.says), about: [cause.id] },
    content: markup`<main class="read">${causeLinks(book, cause)}
${blocksMarkup([...example, ...adviceBlocks(cause), ...more], WORDS_ONLY)}
<figure><figcaption>In the program:</figcaption><pre tabindex="0">sigv4 causes ${cause.id}</pre></figure></main>`,
    beside: neighbors(ordered, index, ({ id }) => [causePath(id), id]),
  };
}

function causeLinks({ forms, lessons }: Book, cause: Cause): MarkupNode {
  const { form, stage } = stepOfCause(cause);
  const stages = forms.find(({ id }) => id === form)?.facts.trace.stages ?? [];
  const number = stages.findIndex(({ id }) => id === stage);
  const found = stages[number];
  const step: [string, string][] = found
    ? [[`../${stepPath(form, stage)}`, `${FORM_WORDS[form].title}: ${number + 1} ${stepNames(found).long}`]]
    : [];
  const named = lessonOf(cause);
  const learned = lessons.filter(({ name }) => name === named);
  return markup`${linkList('The step', step)}${linkList(
    'The lesson',
    learned.map((lesson) => [`../${lessonPath(lesson.name)}`, lessonTitle(lesson)]),
  )}`;
}
