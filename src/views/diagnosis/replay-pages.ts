/**
 * Creates the pages of a replay, which reproduces a mistake. The pages begin with the changes that the mistake makes,
 * and end with the result.
 */

import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST, HASHED_CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import { commonStart } from '../../trace/common-ends.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { printable } from '../characters/visible.ts';
import { type ReplayFacts, requireReplay, requireValue, stepOf, type WalkFacts } from '../facts.ts';
import { sourceWords } from '../input-words.ts';
import { letteredText } from '../map/lettered-text.ts';
import { MIXED_LETTER } from '../map/letters.ts';
import {
  agrees,
  aside,
  type Block,
  differs,
  heading,
  type Line,
  line,
  type PageContent,
  prose,
  type Run,
} from '../page.ts';
import { sha256Line } from '../shell.ts';
import { digestLine, shellBlock, textLines, valueLine } from '../value-blocks.ts';
import { signatureCommand } from '../walk/authorization-page.ts';
import { sectionsOfCause } from './cause-view.ts';
import { changeBlocks } from './evidence-blocks.ts';
import { certaintyInWords } from './finding-words.ts';

export function replayRun({ finding }: ReplayFacts): Run {
  return differs(`✗ ${printable(finding.says)}`);
}

export function mistakePage(facts: WalkFacts): PageContent {
  const { finding, by } = requireReplay(facts);
  const { fix, several, lesson } = sectionsOfCause(finding);
  return {
    see: finding.cause.see,
    main: [line('', differs(printable(finding.says)))],
    blocks: [
      ...fix,
      ...several,
      ...lesson,
      ...(finding.changes.length > 0
        ? changeBlocks(finding)
        : [prose('It does not change the request, only how it is signed.')]),
      heading('What follows'),
      prose(
        `Everything else is from ${sourceWords(by)}. Press → to see the result and, at the end, how it compares with the other side.`,
      ),
    ],
  };
}

export function replayedCanonicalRequestPage(facts: WalkFacts): PageContent {
  const whole = requireValue(facts, CANONICAL_REQUEST);
  const hash = digestLine(facts, 'hash', requireValue(facts, HASHED_CANONICAL_REQUEST));
  return {
    main: letteredText(CANONICAL_REQUEST.id, whole),
    blocks: [
      { ...hash, gutter: { number: null, letter: MIXED_LETTER } },
      ...shellBlock('Its hash in a shell:', whole.masked.length > 0 ? null : sha256Line(whole.bytes.octets)),
    ],
  };
}

export function replayedSignaturePage(facts: WalkFacts): PageContent {
  const key = requireValue(facts, SIGNING_KEY);
  const signature = requireValue(facts, SIGNATURE);
  return {
    main: [valueLine('', signature)],
    blocks: [
      heading('Signature = hexadecimal(HMAC-SHA256(key, message))'),
      valueLine('key', key),
      line('message', aside(`the string to sign, ${stepOf(facts, STRING_TO_SIGN_STAGE)}`), 'all of it'),
      valueLine('signature', signature),
      ...(key.masked.length > 0 ? [] : signatureCommand(facts)),
    ],
  };
}

/** The values to compare. The value that proves the most comes first. */
const COMPARED = [SIGNATURE, HASHED_CANONICAL_REQUEST, CANONICAL_REQUEST, STRING_TO_SIGN];

export function replayComparisonPage(facts: WalkFacts): PageContent {
  const { finding } = requireReplay(facts);
  const compared = COMPARED.flatMap((definition) => comparedBlocks(facts, definition));
  return {
    main: [line('', certaintyInWords(finding))],
    blocks:
      compared.length > 0
        ? compared
        : [prose('Nothing is known about the other side, so there is nothing to compare.')],
  };
}

/** Compares a value with the other side's value. Returns nothing if either value is unknown. */
function comparedBlocks({ trace }: WalkFacts, { id, name }: ValueDefinition): Block[] {
  const made = findValue(trace, id);
  const other = findValue(trace, `other/${id}`);
  if (!made || !other) return [];
  const at = made.bytes.octets === other.bytes.octets ? null : commonStart(made.bytes.octets, other.bytes.octets);
  const kept: Run = at === null ? agrees('✓ the same, byte for byte') : differs(`✗ they first differ at byte ${at}`);
  return [heading(name, kept), ...valueLines('with mistake', made), ...valueLines('other side', other)];
}

function valueLines(label: string, value: RedactedValue): Line[] {
  return value.bytes.octets.includes('\n') ? textLines(label, value) : [valueLine(label, value)];
}
