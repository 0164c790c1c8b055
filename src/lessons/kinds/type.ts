/** Asks the learner for a text, which is marked right or wrong while it is being typed. */
import * as v from 'valibot';
import { isProblem } from '../../bytes/problem.ts';
import { type Expected, expectedFormat } from '../format-parts.ts';
import type { Judgment } from '../judging/judge-lines.ts';
import { judgeTyped } from '../judging/judge-lines.ts';
import type { SignedRequests } from '../prepared.ts';
import { firstLineOf, lineCount } from '../values.ts';
import { type Asked, blankLines, type Kind, type Move } from './kind.ts';
import { answerLines, solutionText } from './reading.ts';

const schema = v.strictObject({ kind: v.literal('type'), expected: expectedFormat });

type Typing = v.InferOutput<typeof schema>;

interface Typed {
  readonly kind: 'type';
  /** The lines that the learner has finished with the Enter key. */
  readonly lines: readonly string[];
  /** The line being typed; `null` if no line is being typed. An empty string is an empty line. */
  readonly typing: string | null;
  /** The lines after the open line, which are kept while that line is edited again. */
  readonly after: readonly string[];
}

const NOTHING: Typed = { kind: 'type', lines: [], typing: null, after: [] };
const ended = (lines: readonly string[]): Typed => ({ ...NOTHING, lines });

const judge = (lesson: SignedRequests, { expected }: Typing, { lines, typing }: Typed): Judgment =>
  judgeTyped(lesson, expected, { ended: lines, open: typing });

export const type = {
  schema,
  answeredBy: 'program',
  parts: ({ expected }) => ({ expected }),

  start: () => NOTHING,
  read: (_answer, octets) => {
    const lines = answerLines(octets);
    return isProblem(lines) ? lines : { do: 'hand-in', given: ended(lines) };
  },
  judge,
  solve: (lesson, _answer, solution) => {
    const text = solutionText(lesson, solution);
    return isProblem(text) ? text : ended(text.split('\n'));
  },

  paper: (lesson, { expected }) => blankLines(lineCount(lesson, expected), firstLineOf(expected)),
  shown: ({ lesson, answer }, given) => ({
    kind: 'lines',
    lines: given.lines,
    verdicts: judge(lesson, answer, given).lines,
    expected: answer.expected,
  }),

  enter: { word: 'type' },
  keys: { 'take-back': ({ given }) => openLastLine(given), again: () => NOTHING },
  field: {
    enter: 'ends the line',
    paste: 'lines',
    prompt: promptOf,
    text: (given) => given?.typing ?? '',
    typed: (given, text) => ({ ...(given ?? NOTHING), typing: text }),
    fault: ({ lesson, answer, given }) => (given?.typing ? faultOf(judge(lesson, answer, given), given) : null),
    ended: giveLines,
    reopened: openWrongLine,
  },
} satisfies Kind<Typing, Typed>;

/** The cells of the number of a line, which is below the numbers of the lines that are ended. */
const NUMBER = 6;

/** Shows whether the line is right so far, and the number of the line if there is more than one line. */
function promptOf({ lesson, answer, given }: Asked<Typing, Typed>): string {
  const number = firstLineOf(answer.expected) + (given?.lines.length ?? 0);
  const verdict = given?.typing ? judge(lesson, answer, given).lines.at(-1) : undefined;
  const shown = lineCount(lesson, answer.expected) === 1 ? '' : String(number);
  return `${verdict ? MARKS[verdict] : ' '}${shown.padStart(NUMBER)} `;
}

const MARKS = { right: '✓', 'so-far': '…', wrong: '✗' } as const;

/**
 * Says where the line differs, but not what belongs there. The learner sees the correct text after finishing the line.
 */
function faultOf({ lines, firstWrong }: Judgment, given: Typed): string | null {
  if (lines.at(-1) !== 'wrong') return null;
  const isThisLine = firstWrong?.line === given.lines.length + 1;
  return isThisLine ? `It differs from column ${firstWrong.column} on.` : 'It differs.';
}

/** Adds lines. The answer is submitted once it has enough lines or too many. */
function giveLines({ lesson, answer, given }: Asked<Typing, Typed>, lines: readonly string[]): Move<Typed> {
  const around = given ?? NOTHING;
  const all = ended([...around.lines, ...lines, ...around.after]);
  if (all.lines.length >= lineCount(lesson, answer.expected)) return { do: 'hand-in', given: all };
  const { firstWrong } = judge(lesson, answer, all);
  return {
    do: 'give',
    given: { ...all, typing: '' },
    notice: firstWrong && whereItDiffers(firstWrong, answer.expected),
    scroll: 'to-end',
  };
}

const whereItDiffers = ({ line, column }: NonNullable<Judgment['firstWrong']>, expected: Expected): string =>
  `Line ${firstLineOf(expected) + line - 1} differs from column ${column} on. Backspace in an empty line goes back.`;

function openLastLine(given: Typed | null): Move<Typed> | null {
  const last = given?.lines.at(-1);
  if (!given || last === undefined) return null;
  return { do: 'give', given: { ...given, lines: given.lines.slice(0, -1), typing: last }, scroll: 'stays' };
}

function openWrongLine({ lines }: Typed, { firstWrong }: Judgment): { given: Typed; notice: string | null } {
  const at = Math.min(firstWrong?.line ?? 1, lines.length) - 1;
  const after = lines.slice(at + 1);
  return {
    given: { kind: 'type', lines: lines.slice(0, at), typing: lines[at] ?? '', after },
    notice: after.length === 0 ? null : 'The lines after it are kept.',
  };
}
