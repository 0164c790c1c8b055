/**
 * Restores header values and parts of a path that were masked in one text and that the other text still has. A mask hides a value, so it
 * is never a difference between the two.
 */
import { withoutPercents } from '../bytes/escapes.ts';
import type { Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type Draft, headerOf } from '../drafts/draft.ts';
import type { QuotedText, Strings } from '../evidence/evidence.ts';

/** Matches a value that is a mask by its shape: one character again and again, or a description in brackets. */
const MASK = /^(?:([*xX.#-])\1{3,}|[<{[][^<>{}[\]]{1,40}[>}\]])$/;

const isMask = (value: string): boolean => MASK.test(value.trim());

/** Returns a draft whose masked values are those of another draft, as far as that one has them. */
export function unmaskedDraft(draft: Draft | null, other: Draft | null): Draft | null {
  if (draft === null || other === null) return draft;
  const headers = draft.headers.map((header) => {
    const value = isMask(header.value) ? headerOf(other, header.name) : null;
    return value === null || isMask(value) ? header : { ...header, value };
  });
  const canonicalUri = unmaskedPath(draft.canonicalUri, other.canonicalUri) as Octets;
  const isMasked =
    canonicalUri !== draft.canonicalUri || headers.some((header, index) => header !== draft.headers[index]);
  return isMasked ? { ...draft, canonicalUri, headers } : draft;
}

/** Returns a path whose masked segments are those of another path with as many segments. A mask may be percent-encoded. */
function unmaskedPath(path: string, source: string): string {
  const [segments, others] = [path.split('/'), source.split('/')];
  if (segments.length !== others.length) return path;
  const isMasked = (segment: string) => isMask(withoutPercents(segment as Octets));
  return segments
    .map((segment, index) => (isMasked(segment) && !isMasked(others[index] ?? '') ? (others[index] ?? '') : segment))
    .join('/');
}

/** Returns the texts of one side whose masked values are those of the other side, as far as it quotes them. */
export function unmaskedStrings(strings: Strings | null, other: Strings | null): Strings | null {
  const [text, source] = [strings?.canonicalRequest, other?.canonicalRequest];
  if (strings === null || !text || !source) return strings;
  const octets = unmaskedText(text.octets, source.octets);
  if (octets === text.octets) return strings;
  return { ...strings, canonicalRequest: { ...text, octets, standing: standingOf(octets, text, strings) } };
}

const LINE = /^([^\s:;]{1,200}):(.*)$/gm;

function unmaskedText(text: Octets, source: Octets): Octets {
  const values = new Map([...source.matchAll(LINE)].map(([, name = '', value = '']) => [name, value]));
  const [, path = ''] = source.split('\n');
  const withPath = text.replace(/(?<=^[^\n]*\n)\/[^\n]*/, (own) => unmaskedPath(own, path));
  return withPath.replace(LINE, (line: string, name: string, value: string) => {
    const other = values.get(name);
    return isMask(value) && other !== undefined && !isMask(other) ? `${name}:${other}` : line;
  }) as Octets;
}

/** Compares the restored text with the hash of its own string to sign. */
function standingOf(octets: Octets, { standing }: QuotedText, { stringToSign }: Strings): QuotedText['standing'] {
  const hash = /[0-9a-f]{64}$/.exec(stringToSign?.octets ?? '')?.[0];
  return hash !== undefined && sha256Hex(octets) === hash ? 'proved' : standing;
}
