/** What a server computes of a request as it is, as a draft. */
import { rulesOf } from '../../aws/services.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import type { Rules } from '../../sigv4/rules.ts';
import { canonicalHeaderFields } from '../../sigv4/stages/canonical-headers.ts';
import { CANONICAL_QUERY_STRING, CANONICAL_URI, canonicalRequest } from '../../sigv4/stages/canonical-request.ts';
import { recordingOnly } from '../../trace/trace.ts';
import { readClaimOfHead } from '../../verification/examine.ts';
import type { Draft } from './draft.ts';
import { RIGHT_STEPS } from './steps.ts';

/** A request as its client made it. */
export interface MadeRequest {
  readonly head: RequestHead;
  /** `null` where it is not known. */
  readonly body: Octets | null;
}

/** By the rules of its service; `null` for one that is not signed with SigV4, or not in its head. */
export function claimOf({ head, body }: MadeRequest): Claim | null {
  const payload = { length: body?.length ?? 0, sha256: sha256Hex(body ?? EMPTY) };
  const { claim } = readClaimOfHead(head, payload, { rules: {} });
  return isProblem(claim) ? null : claim;
}

/** What a server computes of the request as it is, by the rules of its service if no others are given. */
export function draftOfClaim(
  claim: Claim,
  secretAccessKey: Octets | null,
  rules: Rules = rulesOf(claim.scope.service.octets),
): Draft | null {
  const { signed, scope, terminator, timestamp, accessKeyId, algorithm } = claim;
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
    scope: {
      date: scope.date.octets,
      region: scope.region.octets,
      service: scope.service.octets,
      terminator: terminator.octets,
    },
    accessKeyId: accessKeyId.octets,
    secretAccessKey,
    steps: RIGHT_STEPS,
  };
}
