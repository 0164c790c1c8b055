/** Creates the walk of a verification. From this walk, the d key opens the causes of a wrong signature. */
import { searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { withLapse } from '../../diagnosis/lapse.ts';
import { NO_EVIDENCE } from '../../evidence/evidence.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import type { ReportedRequest } from '../../pages/verification/verification-report.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import { verificationCase } from '../cases/make-case.ts';
import { sharedVerification } from '../exports/shared-report.ts';
import { walkExports } from '../exports/walk-exports.ts';
import { secretFinder } from '../settings/secrets.ts';
import { type DiagnosisChoice, searchedWalk } from './diagnosis-walk.ts';
import { type ShownWalk, shownWalk, type WalkOpener } from './shown-walk.ts';
import { secretsToHide, verificationFacts } from './verification-facts.ts';

interface VerifiedRequest {
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
  { request, secrets, now }: VerifiedRequest,
  choice: DiagnosisChoice,
): ShownWalk | null {
  const facts = verificationFacts(reported, request, secretsToHide({ secrets, showsSecrets: choice.showsSecrets }));
  if (facts === null) return null;
  const openWalk: WalkOpener = (_name, watch) => {
    const evidence = withLapse({ ...NO_EVIDENCE, request }, now);
    return searchedWalk(searchDiagnosis(evidence, secretFinder(secrets)), choice, watch);
  };
  const exports = choice.world
    ? walkExports(choice.world, {
        name: 'verification',
        shared: () => sharedVerification(reported, request, secrets),
        caseOf: async () => verificationCase(reported, request, { secrets, now }),
      })
    : null;
  return shownWalk({ facts, paste: choice.paste, openWalk, exports });
}
