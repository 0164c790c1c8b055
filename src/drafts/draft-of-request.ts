/** Creates the draft that a server computes for a request. */

import { serviceInHost } from '../aws/s3-hosts.ts';
import { rulesOf } from '../aws/services.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { withoutPort } from '../http/host.ts';
import { headerValue, type RequestHead } from '../http/message.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import type { Rules } from '../sigv4/rules.ts';
import { canonicalHeaderFields } from '../sigv4/stages/canonical-request/canonical-headers.ts';
import {
  CANONICAL_QUERY_STRING,
  CANONICAL_URI,
  canonicalRequest,
} from '../sigv4/stages/canonical-request/canonical-request.ts';
import { recordingOnly } from '../trace/trace.ts';
import { readClaimOfHead } from '../verification/examine.ts';
import type { Draft, DraftScope } from './draft.ts';
import { RIGHT_STEPS } from './steps.ts';

/** A request in the form in which its client built it. */
export interface MadeRequest {
  readonly head: RequestHead;
  /** The body; `null` if unknown. */
  readonly body: Octets | null;
}

/** Reads the claim of a request. Returns `null` if its head has no readable SigV4 signature. */
export function claimOf({ head, body }: MadeRequest): Claim | null {
  const payload = { length: body?.length ?? 0, sha256: sha256Hex(body ?? EMPTY) };
  const service = serviceAtHost(head);
  const { claim } = readClaimOfHead(head, payload, service === null ? { rules: {} } : { service, rules: {} });
  return isProblem(claim) ? null : claim;
}

/**
 * Returns the draft that a server computes for the request. The rules of the service at the host apply, unless other
 * rules are given. Returns `null` if the claim does not sign a request.
 */
export function draftOfClaim(
  claim: Claim,
  secretAccessKey: Octets | null,
  rules: Rules = rulesAtHost(claim),
): Draft | null {
  const { signed, timestamp, accessKeyId, algorithm } = claim;
  if (signed.kind !== 'request') return null;
  const { record, kept } = recordingOnly([CANONICAL_URI.id, CANONICAL_QUERY_STRING.id]);
  const { signedHeaders } = canonicalRequest({ ...signed, rules }, record);
  const fields = canonicalHeaderFields(signed.request, signed.signedHeaderNames, rules);
  return {
    method: signed.request.method.octets,
    canonicalUri: kept.get(CANONICAL_URI.id) ?? EMPTY,
    canonicalQueryString: kept.get(CANONICAL_QUERY_STRING.id) ?? EMPTY,
    headers: fields.map(({ name, value }) => ({ name: name.octets, value: value.octets })),
    signedHeaders: signedHeaders.octets,
    hashedPayload: signed.hashedPayload.octets,
    algorithm: algorithm.names.request.octets,
    timestamp: timestamp.octets,
    scope: scopeOfClaim(claim),
    accessKeyId: accessKeyId.octets,
    secretAccessKey,
    steps: RIGHT_STEPS,
  };
}

/** Returns the scope in the credential. */
export const scopeOfClaim = ({ scope, terminator }: Claim): DraftScope => ({
  date: scope.date.octets,
  region: scope.region.octets,
  service: scope.service.octets,
  terminator: terminator.octets,
});

/** Returns the rules of the server at the host. A wrong service in the scope does not change them. */
function rulesAtHost({ signed, scope }: Claim): Rules {
  const service = signed.kind === 'request' ? serviceAtHost(signed.request) : null;
  return rulesOf(service ?? scope.service.octets);
}

function serviceAtHost({ headers }: Pick<RequestHead, 'headers'>): string | null {
  const host = headerValue(headers, 'host')?.octets ?? '';
  return serviceInHost(withoutPort(host));
}
