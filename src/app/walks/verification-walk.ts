/**
 * Verifies a request and describes the result: as a report, as the facts of pages, and as a walk. The request's trace is
 * redacted, and there is nothing to send.
 */
import { isPlainId } from '../../aws/secret-form.ts';
import type { InputSource } from '../../bytes/input.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { withLapse } from '../../diagnosis/lapse.ts';
import { NO_EVIDENCE } from '../../evidence/evidence.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { maskOf } from '../../trace/masks/mask.ts';
import { redact } from '../../trace/redact.ts';
import type { SentRequest } from '../../verification/examine.ts';
import { fittingSecret } from '../../verification/fitting-secret.ts';
import { hiddenSecrets, isFromFile, isPublished, type KnownSecret, secretsOfKey } from '../../verification/keys.ts';
import { type TracedVerification, traceVerification } from '../../verification/trace-verification.ts';
import { accessKeyIdOf, verifyRequest } from '../../verification/verify-request.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { sourceWords } from '../../views/input-words.ts';
import type { VerifiedRequest } from '../../views/results.ts';
import type { ReportedRequest } from '../../views/verification/verification-view.ts';
import { walkExports } from '../outputs/walk-exports.ts';
import { secretFinder } from '../settings/secrets.ts';
import type { VerifySettings } from '../settings/verify-settings.ts';
import { type DiagnosisChoice, searchedWalk } from './diagnosis-walk.ts';
import { factsOfTrace, redactionOf } from './facts-of-trace.ts';
import { type ShownWalk, shownWalk } from './shown-walk.ts';

/** The settings on which a report depends. */
export type ReportSettings = Pick<
  VerifySettings,
  'secrets' | 'now' | 'rules' | 'remarks' | 'showsSecrets' | 'otherSecrets'
>;

/** What is reported of a request, and with what it was verified. */
export interface Verification {
  readonly reported: ReportedRequest;
  readonly verified: VerifiedRequest & { readonly request: ClientRequest };
  /** The secrets that are masked wherever they are written: none if the user asked to see them. */
  readonly hidden: readonly Octets[];
}

/** Verifies a request and reports on it. */
export function verification(settings: ReportSettings, request: ClientRequest): Verification {
  const { secrets, now, showsSecrets } = settings;
  const { secret, others, verifier } = fittingSecret(secrets, request, settings);
  const hidden = showsSecrets ? [] : [...hiddenSecrets(secrets), ...settings.otherSecrets()];
  const keyId = accessKeyIdOf(request);
  const traced =
    keyId === null ? { verified: verifyRequest(request, verifier), trace: null } : traceVerification(request, verifier);
  const reported = reportedRequest({
    sent: request,
    traced,
    remarks: [
      ...request.remarks,
      ...settings.remarks,
      ...(keyId ? unusedSecrets(settings, keyId, secret) : []),
      ...others.map(triedInVain),
    ],
    secretSource: secret?.source ?? null,
    showsSecrets,
    secrets: hidden,
  });
  return { reported, verified: { request, secrets, now }, hidden };
}

const triedInVain = ({ source }: KnownSecret): string =>
  `The secret from ${sourceWords(source)} was tried too; it does not produce this signature.`;

/**
 * Returns a sentence for each of the user's secrets that is not used because it belongs to another key. If a secret is
 * used, only a file that the user named can be missed, and only if all its secrets belong to other keys.
 */
function unusedSecrets({ secrets }: ReportSettings, keyId: Octets, used: KnownSecret | null): string[] {
  const named = asText(keyId);
  const isMissed = used === null || !secretsOfKey(secrets, keyId).some(isFromFile);
  const missed = secrets.filter((secret) => isMissed && !isPublished(secret) && (used === null || isFromFile(secret)));
  return [...Map.groupBy(missed, ({ source }) => sourceWords(source))].map(([from, [first, ...others]]) =>
    others.length === 0
      ? `The secret from ${from} is not used: it belongs to ${keyInWords(first?.accessKeyId ?? '')}, and the request names ${named}.`
      : `The ${others.length + 1} secrets from ${from} are not used: they belong to other keys than ${named}, which the request names.`,
  );
}

/** Names a key by its ID, unless that may be a secret in the place of one. */
const keyInWords = (id: string): string => (isPlainId(id) ? `the key ${id}` : 'another key');

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
  traced: { verified, trace },
  remarks,
  secretSource,
  showsSecrets,
  secrets,
}: VerificationSubject): ReportedRequest {
  const { verdict, comparisons, claim } = verified;
  const mask = maskOf(secrets);
  return {
    verdict,
    comparisons: comparisons.map((one) => ({
      ...one,
      claimed: one.claimed && mask(one.claimed),
      computed: one.computed && mask(one.computed),
    })),
    notices: verified.notices(),
    remarks,
    isBodyKnown: sent.body !== null || Boolean(sent.hashedBody),
    claim,
    trace: trace && redact(trace, redactionOf({ trace, showsSecrets }), secrets),
    secretSource,
  };
}

/** Returns the facts. Returns `null` if there is no trace, because then there is nothing to walk through. */
export function verificationFacts(
  { trace, ...verification }: ReportedRequest,
  request: SentRequest,
  hidden: readonly Octets[],
): WalkFacts | null {
  return trace && factsOfTrace(trace, request, { verification }, hidden);
}

/**
 * Creates the walk, from which the d key opens the causes of a wrong signature. Returns `null` if the claim of the request
 * cannot be read, because then there is nothing to walk through.
 */
export function verificationWalk(found: Verification, choice: DiagnosisChoice): ShownWalk | null {
  const { request, secrets, now } = found.verified;
  const { world, paste } = choice;
  const facts = verificationFacts(found.reported, request, found.hidden);
  if (facts === null) return null;
  return shownWalk({
    facts,
    paste,
    openDiagnosis: (watch) => {
      const evidence = withLapse({ ...NO_EVIDENCE, request }, now);
      return searchedWalk(searchDiagnosis(evidence, secretFinder(secrets)), choice, watch);
    },
    exports: world
      ? walkExports(world, 'verification', (shown) => ({ kind: 'verification', facts: () => shown, ...found }))
      : null,
  });
}
