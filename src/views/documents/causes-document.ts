/** Writes causes as JSON. */
import type { Cause } from '../../causes/cause.ts';
import { orderedLines } from '../../causes/fix-lines.ts';
import { sourceOfLine } from '../../causes/fix-sources.ts';
import type { Results } from '../results.ts';

/**
 * Makes the document that `causes --json` prints, in order of precedence. `version` changes when the shape of the document
 * changes.
 */
export const causesDocument = ({ causes }: Results['causes']) => ({ version: 1, causes: causes.map(causeJson) });

function causeJson(cause: Cause) {
  const { id, stage, says, symptom, fix, mutations, see, threads } = cause;
  return {
    id,
    stage,
    says,
    sign: symptom,
    fix,
    lines: orderedLines(cause.lines).map(({ program, kind, line }) => ({
      program,
      kind,
      line,
      source: sourceOfLine(program, line),
    })),
    variants: mutations.map((mutation) => ({
      variant: mutation.variant,
      says: mutation.says,
      ...(mutation.fix === undefined ? {} : { fix: mutation.fix }),
    })),
    lesson: cause.lesson,
    sources: [see, ...threads],
  };
}
