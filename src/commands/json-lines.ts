/** Commands for programs: JSON lines on standard input, a line of JSON on standard output for each, in their order. */
import { arrayFromOctets, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type LineId, lineTooLong, type MemberProblem } from '../intake/json-line.ts';
import type { InputLine } from '../intake/split-lines.ts';
import { jsonLine } from '../render/json-text.ts';
import { ANSWER_IS_NO, DONE, problemText, USAGE } from './command.ts';
import type { World } from './world.ts';

/** The answer to one line. */
export interface LineAnswer {
  /** What is written, on one line. */
  readonly document: Readonly<Record<string, unknown>>;
  /** `no` makes the exit code that of a refusal, once all lines are answered. */
  readonly verdict: 'yes' | 'no';
}

/** The most bytes of a line, 64 MiB: what is longer is answered and not kept. */
const LONGEST_LINE = 67_108_864;

/**
 * Answers line by line until the input ends, and gives the exit code. Blank lines have no answer. As many lines as came
 * together are answered together, and no more are read until their answers are written.
 */
export async function answerLines(world: World, answer: (line: Uint8Array) => LineAnswer): Promise<number> {
  let code = DONE;
  for await (const lines of world.inputLines(LONGEST_LINE)) {
    if (isProblem(lines)) {
      world.errors(problemText(lines));
      return USAGE;
    }
    let text = '';
    for (const line of lines) {
      if (isBlank(line)) continue;
      const { document, verdict } = line === 'too-long' ? problemAnswer(null, lineTooLong(LONGEST_LINE)) : answer(line);
      if (verdict === 'no') code = ANSWER_IS_NO;
      text += jsonLine(document);
    }
    // JSON as it is written here is ASCII.
    if (text !== '') await world.outputBytes(arrayFromOctets(text as Octets));
  }
  return code;
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
