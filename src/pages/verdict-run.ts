/** A verdict as one run: the first thing that is said. */
import type { Verdict } from '../verification/verdict.ts';
import { type Findings, verdictExplained, verdictInWords } from '../verification/verdict-words.ts';
import { printable } from './characters/visible.ts';
import { type Run, words } from './page.ts';

export function verdictRun(verdict: Verdict): Run {
  const text = printable(verdictInWords(verdict));
  switch (verdict.kind) {
    case 'match':
      return { text: `✓ ${text}`, meaning: 'agrees' };
    case 'unknown':
      return { text: `? ${text}`, meaning: 'name' };
    case 'expired':
    case 'not-yet-valid': {
      const besides = verdict.signature === 'same' ? ', but its signature is right' : '';
      return { text: `✗ ${text}${besides}`, meaning: 'differs' };
    }
    default:
      return { text: `✗ ${text}`, meaning: 'differs' };
  }
}

/** What it means. Only what a problem quotes is from outside. */
export function explainedRuns(verdict: Verdict, findings: Findings): Run[] {
  if (!('problem' in verdict)) return [words(verdictExplained(verdict, findings))];
  const { says, fix } = verdict.problem;
  return [words(`${printable(says)} ${fix}`)];
}
