/** Says what an answer took away from the suspects. */
import { QUESTIONS, type QuestionId } from '../../causes/questions.ts';
import type { Answer } from '../../suspects/questions.ts';
import type { CauseView } from './cause-view.ts';

/** A cause that was a suspect before an answer, and is none after it. */
export interface RuledOut {
  readonly id: string;
  readonly says: string;
  /** What the person said, as it is written after "you said". */
  readonly said: string;
}

/** Returns what is out after an answer, in addition to what was out before. A cause that is a suspect again is not out. */
export function ruledOutAfter(
  out: readonly RuledOut[],
  { before, after }: Readonly<Record<'before' | 'after', readonly CauseView[]>>,
  [question, answer]: readonly [QuestionId, Answer],
): RuledOut[] {
  const left = new Set(after.map(({ id }) => id));
  const gone = answer === 'unknown' ? [] : before.filter(({ id }) => !left.has(id));
  const said = answer === 'unknown' ? '' : QUESTIONS[question].said[answer];
  const known = new Set(out.map(({ id }) => id));
  const more = gone.filter(({ id }) => !known.has(id)).map(({ id, says }) => ({ id, says, said }));
  return [...out.filter(({ id }) => !left.has(id)), ...more];
}

/** Says that an answer took nothing away; `null` if it did, or if nothing was said. */
export function nothingOut(
  before: readonly RuledOut[],
  after: readonly RuledOut[],
  [question, answer]: readonly [QuestionId, Answer],
): string | null {
  const isMore = after.some(({ id }) => before.every((known) => known.id !== id));
  return answer === 'unknown' || isMore ? null : `You said ${QUESTIONS[question].said[answer]}. No suspect is out.`;
}
