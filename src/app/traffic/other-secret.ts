/** Finds out whether a request was signed with the secret of another key that the server knows, as when keys are mixed up. */
import { asText } from '../../bytes/octets.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { printable } from '../../views/characters/visible.ts';
import type { TrafficCause } from '../../views/traffic/traffic-entry.ts';
import { type ExamineSettings, verifyCaptured } from './captured-request.ts';
import { accessKeyIdOf } from './key-id.ts';

/** The maximum number of keys that are tried: those of a class. */
const MOST_KEYS = 200;

/**
 * Returns the cause if the signature is right for the secret of another key; `null` if it is not, or if the request does
 * not name a key that is known.
 */
export function signedForOther(request: ClientRequest, settings: ExamineSettings): TrafficCause | null {
  const accessKeyId = asText(accessKeyIdOf(request.head));
  const isNamed = ({ accessKeyId: id }: ExamineSettings['secrets'][number]) => id === accessKeyId;
  if (settings.secrets.length > MOST_KEYS || !settings.secrets.some(isNamed)) return null;
  const other = settings.secrets.find(
    (secret) =>
      secret.accessKeyId !== null &&
      !isNamed(secret) &&
      verifyCaptured(request, { ...settings, secrets: [{ ...secret, accessKeyId }] }).verified.verdict.kind === 'match',
  );
  if (other === undefined) return null;
  return {
    id: 'secret-of-another-key',
    stage: 'credentials',
    certainty: 'proved',
    says: `The request names the key ${printable(accessKeyId)}, and was signed with the secret of ${printable(other.accessKeyId ?? '')}.`,
    fix: 'Use an access key ID and a secret that belong together.',
  };
}
