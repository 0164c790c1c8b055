/** Typed lines and ordered parts, held against the text that belongs there: byte for byte, line for line. */
import { isProblem } from '../../bytes/problem.ts';
import type { AnswerForm } from '../format.ts';
import type { Given, Judgement, LineStanding } from '../given.ts';
import type { PreparedLesson } from '../prepared.ts';
import { firstLine, type Ordering, offeredParts, valueText } from '../values.ts';
import { firstWrongInWords, firstWrongOf } from './first-wrong.ts';
import { incomplete } from './judgement.ts';

type Typing = Extract<AnswerForm, { readonly kind: 'type' }>;
type Typed = Extract<Given, { readonly kind: 'type' }>;

/** Lines that were ended, and the one that is not. */
interface Lines {
  readonly ended: readonly string[];
  readonly open: string | null;
}

/**
 * Lines that were typed, and the one that is still open, beside the text that is expected; one newline too many at the
 * end is forgiven. `incomplete` where the text cannot be computed.
 */
export function judgeTyped(lesson: PreparedLesson, answer: Typing, { lines, typing }: Typed): Judgement {
  const text = valueText(lesson, answer.expected);
  if (isProblem(text)) return incomplete(`${text.says} ${text.mend}`);
  const wanted = text.split('\n');
  const trimmed = withoutLastNewline({ ended: lines, open: typing }, wanted.length);
  const judgement = judgeLines(trimmed, wanted, firstLine(answer));
  if (trimmed.newline === 'none' || judgement.verdict === 'wrong') return judgement;
  return { ...judgement, says: [...judgement.says, FORGIVEN] };
}

const FORGIVEN = 'A newline stands behind the last line. It does not belong to the text, and was left out.';

/** What a program writes ends with a newline, which is not meant. */
function withoutLastNewline({ ended, open }: Lines, wanted: number): Lines & { readonly newline: 'none' | 'left-out' } {
  if (ended.length === wanted && open === '') return { ended, open: null, newline: 'left-out' };
  const isOneMore = ended.length === wanted + 1 && ended.at(-1) === '' && open === null;
  return isOneMore ? { ended: ended.slice(0, -1), open, newline: 'left-out' } : { ended, open, newline: 'none' };
}

/** `first`: the number of the first line in the whole value. */
function judgeLines({ ended, open }: Lines, wanted: readonly string[], first: number): Judgement {
  const all = open === null ? ended : [...ended, open];
  const lines = all.map((line, index): LineStanding => {
    const right = wanted[index];
    if (line === right) return 'right';
    return index === ended.length && right?.startsWith(line) ? 'so-far' : 'wrong';
  });
  const firstWrong = lines.includes('wrong') ? firstWrongOf(all, wanted) : null;
  if (firstWrong) {
    const hint = firstWrong.given === CARRIAGE_RETURN ? [LINE_ENDS] : [];
    return {
      verdict: 'wrong',
      says: [firstWrongInWords(firstWrong, wanted.length, first), ...hint],
      lines,
      firstWrong,
    };
  }
  if (all.length === wanted.length && lines.at(-1) === 'right')
    return { verdict: 'right', says: [], lines, firstWrong };
  return { ...incomplete(missingInWords(lines, wanted)), lines };
}

const CARRIAGE_RETURN = 0x0d;
const LINE_ENDS = 'Your lines end with CR and LF; LF alone ends the lines of what is signed.';

function missingInWords(lines: readonly LineStanding[], wanted: readonly string[]): string {
  if (lines.length === 0) return 'Nothing is given yet.';
  if (lines.at(-1) === 'so-far' && lines.length === wanted.length) return 'Right so far: the last line goes on.';
  return `Right so far: ${lines.filter((line) => line === 'right').length} of ${wanted.length} lines.`;
}

/**
 * Parts in the order in which they were taken, by their numbers among those that are offered, beside the lines that are
 * expected.
 */
export function judgeOrder(
  lesson: PreparedLesson,
  answer: Ordering,
  { taken }: Extract<Given, { readonly kind: 'order' }>,
): Judgement {
  const text = valueText(lesson, answer.expected);
  const parts = offeredParts(lesson, answer);
  if (isProblem(text)) return incomplete(`${text.says} ${text.mend}`);
  if (isProblem(parts)) return incomplete(`${parts.says} ${parts.mend}`);
  return judgeLines(
    { ended: taken.map((index) => parts[index] ?? ''), open: null },
    text.split('\n'),
    firstLine(answer),
  );
}
