/**
 * Finds the disputed rules that matter for a request, by running the stages again with the other choice for each rule.
 */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { readRequestHead } from '../http/read-head.ts';
import { findValue, type Trace, unrecorded } from '../trace/trace.ts';
import { readClaim } from './claims/read-claim.ts';
import { DISAGREEMENTS, type Disagreement, type Rules } from './rules.ts';
import { CANONICAL_REQUEST, canonicalRequest } from './stages/canonical-request/canonical-request.ts';
import { SIGNED_REQUEST } from './stages/signed-request.ts';

/**
 * Returns the disagreements that change the canonical request of a trace. Returns an empty list if the trace has no
 * canonical request.
 */
export function disagreementsOf(trace: Trace): Disagreement[] {
  const octets = (id: string): Octets => findValue(trace, id)?.bytes.octets ?? EMPTY;
  const ours = octets(CANONICAL_REQUEST.id);
  const head = readRequestHead(plain(octets(SIGNED_REQUEST.id)));
  if (ours === '' || isProblem(head)) return [];
  // A recorded trace contains the rules with which it was signed.
  const rules = trace.rules as Rules;
  const payload = { ...trace.payload, sha256: trace.payload.sha256 ?? EMPTY };
  return DISAGREEMENTS.filter(({ rule, ours: our, theirs }) => {
    const other: Rules = { ...rules, [rule]: rules[rule] === our ? theirs : our };
    const claim = readClaim(head, payload, other);
    if (isProblem(claim) || claim.signed.kind !== 'request') return false;
    if (rule === 'sessionToken' && claim.scheme === 'header') return claim.sessionToken !== null;
    return canonicalRequest({ ...claim.signed, rules: other }, unrecorded).canonicalRequest.octets !== ours;
  });
}
