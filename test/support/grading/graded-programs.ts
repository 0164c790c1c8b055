/** Signers, graded by the built program. */
import { spawn } from 'node:child_process';
import type { MistakeName } from '../../../src/causes/twins.ts';
import { answerBook } from '../../../src/grading/answer-book.ts';
import type { GradedCase } from '../../../src/grading/cases/graded-case.ts';
import { GROUPS } from '../../../src/grading/cases/groups.ts';
import { gradeOf } from '../../../src/grading/grade.ts';
import { PROGRAM } from '../cli/program.ts';

/** What tests read of `sigv4 grade --json`. */
export interface GradeDocument {
  readonly isRight: boolean;
  readonly right: number;
  readonly asked: number;
  readonly mistake: MistakeName | null;
  readonly mistakes: readonly MistakeName[];
  readonly unknown: readonly string[];
  readonly faults: readonly unknown[];
  readonly cases: readonly { readonly id: string; readonly publisher: string; readonly right: boolean }[];
}

export const ALL_GROUPS = ['--groups', GROUPS.join(',')] as const;

/** The grade of a program, which is a file and its arguments. */
export async function gradeOfProgram(
  program: readonly string[],
  options: readonly string[] = [],
): Promise<GradeDocument> {
  return JSON.parse(await outputOf([process.execPath, PROGRAM, 'grade', '--json', ...options, '--', ...program]));
}

type NamedMistakes = Pick<GradeDocument, 'mistakes' | 'unknown' | 'faults'>;

const linesOf = (cases: readonly GradedCase[]) => cases.map(({ line }) => `${JSON.stringify(line)}\n`).join('');

/** What a program answers to these cases, graded without the built program. */
export const gradeOfAnswersOf = async (program: readonly string[], cases: readonly GradedCase[]) =>
  gradeOfOutput(await outputOf(program, linesOf(cases)), cases);

/** What a program wrote in answer to these cases, graded without the built program. */
export function gradeOfOutput(output: string, cases: readonly GradedCase[]): NamedMistakes {
  const book = answerBook(cases);
  book.startProcess();
  for (const answer of output.split('\n')) book.take(Buffer.from(answer));
  const { naming, faults } = gradeOf(cases, book);
  const mistakes = naming.mistakes.map(({ cause: { id }, mutation: { variant } }) => ({ id, variant }));
  return { mistakes, unknown: naming.unknown, faults };
}

/** Runs each program with the same standard input, and with globals of its own. Writes what each writes as a line of JSON. */
const EACH_IN_TURN = `import io, json, sys, traceback
order, output = json.load(sys.stdin), sys.stdout
for source in order["sources"]:
    sys.stdin = io.TextIOWrapper(io.BytesIO(order["input"].encode()))
    sys.stdout = io.StringIO()
    try:
        exec(compile(source, "signer.py", "exec"), {"__name__": "__main__"})
    except Exception:
        traceback.print_exc()
    print(json.dumps(sys.stdout.getvalue()), file=output)
`;

/** What each of these programs in Python writes in answer to these cases: one process, which starts Python once. */
export async function outputsInPython(
  sources: readonly string[],
  cases: readonly GradedCase[],
): Promise<readonly string[]> {
  const order = JSON.stringify({ sources, input: linesOf(cases) });
  const outputs = await outputOf(['python3', '-c', EACH_IN_TURN], order);
  return outputs
    .trimEnd()
    .split('\n')
    .map((output) => JSON.parse(output));
}

/** What a program writes to standard output; nothing is a failure. */
function outputOf([file = '', ...args]: readonly string[], input = ''): Promise<string> {
  const child = spawn(file, args);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => output.push(piece));
  child.stderr.on('data', (piece: Buffer) => errors.push(piece));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      if (output.length === 0) reject(new Error(Buffer.concat(errors).toString()));
      else resolve(Buffer.concat(output).toString());
    });
  });
}
