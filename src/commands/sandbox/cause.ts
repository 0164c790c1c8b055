/** Determines why a signature is wrong. Because the sandbox has the secret, it can reproduce each known mistake. */
import { fileSource } from '../../bytes/input.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { diagnose, isNamed } from '../../diagnosis/diagnosis.ts';
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

/** Returns the cause of a SignatureDoesNotMatch, or `null` if the refusal has another code or no known mistake fits. */
export function causeOf({ head, refused }: AnswerReport, keys: ReadonlyMap<string, SandboxKey>): RefusalCause | null {
  if (head === null || refused?.code !== 'SignatureDoesNotMatch') return null;
  const answer = refusalAnswer(refused, { requestId: '1', hostId: 'sandbox', now: new Date(0) });
  const by = fileSource('sandbox');
  const evidence = readEvidence([
    { octets: headOctets(head), by },
    { octets: bodyOctets(answer.body), by },
  ]);
  if (isProblem(evidence)) return null;
  const secretOf = (accessKeyId: Octets) => {
    const key = keys.get(accessKeyId);
    return key ? octetsFromText(key.secretAccessKey) : null;
  };
  const diagnosis = diagnose(evidence, secretOf);
  const [finding] = shownDiagnosis(diagnosis).findings;
  return finding && isNamed(diagnosis) ? { id: finding.cause.id, says: finding.says } : null;
}

/** Writes a request head in the form in which it was received. */
function headOctets({ method, target, headers }: RequestHead): Octets {
  const fields = headers.map(({ name, value }) => `${name.octets}: ${value.octets}\r\n`).join('');
  return `${method.octets} ${target.octets} HTTP/1.1\r\n${fields}\r\n` as Octets;
}
