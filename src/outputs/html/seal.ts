/** Writes a signature with its seal and, after a change, with what it was before. */
import { sealRows } from '../../layout/seal.ts';
import { flippedBits } from '../../trace/changes.ts';
import { differenceBar, differenceInWords } from '../../views/whole/signature-difference.ts';
import { type MarkupNode, markup } from './markup.ts';

/** Writes the bits of a signature as dots; `null` if it has no bits to compare, as with SigV4A. */
export function sealMarkup(signature: string, caption: string): MarkupNode | null {
  const rows = sealRows(signature, 'half-blocks');
  if (!rows) return null;
  return markup`<figure class="seal"><pre aria-hidden="true">${rows.join('\n')}</pre><figcaption>${caption}</figcaption></figure>`;
}

/** Writes how many bits two signatures differ in; `null` if either has no bits to compare. */
export function flippedMarkup(before: string, now: string): MarkupNode | null {
  const flipped = flippedBits(before, now);
  if (flipped === null) return null;
  return markup`<p class="flipped">${differenceInWords(flipped)} <span class="bar" aria-hidden="true">${differenceBar(flipped)}</span></p>`;
}
