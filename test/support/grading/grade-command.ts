/** `sigv4 grade` over a program that a test makes: a real process, or what a program in this one answers. */
import type { ProgramEnd, ProgramOrder } from '../../../src/app/world/programs.ts';
import { runProgram } from '../../../src/cli/processes/real-program.ts';
import { gradeCommand } from '../../../src/commands/grade/grade.ts';
import { worldOf } from '../commands/test-world.ts';
import { type LearnerLine, learnerAnswer, type Mistake } from './learner-signer.ts';

export const ONE = 's3-documentation/get-object';

interface Graded {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

interface Settings {
  readonly patience?: number;
  readonly world?: Parameters<typeof worldOf>[0];
}

export async function grade(options: object, program: LearnersProgram, settings: Settings = {}): Promise<Graded> {
  const { patience = 5_000, world = {} } = settings;
  const isHere = typeof program === 'function';
  const test = worldOf({
    runProgram: isHere ? answersHere(program) : runProgram,
    environment: process.env,
    ...world,
  });
  const words = isHere ? ['./mysigner'] : [process.execPath, ...program];
  const code = await gradeCommand(patience).run(test.world, { ...options }, words);
  return { code, output: test.output(), errors: test.errors() };
}

/** Node.js with these arguments as the program, or what a program in this process answers to each line. */
type LearnersProgram = readonly string[] | Answering;
export type Answering = (question: LearnerLine, number: number) => readonly unknown[];

/** A program in this process, which answers each line of its input with some lines. */
const answersHere =
  (answering: Answering) =>
  async ({ input, onLines }: ProgramOrder): Promise<ProgramEnd> => {
    const questions = Buffer.from(input).toString().trimEnd().split('\n');
    const answers = questions.flatMap((question, at) => answering(JSON.parse(question), at + 1));
    const lines = answers.map((answer) => (typeof answer === 'string' ? answer : JSON.stringify(answer)));
    onLines(lines.map((line) => Buffer.from(line)));
    return { kind: 'ended', code: 0, signal: null, spent: { milliseconds: 1, bytes: lines.join('\n').length } };
  };

/** The learner's signer with a mistake, in this process. */
export const learner =
  (mistake: Mistake = 'none', isBare = false): Answering =>
  (question) => [learnerAnswer(question, mistake, isBare)];

export async function documentOf(options: object, program: LearnersProgram, settings: Settings = {}) {
  const { code, output } = await grade({ json: true, ...options }, program, settings);
  return { code, ...JSON.parse(output) };
}

/** A program that reads lines and does this with each: `q` is the question, `n` its number from 1. */
export const eachLine = (does: string, atEnd = '') => [
  '-e',
  `let n = 0; const say = (o) => console.log(JSON.stringify(o));
   const lines = require('node:readline').createInterface({ input: process.stdin });
   lines.on('line', (line) => { const q = JSON.parse(line); n += 1; ${does} });
   lines.on('close', () => { ${atEnd} });`,
];
export const WRONG = 'say({ id: q.id, signature: "0".repeat(64) })';
export const wrong: Answering = ({ id }) => [{ id, signature: '0'.repeat(64) }];
