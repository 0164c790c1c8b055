/** Authenticates a request that is whole, by the same calls as the sandbox, which reads one piece by piece. */
import { arrayFromOctets, type Octets, octetsFromArray } from '../../../src/bytes/octets.ts';
import type { ReceivedRequest } from '../../../src/http/read-request.ts';
import { isRefusal, refuse } from '../../../src/sandbox/answers/answer.ts';
import { type AuthenticationSettings, admit, checkBody } from '../../../src/sandbox/authenticate.ts';
import { bodyReader } from '../../../src/sandbox/received-body.ts';

/** The request's content, or the refusal that S3 would send. */
export function authenticate({ head, body }: ReceivedRequest, settings: AuthenticationSettings) {
  const admission = admit({ head, body }, settings);
  if (admission === 'needs-body') return refuse('IncompleteBody');
  if (isRefusal(admission)) return admission;
  const reader = bodyReader(admission.examined);
  const pieces = reader.take(arrayFromOctets((admission.examined.form?.file.body ?? body) as Octets));
  const checked = checkBody(admission, reader.end());
  return isRefusal(checked) ? checked : { ...checked, payload: octetsFromArray(Buffer.concat(pieces)) };
}
