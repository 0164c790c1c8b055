/** Creates the walk of a verification. From this walk, the d key opens the causes of a wrong signature. */
import { searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { withLapse } from '../../diagnosis/lapse.ts';
import { NO_EVIDENCE } from '../../evidence/evidence.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import type { ReportedRequest } from '../../views/verification/verification-view.ts';
import { walkExports } from '../outputs/walk-exports.ts';
import { secretFinder } from '../settings/secrets.ts';
import { type DiagnosisChoice, searchedWalk } from './diagnosis-walk.ts';
import { type ShownWalk, shownWalk, type WalkOpener } from './shown-walk.ts';
import { secretsToHide, verificationFacts } from './verification-facts.ts';

export interface VerifiedRequest {
  readonly request: ClientRequest;
  readonly secrets: readonly KnownSecret[];
  /** The time of the verification, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Creates the walk. Returns `null` if the claim of the request cannot be read, because then there is nothing to walk
 * through.
 */
export function verificationWalk(
  reported: ReportedRequest,
  verified: VerifiedRequest,
  choice: DiagnosisChoice,
): ShownWalk | null {
  const { request, secrets, now } = verified;
  const { showsSecrets, world } = choice;
  const otherSecrets = () => world?.secrets() ?? [];
  const facts = verificationFacts(reported, request, secretsToHide({ secrets, showsSecrets, otherSecrets }));
  if (facts === null) return null;
  const openWalk: WalkOpener = (_name, watch) => {
    const evidence = withLapse({ ...NO_EVIDENCE, request }, now);
    return searchedWalk(searchDiagnosis(evidence, secretFinder(secrets)), choice, watch);
  };
  const exports = choice.world
    ? walkExports(choice.world, 'verification', (shown) => ({
        kind: 'verification',
        facts: () => shown,
        reported,
        verified,
      }))
    : null;
  return shownWalk({ facts, paste: choice.paste, openWalk, exports });
}
