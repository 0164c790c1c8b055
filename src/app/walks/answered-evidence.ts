/** Reads what is known of a request from its bytes and from the server's answer to it. */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { type Evidence, NO_EVIDENCE } from '../../evidence/evidence.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';

/** Returns the evidence about a request whose bytes are known, and which a server answered with this message. */
export function answeredEvidence(request: ClientRequest, answer: Octets): Evidence {
  const read = readEvidence([{ octets: answer, by: { kind: 'answer' } }]);
  return { ...(isProblem(read) ? NO_EVIDENCE : read), request };
}
