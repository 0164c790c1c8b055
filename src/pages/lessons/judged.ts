/** What is said of an answer that was handed in: the verdict, each line, what is wrong. */
import { octetsFromText } from '../../bytes/octets.ts';
import type { Question } from '../../lessons/format.ts';
import type { Given, Judgement, LineStanding } from '../../lessons/given.ts';
import { firstLine } from '../../lessons/values.ts';
import { aside, type Block, type Line, line, prose, words } from '../page.ts';
import { shownLine } from './value-lines.ts';

/** An answer to a question, and what is to be said of it. */
export interface JudgedAnswer {
  readonly question: Question;
  readonly given: Given;
  readonly judgement: Judgement;
  /** How many lines are asked for, where lines are. */
  readonly asked: number;
}

/** For a pipe; lines that were typed each with ✓ or ✗, all else with the verdict alone. */
export function judgedBlocks({ question, given, judgement, asked }: JudgedAnswer): Block[] {
  const first = firstLine(question.answer);
  const lines = given.kind === 'type' ? listedLines(given.lines, judgement.lines, { asked, first }) : [];
  return [VERDICTS[judgement.verdict](question.id), ...lines, ...judgement.says.map((text) => prose(words(text)))];
}

/** So many lines more than are asked for are listed; the others are counted. */
const MOST_SURPLUS = 5;

function listedLines(
  lines: readonly string[],
  standings: readonly LineStanding[],
  { asked, first }: { readonly asked: number; readonly first: number },
): Line[] {
  const listed = judgedLines(lines.slice(0, asked + MOST_SURPLUS), standings, first);
  const more = lines.length - listed.length;
  return more === 0 ? listed : [...listed, line('', [aside(`and ${more} more line${more === 1 ? '' : 's'}`)])];
}

const VERDICTS: Readonly<Record<Judgement['verdict'], (id: string) => Block>> = {
  right: (id) => prose({ text: `✓ ${id} is right.`, meaning: 'agrees' }),
  wrong: (id) => prose({ text: `✗ ${id} is not right.`, meaning: 'differs' }),
  incomplete: (id) => prose({ text: `✗ ${id} is not complete.`, meaning: 'differs' }),
};

/** Each line that was given with ✓ or ✗: as it grows, and once it was handed in. `first`: the number of the first one. */
export function judgedLines(lines: readonly string[], standings: readonly LineStanding[], first: number): Line[] {
  return lines.map((text, index) => {
    const isRight = standings[index] === 'right';
    // What a program writes behind its last line is no line of the answer.
    const mark = standings[index] === undefined ? ' ' : isRight ? '✓' : '✗';
    return line(`${mark} line ${first + index}`, [
      { text: shownLine(octetsFromText(text)), meaning: isRight ? 'copied' : 'differs' },
    ]);
  });
}
