/** What the sandbox answers to a whole request: bytes of a small S3 that verifies. */
import { headerValues } from '../http/message.ts';
import type { ReceivedRequest } from '../http/read-request.ts';
import { type Answer, isRefusal, type Refusal, refuse } from './answer.ts';
import { type AuthenticationSettings, authenticate } from './authenticate.ts';
import { refuseForeignPage } from './checks/strangers.ts';
import type { Store } from './objects.ts';
import { operate } from './operations/operate.ts';

/**
 * Answers a request: first whether a foreign page made it, then whether it has one host, as HTTP/1.1 requires (RFC 9112,
 * section 3.2), then authentication, then the operation.
 */
export function respond(request: ReceivedRequest, store: Store, settings: AuthenticationSettings): Answer | Refusal {
  const { head } = request;
  const foreign = refuseForeignPage(head, settings.hosts ?? []);
  if (foreign) return foreign;
  if (headerValues(head.headers, 'host').length !== 1) {
    return refuse('BadRequest', [], 'The request does not have exactly one Host header.');
  }
  const authenticated = authenticate(request, settings);
  return isRefusal(authenticated) ? authenticated : operate(head, authenticated, store, settings);
}
