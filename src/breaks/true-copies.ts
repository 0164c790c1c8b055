/**
 * Corrects copies of values that a break changed. A broken request keeps most bytes of the correct one, and with them
 * their origin, but the value at that origin may have other bytes now.
 */
import { type Bytes, copyOf, join, slice } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Span } from '../bytes/origin.ts';
import { findValue, type Trace, type Value } from '../trace/trace.ts';

/** Returns the octets of a value of the broken request, or `undefined` if the break did not change the value. */
export type ChangedOctets = (id: string) => Octets | undefined;

/** Copies each changed value anew if the bytes copied all of it. `right` is the trace of the correct request. */
export function copiedAnew(bytes: Bytes, right: Trace, changed: ChangedOctets): Bytes {
  return join(
    (bytes.spans ?? []).map(({ start, end, origin }) => {
      const old = origin.kind === 'copy' ? findValue(right, origin.value)?.bytes.octets : undefined;
      const now = origin.kind === 'copy' ? changed(origin.value) : undefined;
      const isWhole = old !== undefined && old === bytes.octets.slice(start, end);
      return origin.kind === 'copy' && isWhole && now !== undefined
        ? copyOf(origin.value, now)
        : slice(bytes, start, end);
    }),
  );
}

/**
 * Returns the values, each with copies only of bytes that are in the copied value. Any other copy gets the origin that
 * its bytes had in the correct request, whose trace is `right`. A copy of a secret stays a copy, because only a copy is
 * masked.
 */
export function withTrueCopies(values: readonly Value[], right: Trace): Value[] {
  const octets = new Map(values.map(({ id, bytes }) => [id, bytes.octets]));
  const isTrue = ({ start, end, origin }: Span, text: Octets) =>
    origin.kind !== 'copy' || octets.get(origin.value)?.slice(origin.start, origin.end) === text.slice(start, end);
  const corrected = (bytes: Bytes): Bytes => {
    const { spans } = bytes;
    if (!spans || spans.every((span) => isTrue(span, bytes.octets))) return bytes;
    return join(spans.map((span) => (isTrue(span, bytes.octets) ? pieceOf(bytes, span) : traced(bytes, span))));
  };
  const traced = (bytes: Bytes, span: Span): Bytes => {
    const piece = pieceOf(bytes, span);
    const { origin } = span;
    const source = origin.kind === 'copy' ? findValue(right, origin.value) : undefined;
    if (origin.kind !== 'copy' || !source || source.secrecy === 'secret') return piece;
    const before = slice(source.bytes, origin.start, origin.end);
    return before.octets === piece.octets ? corrected(before) : piece;
  };
  return values.map((value) => {
    const bytes = corrected(value.bytes);
    return bytes === value.bytes ? value : { ...value, bytes };
  });
}

const pieceOf = (bytes: Bytes, { start, end }: Span): Bytes => slice(bytes, start, end);
