/** Makes what a document says of breaks. */
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { breakChanges, type ChangedValue } from '../breaks/break-changes.ts';
import type { BrokenFacts, ShownBreak } from '../facts.ts';
import type { Results } from '../results.ts';
import { contentJson } from './content.ts';
import { diagnosisJson } from './diagnosis-document.ts';

/** Converts what the breaks change, and the diagnosis, for the member `broken` of `walk --json`. */
export function breakJson({ right, broken, diagnosis }: BrokenFacts) {
  const { stages, flippedBits } = breakChanges(right.trace, broken.trace);
  return {
    breaks: breaksJson(broken.breaks),
    changes: stages.flatMap(({ stage, values }) => values.map((value) => changeJson(stage.id, value))),
    flippedBits,
    named: diagnosis && namesAll(diagnosis, broken.breaks),
    diagnosis: diagnosis && diagnosisJson(diagnosis),
  };
}

/** Makes the document that `--break list --json` prints. */
export const breaksDocument = ({ breaks }: Results['breaks']) => ({ version: 1, breaks: breaksJson(breaks) });

const breaksJson = (breaks: readonly ShownBreak[]) =>
  breaks.map(({ id, side, says, answers }) => ({ id, side, says, answers }));

function changeJson(stage: string, { before, after, ranges }: ChangedValue) {
  return {
    stage,
    value: (after ?? before)?.id ?? null,
    ranges: ranges.map(({ start, end }) => [start, end]),
    before: before && contentJson(before),
    after: after && contentJson(after),
  };
}

/** Returns whether the diagnosis is certain of the cause of each break. */
function namesAll({ findings }: ShownDiagnosis, breaks: readonly ShownBreak[]): boolean {
  const named = findings.filter(({ certainty }) => certainty.kind !== 'possible').map(({ cause }) => cause.id);
  return breaks.every(({ id }) => named.some((cause) => id.startsWith(`${cause}/`)));
}
