/**
 * Asks the learner to try shots until every required outcome has occurred. An outcome is a status or the code of a
 * refusal.
 */
import * as v from 'valibot';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { type Shot, shotFormat } from '../format-parts.ts';
import { incomplete, right } from '../judging/judge-lines.ts';
import type { ShotOutcome } from '../prepared.ts';
import { isOutcome, outcomeText, shoot } from '../shots/shots.ts';
import { aside, BOX, type Kind, name, words } from './kind.ts';
import { answerText, letterOf, notSolution, wordSaid } from './reading.ts';

const schema = v.strictObject({
  kind: v.literal('try'),
  shots: v.array(shotFormat),
  outcomes: v.array(v.string()),
});

type Trying = v.InferOutput<typeof schema>;

interface Tried {
  readonly kind: 'try';
  readonly shots: readonly string[];
}

const tried = (shots: readonly string[]): Tried => ({ kind: 'try', shots });

/** The kind `try`. It has another name here because `try` is a reserved word. */
export const attempt = {
  schema,
  answeredBy: 'person',
  parts: ({ shots }) => ({ shots }),

  start: () => tried([]),
  /** Reads the IDs of shots or their letters on paper, which are separated by white space. */
  read: ({ shots }, octets) => {
    const text = answerText(octets);
    if (isProblem(text)) return text;
    const ids = text.split(/\s+/).filter((word) => word !== '');
    const named = (word: string) => shots.find(({ id }, index) => id === word || letterOf(index) === word);
    const unknown = ids.find((id) => !named(id));
    if (unknown !== undefined) return noShot(shots, `There is no shot ${wordSaid(unknown, 'with this name')}.`);
    const [first, ...others] = ids.flatMap((id) => named(id) ?? []);
    if (!first) return noShot(shots, 'No shot was given.');
    return { do: 'send', shots: [first, ...others] };
  },
  /** The verdict is never `wrong`, because an outcome that is not needed does no harm. */
  judge: (lesson, { shots, outcomes }, given) => {
    const sent = shots.filter(({ id }) => given.shots.includes(id)).map((shot) => shoot(lesson, shot));
    const happened = sent.filter((outcome): outcome is ShotOutcome => !isProblem(outcome));
    const left = outcomes.filter((named) => !happened.some((outcome) => isOutcome(outcome, named)));
    return left.length === 0 ? right() : incomplete(`Still missing: ${left.join(', ')}.`);
  },
  solve: (_lesson, { shots }, solution) => {
    const ids = shots.map(({ id }) => id);
    const isKnown = Array.isArray(solution) && solution.every((id) => ids.includes(id));
    return isKnown ? tried(solution) : notSolution(`Give ids of these shots: ${ids.join(', ')}.`);
  },
  tell: ({ shots }, given) =>
    `Send: ${given.shots.map((id) => shots.find((shot) => shot.id === id)?.says ?? id).join('; ')}.`,

  paper: (_lesson, { shots, outcomes }) => [
    [aside(`Try until you have seen ${outcomes.join(', ')}.`)],
    ...shots.map(({ says }, index) => [name(BOX), words(`${letterOf(index)}  ${says}`)]),
  ],
  items: ({ answer: { shots }, outcomes }) =>
    shots.map(({ id, says }) => {
      const outcome = outcomes.get(id);
      return [words(says), ...(outcome ? [aside(`  → ${outcomeText(outcome)}`)] : [])];
    }),
  shown: ({ outcomes }, given) => {
    const outcome = outcomes.get(given.shots.at(-1) ?? '');
    return outcome ? { kind: 'outcome', outcome } : null;
  },

  enter: {
    word: 'send',
    press: ({ answer }, index) => {
      const shot = answer.shots[index];
      return shot ? { do: 'send', shots: [shot] } : null;
    },
  },
  keys: {},
  sent: (given, shot) => tried([...new Set([...(given?.shots ?? []), shot])]),
} satisfies Kind<Trying, Tried>;

const noShot = (shots: readonly Shot[], says: string): Problem =>
  problem('answer', says, `Give one or more of ${shots.map(({ id }) => id).join(', ')}.`);
