/** What `sigv4 verify` says of one request: the verdict first, then what it rests on. */

import type { InputSource } from '../../bytes/input.ts';
import { lessonOfValue } from '../../lessons/lesson-of.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { printable } from '../characters/visible.ts';
import { lessonLine } from '../diagnosis/lesson-line.ts';
import type { VerificationFacts } from '../facts.ts';
import { sourceWords } from '../input-words.ts';
import { aside, type Block, heading, line, prose, words } from '../page.ts';
import { textLines } from '../value-blocks.ts';
import { explainedRuns } from '../verdict-run.ts';
import { comparisonBlocks } from './comparison-blocks.ts';
import { claimBlocks, noticeBlocks } from './verification-blocks.ts';

export interface ReportedRequest extends VerificationFacts {
  /** `null` where there is none that can be read. */
  readonly claim: Claim | null;
  /** The same. */
  readonly trace: RedactedTrace | null;
  /** Who said the secret, for the reader; `null` where nobody knows it. */
  readonly secretSource: InputSource | null;
}

/** What stands below the verdict. */
export function verificationReport(reported: ReportedRequest): Block[] {
  const { verdict, comparisons, notices, remarks, claim, trace, secretSource } = reported;
  return [
    prose(...explainedRuns(verdict, { comparisons, notices, scheme: claim?.scheme ?? null })),
    ...lessonLine(verdict.kind === 'mismatch' ? lessonOfValue(verdict.at.id) : null),
    ...comparisonBlocks(comparisons),
    ...(claim ? claimBlocks(claim) : []),
    ...(claim || secretSource !== null
      ? [
          line(
            'secret',
            secretSource === null ? [aside('not known')] : [words(`from ${printable(sourceWords(secretSource))}`)],
          ),
        ]
      : []),
    ...noticeBlocks(notices, remarks),
    ...(trace ? valueBlocks(trace) : []),
  ];
}

/** What a server signs: to be held against what the client's own log says. */
function valueBlocks(trace: RedactedTrace): Block[] {
  return [CANONICAL_REQUEST, STRING_TO_SIGN].flatMap(({ id, name }) => {
    const value = findValue(trace, id);
    return value
      ? [
          heading(`${name}, as a server computes it`),
          ...textLines('', value, () => '').map((text) => ({ ...text, origin: null })),
        ]
      : [];
  });
}
