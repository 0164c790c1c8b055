/** The last step of verifying: the verdict, and what it rests on. */
import { COMPARISON_STAGE } from '../sigv4/stages/comparison.ts';
import { comparisonBlocks } from './comparison-blocks.ts';
import { requireVerification, type WalkFacts } from './facts.ts';
import { line, type Page, prose } from './page.ts';
import { signatureCommand } from './signature-blocks.ts';
import { explainedRuns, verdictRun } from './verdict-run.ts';
import { noticeBlocks } from './verification-blocks.ts';

export function comparisonPage(facts: WalkFacts): Page {
  const { verdict, comparisons, notices, remarks } = requireVerification(facts);
  return {
    ...COMPARISON_STAGE,
    main: [line('', [verdictRun(verdict)])],
    blocks: [
      prose(...explainedRuns(verdict, { comparisons, notices, scheme: facts.trace.scheme })),
      ...comparisonBlocks(comparisons),
      ...noticeBlocks(notices, remarks),
      ...signatureCommand(facts),
    ],
  };
}
