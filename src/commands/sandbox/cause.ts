/** Determines why a signature is wrong. Because the sandbox has the secret, it can reproduce each known mistake. */
import { answeredEvidence } from '../../app/traffic/examined-exchange.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { type Diagnosis, isNamed, searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { bodyOctets, refusalAnswer } from '../../sandbox/answers/answer.ts';
import type { SandboxKey } from '../../sandbox/keys.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import type { Search } from '../../search/search.ts';

export interface RefusalCause {
  /** The ID of the cause, such as `double-encoded-path`. */
  readonly id: string;
  /** One sentence about the mistake. */
  readonly says: string;
}

const NO_BODY = {
  body: null,
  hashedBody: null,
  bodyOffset: null,
  scheme: null,
  seenBy: 'client',
  unsaid: [],
  remarks: [],
} as const satisfies Omit<ClientRequest, 'head'>;

/** Returns the search for the cause of a SignatureDoesNotMatch; `null` if the refusal has a different code. */
export function causeSearch(
  { head, refused }: AnswerReport,
  keys: ReadonlyMap<string, SandboxKey>,
): (() => Search<Diagnosis> | null) | null {
  if (head === null || refused?.code !== 'SignatureDoesNotMatch') return null;
  return () => {
    const answer = refusalAnswer(refused, { requestId: '1', hostId: 'sandbox', now: new Date(0) });
    // The log of a sandbox keeps no bodies.
    const request = { ...NO_BODY, head };
    return searchDiagnosis(answeredEvidence(request, bodyOctets(answer.body)), (accessKeyId) => {
      const key = keys.get(accessKeyId);
      return key ? octetsFromText(key.secretAccessKey) : null;
    });
  };
}

/** Returns the cause that a diagnosis names; `null` if no known mistake fits. */
export function namedCause(diagnosis: Diagnosis | null): RefusalCause | null {
  if (diagnosis === null || !isNamed(diagnosis)) return null;
  const [finding] = shownDiagnosis(diagnosis).findings;
  return finding ? { id: finding.cause.id, says: finding.says } : null;
}
