/** What somebody expected, beside what came: kept in sight, and never called a mistake. */
import type { Option } from '../../lessons/format.ts';
import { indexOfLetter, letterOf } from '../../lessons/kinds/letters.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { type LessonRecords, recordOf } from '../../lessons/playing/records.ts';
import type { Step } from '../../lessons/playing/steps.ts';
import { type Block, heading, line, prose, words } from '../page.ts';

type Prediction = Extract<Step, { readonly kind: 'predict' }>;

/** What is said to whoever has taken an option, or sorted items. */
export function replyTo({ records }: Play, { id, question }: Prediction): Block[] {
  const { answer } = question;
  const given = recordOf(records, id).answer ?? '';
  if (answer.kind === 'sort') {
    return answer.items.map(({ text, in: category }, index) => {
      const taken = answer.categories[indexOfLetter(given.charAt(index))] ?? 'left open';
      return line(taken === category ? '✓' : '·', [
        words(`${text}: ${category}${taken === category ? '' : ` (you: ${taken})`}`),
      ]);
    });
  }
  const option = answer.options[indexOfLetter(given)];
  return option ? [prose(), ...reply(answer.options, option)] : [];
}

function reply(options: readonly Option[], taken: Option): Block[] {
  const says = taken.says === undefined ? [] : [words(taken.says)];
  if (taken.right) return [prose({ text: '✓ So it is. ', meaning: 'agrees' }, ...says)];
  const right = options.findIndex((option) => option.right);
  return [prose(...says), prose(words(`It is ${letterOf(right)}: ${options[right]?.text ?? ''}`))];
}

/** Every prediction of the lesson that came before, and what is so. */
export function predictionsMade({ steps, at, records }: Play): Block[] {
  const made = steps
    .slice(0, at)
    .filter((step): step is Prediction => step.kind === 'predict')
    .filter((step) => isOfShot(step, steps[at]));
  const lines = made.flatMap((step) => madeLines(step, records));
  return lines.length === 0 ? [] : [heading('What you expected'), ...lines];
}

/** In BREAK that of its own switch, before it those of the lesson. */
function isOfShot({ before }: Prediction, now: Step | undefined): boolean {
  return now?.kind === 'shot' && now.beat === 'break' ? before?.id === now.id : before === null;
}

function madeLines({ id, question }: Prediction, records: LessonRecords): Block[] {
  const { answer: given, standing } = recordOf(records, id);
  const asked = prose(words(question.ask));
  if (standing === 'skipped') return [asked, line('you', [words('skipped it')])];
  const { answer } = question;
  if (given === null || answer.kind === 'sort') return [];
  const option = answer.options[indexOfLetter(given)];
  if (!option) return [];
  const right = answer.options.find((one) => one.right);
  return [
    asked,
    line(option.right ? '✓ you' : 'you', [words(option.text)]),
    ...(option.right || !right ? [] : [line('it is', [words(right.text)])]),
  ];
}
