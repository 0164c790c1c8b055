/** Writes the pages of the book that walk through the example, one for each form of a signature. */
import type { BookForm, BookView } from '../../../views/book/book-view.ts';
import type { PageScript } from '../../page-script.ts';
import { firstScript } from '../document.ts';
import { headingOf } from '../heading.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { originData } from '../origins.ts';
import { walkProgram } from '../walk-html.ts';
import { CARD, walkMarkup } from '../walk-markup.ts';
import { type BookPage, lessonLink, linkList } from './frame.ts';

/** Writes the page of a form, which computes the walk again when a reader changes it. */
export function formPage(book: BookView, form: BookForm, script: PageScript): BookPage {
  const { id, facts, command, title, where, says } = form;
  const { title: request, about } = headingOf(facts);
  const program = walkProgram(facts, script);
  return {
    part: 'forms',
    heading: { kind: `The signature is in ${where}`, title, about: [request, ...about] },
    content: markup`${formLinks(book, id)}<p class="lead">${says}</p>
<figure><figcaption>Open it in the program:</figcaption><pre tabindex="0">${command}</pre></figure>
${walkMarkup(facts, { besides: (stage) => linksAt(book, form, stage), beforeSteps: program && firstScript(program) })}${CARD}`,
    origins: originData(facts.trace),
    ...(program ? { program } : {}),
  };
}

function formLinks({ forms }: BookView, current: string): MarkupNode {
  const items = forms.map(({ id, title }) =>
    id === current
      ? markup`<li><a href="${id}.html" aria-current="page">${title}</a></li>`
      : markup`<li><a href="${id}.html">${title}</a></li>`,
  );
  return markup`<nav class="forms" aria-label="Forms"><ul>${items}</ul></nav>`;
}

/** Links to the lessons about a step of a form, and to the causes at it. */
function linksAt({ lessons, stages }: BookView, { id, facts }: BookForm, stage: string): MarkupNode {
  const learned = lessons.filter(({ steps }) => steps.some((step) => step.form === id && step.stage === stage));
  const isInTrace = facts.trace.stages.some((one) => one.id === stage);
  const mistakes = stages.flatMap((one): [string, string][] =>
    isInTrace && one.step === stage ? [[`causes/index.html#${one.id}`, `${one.title} (${one.causes.length})`]] : [],
  );
  return markup`${linkList('Learn it', learned.map(lessonLink))}${linkList('What goes wrong here', mistakes)}`;
}
