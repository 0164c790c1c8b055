/** Writes the pages of the book that walk through the example, one for each form of a signature. */
import type { Cause } from '../../../causes/cause.ts';
import type { PreparedLesson } from '../../../lessons/lesson.ts';
import { FORM_WORDS, type FormId } from '../../../views/book/forms.ts';
import { causeStagesOf, type FormTraces, stepsOfLesson } from '../../../views/book/links.ts';
import { STAGE_TITLES } from '../../../views/diagnosis/cause-reference.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import { lessonTitle } from '../../../views/lessons/course-page.ts';
import { headingOf } from '../heading.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { originData } from '../origins.ts';
import { walkMarkup } from '../walk-html.ts';
import type { Book, BookForm } from './contents.ts';
import { type BookPage, formPath, lessonPath, linkList, neighbors } from './frame.ts';

/** Returns the page of the form with this index. */
export function formPage({ forms, lessons, causes }: Book, index: number, traces: FormTraces): BookPage {
  const form = forms[index];
  if (!form) throw new Error(`The book has no form ${index}.`);
  const { id, facts, command } = form;
  const { title, where, says } = FORM_WORDS[id];
  const { title: request, about } = headingOf(facts);
  return {
    part: 'forms',
    root: '../',
    heading: { kind: `The signature is in ${where}`, title, about: [request, ...about] },
    content: markup`${formLinks(forms, id)}<p class="lead">${says}</p>
<figure><figcaption>Open it in the program, where you can change every input:</figcaption><pre tabindex="0">${command}</pre></figure>
${walkMarkup(facts, (stage) => stepLinks(facts, stage, lessonsAt(lessons, id, stage, traces), causes))}`,
    beside: neighbors(forms, index, (one) => [formPath(one.id), FORM_WORDS[one.id].title]),
    origins: originData(facts.trace),
  };
}

function formLinks(forms: readonly BookForm[], current: FormId): MarkupNode {
  const items = forms.map(({ id }) =>
    id === current
      ? markup`<li><a href="${id}.html" aria-current="page">${FORM_WORDS[id].title}</a></li>`
      : markup`<li><a href="${id}.html">${FORM_WORDS[id].title}</a></li>`,
  );
  return markup`<nav class="forms" aria-label="Forms"><ul>${items}</ul></nav>`;
}

/** Returns the lessons about a step of a form. */
const lessonsAt = (lessons: readonly PreparedLesson[], form: FormId, stage: string, traces: FormTraces) =>
  lessons.filter((lesson) => stepsOfLesson(lesson, traces).some((step) => step.form === form && step.stage === stage));

function stepLinks(
  { trace }: WalkFacts,
  stage: string,
  lessons: readonly PreparedLesson[],
  causes: readonly Cause[],
): MarkupNode {
  const found = trace.stages.some(({ id }) => id === stage) ? causeStagesOf(stage) : [];
  const mistakes = found.map((one): [string, string] => {
    const count = causes.filter((cause) => cause.stage === one).length;
    return [`../causes/index.html#${one}`, `${STAGE_TITLES[one]} (${count})`];
  });
  return markup`${linkList(
    'Learn it',
    lessons.map((lesson) => [`../${lessonPath(lesson.name)}`, lessonTitle(lesson)]),
  )}${linkList('What goes wrong here', mistakes)}`;
}
