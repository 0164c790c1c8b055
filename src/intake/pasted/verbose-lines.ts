/** The lines that `curl -v` prints: those of the request begin with `> ` (https://curl.se/docs/manpage.html#-v). */
import { type Bytes, join, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { inputProblem } from './client-request.ts';
import { longHeadAt } from './head-limit.ts';

/** The head of the request in them. */
export interface VerboseHead {
  /** Without the marks, with its empty line where that stands there. */
  readonly head: Bytes;
  /** Whether another request follows, after a redirect for example. */
  readonly others: 'none' | 'more';
}

/** A line of curl's own, of the answer, or about the bytes of a body. */
const OTHER_LINE = /[*<{}](?: |\r?\n|$)/y;
const REQUEST_LINE = /> ?/y;

/** Whether the first line that is not about something else belongs to a request. */
export function isVerbose(octets: Octets): boolean {
  const first = /[\r\n]*/.exec(octets)?.[0].length ?? 0;
  return /^(?:> [!-~]|\* )/.test(octets.slice(first, first + 3));
}

/** The first request in lines of `curl -v`; `start` is where they begin in `bytes`. */
export function readVerboseLines(bytes: Bytes, start: number): VerboseHead | Problem {
  const { octets } = bytes;
  const kept: Bytes[] = [];
  let isWhole = false;
  let length = 0;
  let at = start;
  while (at < octets.length) {
    const newline = octets.indexOf('\n', at);
    const next = newline < 0 ? octets.length : newline + 1;
    const line = { start: at, end: next };
    const mark = markLength(octets, line, isWhole);
    if (isProblem(mark)) return mark;
    if (mark !== null && isWhole) return { head: join(kept), others: 'more' };
    if (mark !== null) {
      if (length + next - at - mark > HEAD_LIMIT)
        return longHeadAt({ start: at + mark + HEAD_LIMIT - length, end: next });
      length += next - at - mark;
      kept.push(slice(bytes, at + mark, next));
      isWhole = kept.length > 1 && /^\r?\n?$/.test(octets.slice(at + mark, next));
    }
    at = next;
  }
  return { head: join(kept), others: 'none' };
}

/** How long the mark of a line of the request is; `null` for a line of something else. */
function markLength(octets: Octets, { start, end }: Line, isWhole: boolean): number | null | Problem {
  REQUEST_LINE.lastIndex = start;
  const mark = REQUEST_LINE.exec(octets)?.[0].length;
  if (mark !== undefined) return mark;
  OTHER_LINE.lastIndex = start;
  // Behind the head anything may stand: the body of the answer, for one.
  if (isWhole || OTHER_LINE.test(octets) || /^\r?\n$/.test(octets.slice(start, Math.min(end, start + 2)))) return null;
  return inputProblem(
    'verbose-line',
    `The line at byte ${start} does not begin with "> ", as the lines of the request before it do.`,
    'Paste what curl -v printed, from the line of the method to the empty line behind the headers.',
    { start, end },
  );
}

interface Line {
  readonly start: number;
  readonly end: number;
}
