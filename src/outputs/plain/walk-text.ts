/** Writes a walk as plain text: all its pages, or what the mistakes in it change. */
import { type Row, rowText } from '../../layout/block-rows.ts';
import { spokenText } from '../../layout/shown-glyphs.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { publishedRun } from '../../views/walk/signed-verdict.ts';
import { walkPages } from '../../views/walk-pages.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks, plainPage } from './plain-text.ts';
import { wholeInSentences, wholeText } from './whole-text.ts';

export const walkText: OutputWriter<'walk'> = async ({ facts, broken }, { width, isDrawn }) => {
  if (broken) return plainBlocks((await import('../../views/breaks/break-report.ts')).breakReport(broken), width);
  const picture = isDrawn ? wholeText(facts()) : wholeInSentences(facts());
  return `SIGN  ${publishedRun(facts()).text}\n\n${picture === '' ? '' : `${picture}\n`}${pagesText(facts(), isDrawn)}`;
};

/** Writes the pages of a walk, with a number for each. Where nothing is drawn, they are for a screen reader. */
export function pagesText(facts: WalkFacts, isDrawn: boolean): string {
  const pages = walkPages(facts);
  const textOfRow = isDrawn ? rowText : ({ glyphs }: Row) => spokenText(glyphs);
  return pages.map((page, index) => plainPage(page, index + 1, pages.length, textOfRow)).join('\n');
}
