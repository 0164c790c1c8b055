/** What is known of one request that somebody sent, by the secrets and the clock of a `sigv4 verify`. */

import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { sourceWords } from '../../pages/input-words.ts';
import type { ReportedRequest } from '../../pages/verification/verification-report.ts';
import { keysFrom } from '../../verification/keys.ts';
import { isPublished, secretOfKey, secretSource } from '../../verification/known-secrets.ts';
import { traceVerification } from '../../verification/trace-verification.ts';
import { type VerifiedRequest, type Verifier, verifyRequest } from '../../verification/verify-request.ts';
import type { VerifySettings } from '../settings/verify-settings.ts';
import { reportedRequest } from './verification-facts.ts';

/** Everything that is known of it; `keyId` is that of the key that it names, `null` where its claim cannot be read. */
export function report(settings: VerifySettings, request: ClientRequest, keyId: Octets | null): ReportedRequest {
  const traced =
    keyId === null
      ? { verified: verified(settings, request), trace: null }
      : traceVerification(request, verifierOf(settings));
  const known = keyId && secretOfKey(settings.secrets, keyId);
  return reportedRequest({
    sent: request,
    traced,
    remarks: [...request.remarks, ...settings.remarks, ...(keyId && !known ? othersOnly(settings, keyId) : [])],
    secretSource: known?.source ?? null,
    showsSecrets: settings.showsSecrets,
  });
}

/** Who has given a secret wants to know why it is not used. */
function othersOnly({ secrets }: VerifySettings, keyId: Octets): string[] {
  const named = textFromOctets(keyId) ?? keyId;
  return secrets
    .filter((secret) => !isPublished(secret))
    .map(
      ({ accessKeyId, source }) =>
        `The secret from ${sourceWords(source)} is that of the key ${accessKeyId}, and the request names ${named}: it is not used.`,
    );
}

export function verifierOf({ secrets, now, rules }: VerifySettings): Verifier {
  return { keySource: keysFrom(secretSource(secrets)), now, rules };
}

/** The verdict alone, where the input is many requests. */
export function verified(settings: VerifySettings, request: ClientRequest): VerifiedRequest {
  return verifyRequest(request, verifierOf(settings));
}
