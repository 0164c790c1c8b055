/** Follows a byte back to its sources and forward to its uses, through values that no page shows. */
import { type ByteRange, type Position, sourcesAt, usesOf } from '../../trace/provenance.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import type { Target } from './screen-state.ts';

/** Returns whether any page shows a byte. */
type IsShown = (position: Position) => boolean;

/**
 * Returns the sources that a byte was copied or derived from. A source that no page shows, such as the canonical
 * headers that are part of the canonical request, is replaced by its own sources.
 */
export function shownSources(trace: RedactedTrace, position: Position, isShown: IsShown): Target[] {
  return sourcesAt(trace, position).flatMap(({ source, role, by }): Target[] => {
    if (source.kind !== 'copy') return [];
    const direct = { ...source, says: role ?? by.map(({ done }) => done).join(', ') };
    const at = { value: source.value, byte: source.start };
    if (isShown(at)) return [direct];
    const further = shownSources(trace, at, isShown);
    return further.length > 0 ? further : [direct];
  });
}

/** Returns the places where bytes are used. A use that no page shows is replaced by its own uses. */
export function shownUses(trace: RedactedTrace, range: ByteRange, isShown: IsShown): Target[] {
  const uses = usesOf(trace, range).flatMap((use): Target[] => {
    const direct = { ...use, says: use.how };
    if (isShown({ value: use.value, byte: use.start })) return [direct];
    const further = shownUses(trace, use, isShown);
    return further.length > 0 ? further : [direct];
  });
  return uses.filter((use, index) => uses.findIndex((other) => isSame(use, other)) === index);
}

const isSame = (one: ByteRange, other: ByteRange) =>
  one.value === other.value && one.start === other.start && one.end === other.end;
