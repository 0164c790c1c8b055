/** The lower part of a lesson's screen: what is asked, and what there is to choose from. */
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { Expected, Question, Shot } from '../../lessons/format.ts';
import type { Given } from '../../lessons/given.ts';
import { judge } from '../../lessons/judging/judge.ts';
import { letterOf } from '../../lessons/kinds/letters.ts';
import { type Play, stepOf } from '../../lessons/playing/play.ts';
import { recordOf } from '../../lessons/playing/records.ts';
import type { Step } from '../../lessons/playing/steps.ts';
import type { PreparedLesson } from '../../lessons/prepared.ts';
import { outcomeText } from '../../lessons/shots/outcome.ts';
import { firstLine, valueText } from '../../lessons/values.ts';
import { aside, type Meaning, type Run, words } from '../page.ts';
import { partsOf } from './parts.ts';
import { shownLine } from './value-lines.ts';

/** What the learner does in a step. */
export interface Task {
  /** What is asked, or what enter does. */
  readonly ask: readonly Run[];
  /** What the cursor can stand on. */
  readonly items: readonly (readonly Run[])[];
  /** A line that is typed; `null` where nothing is. `prompt` stands in front of it. */
  readonly field: TaskField | null;
  /** How it is answered, where that is not in the footer: as long as nothing else is said. */
  readonly how: string | null;
}

export interface TaskField {
  readonly prompt: string;
  readonly standing: Meaning;
}

/** `null` where there is nothing to do but to read on. */
export function taskOf(play: Play): Task | null {
  const step = stepOf(play);
  switch (step.kind) {
    case 'introduction':
    case 'take-away':
      return null;
    case 'look':
      return {
        ...NOTHING,
        ask: [{ text: 'w', meaning: 'name' }, words(' opens the whole walk at this step, every byte with its origin.')],
      };
    case 'shot':
      return { ...NOTHING, ask: shotWords(play, step.shot) };
    default:
      return questionTask(play, step, step.question);
  }
}

const NOTHING: Omit<Task, 'ask'> = { items: [], field: null, how: null };

function shotWords({ outcomes }: Play, { id, says }: Shot): Run[] {
  return outcomes.has(id)
    ? [{ text: 'r', meaning: 'name' }, words(`: ${says}, once more`)]
    : [{ text: 'enter', meaning: 'name' }, words(`: ${says}`)];
}

function questionTask(play: Play, step: Step, question: Question): Task {
  const draft = play.drafts.get(step.id) ?? null;
  const asked = { ...NOTHING, ask: [words(question.ask)] };
  const { answer } = question;
  switch (answer.kind) {
    case 'choose':
      return { ...asked, items: optionItems(play, step, answer.options, draft) };
    case 'sort':
      return { ...asked, items: sortItems(answer, draft), how: categoryKeys(answer.categories) };
    case 'order':
      return {
        ...asked,
        items: partItems(play, question, draft),
        how: 'enter takes a part, backspace gives the last one back.',
      };
    case 'try':
      return { ...asked, items: answer.shots.map((shot) => tryItem(play, shot)) };
    case 'type':
      return { ...asked, field: typeField(play, question, draft) };
    case 'accept':
      return {
        ...asked,
        how: `Paste the whole request here, or pipe it: … | sigv4 learn answer ${play.lesson.name}`,
      };
    case 'grade':
      return { ...asked, field: { prompt: '$ ', standing: 'words' } };
  }
}

function optionItems(
  { records, lesson }: Play,
  { id, kind }: Step,
  options: readonly { readonly text: string; readonly right: boolean }[],
  draft: Given | null,
): Run[][] {
  const { answer, standing } = recordOf(records, id);
  const isSettled = lesson.kind !== 'test' && (standing === 'answered' || standing === 'passed');
  const taken = draft?.kind === 'choose' ? letterOf(draft.option) : kind === 'predict' ? answer : null;
  return options.map(({ text, right }, index) => {
    const mark = isSettled && right ? '✓' : taken === letterOf(index) ? '•' : ' ';
    return [{ text: `${mark} ${letterOf(index)}  `, meaning: 'name' }, words(text)];
  });
}

const categoryKeys = (categories: readonly string[]): string =>
  `${categories.map((category, index) => `${index + 1} ${category}`).join('   ')}   enter hands it in`;

/** The column of the category. */
const CATEGORY_WIDTH = 14;

function sortItems(
  { items, categories }: Extract<Question['answer'], { readonly kind: 'sort' }>,
  draft: Given | null,
): Run[][] {
  const given = draft?.kind === 'sort' ? draft.categories : [];
  return items.map(({ text }, index) => {
    const at = given[index] ?? null;
    const category = at === null ? '…' : (categories[at] ?? '…');
    return [{ text: `${category.slice(0, CATEGORY_WIDTH - 2)}`.padEnd(CATEGORY_WIDTH), meaning: 'name' }, words(text)];
  });
}

function partItems(play: Play, question: Question, draft: Given | null): Run[][] {
  const taken = draft?.kind === 'order' ? draft.taken : [];
  return partsOf(play.lesson, question).map((text, index) => {
    const at = taken.indexOf(index);
    const mark = at < 0 ? '  ' : String(at + 1).padStart(2);
    const shown = shownLine(octetsFromText(text));
    return [{ text: `${mark}  `, meaning: 'name' }, at < 0 ? words(shown) : aside(shown)];
  });
}

function tryItem({ outcomes }: Play, { id, says }: Shot): Run[] {
  const outcome = outcomes.get(id);
  return [words(says), ...(outcome ? [aside(`  → ${outcomeText(outcome)}`)] : [])];
}

function typeField(play: Play, question: Question, draft: Given | null): TaskField {
  const lines = draft?.kind === 'type' ? draft.lines.length : 0;
  const typing = draft?.kind === 'type' ? draft.typing : null;
  const standing =
    draft && typing !== null && typing !== '' ? judge(play.lesson, question, draft).lines.at(-1) : undefined;
  const mark = standing === undefined ? ' ' : standing === 'wrong' ? '✗' : standing === 'right' ? '✓' : '…';
  const count = question.answer.kind === 'type' ? lineCount(play.lesson, question.answer.expected) : 1;
  const number = count === 1 ? '' : `line ${firstLine(question.answer) + lines} `;
  return { prompt: `${number}${mark} `, standing: standing === 'wrong' ? 'differs' : 'words' };
}

/** How many lines what is expected has. */
export function lineCount(lesson: PreparedLesson, expected: Expected): number {
  const text = valueText(lesson, expected);
  return isProblem(text) ? 1 : text.split('\n').length;
}
