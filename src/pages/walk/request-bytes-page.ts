/** The page of the exact message that is about to be sent. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { ENCODED_LENGTH } from '../../sigv4/stages/chunk-signatures.ts';
import { REQUEST_BYTES_STAGE, SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { findValue } from '../../trace/trace.ts';
import { SENT_BODY } from '../bytes/shown-bytes.ts';
import { runsOf, visibleText } from '../characters/visible.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, heading, hexLine, keys, type Line, line, type Page, prose, words } from '../page.ts';
import { sha256Line } from '../shell.ts';
import { hexLines, shellBlock, textLines, valueLine, type WireBytes, wireHexLines, wireText } from '../value-blocks.ts';

export function requestBytesPage(facts: WalkFacts, tell: OriginTeller): Page {
  const head = requireValue(facts, SIGNED_REQUEST);
  const { body } = facts;
  const message = (head.bytes.octets + body.beginning) as Octets;
  const length = head.bytes.octets.length + body.length;
  const isMasked = head.masked.length > 0 || body.isMasked;
  const isWhole = !isMasked && body.length === body.beginning.length;
  return {
    ...REQUEST_BYTES_STAGE,
    main: [
      line('', [...runsOf(head, 0, head.bytes.octets.indexOf('\r\n')), aside(`   ${length} bytes`)]),
      line('', [words(deliveryInWords(facts))]),
      isWhole
        ? line('SHA-256', [{ text: sha256Hex(message), meaning: 'derived' }])
        : line('', [aside(isMasked ? 'masked: it contains a secret' : 'a long body: its first bytes are below')]),
    ],
    blocks: [
      ...(facts.exchange || facts.delivery !== 'ready' ? [] : [keys('Press enter to send it.')]),
      prose(words(wayInWords(facts))),
      ...encodedLengthLines(facts, tell),
      heading('As text'),
      ...textLines('', head, tell),
      wireText(shownBody(facts)),
      heading('As bytes'),
      ...hexLines(head, tell),
      ...wireHexLines(shownBody(facts), head.bytes.octets.length),
      ...moreLines(body),
      ...shellBlock('The hash of the message:', isWhole ? sha256Line(message) : null),
    ],
  };
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

/** Returns the length of a body that is sent in unsigned chunks, because such chunks have no step of their own. */
function encodedLengthLines({ trace }: WalkFacts, tell: OriginTeller): Line[] {
  const length = findValue(trace, ENCODED_LENGTH.id);
  return length?.stage === REQUEST_BYTES_STAGE.id ? [valueLine('body', length, tell)] : [];
}

/** The maximum number of bytes of a body that the page shows. */
const SHOWN_LIMIT = 16_384;

function shownBody(facts: WalkFacts): WireBytes {
  const octets = sliceOctets(facts.body.beginning, 0, SHOWN_LIMIT);
  return { id: SENT_BODY, octets, tell: () => bodyStory(facts) };
}

const bodyStory = ({ trace }: WalkFacts) =>
  trace.scheme === 'policy'
    ? 'the form'
    : trace.rules.payload === 'hashed' || trace.rules.payload === 'unsigned'
      ? 'the payload'
      : 'the payload, in chunks';

function moreLines({ length, beginning }: WalkFacts['body']): Line[] {
  const more = length - Math.min(beginning.length, SHOWN_LIMIT);
  return more > 0 ? [hexLine('', [aside(`… and ${more} more bytes of the body`)], null)] : [];
}
