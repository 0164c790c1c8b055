/** Writes bytes as visible characters. Nothing stays invisible, and nothing can act as a terminal command. */
import { nameOfByte } from '../../bytes/byte-names.ts';
import { hexFromOctets, type Octets, octetAt, sliceOctets } from '../../bytes/octets.ts';
import type { Origin } from '../../bytes/origin.ts';
import type { Range } from '../../trace/ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import type { Meaning, Run, Writing } from '../page.ts';
import { escapeOfByte, type GlyphForm, glyphs, glyphsOfText } from './glyphs.ts';

/** Writes printable ASCII unchanged except that backslashes are doubled. Any other byte becomes \n, \r, \t, or \xNN. */
export function visible(octets: Octets): string {
  return octets.replace(/[^\x20-\x5b\x5d-\x7e]/g, (octet) => escapeOfByte(octetAt(octet as Octets, 0)));
}

/** Writes bytes as the characters that they are in UTF-8, and escapes what is invisible, as the screen does. */
export const asCharacters = (octets: Octets): string =>
  Array.from(glyphs(octets, 'characters'), ({ text }) => text).join('');

/**
 * Writes text from outside, such as a URL, a header, or a name. Invisible characters are escaped and backslashes are
 * doubled, so that nothing in the text can look like an escape.
 */
export function visibleText(text: string): string {
  return glyphText(text, 'characters');
}

/** Writes sentences with invisible characters escaped. Backslashes stay unchanged, so escaping twice changes nothing. */
export function printable(text: string): string {
  return ALL_SHOWN.test(text) ? text : glyphText(text, 'words');
}

/** Matches ASCII, and the lines and blocks of pictures (U+2500 to U+259F). A page has many rows of them. */
const ALL_SHOWN = /^[ -~\u2500-\u259f]*$/;

const glyphText = (text: string, form: GlyphForm): string =>
  glyphsOfText(text, form)
    .map((glyph) => glyph.text)
    .join('');

type Write = (octets: Octets, isMasked: boolean) => string;

const WRITINGS: Readonly<Record<Writing, Write>> = {
  text: (octets, isMasked) => (isMasked ? octets : visible(octets)),
  pairs: (octets, isMasked) => (isMasked ? '** '.repeat(octets.length) : hexFromOctets(octets).replace(/../g, '$& ')),
  digits: (octets, isMasked) => (isMasked ? '**'.repeat(octets.length) : hexFromOctets(octets)),
  // The right-hand column of a hex view shows a dot for each byte that is not printable ASCII.
  characters: (octets) => octets.replace(/[^\x20-\x7e]/g, '.'),
};

/** Writes bytes in one of the forms. Masked bytes must already be overwritten with `*`. */
export function written(octets: Octets, as: Writing, isMasked = false): string {
  return WRITINGS[as](octets, isMasked);
}

/**
 * Returns bytes `start` to `end` (exclusive) of a value as runs. The meaning of each run indicates the origin of its
 * bytes.
 */
export function runsOf(value: RedactedValue, start = 0, end = value.bytes.octets.length, as: Writing = 'text'): Run[] {
  const runs: Run[] = [];
  for (const piece of pieces(value, start, end)) {
    const text = written(slice(value, piece), as, piece.meaning === 'masked');
    const last = runs.at(-1);
    const from = last?.shows;
    if (last && from && last.meaning === piece.meaning)
      runs[runs.length - 1] = { ...last, text: last.text + text, shows: { ...from, end: piece.end } };
    else
      runs.push({ text, meaning: piece.meaning, shows: { value: value.id, start: piece.start, end: piece.end, as } });
  }
  return runs;
}

/** Returns a run for bytes from the input or the wire, which are not in the trace. */
export function plainRun(id: string, octets: Octets, start: number, end: number, as: Writing = 'text'): Run {
  return { text: written(sliceOctets(octets, start, end), as), meaning: 'given', shows: { value: id, start, end, as } };
}

const slice = (value: RedactedValue, { start, end }: Range) => value.bytes.octets.slice(start, end) as Octets;

/** Yields the spans inside a range. Spans are split where a mask begins or ends. */
function* pieces(value: RedactedValue, start: number, end: number) {
  for (const span of value.bytes.spans ?? []) {
    const from = Math.max(span.start, start);
    const to = Math.min(span.end, end);
    if (from >= to) continue;
    for (const piece of cut(from, to, value.masked)) {
      yield { ...piece, meaning: piece.masked ? ('masked' as const) : MEANINGS[span.origin.kind] };
    }
  }
}

function* cut(start: number, end: number, masked: readonly Range[]) {
  let at = start;
  for (const mask of masked.filter((range) => range.start < end && range.end > start)) {
    if (mask.start > at) yield { start: at, end: mask.start, masked: false };
    const to = Math.min(mask.end, end);
    yield { start: Math.max(mask.start, at), end: to, masked: true };
    at = to;
  }
  if (at < end) yield { start: at, end, masked: false };
}

const MEANINGS: Readonly<Record<Origin['kind'], Meaning>> = {
  given: 'given',
  copy: 'copied',
  derived: 'derived',
  fixed: 'fixed',
};

/** Writes a byte as hexadecimal digits, such as `0x0a`. */
export const hexName = (octet: number): string => `0x${octet.toString(16).padStart(2, '0')}`;

/** Names a byte, such as `"a" (0x61)` or `LF (0x0a)`. A non-ASCII byte is written only as hexadecimal digits. */
export function byteName(octet: number): string {
  const hex = hexName(octet);
  if (octet > 0x7f) return hex;
  return `${nameOfByte(octet).abbreviation ?? `"${String.fromCharCode(octet)}"`} (${hex})`;
}

/** Names the byte at an offset. Returns `otherwise` if the octets end before it. */
export const byteNameAt = <Otherwise>(octets: Octets, at: number, otherwise: Otherwise): string | Otherwise =>
  at < octets.length ? byteName(octetAt(octets, at)) : otherwise;
