/** A verification as `sigv4 verify` reports it and walks through it, for tests of pages. */

import { reportedRequest, verificationFacts } from '../../../src/app/walks/verification-walk.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import type { Rules } from '../../../src/sigv4/rules.ts';
import { readTimestamp } from '../../../src/sigv4/timestamp.ts';
import { keysFrom } from '../../../src/verification/keys.ts';
import { traceVerification } from '../../../src/verification/trace-verification.ts';
import { givenOf, octetsOf } from '../octets-of.ts';
import { sound } from '../problems.ts';
import { NOW, SECRET } from '../sandbox/sandbox-client.ts';
import { named } from '../sources.ts';

export interface VerifiedBy {
  /** `null` where it is not known. */
  readonly secret?: string | null;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly at?: string;
  readonly showsSecrets?: boolean;
  /** Choices in the place of those of the service. */
  readonly rules?: Partial<Rules>;
}

/** By AWS's example secret at the time of AWS's examples, where nothing else is told; secrets are shown unless it is said. */
export function verifiedWalk(
  request: string,
  { secret = SECRET, at = NOW, showsSecrets = true, rules = {} }: VerifiedBy = {},
) {
  const sent = sound(readRawRequest(octetsOf(request), named('the request')));
  const keySource = keysFrom(() => (secret === null ? null : givenOf(secret, 'the test')));
  const traced = traceVerification(sent, { keySource, now: readTimestamp(at) ?? Number.NaN, rules });
  const { remarks } = sent;
  const secretSource = secret === null || traced.verified.claim === null ? null : named('the test');
  const reported = reportedRequest({ sent, traced, remarks, secretSource, showsSecrets, secrets: [] });
  return { trace: traced.trace, reported, facts: verificationFacts(reported, sent, []) };
}
