/** What is said of an answer that was handed in: the verdict, each line, what is wrong. */
import { octetsFromText } from '../../bytes/octets.ts';
import type { Judgement } from '../../lessons/judging/judgement.ts';
import type { Shown } from '../../lessons/kinds/kind.ts';
import { aside, type Block, type Line, line, prose, words } from '../page.ts';
import { shownLine } from './value-lines.ts';

/**
 * For a pipe: the verdict on the answer to the question `id`; lines that were typed each with ✓ or ✗, all else with the
 * verdict alone.
 */
export function judgedBlocks(id: string, { verdict, says }: Judgement, shown: Shown | null): Block[] {
  const lines = shown?.kind === 'lines' ? listedLines(shown) : [];
  return [VERDICTS[verdict](id), ...lines, ...says.map((text) => prose(words(text)))];
}

/** So many lines more than are asked for are listed; the others are counted. */
const MOST_SURPLUS = 5;

function listedLines(shown: ShownLines): Line[] {
  const listed = judgedLines({ ...shown, lines: shown.lines.slice(0, shown.asked + MOST_SURPLUS) });
  const more = shown.lines.length - listed.length;
  return more === 0 ? listed : [...listed, line('', [aside(`and ${more} more line${more === 1 ? '' : 's'}`)])];
}

const VERDICTS: Readonly<Record<Judgement['verdict'], (id: string) => Block>> = {
  right: (id) => prose({ text: `✓ ${id} is right.`, meaning: 'agrees' }),
  wrong: (id) => prose({ text: `✗ ${id} is not right.`, meaning: 'differs' }),
  incomplete: (id) => prose({ text: `✗ ${id} is not complete.`, meaning: 'differs' }),
};

type ShownLines = Extract<Shown, { readonly kind: 'lines' }>;

/** Each line that was given with ✓ or ✗: as it grows, and once it was handed in. */
export function judgedLines({ lines, standings, first }: ShownLines): Line[] {
  return lines.map((text, index) => {
    const isRight = standings[index] === 'right';
    // What a program writes behind its last line is no line of the answer.
    const mark = standings[index] === undefined ? ' ' : isRight ? '✓' : '✗';
    return line(`${mark} line ${first + index}`, [
      { text: shownLine(octetsFromText(text)), meaning: isRight ? 'copied' : 'differs' },
    ]);
  });
}
