/** A verified request as the facts of pages: its trace redacted, nothing signed, nothing to send. */
import type { InputSource } from '../../bytes/input.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import { sourceWords } from '../../pages/input-words.ts';
import type { ReportedRequest } from '../../pages/verification/verification-report.ts';
import { redact } from '../../trace/redact.ts';
import { keysFrom } from '../../verification/keys.ts';
import { isPublished, secretOfKey, secretSource } from '../../verification/known-secrets.ts';
import type { SentRequest } from '../../verification/sent-request.ts';
import { type TracedVerification, traceVerification } from '../../verification/trace-verification.ts';
import { type VerifiedRequest, type Verifier, verifyRequest } from '../../verification/verify-request.ts';
import type { VerifySettings } from '../settings/verify-settings.ts';
import { factsOfTrace, redactionOf } from './walk-facts.ts';

export interface VerificationSubject {
  readonly sent: SentRequest;
  readonly traced: TracedVerification;
  /** On how the input was read. */
  readonly remarks: readonly string[];
  /** Who said the secret; `null` where nobody knows it. */
  readonly secretSource: InputSource | null;
  readonly showsSecrets: boolean;
}

export function reportedRequest({
  sent,
  traced,
  remarks,
  secretSource,
  showsSecrets,
}: VerificationSubject): ReportedRequest {
  const { verified, trace } = traced;
  const { verdict, comparisons, claim } = verified;
  return {
    verdict,
    comparisons,
    notices: verified.notices(),
    remarks,
    isBodyKnown: sent.body !== null,
    claim,
    trace: trace && redact(trace, redactionOf({ trace, showsSecrets })),
    secretSource,
  };
}

/** `null` where there is no claim, and so nothing to walk through. */
export function verificationFacts(reported: ReportedRequest, request: SentRequest): WalkFacts | null {
  const { trace, ...verification } = reported;
  return trace && factsOfTrace(trace, request, { verification });
}

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
