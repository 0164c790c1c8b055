/** Writes the causes of the book as a reference: an index by stage, and a page for each cause. */

import type { Cause } from '../../../causes/cause.ts';
import { CAUSE_STAGE_IDS, CAUSE_STAGES } from '../../../causes/stages.ts';
import { causeExample } from '../../../views/book/cause-example.ts';
import { stepOfCause } from '../../../views/book/links.ts';
import { printable } from '../../../views/characters/visible.ts';
import { adviceBlocks, linkLines } from '../../../views/diagnosis/cause-reference.ts';
import { heading } from '../../../views/page.ts';
import { markup } from '../markup.ts';
import { blocksMarkup, WORDS_ONLY } from '../rows.ts';
import { type Book, type BookPage, lessonLink, linkList, stepLinks } from './frame.ts';

/** Returns the causes in the order of the index: by stage, in the order in which a request is signed and sent. */
export const inStageOrder = (causes: readonly Cause[]): readonly Cause[] =>
  CAUSE_STAGE_IDS.flatMap((stage) => causes.filter((cause) => cause.stage === stage));

export function causeIndexPage({ causes }: Book): BookPage {
  const groups = Map.groupBy(inStageOrder(causes), ({ stage }) => stage);
  const sections = [...groups].map(([stage, found]) => {
    const items = found.map(
      ({ id, says }) => markup`<li><a href="${id}.html">${printable(says)}</a> <code>${id}</code></li>`,
    );
    return markup`<section id="${stage}"><h2>${CAUSE_STAGES[stage].title}</h2><ul class="list">${items}</ul></section>`;
  });
  return {
    part: 'causes',
    heading: { kind: 'A reference', title: 'Why a request is refused', about: [`${causes.length} causes`] },
    content: markup`<main class="read"><p class="lead">A server that returns SignatureDoesNotMatch computed a different signature than yours. Each cause has its sign and its fix, and most have an example. You do not need to guess which one is yours: give the response and your request to the program.</p>
<pre tabindex="0">sigv4 diagnose answer.xml request.txt</pre>${sections}</main>`,
  };
}

export function causePage({ forms, lessons, demonstrated }: Book, cause: Cause): BookPage {
  const { id, stage, says } = cause;
  const learned = lessons.filter(({ name }) => name === cause.lesson);
  const blocks = [...causeExample(cause, demonstrated), ...adviceBlocks(cause), heading('More'), ...linkLines(cause)];
  return {
    part: 'causes',
    heading: { kind: CAUSE_STAGES[stage].title, title: printable(says), about: [id] },
    content: markup`<main class="read">${stepLinks('The step', forms, [stepOfCause(cause)])}${linkList('The lesson', learned.map(lessonLink))}
${blocksMarkup(blocks, WORDS_ONLY)}
<figure><figcaption>In the program:</figcaption><pre tabindex="0">sigv4 causes ${id}</pre></figure></main>`,
  };
}
