/**
 * Restores header values that were masked in one text and that the other text still has. A mask hides a value, so it
 * is never a difference between the two.
 */
import type { Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type Draft, headerOf } from '../drafts/draft.ts';
import type { QuotedText, Strings } from '../evidence/evidence.ts';

/** Matches a value that is a mask by its shape: one character again and again, or a description in brackets. */
const MASK = /^(?:([*xX.#-])\1{3,}|[<{[][^<>{}[\]]{1,40}[>}\]])$/;

const isMask = (value: string): boolean => MASK.test(value.trim());

/** Returns a draft whose masked values are those of another draft, as far as that one has them. */
export function unmaskedDraft(draft: Draft | null, other: Draft | null): Draft | null {
  if (draft === null || other === null || !draft.headers.some(({ value }) => isMask(value))) return draft;
  const headers = draft.headers.map((header) => {
    const value = isMask(header.value) ? headerOf(other, header.name) : null;
    return value === null || isMask(value) ? header : { ...header, value };
  });
  return { ...draft, headers };
}

/** Returns the texts of one side whose masked header values are those of the other side, as far as it quotes them. */
export function unmaskedStrings(strings: Strings | null, other: Strings | null): Strings | null {
  const [text, source] = [strings?.canonicalRequest, other?.canonicalRequest];
  if (strings === null || !text || !source) return strings;
  const octets = unmaskedText(text.octets, source.octets);
  if (octets === text.octets) return strings;
  return { ...strings, canonicalRequest: { ...text, octets, standing: standingOf(octets, text, strings) } };
}

const LINE = /^([^\s:;]{1,200}):(.*)$/gm;

function unmaskedText(text: Octets, source: Octets): Octets {
  if (![...text.matchAll(LINE)].some(([, , value = '']) => isMask(value))) return text;
  const values = new Map([...source.matchAll(LINE)].map(([, name = '', value = '']) => [name, value]));
  return text.replace(LINE, (line: string, name: string, value: string) => {
    const other = values.get(name);
    return isMask(value) && other !== undefined && !isMask(other) ? `${name}:${other}` : line;
  }) as Octets;
}

/** Compares the restored text with the hash of its own string to sign. */
function standingOf(octets: Octets, { standing }: QuotedText, { stringToSign }: Strings): QuotedText['standing'] {
  const hash = /[0-9a-f]{64}$/.exec(stringToSign?.octets ?? '')?.[0];
  return hash !== undefined && sha256Hex(octets) === hash ? 'proved' : standing;
}
