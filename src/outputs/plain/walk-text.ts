/** Writes a walk as plain text: all its pages, or what the mistakes in it change. */
import type { WalkFacts } from '../../views/facts.ts';
import { publishedRun, walkPages } from '../../views/walk-pages.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks, plainPage } from './plain-text.ts';
import { wholeInSentences, wholeText } from './whole-text.ts';

export const walkText: OutputWriter<'walk'> = async ({ facts, broken }, { width, isDrawn }) => {
  if (broken) return plainBlocks((await import('../../views/breaks/break-report.ts')).breakReport(broken), width);
  const picture = isDrawn ? wholeText(facts()) : wholeInSentences(facts());
  return `SIGN  ${publishedRun(facts()).text}\n\n${picture === '' ? '' : `${picture}\n`}${pagesText(facts())}`;
};

/** Writes the pages of a walk, with a number for each. */
export function pagesText(facts: WalkFacts): string {
  const pages = walkPages(facts);
  return pages.map((page, index) => plainPage(page, index + 1, pages.length)).join('\n');
}
