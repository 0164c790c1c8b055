/** Shows a learner's predictions next to the correct answers. A wrong prediction does not count as an attempt. */
import type { Question } from '../../lessons/format.ts';
import type { Option } from '../../lessons/format-parts.ts';
import type { Recalled, RecalledItem } from '../../lessons/kinds/kind.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Play } from '../../lessons/playing/play.ts';
import type { Step } from '../../lessons/playing/records.ts';
import { type LessonRecords, recordOf } from '../../lessons/playing/records.ts';
import { aside, type Block, heading, type Line, line, prose, words } from '../page.ts';

type RecalledOption = Extract<Recalled, { readonly kind: 'option' }>;
type Prediction = Extract<Step, { readonly kind: 'predict' }>;

export function replyTo({ records }: Play, { id, question }: Prediction): Block[] {
  const recalled = recalledIn(question, recordOf(records, id).answer);
  if (recalled?.kind === 'items') return recalled.items.map(itemLine);
  return recalled?.taken ? [prose(), ...reply(recalled.taken, recalled.right)] : [];
}

/** Reads a saved prediction together with the correct answer. Returns `null` if the question is not a prediction. */
export function recalledIn(question: Question, letters: string | null): Recalled | null {
  return kindOf(question).prediction?.recall(question.answer, letters) ?? null;
}

function itemLine({ text, category, taken }: RecalledItem): Block {
  const isRight = taken === category;
  return line(isRight ? '✓' : '✗', [words(`${text}: ${category}${isRight ? '' : ` (you: ${taken ?? 'left open'})`}`)]);
}

function reply(taken: Option, right: RecalledOption['right']): Block[] {
  const says = taken.says === undefined ? [] : [words(taken.says)];
  if (taken.right) return [prose({ text: '✓ Right. ', meaning: 'agrees' }, ...says)];
  return [
    prose({ text: '✗ Not quite. ', meaning: 'differs' }, words(`It is ${right.letter}: ${right.text}`)),
    prose(...says),
  ];
}

export function predictionsMade({ steps, at, records }: Play): Block[] {
  const made = steps
    .slice(0, at)
    .filter((step): step is Prediction => step.kind === 'predict')
    .filter((step) => isOfShot(step, steps[at]));
  const lines = made.flatMap((step) => madeLines(step, records));
  return lines.length === 0 ? [] : [heading('What you predicted'), ...lines];
}

/**
 * Returns whether the current step shows a prediction. A step in BREAK shows only the predictions about its own
 * request.
 */
function isOfShot({ before }: Prediction, now: Step | undefined): boolean {
  return now?.kind === 'shot' && now.beat === 'break' ? before?.id === now.id : before === null;
}

function madeLines({ id, question }: Prediction, records: LessonRecords): Block[] {
  const { answer: given, standing } = recordOf(records, id);
  const asked = prose(words(question.ask));
  if (standing === 'skipped') return [asked, line('you', [words('skipped it')])];
  const recalled = recalledIn(question, given);
  if (recalled?.kind !== 'option' || !recalled.taken) return [];
  return [asked, ...takenLines(recalled, (text) => text)];
}

/**
 * Shows the chosen option. If that option is wrong, also shows the right option. `said` turns the text of an option
 * into the text to show.
 */
export function takenLines({ taken, right }: RecalledOption, said: (text: string) => string): Line[] {
  return [
    line(taken?.right ? '✓ you' : 'you', [taken ? words(said(taken.text)) : aside('I do not know')]),
    ...(taken?.right ? [] : [line('answer', [words(said(right.text))])]),
  ];
}
