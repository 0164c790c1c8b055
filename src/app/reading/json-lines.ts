/**
 * Implements commands for other programs. Such a command reads JSON lines from standard input and writes one line of
 * JSON for each line, in the same order.
 */
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type LineId, lineTooLong, type MemberProblem } from '../../intake/json/json-line.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import { jsonLine } from '../../outputs/json/json-text.ts';
import { ANSWER_IS_NO, DONE, problemText, USAGE } from '../options/command.ts';
import type { Files } from '../world/files.ts';
import type { AnsweredLines, BatchAnswerer } from '../world/programs.ts';
import type { Terminal } from '../world/terminal.ts';

export interface LineAnswer {
  readonly document: Readonly<Record<string, unknown>>;
  /** If one verdict is `no`, the exit code is 1 after all lines have been answered. */
  readonly verdict: 'yes' | 'no';
  /** Whether the secret of the key that the line names is known. */
  readonly secret: 'known' | 'missing';
}

/** The maximum length of a line in bytes (64 MiB). A longer line is answered with a problem. */
const LONGEST_LINE = 67_108_864;

/** Answers each line in turn, except for blank lines. */
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
 * Answers lines until the input ends, and resolves with the exit code. Lines that arrive together are one batch. Up to
 * `mostOpen` batches may be in progress. When this limit is reached, no more lines are read until the oldest batch has
 * been written.
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
    // A batch is empty if the piece that was read only continues a long line.
    if (lines.length === 0) continue;
    const answered = answer(lines);
    last = write(world, answered, last);
    // The promise is awaited below. Until then, its rejection must not count as unhandled.
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

/** The verdict so far, or the problem that stopped the command. */
type Written = AnsweredLines['verdict'] | Problem;

/**
 * Writes the answers to a batch after the answers to earlier batches. Writes nothing if an earlier batch ended in a
 * problem.
 */
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

/** Returns the answer to an invalid line. The answer has a `path` if a single member is at fault. */
export function problemAnswer(id: LineId, found: Problem | MemberProblem): LineAnswer {
  const { code, says, fix: mend } = found;
  const path = 'path' in found ? { path: found.path } : {};
  return { document: { id, problem: { code, says, mend, ...path } }, verdict: 'no', secret: 'known' };
}

function isBlank(line: InputLine): boolean {
  return line !== 'too-long' && line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
