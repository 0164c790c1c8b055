/** Defines the state of the first page of a diagnosis. */
import type { KeyMode } from '../../app/keys/key-binding.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { requireDiagnosis } from '../../views/facts.ts';
import type { CoveredByHelp } from '../help.ts';
import type { Ending } from '../session-description.ts';

export interface DiagnosisState extends CoveredByHelp {
  readonly walk: ShownWalk;
  /** The zero-based index of the selected cause. */
  readonly index: number;
  /** The page below this one, to which the user can go back; `null` if leaving ends the program. */
  readonly below: 'walk' | 'paste' | null;
  /** A word for the place to which leaving returns; `null` if leaving ends the program. */
  readonly home: string | null;
  readonly ending: Ending | null;
}

export function causesKeyMode({ help, walk }: DiagnosisState): KeyMode {
  if (help !== null) return 'list';
  const questions = requireDiagnosis(walk.facts).suspects?.questions ?? [];
  return walk.answered && questions.some(({ answer }) => answer === null) ? 'question' : 'causes';
}
