/** The last step of verifying: the verdict, and what it rests on. */
import type { Octets } from '../../bytes/octets.ts';
import { lessonOfValue } from '../../lessons/lesson-of.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { HASHED_PAYLOAD } from '../../sigv4/stages/canonical-request.ts';
import { COMPARISON_STAGE, COMPUTED_SIGNATURE, PROVIDED_SIGNATURE } from '../../sigv4/stages/comparison.ts';
import { findValue } from '../../trace/trace.ts';
import type { Comparison } from '../../verification/comparison/comparison.ts';
import { lessonLine } from '../diagnosis/lesson-line.ts';
import { requireVerification, type WalkFacts } from '../facts.ts';
import { line, type Page, prose } from '../page.ts';
import { explainedRuns, verdictRun } from '../verdict-run.ts';
import { signatureCommand } from '../walk/signature-blocks.ts';
import { type ComparedBytes, comparisonBlocks } from './comparison-blocks.ts';
import { noticeBlocks } from './verification-blocks.ts';

/** Which value of the trace a comparison shows as claimed, or as computed. */
const CLAIMED: Readonly<Record<string, string>> = {
  [SIGNATURE.id]: PROVIDED_SIGNATURE.id,
  [HASHED_PAYLOAD.id]: HASHED_PAYLOAD.id,
};
const COMPUTED: Readonly<Record<string, string>> = { [SIGNATURE.id]: COMPUTED_SIGNATURE.id };

function bytesOf({ trace }: WalkFacts, { id, claimed, computed }: Comparison): ComparedBytes {
  const found = (value: string | undefined, octets: Octets | null) =>
    value !== undefined && findValue(trace, value)?.bytes.octets === octets ? value : null;
  return { claimed: found(CLAIMED[id], claimed), computed: found(COMPUTED[id], computed) };
}

export function comparisonPage(facts: WalkFacts): Page {
  const { verdict, comparisons, notices, remarks } = requireVerification(facts);
  return {
    ...COMPARISON_STAGE,
    main: [line('', [verdictRun(verdict)])],
    blocks: [
      prose(...explainedRuns(verdict, { comparisons, notices, scheme: facts.trace.scheme })),
      ...lessonLine(verdict.kind === 'mismatch' ? lessonOfValue(verdict.at.id) : null),
      ...comparisonBlocks(comparisons, (comparison) => bytesOf(facts, comparison)),
      ...noticeBlocks(notices, remarks),
      ...signatureCommand(facts),
    ],
  };
}
