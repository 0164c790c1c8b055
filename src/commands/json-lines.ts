/** Commands for programs: JSON lines on standard input, a line of JSON on standard output for each, in their order. */
import { arrayFromOctets, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type LineId, lineTooLong, type MemberProblem } from '../intake/json-line.ts';
import type { InputLine } from '../intake/split-lines.ts';
import { jsonLine } from '../render/json-text.ts';
import { ANSWER_IS_NO, DONE, problemText, USAGE } from './command.ts';
import type { AnsweredLines, BatchAnswerer, World } from './world.ts';

/** The answer to one line. */
export interface LineAnswer {
  /** What is written, on one line. */
  readonly document: Readonly<Record<string, unknown>>;
  /** `no` makes the exit code that of a refusal, once all lines are answered. */
  readonly verdict: 'yes' | 'no';
}

/** The most bytes of a line, 64 MiB: what is longer is answered and not kept. */
const LONGEST_LINE = 67_108_864;

/** Answers each line in turn. Blank lines have no answer. */
export function answerBatch(lines: readonly InputLine[], answer: (line: Uint8Array) => LineAnswer): AnsweredLines {
  let text = '';
  let isYes = true;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const { document, verdict } = line === 'too-long' ? problemAnswer(null, lineTooLong(LONGEST_LINE)) : answer(line);
    if (verdict === 'no') isYes = false;
    text += jsonLine(document);
  }
  return { text, verdict: isYes ? 'yes' : 'no' };
}

/** As many batches as are answered at a time: enough for every worker to have one and one to come. */
const MOST_OPEN = 8;

/**
 * Answers until the input ends, and gives the exit code. As many lines as came together are answered together, several
 * batches at a time where `answer` takes its time, and no more are read until the oldest is written.
 */
export async function answerLines(world: World, answer: BatchAnswerer): Promise<number> {
  let code = DONE;
  let problem: Problem | null = null;
  const open: Promise<void>[] = [];
  let written = Promise.resolve();
  for await (const lines of world.inputLines(LONGEST_LINE)) {
    if (isProblem(lines)) {
      problem = lines;
      break;
    }
    const answered = answer(lines);
    const before = written;
    written = (async () => {
      const { text, verdict } = await answered;
      await before;
      if (verdict === 'no') code = ANSWER_IS_NO;
      if (text !== '') await world.outputBytes(arrayFromOctets(text as Octets));
    })();
    // It is awaited below: what fails meanwhile is nothing that nobody will hear of.
    written.catch(() => {});
    open.push(written);
    if (open.length >= MOST_OPEN || !(answered instanceof Promise)) await open.shift();
  }
  await written;
  if (!problem) return code;
  world.errors(problemText(problem));
  return USAGE;
}

/** The answer to a line that has something wrong in it; `path` is in it where one member is at fault. */
export function problemAnswer(id: LineId, found: Problem | MemberProblem): LineAnswer {
  const { code, says, mend } = found;
  const path = 'path' in found ? { path: found.path } : {};
  return { document: { id, problem: { code, says, mend, ...path } }, verdict: 'no' };
}

/** Nothing but the white space of JSON. */
function isBlank(line: InputLine): boolean {
  return line !== 'too-long' && line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
