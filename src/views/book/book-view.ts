/** Makes the view of the book: what its pages say of forms, causes, and lessons, and which of them belong together. */
import type { BookStep } from '../../causes/cause.ts';
import { CAUSE_STAGE_IDS, CAUSE_STAGES } from '../../causes/stages.ts';
import { wayThrough } from '../../lessons/course/course.ts';
import { lessonLabel } from '../../lessons/lesson.ts';
import { printable } from '../characters/visible.ts';
import { adviceBlocks, linkLines } from '../diagnosis/cause-reference.ts';
import { lessonTitle } from '../lessons/course-page.ts';
import { lessonParts } from '../lessons/handout.ts';
import { heading } from '../page.ts';
import type { Results } from '../results.ts';
import { stepNames } from '../walk/step-names.ts';
import { causeExample } from './cause-example.ts';
import { FORM_WORDS, type FormId } from './forms.ts';
import { stepOfCause, stepsOfLesson } from './links.ts';

type Book = Results['book'];
export type BookView = ReturnType<typeof bookView>;
export type BookForm = BookView['forms'][number];
export type BookStage = BookView['stages'][number];
export type BookCause = BookStage['causes'][number];
export type BookLesson = BookView['lessons'][number];

/** A step of a walk in the book, with its title. */
export interface NamedStep {
  readonly form: FormId;
  readonly stage: string;
  readonly title: string;
}

/**
 * Returns the view: the causes by stage, in the order in which a request is signed and sent, the lessons in the order of
 * their files, and in course order.
 */
export function bookView(book: Book) {
  const named = new Map(book.lessons.map((lesson) => [lesson.name, lessonOf(lesson, book)]));
  const inStages = Map.groupBy(book.causes, ({ stage }) => stage);
  return {
    forms: book.forms.map((form) => ({ ...form, ...FORM_WORDS[form.id] })),
    stages: CAUSE_STAGE_IDS.flatMap((id) => {
      const { title, step } = CAUSE_STAGES[id];
      const found = inStages.get(id) ?? [];
      return found.length === 0 ? [] : [{ id, title, step, causes: found.map((cause) => causeOf(cause, book)) }];
    }),
    lessons: [...named.values()],
    way: wayThrough(book.lessons).flatMap(({ name }) => named.get(name) ?? []),
  };
}

const causeOf = (cause: Book['causes'][number], book: Book) => ({
  id: cause.id,
  says: printable(cause.says),
  step: namedStep(book, stepOfCause(cause)),
  lesson: cause.lesson,
  blocks: [...causeExample(cause, book.demonstrated), ...adviceBlocks(cause), heading('More'), ...linkLines(cause)],
});

const lessonOf = (lesson: Book['lessons'][number], book: Book) => ({
  name: lesson.name,
  label: lessonLabel(lesson).toUpperCase(),
  title: lesson.title,
  /** The label and the title. */
  fullTitle: lessonTitle(lesson),
  kind: lesson.kind,
  minutes: lesson.minutes,
  goal: lesson.goal,
  steps: stepsOfLesson(lesson, book.forms).flatMap((step) => namedStep(book, step) ?? []),
  parts: lessonParts(lesson, 'guided'),
});

/** Names a step. Returns `null` if the walk of its form does not have it. */
function namedStep({ forms }: Book, { form, stage }: BookStep): NamedStep | null {
  const stages = forms.find(({ id }) => id === form)?.facts.trace.stages ?? [];
  const number = stages.findIndex(({ id }) => id === stage);
  const found = stages[number];
  return found ? { form, stage, title: `${FORM_WORDS[form].title}: ${number + 1} ${stepNames(found).long}` } : null;
}
