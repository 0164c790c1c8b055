/** Makes the view of the book: what its pages say of forms, causes, and lessons, and which of them belong together. */
import type { BookStep } from '../../causes/cause.ts';
import { CAUSE_STAGE_IDS, CAUSE_STAGES } from '../../causes/stages.ts';
import { wayThrough } from '../../lessons/course/course.ts';
import { lessonLabel } from '../../lessons/lesson.ts';
import { printable } from '../characters/visible.ts';
import { adviceBlocks, linkLines } from '../diagnosis/cause-reference.ts';
import type { WalkFacts } from '../facts.ts';
import { lessonTitle } from '../lessons/course-page.ts';
import { lessonParts } from '../lessons/handout.ts';
import { type Block, heading } from '../page.ts';
import type { Results } from '../results.ts';
import { causeExample } from './cause-example.ts';
import { FORM_WORDS, type FormId, type FormWords } from './forms.ts';
import { stepOfCause, stepsOfLesson } from './links.ts';

export interface BookView {
  readonly forms: readonly BookForm[];
  /** The causes by stage, in the order in which a request is signed and sent. */
  readonly stages: readonly BookStage[];
  /** The lessons in the order of their files. */
  readonly lessons: readonly BookLesson[];
  /** The lessons in course order. */
  readonly way: readonly BookLesson[];
}

/** The example in one form, and the command line that walks through it. */
export interface BookForm extends FormWords {
  readonly id: FormId;
  readonly facts: WalkFacts;
  readonly command: string;
}

export interface BookStage {
  readonly id: string;
  readonly title: string;
  /** The ID of the step of a walk at which its causes occur. */
  readonly step: string;
  readonly causes: readonly BookCause[];
}

export interface BookCause {
  readonly id: string;
  readonly says: string;
  readonly step: NamedStep | null;
  /** The name of the lesson about it. */
  readonly lesson: string;
  readonly blocks: readonly Block[];
}

export interface BookLesson {
  readonly name: string;
  /** Its number, or the letter and digit of a rung. */
  readonly label: string;
  readonly title: string;
  /** The label and the title. */
  readonly fullTitle: string;
  readonly isRung: boolean;
  readonly minutes: number;
  readonly goal: string;
  readonly steps: readonly NamedStep[];
  readonly parts: ReturnType<typeof lessonParts>;
}

/** A step of a walk in the book, with its title. */
export interface NamedStep {
  readonly form: FormId;
  readonly stage: string;
  readonly title: string;
}

export function bookView({ forms: walks, lessons, causes, demonstrated }: Results['book']): BookView {
  const named = new Map(lessons.map((lesson) => [lesson.name, lessonOf(lesson, walks)]));
  const inStages = Map.groupBy(causes, ({ stage }) => stage);
  const causeOf = (cause: Results['book']['causes'][number]): BookCause => ({
    id: cause.id,
    says: printable(cause.says),
    step: namedStep(walks, stepOfCause(cause)),
    lesson: cause.lesson,
    blocks: [...causeExample(cause, demonstrated), ...adviceBlocks(cause), heading('More'), ...linkLines(cause)],
  });
  return {
    forms: walks.map((form) => ({ ...form, ...FORM_WORDS[form.id] })),
    stages: CAUSE_STAGE_IDS.flatMap((id) => {
      const found = inStages.get(id) ?? [];
      return found.length === 0 ? [] : [{ ...CAUSE_STAGES[id], id, causes: found.map(causeOf) }];
    }),
    lessons: [...named.values()],
    way: wayThrough(lessons).flatMap(({ name }) => named.get(name) ?? []),
  };
}

function lessonOf(lesson: Results['book']['lessons'][number], walks: Results['book']['forms']): BookLesson {
  const { name, title, kind, minutes, goal } = lesson;
  return {
    name,
    label: lessonLabel(lesson).toUpperCase(),
    title,
    fullTitle: lessonTitle(lesson),
    isRung: kind === 'rung',
    minutes,
    goal,
    steps: stepsOfLesson(lesson, walks).flatMap((step) => namedStep(walks, step) ?? []),
    parts: lessonParts(lesson, 'guided'),
  };
}

/** Names a step. Returns `null` if the walk of its form does not have it. */
function namedStep(walks: Results['book']['forms'], { form, stage }: BookStep): NamedStep | null {
  const stages = walks.find(({ id }) => id === form)?.facts.trace.stages ?? [];
  const number = stages.findIndex(({ id }) => id === stage);
  const found = stages[number];
  return found ? { form, stage, title: `${FORM_WORDS[form].title}: ${number + 1} ${found.long ?? found.title}` } : null;
}
