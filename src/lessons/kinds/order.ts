/** Asks the learner to put lines in order. Some of the offered lines do not belong to the answer. */
import * as v from 'valibot';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { expectedFormat } from '../format-parts.ts';
import { incomplete, type Judgment, judgeLines, judgeTyped } from '../judging/judge-lines.ts';
import type { SignedRequests } from '../prepared.ts';
import { expectedText, filledIn, firstLineOf, lineCount } from '../values.ts';
import { type Asked, aside, blankLines, type Kind, type Move, name } from './kind.ts';
import { answerLines, notSolution } from './reading.ts';

const schema = v.strictObject({
  kind: v.literal('order'),
  expected: expectedFormat,
  distractors: v.array(v.string()),
});

type Ordering = v.InferOutput<typeof schema>;

type Ordered =
  /** The chosen parts, as indexes into the list of offered parts. */
  | { readonly kind: 'order'; readonly taken: readonly number[] }
  /** Lines that were read from a pipe. */
  | { readonly kind: 'order'; readonly lines: readonly string[] };

const ordered = (taken: readonly number[]): Ordered => ({ kind: 'order', taken });
const takenIn = (given: Ordered | null): readonly number[] => (given && 'taken' in given ? given.taken : []);

/**
 * Mixes the expected lines with lines that do not belong to the answer, in an order that reveals nothing about the
 * answer. Returns a problem if a text cannot be computed.
 */
export function offeredParts(lesson: SignedRequests, { expected, distractors }: Ordering): readonly string[] | Problem {
  const right = expectedText(lesson, expected);
  if (isProblem(right)) return right;
  const parts = right.split('\n');
  for (const distractor of distractors) {
    const text = filledIn(lesson, distractor);
    if (isProblem(text)) return text;
    parts.push(text);
  }
  const keyed = parts.map((text) => ({ text, key: sha256Hex(octetsFromText(text)) }));
  return keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0)).map(({ text }) => text);
}

function partsOf(lesson: SignedRequests, answer: Ordering): readonly string[] {
  const parts = offeredParts(lesson, answer);
  return isProblem(parts) ? [] : parts;
}

function linesOf(lesson: SignedRequests, answer: Ordering, given: Ordered): readonly string[] {
  if ('lines' in given) return given.lines;
  const parts = partsOf(lesson, answer);
  return given.taken.map((index) => parts[index] ?? '');
}

function judge(lesson: SignedRequests, answer: Ordering, given: Ordered): Judgment {
  const lines = { ended: linesOf(lesson, answer, given), open: null };
  if ('lines' in given) return judgeTyped(lesson, answer.expected, lines);
  const parts = offeredParts(lesson, answer);
  return isProblem(parts) ? incomplete(`${parts.says} ${parts.fix}`) : judgeLines(lesson, answer.expected, lines);
}

export const order = {
  schema,
  answeredBy: 'program',
  parts: ({ expected }) => ({ expected }),

  start: () => ordered([]),
  read: (_answer, octets) => {
    const lines = answerLines(octets);
    return isProblem(lines) ? lines : { do: 'hand-in', given: { kind: 'order', lines } };
  },
  judge,
  /** Equal lines are interchangeable, and each part is used only once. */
  solve: (lesson, answer, solution) => {
    if (typeof solution === 'number') return notSolution('Give the lines in order.');
    const parts = offeredParts(lesson, answer);
    const text = filledIn(lesson, [solution].flat().join('\n'));
    if (isProblem(parts)) return parts;
    if (isProblem(text)) return text;
    const taken: number[] = [];
    for (const line of text.split('\n')) {
      const at = parts.findIndex((part, index) => part === line && !taken.includes(index));
      if (at < 0)
        return notSolution(
          `${JSON.stringify(line)} is not one of the remaining parts. Use the parts that are offered.`,
        );
      taken.push(at);
    }
    return ordered(taken);
  },

  paper: (lesson, answer) => [
    [aside('Put these lines in order. Some do not belong:')],
    ...partsOf(lesson, answer).map((text) => [name('· '), { text, meaning: 'given', bytes: 'line' } as const]),
    ...blankLines(lineCount(lesson, answer.expected), firstLineOf(answer.expected)),
  ],
  items: ({ lesson, answer, given }) =>
    partsOf(lesson, answer).map((text, index) => {
      const at = takenIn(given).indexOf(index);
      const number = at < 0 ? '' : String(at + 1);
      return [name(`${number.padStart(2)}  `), { text, meaning: at < 0 ? 'words' : 'aside', bytes: 'line' }];
    }),
  shown: ({ lesson, answer }, given) => ({
    kind: 'lines',
    lines: linesOf(lesson, answer, given),
    verdicts: judge(lesson, answer, given).lines,
    expected: answer.expected,
  }),
  how: () => 'Enter picks a part, and Backspace puts the last one back.',

  enter: { word: 'pick', press: takePart },
  keys: {
    'take-back': ({ given }) => given && { do: 'give', given: ordered(takenIn(given).slice(0, -1)), scroll: 'to-end' },
  },
} satisfies Kind<Ordering, Ordered>;

/** Adds a part that has not been chosen yet. If no more parts are needed, submits the answer. */
function takePart({ lesson, answer, given }: Asked<Ordering, Ordered>, index: number): Move<Ordered> {
  const asked = lineCount(lesson, answer.expected);
  const before = takenIn(given);
  const taken = before.length === asked || before.includes(index) ? before : [...before, index];
  return taken.length === asked
    ? { do: 'hand-in', given: ordered(taken) }
    : { do: 'give', given: ordered(taken), scroll: 'to-end' };
}
