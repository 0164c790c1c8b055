/** Converts bytes and problems to what a document says of them. */
import { asText, hexFromOctets, type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RedactedValue } from '../../trace/redact.ts';

/**
 * Converts bytes: to `text` if they are UTF-8, and otherwise to `hex`. A value with masked bytes also has `masked`. If
 * such a value is not text, `masked` is its only member.
 */
export function contentJson({ bytes, form, masked }: RedactedValue) {
  if (masked.length > 0) return form === 'octets' ? { masked: true } : { masked: true, ...textOrHex(bytes.octets) };
  return form === 'octets' ? { hex: hexFromOctets(bytes.octets) } : textOrHex(bytes.octets);
}

export function textOrHex(octets: Octets) {
  const text = textFromOctets(octets);
  return text === null ? { hex: hexFromOctets(octets) } : { text };
}

/** Returns the text of bytes, of which there may be none. If they are not UTF-8, each byte becomes one character. */
export const textIfAny = (octets: Octets | null) => octets && asText(octets);

/** Converts a problem. Its `fix` becomes the member `mend`, which has been a public name since version 1. */
export const problemJson = ({ code, says, fix, where, see }: Problem) => ({ code, says, mend: fix, where, see });
