/** Step 1 of verifying: the request as it came, and what it claims. Nothing is added to it. */
import { copyOf } from '../../bytes/bytes.ts';
import { isProblem } from '../../bytes/problem.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { SIGNED_HEADERS } from '../../sigv4/stages/canonical-request.ts';
import { ENCODED_POLICY, POLICY, POLICY_STAGE } from '../../sigv4/stages/form-fields.ts';
import { REQUEST, REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { findValue, type StageDescription } from '../../trace/trace.ts';
import { runsOf } from '../characters/visible.ts';
import { requireVerification, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, heading, type Line, line, type Page, prose, type Run, words } from '../page.ts';
import { textLines, valueLine } from '../value-blocks.ts';
import { signerLines } from '../walk/signer-lines.ts';
import { serviceBlocks } from './service-blocks.ts';

const STAGE: StageDescription = {
  ...REQUEST_STAGE,
  says: 'What came: the HTTP request as its client sent it, and what it claims of its own signature.',
};

export function receivedRequestPage(facts: WalkFacts, tell: OriginTeller): Page {
  const { trace } = facts;
  const lines = headLines(facts, tell);
  return {
    ...STAGE,
    main: lines.slice(0, 1),
    blocks: [
      prose(words('Nothing here is signed anew: the signature stays the one that came, whatever is computed.')),
      // Of a form nothing else is signed.
      ...policyBlocks(facts, tell),
      heading('Headers as they came'),
      ...lines.slice(1),
      heading('Body'),
      line('length', [words(bodyInWords(facts))], 'counted'),
      heading('What it claims'),
      ...signerLines(facts, tell),
      ...(trace.scheme === 'policy' ? [] : serviceBlocks(facts)),
    ],
  };
}

function bodyInWords(facts: WalkFacts): string {
  const { isBodyKnown } = requireVerification(facts);
  return isBodyKnown ? `${facts.trace.payload.length} bytes` : 'not known';
}

/** The request line, then each header with whether it is signed; of a form none is. */
function headLines({ trace }: WalkFacts, tell: OriginTeller): Line[] {
  const value = findValue(trace, REQUEST.id);
  const head = value && readRequestHead(copyOf(value.id, value.bytes.octets));
  if (!value || !head || isProblem(head)) return [];
  const names = findValue(trace, SIGNED_HEADERS.id)?.bytes.octets;
  const signed = names === undefined ? null : new Set(names.split(';'));
  const first = value.bytes.octets.indexOf('\r\n');
  return [
    line('', runsOf(value, 0, first), tell(value, 0, first)),
    ...head.headers.map(({ name }) => {
      const start = originStart(name.spans);
      const end = value.bytes.octets.indexOf('\r\n', start);
      const unsigned: Run[] = signed?.has(name.octets.toLowerCase()) === false ? [aside('   (not signed)')] : [];
      return line('', [...runsOf(value, start, end), ...unsigned], tell(value, start, end));
    }),
  ];
}

function originStart(spans: ReturnType<typeof copyOf>['spans']): number {
  const origin = spans?.[0]?.origin;
  return origin?.kind === 'copy' ? origin.start : 0;
}

/** What is no base64 has no text. */
function policyBlocks({ trace }: WalkFacts, tell: OriginTeller): Block[] {
  const text = findValue(trace, POLICY.id);
  const encoded = findValue(trace, ENCODED_POLICY.id);
  return [
    ...(text ? [heading(`${POLICY_STAGE.title}, out of its base64`), ...textLines('', text, tell)] : []),
    ...(encoded ? [heading('The same as it came'), valueLine('', encoded, tell)] : []),
  ];
}
