/** What stands above a question to be looked at: on the screen as on paper. */
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { expectedText } from '../../lessons/values.ts';
import { printable } from '../characters/visible.ts';
import { type Block, heading, line, prose, words } from '../page.ts';
import { documentLines, nameOfValue, valueBlocks } from './value-lines.ts';

/** An exhibit that there is not is told as what is wrong with it: the linter of lessons finds it first. */
export function exhibitBlocks(lesson: PreparedLesson, exhibit: Exhibit): Block[] {
  const text = exhibitText(lesson, exhibit);
  if (isProblem(text)) return [problemBlock(text)];
  switch (exhibit.kind) {
    case 'answer':
      return [heading("The server's answer"), ...documentLines(octetsFromText(text))];
    case 'value':
      return valueBlocks(nameOfValue(lesson, exhibit.value), text);
    case 'text':
      return text.split('\n').map((one) => line('', [{ text: printable(one), meaning: 'copied' }]));
  }
}

/** A value of the trace of a request, under its name; of the first request where none is named. */
export function blocksOfValue(
  lesson: PreparedLesson,
  wanted: { readonly value: string; readonly request?: string },
): Block[] {
  const text = expectedText(lesson, wanted);
  return isProblem(text) ? [problemBlock(text)] : valueBlocks(nameOfValue(lesson, wanted.value), text);
}

const problemBlock = ({ says, mend }: { readonly says: string; readonly mend: string }) =>
  prose(words(`${says} ${mend}`));
