/** What is said of an answer that was handed in: the verdict, each line, what is wrong. */
import type { Question } from '../../lessons/format.ts';
import type { Given, Judgement, LineStanding } from '../../lessons/given.ts';
import { aside, type Block, type Line, line, prose, words } from '../page.ts';
import { visibleText } from '../visible.ts';

export interface HandedIn {
  readonly question: Question;
  /** `null` where it was handed in piece by piece. */
  readonly given: Given | null;
  readonly judgement: Judgement;
}

export function judgedBlocks({ question, given, judgement }: HandedIn): Block[] {
  const lines = given?.kind === 'type' ? lineRows(given.lines, judgement.lines) : [];
  const hasReturn = judgement.firstWrong?.given === CARRIAGE_RETURN;
  return [
    VERDICTS[judgement.verdict](question.id),
    ...lines,
    ...judgement.says.map((text) => prose(words(text))),
    ...(hasReturn ? [prose(aside('Your lines end with CR and LF; LF alone ends the lines of what is signed.'))] : []),
  ];
}

const CARRIAGE_RETURN = 0x0d;

const VERDICTS: Readonly<Record<Judgement['verdict'], (id: string) => Block>> = {
  right: (id) => prose({ text: `✓ ${id} is right.`, meaning: 'agrees' }),
  wrong: (id) => prose({ text: `✗ ${id} is not right.`, meaning: 'differs' }),
  incomplete: (id) => prose({ text: `✗ ${id} is not complete.`, meaning: 'differs' }),
};

function lineRows(lines: readonly string[], standings: readonly LineStanding[]): Line[] {
  return lines.map((text, index) => {
    const isRight = standings[index] === 'right';
    const shown = text === '' ? '(an empty line)' : visibleText(text);
    // What a program writes behind its last line is no line of the answer.
    const mark = standings[index] === undefined ? ' ' : isRight ? '✓' : '✗';
    return line(`${mark} line ${index + 1}`, [{ text: shown, meaning: isRight ? 'agrees' : 'differs' }]);
  });
}
