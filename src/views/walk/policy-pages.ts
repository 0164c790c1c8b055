/** Creates the pages that only a browser upload has, which show the policy, the policy in base64, and the form. */
import { FORM_BEGINNING, FORM_FIELDS, POLICY } from '../../sigv4/stages/form-fields.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { visibleText } from '../characters/visible.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { aside, type Explanation, heading, line, type PageContent, prose } from '../page.ts';
import { printf } from '../shell.ts';
import { checkRuns, numberedLines, shellBlock, textLines, valueLine } from '../value-blocks.ts';
import { signatureBlocks, signatureCommand } from './authorization-page.ts';
import { conditionBlocks } from './policy-conditions.ts';
import { signerLines } from './request-page.ts';

export function policyPage(facts: WalkFacts): PageContent {
  const policy = requireValue(facts, POLICY);
  const { url, destination, trace } = facts;
  return {
    main: numberedLines(policy, () => ({ explains: POLICY_LINE })),
    blocks: [
      prose(aside(`${policy.bytes.octets.length} bytes of policy  `), ...checkRuns(facts, policy.id)),
      prose(
        'Every byte counts, including line endings: the server verifies the signature of this text, then checks its conditions.',
      ),
      ...conditionBlocks(facts),
      heading('Signed with'),
      ...signerLines(facts),
      heading('File'),
      line('length', `${trace.payload.length} bytes`, 'counted; its bytes are not signed'),
      heading('Sent to'),
      line('POST', { text: visibleText(url), meaning: 'given' }),
      line('connects to', destination.connectsTo),
    ],
  };
}

const POLICY_LINE: Explanation = {
  rule: 'signed exactly as it is, with every space and line ending',
  why: 'the server checks that each field of the form satisfies a condition',
};

export function encodedPolicyPage(facts: WalkFacts): PageContent {
  const encoded = requireValue(facts, STRING_TO_SIGN);
  // In a form that is being verified, the policy may not be valid base64.
  const policy = findValue(facts.trace, POLICY.id);
  const command = policy && policy.masked.length === 0 ? printf(policy.bytes.octets) : null;
  return {
    main: [{ ...valueLine('', encoded), gutter: { number: 1 } }],
    blocks: [
      prose(aside(`${lengthsInWords(encoded, policy)}  `), ...checkRuns(facts, encoded.id)),
      ...(policy ? [prose(READABLE)] : []),
      ...shellBlock('The same base64:', command && [...command, '|', 'openssl', 'base64', '-A', '; echo']),
    ],
  };
}

const READABLE = 'Base64 writes three bytes as four characters. It hides nothing: anyone can read the policy.';

function lengthsInWords({ bytes: { octets } }: RedactedValue, policy: RedactedValue | undefined): string {
  if (!policy) return `${octets.length} characters that are not base64`;
  return `${octets.length} characters of base64, from ${policy.bytes.octets.length} bytes`;
}

export function formFieldsPage(facts: WalkFacts): PageContent {
  return {
    main: numberedLines(requireValue(facts, FORM_FIELDS), () => ({ explains: FIELD })),
    blocks: [
      prose(aside('the fields, in the order sent; the file follows them')),
      ...signatureBlocks(facts),
      heading('The body, up to the file'),
      ...textLines('', requireValue(facts, FORM_BEGINNING)),
      ...signatureCommand(facts),
    ],
  };
}

const FIELD: Explanation = {
  why: 'a condition of the policy must allow each field, except the signature and the file',
};
