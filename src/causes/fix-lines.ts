/** Divides the lines that fix a cause by whether their programs are seen in the failed request. */
import { clientNamedIn, PROGRAM_IDS, PROGRAMS, type Program, type ProgramId } from '../aws/programs.ts';
import type { Replayed } from '../drafts/mutation.ts';
import type { Sides } from '../sides/sides.ts';
import { seenHeader } from '../sides/signs.ts';

/** The line for each program. Words in capitals, such as REGION, are placeholders for the reader's values. */
export type FixLines = Readonly<Partial<Record<ProgramId, string>>>;

export interface FixLine {
  readonly program: ProgramId;
  readonly name: string;
  readonly kind: Program['kind'];
  readonly line: string;
}

/** Returns the lines in the order of the programs. */
export function orderedLines(lines: FixLines = {}): readonly FixLine[] {
  return PROGRAM_IDS.flatMap((program) => {
    const line = lines[program];
    const { name, kind } = PROGRAMS[program];
    return line === undefined ? [] : [{ program, name, kind, line }];
  });
}

/** The lines of a fix for one failure, in the order of the programs. */
export interface LinesOfFix {
  /** The lines for programs that appear in the request or the response. */
  readonly lines: readonly FixLine[];
  /** The lines for all other programs that may have made the mistake. Those in the client's language are first. */
  readonly otherLines: readonly FixLine[];
}

/** Divides the lines for programs that may have made the mistake by whether the request or the response shows them. */
export function fixLinesFor(lines: FixLines, replayed: Replayed | null, sides: Sides): LinesOfFix {
  const isSigners = replayed?.mutation.point === 'signing';
  const possible = orderedLines(lines).filter(({ kind }) => !(isSigners && kind === 'proxy'));
  const isSeen = ({ program }: FixLine) =>
    isMarked(PROGRAMS[program], 'mark', sides) || isNamed(PROGRAMS[program], sides);
  const isInLanguage = ({ program }: FixLine) => isMarked(PROGRAMS[program], 'language', sides);
  const others = possible.filter((line) => !isSeen(line));
  return {
    lines: possible.filter(isSeen),
    otherLines: [...others.filter(isInLanguage), ...others.filter((line) => !isInLanguage(line))],
  };
}

/** For each kind of program, the headers in which programs name themselves. */
const MARKED: Readonly<Record<Program['kind'], readonly string[]>> = {
  client: ['user-agent'],
  proxy: ['server', 'via', 'x-cache', 'x-squid-error'],
  server: [],
};

const isMarked = ({ kind, ...program }: Program, by: 'mark' | 'language', sides: Sides): boolean =>
  MARKED[kind].some((name) => program[by]?.test(seenHeader(sides, name) ?? ''));

/** Returns whether this client wrote the texts. They name a client that does not name itself, such as a curl command. */
const isNamed = ({ kind, name }: Program, sides: Sides): boolean =>
  kind === 'client' &&
  seenHeader(sides, 'user-agent') === null &&
  clientNamedIn(sides.evidence.pieces.map(({ octets }) => octets)) === name;
