/** A text that is typed line by line, right or wrong while it is typed. */
import * as v from 'valibot';
import { isProblem } from '../../bytes/problem.ts';
import { type Expected, expectedFormat } from '../format-parts.ts';
import { judgeTyped } from '../judging/judge-lines.ts';
import type { Judgement } from '../judging/judgement.ts';
import type { SignedRequests } from '../prepared.ts';
import { firstLineOf, lineCount } from '../values.ts';
import type { Asked, Kind, Move } from './kind.ts';
import { answerLines, solutionText } from './reading.ts';

const schema = v.strictObject({ kind: v.literal('type'), expected: expectedFormat });

type Typing = v.InferOutput<typeof schema>;

/** Nothing given is not the same as an empty line given: `typing` is `null` until a line is begun. */
interface Typed {
  readonly kind: 'type';
  /** Lines that were ended with enter. */
  readonly lines: readonly string[];
  /** The line that is being typed; `null` where none is. */
  readonly typing: string | null;
  /** Lines after it, which were ended before it was opened again. */
  readonly behind: readonly string[];
}

const NOTHING: Typed = { kind: 'type', lines: [], typing: null, behind: [] };
const ended = (lines: readonly string[]): Typed => ({ ...NOTHING, lines });

const judge = (lesson: SignedRequests, { expected }: Typing, { lines, typing }: Typed): Judgement =>
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

  paper: () => [],
  shown: ({ lesson, answer }, given) => ({
    kind: 'lines',
    lines: given.lines,
    standings: judge(lesson, answer, given).lines,
    expected: answer.expected,
  }),

  enter: { word: 'type' },
  keys: { 'take-back': ({ given }) => lastLineOpened(given), again: () => NOTHING },
  field: {
    enter: 'ends the line',
    paste: 'lines',
    prompt: promptOf,
    text: (given) => given?.typing ?? '',
    typed: (given, text) => ({ ...(given ?? NOTHING), typing: text }),
    fault: ({ lesson, answer, given }) => (given?.typing ? faultOf(judge(lesson, answer, given), given) : null),
    ended: linesGiven,
    reopened: wrongLineOpened,
  },
} satisfies Kind<Typing, Typed>;

/** The number of the line, where there are several, and how it is as far as it goes. */
function promptOf({ lesson, answer, given }: Asked<Typing, Typed>): string {
  const number = firstLineOf(answer.expected) + (given?.lines.length ?? 0);
  const standing = given?.typing ? judge(lesson, answer, given).lines.at(-1) : undefined;
  return `${lineCount(lesson, answer.expected) === 1 ? '' : `line ${number} `}${standing ? MARKS[standing] : ' '} `;
}

const MARKS = { right: '✓', 'so-far': '…', wrong: '✗' } as const;

/** What belongs there is said of a line that was ended: before, the answer would be typed for the learner. */
function faultOf({ lines, firstWrong }: Judgement, given: Typed): string | null {
  if (lines.at(-1) !== 'wrong') return null;
  const isThisLine = firstWrong?.line === given.lines.length + 1;
  return isThisLine ? `It differs from column ${firstWrong.column} on.` : 'It differs.';
}

/** The last line that is asked for hands all in. More than are asked for are handed in as they are: what is too much is said. */
function linesGiven({ lesson, answer, given }: Asked<Typing, Typed>, lines: readonly string[]): Move<Typed> {
  const around = given ?? NOTHING;
  const all = ended([...around.lines, ...lines, ...around.behind]);
  if (all.lines.length >= lineCount(lesson, answer.expected)) return { do: 'hand-in', given: all };
  const { firstWrong } = judge(lesson, answer, all);
  return {
    do: 'give',
    given: { ...all, typing: '' },
    notice: firstWrong && whereItDiffers(firstWrong, answer.expected),
    scroll: 'to-end',
  };
}

const whereItDiffers = ({ line, column }: NonNullable<Judgement['firstWrong']>, expected: Expected): string =>
  `Line ${firstLineOf(expected) + line - 1} differs from column ${column} on. Backspace in an empty line leads back.`;

function lastLineOpened(given: Typed | null): Move<Typed> | null {
  const last = given?.lines.at(-1);
  if (!given || last === undefined) return null;
  return { do: 'give', given: { ...given, lines: given.lines.slice(0, -1), typing: last }, scroll: 'stays' };
}

/** The first line that is wrong is open again; those after it stay. */
function wrongLineOpened({ lines }: Typed, { firstWrong }: Judgement): { given: Typed; notice: string | null } {
  const at = Math.min(firstWrong?.line ?? 1, lines.length) - 1;
  const behind = lines.slice(at + 1);
  return {
    given: { kind: 'type', lines: lines.slice(0, at), typing: lines[at] ?? '', behind },
    notice: behind.length === 0 ? null : 'The lines behind it are kept.',
  };
}
