/** Creates the walk of a verification. From this walk, the d key opens the causes of a wrong signature. */
import { diagnose } from '../../diagnosis/diagnosis.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import type { ReportedRequest } from '../../pages/verification/verification-report.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import { secretFinder } from '../settings/secrets.ts';
import { type DiagnosisChoice, diagnosisWalk } from './diagnosis-walk.ts';
import { type ShownWalk, shownWalk } from './shown-walk.ts';
import { verificationFacts } from './verification-facts.ts';

/**
 * Creates the walk. Returns `null` if the claim of the request cannot be read, because then there is nothing to walk
 * through.
 */
export function verificationWalk(
  reported: ReportedRequest,
  { request, secrets }: { readonly request: ClientRequest; readonly secrets: readonly KnownSecret[] },
  choice: DiagnosisChoice,
): ShownWalk | null {
  const facts = verificationFacts(reported, request);
  if (facts === null) return null;
  const openWalk = async () => {
    const evidence = { answer: null, client: null, request, remarks: [], pieces: [], mentions: [] };
    return diagnosisWalk(diagnose(evidence, secretFinder(secrets)), choice);
  };
  return shownWalk({ facts, paste: choice.paste, openWalk });
}
