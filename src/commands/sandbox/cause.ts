/** Determines why a signature is wrong. Because the sandbox has the secret, it can reproduce each known mistake. */
import { fileSource } from '../../bytes/input.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { type Diagnosis, isNamed, searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import type { Search } from '../../diagnosis/search/search.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import type { RequestHead } from '../../http/message.ts';
import { bodyOctets, refusalAnswer } from '../../sandbox/answers/answer.ts';
import type { SandboxKey } from '../../sandbox/keys.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';

export interface RefusalCause {
  /** The ID of the cause, such as `double-encoded-path`. */
  readonly id: string;
  /** One sentence about the mistake. */
  readonly says: string;
}

/** Returns the search for the cause of a SignatureDoesNotMatch; `null` if the refusal has another code. */
export function causeSearch(
  { head, refused }: AnswerReport,
  keys: ReadonlyMap<string, SandboxKey>,
): (() => Search<Diagnosis> | null) | null {
  if (head === null || refused?.code !== 'SignatureDoesNotMatch') return null;
  return () => {
    const answer = refusalAnswer(refused, { requestId: '1', hostId: 'sandbox', now: new Date(0) });
    const by = fileSource('sandbox');
    const evidence = readEvidence([
      { octets: headOctets(head), by },
      { octets: bodyOctets(answer.body), by },
    ]);
    if (isProblem(evidence)) return null;
    return searchDiagnosis(evidence, (accessKeyId) => {
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

/** Writes a request head in the form in which it was received. */
function headOctets({ method, target, headers }: RequestHead): Octets {
  const fields = headers.map(({ name, value }) => `${name.octets}: ${value.octets}\r\n`).join('');
  return `${method.octets} ${target.octets} HTTP/1.1\r\n${fields}\r\n` as Octets;
}
