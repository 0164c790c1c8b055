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
 * Returns the disagreements that change the canonical request that a server computes for the request of a trace. What
 * the trace itself has as its canonical request makes no difference, because a mistake may be in it. Returns an empty
 * list if the trace has no canonical request.
 */
export function disagreementsOf(trace: Trace): Disagreement[] {
  const octets = (id: string): Octets => findValue(trace, id)?.bytes.octets ?? EMPTY;
  const head = readRequestHead(plain(octets(SIGNED_REQUEST.id)));
  if (octets(CANONICAL_REQUEST.id) === '' || isProblem(head)) return [];
  const payload = { ...trace.payload, sha256: trace.payload.sha256 ?? EMPTY };
  const computed = (rules: Rules) => {
    const claim = readClaim(head, payload, rules);
    if (isProblem(claim) || claim.signed.kind !== 'request') return null;
    const { canonicalRequest: made } = canonicalRequest({ ...claim.signed, rules }, unrecorded);
    return { claim, canonical: made.octets };
  };
  // A recorded trace contains the rules with which it was signed.
  const rules = trace.rules as Rules;
  const here = computed(rules);
  return DISAGREEMENTS.filter(({ rule, ours, theirs }) => {
    const there = computed({ ...rules, [rule]: rules[rule] === ours ? theirs : ours });
    if (here === null || there === null) return false;
    if (rule === 'sessionToken' && there.claim.scheme === 'header') return there.claim.sessionToken !== null;
    return there.canonical !== here.canonical;
  });
}
