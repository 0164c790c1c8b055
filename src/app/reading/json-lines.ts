/**
 * Implements commands for other programs. Such a command reads JSON lines from standard input and writes one line of
 * JSON for each line, in the same order.
 */
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type LineId, lineTooLong, type MemberProblem } from '../../intake/json/json-line.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import { jsonLine } from '../../outputs/json/json-text.ts';
import { ANSWER_IS_NO, DONE, type Exit } from '../options/command.ts';
import type { Files } from '../world/files.ts';
import type { Terminal } from '../world/terminal.ts';

export interface LineAnswer {
  readonly document: Readonly<Record<string, unknown>>;
  /** If one verdict is `no`, the exit code is 1 after all lines have been answered. */
  readonly verdict: 'yes' | 'no';
}

/** The maximum length of a line in bytes (64 MiB). A longer line is answered with a problem. */
const LONGEST_LINE = 67_108_864;

/**
 * Answers each line in turn, except for blank lines, until the input ends, and resolves with the exit code. The answers to
 * lines that arrive together are written together, and no more lines are read before that. A problem ends the command.
 */
export async function answerLines(
  world: Files & Terminal,
  answer: (line: Uint8Array) => LineAnswer | Promise<LineAnswer | Problem>,
): Promise<Exit> {
  let exit = DONE;
  for await (const lines of world.inputLines(LONGEST_LINE)) {
    if (isProblem(lines)) return lines;
    let text = '';
    for (const line of lines) {
      if (isBlank(line)) continue;
      const answering = line === 'too-long' ? problemAnswer(null, lineTooLong(LONGEST_LINE)) : answer(line);
      // Waiting for each line would take longer than most answers.
      const answered = answering instanceof Promise ? await answering : answering;
      if (isProblem(answered)) return answered;
      if (answered.verdict === 'no') exit = ANSWER_IS_NO;
      text += jsonLine(answered.document);
    }
    if (text !== '') await world.outputBytes(arrayFromOctets(text as Octets));
  }
  return exit;
}

/** Returns the answer to an invalid line. The answer has a `path` if a single member is at fault. */
export function problemAnswer(id: LineId, found: Problem | MemberProblem): LineAnswer {
  const { code, says, fix: mend } = found;
  const path = 'path' in found ? { path: found.path } : {};
  return { document: { id, problem: { code, says, mend, ...path } }, verdict: 'no' };
}

function isBlank(line: InputLine): boolean {
  return line !== 'too-long' && line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
