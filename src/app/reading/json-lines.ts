/** Commands for programs: JSON lines on standard input, and for each a line of JSON on standard output, in the same order. */
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type LineId, lineTooLong, type MemberProblem } from '../../intake/json/json-line.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import { jsonLine } from '../../render/json/json-text.ts';
import { ANSWER_IS_NO, DONE, problemText, USAGE } from '../options/command.ts';
import type { Files } from '../world/files.ts';
import type { AnsweredLines, BatchAnswerer } from '../world/programs.ts';
import type { Terminal } from '../world/world.ts';

/** The answer to one line. */
export interface LineAnswer {
  /** Written on one line. */
  readonly document: Readonly<Record<string, unknown>>;
  /** `no` makes the exit code 1, after all lines are answered. */
  readonly verdict: 'yes' | 'no';
  /** Whether the secret of the key in the line is known. */
  readonly secret: 'known' | 'missing';
}

/** The most bytes of a line, 64 MiB. The answer to a longer line is a problem. */
const LONGEST_LINE = 67_108_864;

/** Answers each line in turn. Blank lines have no answer. */
export function answerBatch(lines: readonly InputLine[], answer: (line: Uint8Array) => LineAnswer): AnsweredLines {
  let text = '';
  let isYes = true;
  let isKnown = true;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const answered = line === 'too-long' ? problemAnswer(null, lineTooLong(LONGEST_LINE)) : answer(line);
    const { document, verdict, secret } = answered;
    if (verdict === 'no') isYes = false;
    if (secret === 'missing') isKnown = false;
    text += jsonLine(document);
  }
  return { text, verdict: isYes ? 'yes' : 'no', secrets: isKnown ? 'known' : 'missing' };
}

/**
 * Answers lines until the input ends, and resolves with the exit code. Lines that arrive together are one batch. Several
 * batches may be open, up to `mostOpen`; then no more lines are read until the oldest batch is written.
 */
export async function answerLines(world: Files & Terminal, { answer, mostOpen }: BatchAnswerer): Promise<number> {
  const open: Promise<Written>[] = [];
  let last: Promise<Written> = Promise.resolve('yes');
  for await (const lines of world.inputLines(LONGEST_LINE)) {
    if (isProblem(lines)) {
      const before = last;
      last = before.then((written) => (isProblem(written) ? written : lines));
      break;
    }
    // A piece of a long line ends no line.
    if (lines.length === 0) continue;
    const answered = answer(lines);
    last = write(world, answered, last);
    // It is awaited below; until then, a failure must not be an unhandled rejection.
    last.catch(() => {});
    open.push(last);
    const isFull = open.length >= mostOpen || !(answered instanceof Promise);
    const oldest = isFull ? await open.shift() : undefined;
    if (isProblem(oldest)) {
      last = Promise.resolve(oldest);
      break;
    }
  }
  const written = await last;
  if (!isProblem(written)) return written === 'yes' ? DONE : ANSWER_IS_NO;
  world.errors(problemText(written));
  return USAGE;
}

/** The verdict so far, or the problem that ended the answers. */
type Written = AnsweredLines['verdict'] | Problem;

/** Writes an answer after those before it, or nothing if one of them ended in a problem. */
async function write(
  world: Terminal,
  answering: ReturnType<BatchAnswerer['answer']>,
  writingBefore: Promise<Written>,
): Promise<Written> {
  const answered = await answering;
  const before = await writingBefore;
  if (isProblem(before)) return before;
  if (isProblem(answered)) return answered;
  if (answered.text !== '') await world.outputBytes(arrayFromOctets(answered.text as Octets));
  return before === 'no' ? 'no' : answered.verdict;
}

/** Makes the answer to a line that is wrong; it has a `path` if one member is at fault. */
export function problemAnswer(id: LineId, found: Problem | MemberProblem): LineAnswer {
  const { code, says, fix: mend } = found;
  const path = 'path' in found ? { path: found.path } : {};
  return { document: { id, problem: { code, says, mend, ...path } }, verdict: 'no', secret: 'known' };
}

/** Tells whether a line has only JSON white space. */
function isBlank(line: InputLine): boolean {
  return line !== 'too-long' && line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
