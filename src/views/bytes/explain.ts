/**
 * Collects what is known of one byte. `inspector.ts` tells it in rows and, for two bytes beside each other, on a card;
 * `../origins.ts` tells it in a sentence, for any number of bytes with the same origin.
 */
import { EMPTY, octetAt } from '../../bytes/octets.ts';
import type { Origin } from '../../bytes/origin.ts';
import { type FoundSource, type Position, sourcesAt, spanAt } from '../../trace/provenance.ts';
import { findValue } from '../../trace/trace.ts';
import { byteInCharacter } from '../characters/character-names.ts';
import { hexName } from '../characters/visible.ts';
import type { WalkFacts } from '../facts.ts';
import type { Tag } from '../map/place.ts';
import type { Places } from '../map/places.ts';
import { tagAt } from '../map/tags.ts';
import { partAt } from './message-parts.ts';
import { type BytesShown, bytesShown } from './shown-bytes.ts';

export interface ExplainedByte {
  readonly position: Position;
  /** The name of the byte, such as `"/" (0x2f)`. */
  readonly name: string;
  /** The place that the byte comes from, in the request or in another input. */
  readonly tag: Tag;
  /** The part of the message that contains the byte, such as "the value of the Content-Type header"; `null` if unknown. */
  readonly part: string | null;
  /** The origin of the span that contains the byte; `null` for bytes that are not in the trace. */
  readonly origin: Origin | null;
  /** The byte that it was copied from, or everything that it was derived from. */
  readonly sources: readonly FoundSource[];
  /**
   * The address of the AWS page or RFC that documents the byte; `null` if the byte was given as input and is not part
   * of a message.
   */
  readonly see: string | null;
}

/** Returns what is known of a byte; `null` if the byte does not exist. */
export function explain(facts: WalkFacts, places: Places, position: Position): ExplainedByte | null {
  const { trace } = facts;
  const shown = bytesShown(facts, position.value);
  if (!shown || position.byte >= shown.stored.length) return null;
  const part = partAt(facts, position);
  const origin = spanAt(trace, position)?.origin ?? null;
  const stage = findValue(trace, position.value)?.stage;
  const ofStage = trace.stages.find(({ id }) => id === stage)?.see ?? null;
  return {
    position,
    name: nameOf(shown, position.byte),
    tag: tagAt(places, position),
    part: part?.name ?? null,
    origin,
    sources: sourcesAt(trace, position),
    see: (origin && pageOf(origin, ofStage)) ?? part?.see ?? null,
  };
}

/** Returns the page that documents an origin, or else the page of its stage; `null` if there is no such page. */
function pageOf(origin: Origin, ofStage: string | null): string | null {
  switch (origin.kind) {
    case 'given':
      return null;
    case 'fixed':
      return origin.rule.see;
    case 'copy':
      return ofStage;
    case 'derived':
      return origin.by.findLast(({ see }) => see !== undefined)?.see ?? ofStage;
  }
}

/** Names the byte at a position. Returns "the end" for a position after the last byte. */
export function nameOfByteAt(facts: Pick<WalkFacts, 'trace' | 'body' | 'exchange'>, { value, byte }: Position): string {
  const shown = bytesShown(facts, value);
  return shown && byte < shown.stored.length ? nameOf(shown, byte) : 'the end';
}

/** Names a byte. If the byte is part of a multibyte character, names that character too. */
function nameOf({ stored, masked, form }: BytesShown, byte: number): string {
  if (masked.some(({ start, end }) => start <= byte && byte < end)) return 'a byte of a secret, masked';
  const alone = stored.read(byte, byte + 1);
  if (alone === EMPTY) return 'it can no longer be read';
  // The bytes of a key are not characters.
  if (form === 'octets') return hexName(octetAt(alone, 0));
  const first = Math.max(byte - LONGEST + 1, 0);
  return byteInCharacter(stored.read(first, Math.min(byte + LONGEST, stored.length)), byte - first);
}

/** The maximum length of a UTF-8 character, in bytes (RFC 3629). */
const LONGEST = 4;
