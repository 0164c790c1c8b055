/** Shows a learner's predictions next to the correct answers. A wrong prediction does not count as an attempt. */
import type { Question } from '../../lessons/format.ts';
import type { Recalled } from '../../lessons/kinds/kind.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { type LessonRecords, recordOf, type Step } from '../../lessons/playing/records.ts';
import { agrees, aside, type Block, differs, headed, type Line, line, prose, words } from '../page.ts';

type Prediction = Extract<Step, { readonly kind: 'predict' }>;

/** Returns the right answer to a prediction that was made, and the reason for the chosen option. */
export function replyTo({ records }: Play, { id, question }: Prediction): Block[] {
  const recalled = recalledIn(question, recordOf(records, id).answer);
  if (recalled?.kind === 'items')
    return recalled.items.flatMap(({ text, category, taken, says }) => [
      taken === category
        ? line('✓', `${text}: ${category}`)
        : line('✗', `${text}: ${category} (you: ${taken ?? 'left open'})`),
      prose(aside(says)),
    ]);
  if (!recalled?.taken) return [];
  const { taken, right } = recalled;
  const says = taken.says === undefined ? [] : [words(taken.says)];
  if (taken.right) return [prose(), prose(agrees('✓ Right. '), ...says)];
  const answer = words(`It is ${right.letter}: ${right.text}`);
  return [prose(), prose(differs('✗ Not quite. '), answer), prose(...says)];
}

/** Reads a saved prediction together with the correct answer. Returns `null` if the question is not a prediction. */
export function recalledIn(question: Question, letters: string | null): Recalled | null {
  return kindOf(question).prediction?.recall(question.answer, letters) ?? null;
}

export function predictionsMade({ steps, at, records }: Play): Block[] {
  const now = steps[at];
  const lines = steps.slice(0, at).flatMap((step) => {
    if (step.kind !== 'predict') return [];
    // A step in BREAK shows only the predictions about its own request.
    const isShown = now?.kind === 'shot' && now.beat === 'break' ? step.before?.id === now.id : step.before === null;
    return isShown ? madeLines(step, records) : [];
  });
  return headed('What you predicted', lines);
}

function madeLines({ id, question }: Prediction, records: LessonRecords): Block[] {
  const { answer, state } = recordOf(records, id);
  const asked = prose(question.ask);
  if (state === 'skipped') return [asked, line('you', 'skipped it')];
  const recalled = recalledIn(question, answer);
  return recalled?.kind === 'option' && recalled.taken ? [asked, ...takenLines(recalled, (text) => text)] : [];
}

/**
 * Shows the chosen option. If that option is wrong, also shows the right option. `said` turns the text of an option
 * into the text to show.
 */
export function takenLines(
  { taken, right }: Extract<Recalled, { readonly kind: 'option' }>,
  said: (text: string) => string,
): Line[] {
  return [
    line(taken?.right ? '✓ you' : 'you', taken ? words(said(taken.text)) : aside('I do not know')),
    ...(taken?.right ? [] : [line('answer', said(right.text))]),
  ];
}
