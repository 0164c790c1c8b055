/** Command lines run in this process, and all that they print, as text that a reviewer can read. */
import { readFileSync } from 'node:fs';
import { parse } from 'shell-quote';
import { octetsFromArray, octetsFromText } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { readArguments } from '../../../src/cli/arguments.ts';
import { filesIn } from '../../../src/cli/files/real-files.ts';
import { COMMANDS, type CommandWorld } from '../../../src/commands/table.ts';
import { bodyOf } from '../../../src/http/body/request-body.ts';
import { lineSplitter } from '../../../src/intake/lines/split-lines.ts';
import { EXAMPLE_KEYS, linesOf, worldOf } from '../commands/test-world.ts';
import { type LearnerLine, learnerAnswer, MISTAKES, type Mistake } from '../grading/learner-signer.ts';
import { memoryNetwork } from '../wire/memory-network.ts';

export interface Scene {
  /** As somebody would type it in a shell, without `sigv4`. */
  readonly line: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Files by name, `-` for standard input; others are read from the checkout. */
  readonly files?: Readonly<Record<string, string>>;
  /** What was done in the course before. */
  readonly progress?: string;
  readonly changes?: Partial<CommandWorld>;
}

/** The command line after a `$`, what it prints, and its exit code. */
export async function transcriptOf(scene: Scene): Promise<string> {
  const { output, errors, code } = await runScene(scene);
  return [
    `$ sigv4 ${scene.line}\n`,
    withLineEnd(output),
    errors === '' ? '' : `--- standard error\n${withLineEnd(errors)}`,
    `--- exit code ${code}\n`,
  ].join('');
}

/** Several, one after the other. */
export async function transcriptsOf(scenes: readonly Scene[]): Promise<string> {
  const texts: string[] = [];
  for (const scene of scenes) texts.push(await transcriptOf(scene));
  return texts.join('\n');
}

const withLineEnd = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n--- no line end\n`);

/** Runs the command line with the clock at AWS's example and a network in memory. */
export async function runScene({ line, environment = {}, files = {}, progress = '', changes = {} }: Scene) {
  const test = worldOf({
    environment: { AWS_REGION: 'us-east-1', ...EXAMPLE_KEYS, ...environment },
    ...memoryNetwork(),
    ...checkoutFiles(files),
    runProgram: runLearner,
    ...changes,
  });
  if (progress !== '') test.progress.set('', progress);
  const words = wordsOf(line);
  const invocation = await readArguments(words, COMMANDS, test.world);
  const code =
    typeof invocation === 'number'
      ? invocation
      : await invocation.command.run(test.world, invocation.options, invocation.operands);
  return { output: asText(test.output()), errors: test.errors(), code };
}

/** A pattern is the word that it is: nothing is looked up. */
function wordsOf(line: string): string[] {
  return parse(line).map((word) => {
    if (typeof word === 'string') return word;
    if ('pattern' in word) return word.pattern;
    throw new Error(`"${line}" is more than one command.`);
  });
}

/** Bytes that are UTF-8 are read as that; results are text or bytes, one character a byte. */
function asText(output: string): string {
  return /[^\0-\xff]/.test(output) ? output : Buffer.from(output, 'latin1').toString('utf8');
}

/** Files that a scene has, else those of the checkout. */
function checkoutFiles(files: Scene['files'] & object): Partial<CommandWorld> {
  const contents = async (path: string) => {
    const text = files[path];
    return text === undefined ? octetsFromArray(readFileSync(path)) : octetsFromText(text);
  };
  return {
    readFile: contents,
    openBody: async (path) => {
      const found = await contents(path);
      return isProblem(found) ? found : bodyOf(found);
    },
    inputLines: (longest) => linesOf([Buffer.from(files['-'] ?? '')], longest),
    filesIn,
  };
}

/** A learner's signer in this process: its one argument is the mistake that it makes. */
const runLearner: CommandWorld['runProgram'] = async ({ words, input, onLines }) => {
  const mistake = words.at(-1) ?? '';
  const splitter = lineSplitter(input.length + 1);
  const lines = [...splitter.take(input), ...splitter.end()];
  const answers = lines.map((line) => learnerAnswer(readLine(line), isMistake(mistake) ? mistake : 'none'));
  onLines(answers.map((answer) => Buffer.from(JSON.stringify(answer))));
  return { kind: 'ended', code: 0, signal: null, spent: { milliseconds: 0, bytes: 0 } };
};

const readLine = (line: unknown): LearnerLine => JSON.parse(Buffer.from(line as Uint8Array).toString('utf8'));
const isMistake = (word: string): word is Mistake => Object.hasOwn(MISTAKES, word);
