/**
 * Creates the first and last pages of a verification. The first page shows the request as received, and the last page
 * shows the verdict and its comparisons.
 */

import type { Octets } from '../../bytes/octets.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { HASHED_PAYLOAD } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { COMPUTED_SIGNATURE, PROVIDED_SIGNATURE } from '../../sigv4/stages/comparison.ts';
import { ENCODED_POLICY, POLICY, POLICY_STAGE } from '../../sigv4/stages/form-fields.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { findValue } from '../../trace/trace.ts';
import type { Comparison } from '../../verification/comparison/comparison.ts';
import { requireVerification, type WalkFacts } from '../facts.ts';
import { type Block, heading, line, named, type PageContent, prose } from '../page.ts';
import { textLines, valueLine } from '../value-blocks.ts';
import { signatureCommand } from '../walk/authorization-page.ts';
import { headLines } from '../walk/head-lines.ts';
import { serviceBlocks, signerLines } from '../walk/request-page.ts';
import { type ComparedBytes, comparisonBlocks, firstDifferenceLines } from './comparison-blocks.ts';
import { verdictBlocks, verdictRun } from './verification-view.ts';

export function receivedRequestPage(facts: WalkFacts): PageContent {
  const { trace } = facts;
  const request = findValue(trace, REQUEST.id);
  const lines = request ? headLines(trace, request) : [];
  return {
    says: 'The HTTP request as its client sent it, and what it claims about its signature.',
    main: lines.slice(0, 1),
    blocks: [
      prose('Nothing is signed here: this is the signature that was received.'),
      // In a form, only the policy is signed.
      ...policyBlocks(facts),
      heading('Headers as received'),
      ...lines.slice(1),
      heading('Body'),
      line('length', bodyInWords(facts), 'counted'),
      heading('What it claims'),
      ...signerLines(facts),
      ...(trace.scheme === 'policy' ? [] : serviceBlocks(facts)),
    ],
  };
}

function bodyInWords(facts: WalkFacts): string {
  const { isBodyKnown } = requireVerification(facts);
  return isBodyKnown ? `${facts.trace.payload.length} bytes` : 'not known';
}

/** Shows the policy, decoded if it is valid base64. */
function policyBlocks({ trace }: WalkFacts): Block[] {
  const text = findValue(trace, POLICY.id);
  const encoded = findValue(trace, ENCODED_POLICY.id);
  return [
    ...(text ? [heading(`${POLICY_STAGE.title}, decoded from base64`), ...textLines('', text)] : []),
    ...(encoded ? [heading('The policy as received'), valueLine('', encoded)] : []),
  ];
}

/** The IDs of the claimed values in the trace, keyed by comparison ID. */
const CLAIMED: Readonly<Record<string, string>> = {
  [SIGNATURE.id]: PROVIDED_SIGNATURE.id,
  [HASHED_PAYLOAD.id]: HASHED_PAYLOAD.id,
};
const COMPUTED: Readonly<Record<string, string>> = { [SIGNATURE.id]: COMPUTED_SIGNATURE.id };

function bytesOf({ trace }: WalkFacts, { id, claimed, computed }: Comparison): ComparedBytes {
  const found = (value: string | undefined, octets: Octets | null) =>
    value !== undefined && findValue(trace, value)?.bytes.octets === octets ? value : null;
  return { claimed: found(CLAIMED[id], claimed), computed: found(COMPUTED[id], computed) };
}

export function comparisonPage(facts: WalkFacts): PageContent {
  const verification = requireVerification(facts);
  const { verdict, comparisons } = verification;
  const valuesOf = (comparison: Comparison) => bytesOf(facts, comparison);
  return {
    main: [line('', verdictRun(verdict)), ...firstDifferenceLines(comparisons, valuesOf)],
    blocks: [
      ...verdictBlocks(verification, facts.trace.scheme, [named('d')]),
      ...comparisonBlocks(comparisons, valuesOf, 'above'),
      ...signatureCommand(facts),
    ],
  };
}
