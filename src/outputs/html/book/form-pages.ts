/** Writes the pages of the book that walk through the example, one for each form of a signature. */
import { CAUSE_STAGES } from '../../../causes/stages.ts';
import { FORM_WORDS, type FormId } from '../../../views/book/forms.ts';
import { causeStagesOf, stepsOfLesson } from '../../../views/book/links.ts';
import { headingOf } from '../heading.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { originData } from '../origins.ts';
import { walkMarkup } from '../walk-html.ts';
import { type Book, type BookForm, type BookPage, lessonLink, linkList } from './frame.ts';

export function formPage(book: Book, form: BookForm): BookPage {
  const { id, facts, command } = form;
  const { title, where, says } = FORM_WORDS[id];
  const { title: request, about } = headingOf(facts);
  return {
    part: 'forms',
    heading: { kind: `The signature is in ${where}`, title, about: [request, ...about] },
    content: markup`${formLinks(book, id)}<p class="lead">${says}</p>
<figure><figcaption>Open it in the program, where you can change every input:</figcaption><pre tabindex="0">${command}</pre></figure>
${walkMarkup(facts, (stage) => linksAt(book, form, stage))}`,
    origins: originData(facts.trace),
  };
}

function formLinks({ forms }: Book, current: FormId): MarkupNode {
  const items = forms.map(({ id }) =>
    id === current
      ? markup`<li><a href="${id}.html" aria-current="page">${FORM_WORDS[id].title}</a></li>`
      : markup`<li><a href="${id}.html">${FORM_WORDS[id].title}</a></li>`,
  );
  return markup`<nav class="forms" aria-label="Forms"><ul>${items}</ul></nav>`;
}

/** Links to the lessons about a step of a form, and to the causes at it. */
function linksAt({ forms, lessons, causes }: Book, { id, facts }: BookForm, stage: string): MarkupNode {
  const isHere = (step: { readonly form: FormId; readonly stage: string }) => step.form === id && step.stage === stage;
  const learned = lessons.filter((lesson) => stepsOfLesson(lesson, forms).some(isHere));
  const found = facts.trace.stages.some((one) => one.id === stage) ? causeStagesOf(stage) : [];
  const mistakes = found.map((one): [string, string] => {
    const count = causes.filter((cause) => cause.stage === one).length;
    return [`causes/index.html#${one}`, `${CAUSE_STAGES[one].title} (${count})`];
  });
  return markup`${linkList('Learn it', learned.map(lessonLink))}${linkList('What goes wrong here', mistakes)}`;
}
