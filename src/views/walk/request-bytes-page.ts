/** Creates the page of the exact message that is about to be sent. */

import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { ENCODED_LENGTH } from '../../sigv4/stages/chunk-signatures.ts';
import { REQUEST_BYTES_STAGE, SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { lineRanges } from '../../trace/ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { dividedLine } from '../bytes/divided-line.ts';
import { SENT_BODY } from '../bytes/shown-bytes.ts';
import { visibleText } from '../characters/visible.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { aside, heading, inOneRow, type Line, line, type PageContent, prose } from '../page.ts';
import { sha256Line } from '../shell.ts';
import {
  hexLines,
  moreBytes,
  offsetLine,
  shellBlock,
  valueLine,
  WIRE_LIMIT,
  type WireBytes,
  wireHexLines,
  wireText,
} from '../value-blocks.ts';
import { signedNamesOf } from './head-lines.ts';

/** Shows the message byte by byte. The number before a line is the offset of its first byte. */
export function requestBytesPage(facts: WalkFacts): PageContent {
  const head = requireValue(facts, SIGNED_REQUEST);
  const { body } = facts;
  const message = (head.bytes.octets + body.beginning) as Octets;
  const length = head.bytes.octets.length + body.length;
  const isMasked = head.masked.length > 0 || body.isMasked;
  const isWhole = !isMasked && body.length === body.beginning.length;
  return {
    main: headLines(facts, head),
    blocks: [
      wireText(shownBody(facts), head.bytes.octets.length),
      prose(`${length} bytes. ${deliveryInWords(facts)} ${wayInWords(facts)}`),
      ...encodedLengthLines(facts),
      isWhole
        ? inOneRow(line('SHA-256', { text: sha256Hex(message), meaning: 'derived' }))
        : line('', aside(isMasked ? 'masked: it contains a secret' : 'a long body: its first bytes are above')),
      heading('As bytes'),
      ...hexLines(head),
      ...wireHexLines(shownBody(facts), head.bytes.octets.length),
      ...moreBytes(body.length - Math.min(body.beginning.length, WIRE_LIMIT), ' of the body'),
      ...shellBlock('The hash of the message:', isWhole ? sha256Line(message) : null),
    ],
  };
}

/** Returns the lines of the head. A long query and the Authorization header are divided where their parts begin. */
function headLines(facts: WalkFacts, head: RedactedValue): Line[] {
  const { octets } = head.bytes;
  const signed = new Set(signedNamesOf(facts.trace));
  return lineRanges(octets).flatMap(({ start, end }, index): Line[] => {
    const name = /^[^:]*/.exec(octets.slice(start, end))?.[0].toLowerCase() ?? '';
    const isUnsigned = index > 0 && end - start > 2 && !signed.has(name) && name !== 'authorization';
    const note = isUnsigned && facts.trace.scheme === 'header' ? 'unsigned' : '';
    return dividedLine(octets, { start, end }).map((range, part) => {
      const shown = offsetLine(head, range);
      return { ...shown, note, gutter: { number: part === 0 ? range.start : null, isOffset: true } };
    });
  });
}

function deliveryInWords({ exchange, delivery }: WalkFacts): string {
  if (delivery === 'held') return 'This is the last request that could be signed.';
  if (delivery === 'under-way') return 'In progress.';
  return exchange ? 'Sent.' : 'Not sent yet.';
}

function wayInWords({ destination, exchange, delivery }: WalkFacts): string {
  if (delivery === 'held')
    return 'Your latest input cannot be signed, so nothing is sent. Fix it, or press z to undo it.';
  const goes = exchange && delivery !== 'under-way' ? 'went' : 'goes';
  return `It is signed for ${visibleText(destination.signedFor)} and ${goes} to ${destination.connectsTo}.`;
}

/** Returns the length of a body that is sent in unsigned chunks, because unsigned chunks have no step of their own. */
function encodedLengthLines({ trace }: WalkFacts): Line[] {
  const length = findValue(trace, ENCODED_LENGTH.id);
  return length?.stage === REQUEST_BYTES_STAGE.id ? [valueLine('body', length)] : [];
}

function shownBody(facts: WalkFacts): WireBytes {
  const octets = sliceOctets(facts.body.beginning, 0, WIRE_LIMIT);
  return { id: SENT_BODY, octets, tell: () => bodyStory(facts) };
}

const bodyStory = ({ trace }: WalkFacts) =>
  trace.scheme === 'policy'
    ? 'the form'
    : trace.rules.payload === 'hashed' || trace.rules.payload === 'unsigned'
      ? 'the payload'
      : 'the payload, in chunks';
