/** A diagnosis as a walk for the screen, and the replays of its causes. */
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { type ShownDiagnosis, shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { traceDiagnosis } from '../../diagnosis/traces/trace-diagnosis.ts';
import { sourceOfReplay, traceReplay } from '../../diagnosis/traces/trace-replay.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { findingOfReplay } from '../../pages/diagnosis/causes-page.ts';
import { redact } from '../../trace/redact.ts';
import type { ShownWalk } from '../world/world.ts';
import { factsOfTrace } from './facts-of-trace.ts';
import type { PasteReader } from './pasted-walk.ts';
import { redactionOf } from './walk-facts.ts';

/** The secret of an access key ID, which is empty where nobody said it; `null` for one that nobody knows. */
export type SecretFinder = (accessKeyId: Octets) => Octets | null;

/** What somebody knows of a failed request. */
export interface Failure {
  readonly evidence: Evidence;
  readonly secretOf: SecretFinder;
}

/** How its walk is shown. */
export interface DiagnosisChoice {
  readonly showsSecrets: boolean;
  readonly paste: PasteReader;
}

export function diagnosisWalk(diagnosis: Diagnosis, choice: DiagnosisChoice): ShownWalk {
  const shown = shownDiagnosis(diagnosis);
  const { request } = diagnosis.sides;
  const trace = redact(traceDiagnosis(diagnosis.sides), 'mask');
  return {
    ...UNSENT,
    facts: factsOfTrace(trace, request, { diagnosis: shown }),
    paste: choice.paste,
    leadOn: async (way) => replayWalk(diagnosis, shown, way, choice),
  };
}

/** Nothing is signed, and nothing is sent. */
const UNSENT: Pick<ShownWalk, 'complete' | 'send' | 'editor'> = { complete: null, send: null, editor: null };

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
  return { ...UNSENT, facts: factsOfTrace(redacted, sides.request, { replay }), paste, leadOn: null };
}

function nothingThere(): Problem {
  return problem(
    'no-replay',
    'This cause is what the server says: there is no mistake to make again.',
    'See the sides, with the right arrow.',
  );
}
