/** A diagnosis as a walk for the screen, and the replays of its causes. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { type ShownDiagnosis, shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { traceDiagnosis } from '../../diagnosis/traces/trace-diagnosis.ts';
import { sourceOfReplay, traceReplay } from '../../diagnosis/traces/trace-replay.ts';
import { findingOfReplay } from '../../pages/diagnosis/causes-page.ts';
import { redact } from '../../trace/redact.ts';
import { factsOfTrace } from './facts-of-trace.ts';
import { type PasteReader, type ShownWalk, shownWalk } from './shown-walk.ts';
import { redactionOf } from './walk-facts.ts';

/** How its walk is shown. */
export interface DiagnosisChoice {
  readonly showsSecrets: boolean;
  readonly paste: PasteReader;
}

export function diagnosisWalk(diagnosis: Diagnosis, choice: DiagnosisChoice): ShownWalk {
  const shown = shownDiagnosis(diagnosis);
  const { request } = diagnosis.sides;
  const trace = redact(traceDiagnosis(diagnosis.sides), 'mask');
  return shownWalk({
    facts: factsOfTrace(trace, request, { diagnosis: shown }),
    paste: choice.paste,
    leadOn: async (way) => replayWalk(diagnosis, shown, way, choice),
  });
}

function replayWalk(
  { findings, sides }: Diagnosis,
  shown: ShownDiagnosis,
  way: string,
  { showsSecrets, paste }: DiagnosisChoice,
): ShownWalk | Problem {
  const index = findingOfReplay(way);
  const finding = index === null ? undefined : findings[index];
  const shownFinding = index === null ? undefined : shown.findings[index];
  if (!finding?.replayed || !shownFinding) return nothingThere();
  const replayed = { ...finding, replayed: finding.replayed };
  const trace = traceReplay(replayed, sides);
  const redacted = redact(trace, redactionOf({ trace, showsSecrets }));
  const replay = { finding: shownFinding, by: sourceOfReplay(replayed, sides) };
  return shownWalk({ facts: factsOfTrace(redacted, sides.request, { replay }), paste });
}

function nothingThere(): Problem {
  return problem(
    'no-replay',
    'This cause is what the server says: there is no mistake to make again.',
    'See the sides, with the right arrow.',
  );
}
