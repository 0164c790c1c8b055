/** The last step of verifying: the verdict, and what it rests on. */
import { COMPARISON_STAGE } from '../sigv4/stages/comparison.ts';
import { verdictExplained } from '../verification/verdict-words.ts';
import { comparisonBlocks } from './comparison-blocks.ts';
import { requireVerification, type WalkFacts } from './facts.ts';
import { line, type Page, prose, words } from './page.ts';
import { signatureCommand } from './signature-blocks.ts';
import { verdictRun } from './verdict-run.ts';
import { noticeBlocks } from './verification-blocks.ts';
import { visibleText } from './visible.ts';

export function comparisonPage(facts: WalkFacts): Page {
  const { verdict, comparisons, notices, remarks } = requireVerification(facts);
  return {
    ...COMPARISON_STAGE,
    main: [line('', [verdictRun(verdict)])],
    blocks: [
      prose(words(visibleText(verdictExplained(verdict)))),
      ...comparisonBlocks(comparisons),
      ...noticeBlocks(notices, remarks),
      ...signatureCommand(facts),
    ],
  };
}
