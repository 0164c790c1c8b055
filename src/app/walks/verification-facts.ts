/**
 * Describes a verified request as the facts of pages. The request's trace is redacted, and there is nothing to send.
 */
import type { InputSource } from '../../bytes/input.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { redact } from '../../trace/redact.ts';
import type { SentRequest } from '../../verification/examine.ts';
import { fittingSecret } from '../../verification/fitting-secret.ts';
import { hiddenSecrets, isPublished, type KnownSecret, keysFrom, secretSource } from '../../verification/keys.ts';
import { type TracedVerification, traceVerification } from '../../verification/trace-verification.ts';
import { type VerifiedRequest, type Verifier, verifyRequest } from '../../verification/verify-request.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { sourceWords } from '../../views/input-words.ts';
import type { ReportedRequest } from '../../views/verification/verification-view.ts';
import type { VerifySettings } from '../settings/verify-settings.ts';
import { factsOfTrace, redactionOf } from './walk-facts.ts';

interface VerificationSubject {
  readonly sent: SentRequest;
  readonly traced: TracedVerification;
  /** Sentences about the reading of the input and the search for secrets. */
  readonly remarks: readonly string[];
  /** The source of the secret; `null` if the secret is unknown. */
  readonly secretSource: InputSource | null;
  readonly showsSecrets: boolean;
  /** The secrets that are masked wherever they are written, also if they belong to other keys. */
  readonly secrets: readonly Octets[];
}

export function reportedRequest({
  sent,
  traced,
  remarks,
  secretSource,
  showsSecrets,
  secrets,
}: VerificationSubject): ReportedRequest {
  const { verified, trace } = traced;
  const { verdict, comparisons, claim } = verified;
  return {
    verdict,
    comparisons,
    notices: verified.notices(),
    remarks,
    isBodyKnown: sent.body !== null || Boolean(sent.hashedBody),
    claim,
    trace: trace && redact(trace, redactionOf({ trace, showsSecrets }), secrets),
    secretSource,
  };
}

/**
 * Returns the facts. Returns `null` if there is no trace, because then there is nothing to walk through. `secrets` are
 * masked in the body.
 */
export function verificationFacts(
  reported: ReportedRequest,
  request: SentRequest,
  secrets: readonly Octets[],
): WalkFacts | null {
  const { trace, ...verification } = reported;
  return trace && factsOfTrace(trace, request, { verification }, secrets);
}

/** The settings on which a report depends. */
export type ReportSettings = Pick<
  VerifySettings,
  'secrets' | 'now' | 'rules' | 'remarks' | 'showsSecrets' | 'otherSecrets'
>;

/**
 * Verifies a request and reports on it. `keyId` is the access key ID in the request, or `null` if its claim cannot be
 * read.
 */
export function report(settings: ReportSettings, request: ClientRequest, keyId: Octets | null): ReportedRequest {
  const fitting = fittingSecret(settings.secrets, request, settings);
  const known = fitting.secret;
  const verifier = verifierOf(settings, known);
  const traced =
    keyId === null ? { verified: verifyRequest(request, verifier), trace: null } : traceVerification(request, verifier);
  return reportedRequest({
    sent: request,
    traced,
    remarks: [
      ...request.remarks,
      ...settings.remarks,
      ...(keyId && !known ? othersOnly(settings, keyId) : []),
      ...fitting.others.map(triedInVain),
    ],
    secretSource: known?.source ?? null,
    showsSecrets: settings.showsSecrets,
    secrets: secretsToHide(settings),
  });
}

/** Returns the secrets that are masked wherever they are written: none if the user asked to see them. */
export const secretsToHide = ({
  secrets,
  showsSecrets,
  otherSecrets,
}: Pick<ReportSettings, 'secrets' | 'showsSecrets' | 'otherSecrets'>): readonly Octets[] =>
  showsSecrets ? [] : [...hiddenSecrets(secrets), ...otherSecrets()];

const triedInVain = ({ source }: KnownSecret): string =>
  `The secret from ${sourceWords(source)} was tried too; it does not produce this signature.`;

/** Returns a sentence for each of the user's secrets that is not used because it belongs to another key. */
function othersOnly({ secrets }: ReportSettings, keyId: Octets): string[] {
  const named = textFromOctets(keyId) ?? keyId;
  return secrets
    .filter((secret) => !isPublished(secret))
    .map(
      ({ accessKeyId, source }) =>
        `The secret from ${sourceWords(source)} is not used: it belongs to the key ${accessKeyId}, and the request names ${named}.`,
    );
}

function verifierOf({ now, rules }: ReportSettings, secret: KnownSecret | null): Verifier {
  return { keySource: keysFrom(secretSource(secret === null ? [] : [secret])), now, rules };
}

/** Verifies a request when only the verdict is needed, such as for one of many requests. */
export function verified(settings: ReportSettings, request: ClientRequest): VerifiedRequest {
  return verifyRequest(request, verifierOf(settings, fittingSecret(settings.secrets, request, settings).secret));
}
