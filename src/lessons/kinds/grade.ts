/** Asks the learner for the command line of a signer that passes `sigv4 grade`. */
import * as v from 'valibot';
import { isProblem } from '../../bytes/problem.ts';
import { right, wrong } from '../judging/judge-lines.ts';
import { BOX, type Graded, type Kind, name } from './kind.ts';
import { answerText, notSolution } from './reading.ts';

const schema = v.strictObject({ kind: v.literal('grade') });

type Grading = v.InferOutput<typeof schema>;

/** The command line and its result. The report is empty if the command was not run. */
interface GradedSigner extends Graded {
  readonly kind: 'grade';
}

const notRun = (command: string): GradedSigner => ({ kind: 'grade', command, passed: 'no', report: [] });

export const grade = {
  schema,
  answeredBy: 'person',
  solutionForm: 'command-line',
  parts: () => ({}),

  start: () => null,
  read: (_answer, octets) => {
    const text = answerText(octets);
    return isProblem(text) ? text : { do: 'grade', command: text.trim() };
  },
  judge: (_lesson, _answer, { passed }) =>
    passed === 'yes' ? right() : wrong('The signer has not passed yet. sigv4 grade says which value differs first.'),
  solve: (_lesson, _answer, solution) =>
    typeof solution === 'string' ? notRun(solution) : notSolution('Give a text.'),

  paper: () => [[name(BOX), { text: 'sigv4 grade -- ./my-signer', meaning: 'command' }]],
  shown: (_asked, { report }) => ({ kind: 'report', lines: report }),

  enter: { word: 'type' },
  keys: {},
  field: {
    enter: 'grade it',
    paste: 'one-line',
    prompt: () => '$ ',
    text: (given) => given?.command ?? '',
    typed: (_given, text) => notRun(text),
    ended: (_asked, [line = '']) => {
      const command = line.trim();
      return command === '' ? null : { do: 'grade', command };
    },
  },
  graded: (result) => ({ kind: 'grade', ...result }),
} satisfies Kind<Grading, GradedSigner>;
