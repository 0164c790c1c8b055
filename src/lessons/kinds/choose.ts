/** Asks the learner to choose one of the options. */
import * as v from 'valibot';
import { isProblem, problem } from '../../bytes/problem.ts';
import { optionsFormat } from '../format-parts.ts';
import { incomplete, right, wrong } from '../judging/judge-lines.ts';
import { type Asked, aside, BOX, type Kind, name, words } from './kind.ts';
import {
  answerLines,
  choiceOf,
  indexOfLetter,
  isLetterOf,
  letterOf,
  lettersOf,
  notSolution,
  readNamed,
} from './reading.ts';

const schema = v.strictObject({ kind: v.literal('choose'), options: optionsFormat });

type Choosing = v.InferOutput<typeof schema>;

interface Chosen {
  readonly kind: 'choose';
  readonly option: number;
}

const chosen = (option: number): Chosen => ({ kind: 'choose', option });

/**
 * Returns whether a check has refused the answer. A prediction is kept, whether right or wrong, and can be given again.
 */
const isRefused = ({ kept, judgment }: Pick<Asked<Choosing, Chosen>, 'kept' | 'judgment'>): boolean =>
  kept === null && judgment?.verdict === 'wrong';

export const choose = {
  schema,
  answeredBy: 'person',
  parts: ({ options }) => ({ options }),

  start: () => null,
  read: ({ options }, octets) => {
    const lines = answerLines(octets);
    if (isProblem(lines)) return lines;
    const texts = options.map(({ text }) => text);
    const named = readNamed(lines, texts);
    if (isProblem(named)) return named;
    const [option, ...others] = named;
    if (option !== undefined && others.length === 0) return { do: 'hand-in', given: chosen(option) };
    return problem('answer', 'The question asks for one option.', `Give one of ${lettersOf(texts)}.`);
  },
  judge: (_lesson, { options }, { option }) => {
    const taken = options[option];
    if (!taken) return incomplete('No option is selected yet.');
    const says = taken.says === undefined ? [] : [taken.says];
    return taken.right ? right(...says) : wrong(...says);
  },
  solve: (_lesson, { options }, solution) => {
    const isOption = typeof solution === 'number' && solution >= 1 && solution <= options.length;
    return isOption ? chosen(solution - 1) : notSolution(`Give a number from 1 to ${options.length}.`);
  },

  paper: (_lesson, { options }) => options.map(({ text }, index) => [name(BOX), words(`${letterOf(index)}  ${text}`)]),
  items: ({ answer, given, kept, right, judgment, hands }) => {
    const taken = given ? letterOf(given.option) : kept;
    return answer.options.map((option, index) => {
      const isTaken = taken === letterOf(index);
      const isRight = right === 'shown' && option.right;
      const isWrong = isTaken && !option.right && (right === 'shown' || isRefused({ kept, judgment }));
      const mark = isRight ? '✓' : isWrong ? '✗' : isTaken ? '•' : ' ';
      const after = isRight && !isTaken ? '  this one' : isWrong ? '  not quite' : '';
      const counted = hands?.length ? [name(`  ${hands.map((vote) => vote[index]).join(' → ')}`)] : [];
      return [name(`${mark} ${letterOf(index)}  `), words(option.text), ...counted, aside(after)];
    });
  },
  // Nothing is selected at first, so that no answer is given by accident.
  cursor: ({ given, kept }) => given?.option ?? (kept === null ? -1 : indexOfLetter(kept)),

  enter: {
    word: 'submit',
    press: ({ answer: { options }, given, kept, judgment }, index) => {
      if (index < 0) return { do: 'say', notice: `Choose ${choiceOf(options)}.` };
      if (isRefused({ kept, judgment }) && given?.option === index)
        return { do: 'say', notice: 'It is not this one: choose another option.' };
      return { do: 'hand-in', given: chosen(index) };
    },
  },
  keys: {
    option: ({ answer }, _index, key) =>
      isLetterOf(answer.options, key) ? { do: 'point', index: indexOfLetter(key) } : null,
  },

  hands: ({ options }, text) => {
    const counts = text.trim().split(/[\s/,;]+/);
    const areAll = counts.length === options.length && counts.every((count) => /^\d{1,4}$/.test(count));
    if (areAll) return counts.map(Number);
    const example = [12, 9, 7, 4, 3, 2, 1].slice(0, options.length).join('/');
    return problem('hands', `There are ${options.length} options.`, `Type a number for each, such as ${example}.`);
  },

  prediction: {
    letters: ({ option }) => letterOf(option),
    isAnswer: ({ options }, letters) => letters.length === 1 && isLetterOf(options, letters),
    recall: ({ options }, letters) => {
      const taken = letters === null ? undefined : options[indexOfLetter(letters)];
      const index = options.findIndex((option) => option.right);
      const right = { letter: letterOf(index), text: options[index]?.text ?? '' };
      return { kind: 'option', taken: taken ?? null, right };
    },
  },
} satisfies Kind<Choosing, Chosen>;
