/** Failures with two mistakes at once, made of a right request. */

import { breakRequest } from '../../../src/breaks/break-request.ts';
import type { Octets } from '../../../src/bytes/octets.ts';
import { CAUSES } from '../../../src/causes/table.ts';
import type { Mutation } from '../../../src/drafts/mutation.ts';
import { replay } from '../../../src/drafts/replay.ts';
import { writeRequestHead } from '../../../src/http/message.ts';
import { type LogPart, logOf } from '../evidence/pasted-failure.ts';
import { ask } from '../sandbox/sandbox-client.ts';
import { rightRequestOf } from '../sigv4/base-requests.ts';

export const mutationNamed = (id: string, variant: string): Mutation => {
  const found = CAUSES.find((cause) => cause.id === id)?.mutations.find((one) => one.variant === variant);
  if (!found) throw new Error(`There is no ${id}/${variant}.`);
  return found;
};

/** What was pasted: the request as its client made it, the answer of the sandbox, and a part of the client's log. */
export interface PastedFailure {
  readonly request: string;
  readonly answer: string;
  readonly log: string;
}

/** The first ways of both mistakes of the signer; then the change in transit, if there is one. */
export function failureOf(
  request: string,
  bySigner: readonly Mutation[],
  parts: readonly LogPart[],
  onWay: Mutation | null = null,
): PastedFailure {
  const right = rightRequestOf(request);
  const change: Mutation['change'] = (draft, around) =>
    bySigner.reduce((made, one) => made.flatMap((each) => one.change(each, around).slice(0, 1)), [draft]);
  const [broken] = breakRequest(right, { ...mutationNamed('method-mismatch', 'signed-for-put'), change });
  if (!broken) throw new Error('Nothing fails.');
  const arrived = onWay ? breakRequest({ ...right, head: broken.made }, onWay)[0]?.arrived : broken.arrived;
  if (!arrived) throw new Error('Nothing changes in transit.');
  const made = replay(broken.signed);
  const { canonicalRequest, stringToSign } = made;
  return {
    request: writeRequestHead(broken.made).octets + right.body,
    answer: ask((writeRequestHead(arrived).octets + right.body) as Octets).body,
    log: logOf({ canonicalRequest, stringToSign, signature: made.signature() ?? '' }, parts),
  };
}
