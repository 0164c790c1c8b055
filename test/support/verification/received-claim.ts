/** What a request that a server received claims of itself, for tests of what is made of a claim. */

import type { RequestHead } from '../../../src/http/message.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import type { Claim } from '../../../src/sigv4/claims/claim.ts';
import type { Rules } from '../../../src/sigv4/rules.ts';
import { keysFrom } from '../../../src/verification/keys.ts';
import { verifyRequest } from '../../../src/verification/verify-request.ts';
import { octetsOf } from '../octets-of.ts';
import { sound } from '../problems.ts';
import { named } from '../sources.ts';

export interface ReceivedClaim {
  readonly head: RequestHead;
  readonly claim: Claim;
  /** Those of the service that it is for. */
  readonly rules: Rules;
}

/** Whether the signature is right is not asked. One character is one byte. */
export function receivedClaim(request: string): ReceivedClaim {
  const sent = sound(readRawRequest(octetsOf(request), named('the request')));
  const { claim, rules, verdict } = verifyRequest(sent, { keySource: keysFrom(() => null), now: 0, rules: {} });
  if (claim === null) throw new Error(`It has no claim: ${JSON.stringify(verdict)}`);
  return { head: sent.head, claim, rules };
}
