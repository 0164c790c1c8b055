/** Lists the items that can be copied, with the text of each item. */
import { hexFromOctets, sliceOctets, textFromOctets } from '../../../bytes/octets.ts';
import { byteCard } from '../../../pages/bytes/byte-card.ts';
import { ANSWER_BODY, type BytesShown, bytesShown } from '../../../pages/bytes/shown-bytes.ts';
import { rowText } from '../../../render/layout/block-rows.ts';
import { findValue } from '../../../trace/trace.ts';
import type { ScreenState } from '../screen-state.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';

export type Copied = 'value' | 'line' | 'hex' | 'body' | 'step' | 'address';

export const COPIES: readonly { readonly what: Copied; readonly name: string; readonly says: string }[] = [
  { what: 'value', name: 'value', says: 'the whole value that the cursor is in' },
  { what: 'line', name: 'line', says: 'its bytes on this line' },
  { what: 'hex', name: 'hex', says: 'the value as hexadecimal digits' },
  { what: 'body', name: 'body', says: 'the body of the answer' },
  { what: 'step', name: 'step', says: 'this step as plain text' },
  { what: 'address', name: 'docs', says: 'the address of the page that documents the byte' },
];

/** A text for the clipboard, and a description of it. */
interface CopiedText {
  readonly text: string;
  readonly says: string;
}

/** Returns the text to copy, or a sentence if there is nothing to copy. */
export function copiedText(what: Copied, state: ScreenState, view: View): CopiedText | string {
  const { facts, places } = view;
  const rows = rowsShown(state, view);
  const { position, row } = cursorOf(state, view);
  if (what === 'step') return { text: `${rows.map(rowText).join('\n')}\n`, says: 'This step' };
  const value = what === 'body' ? ANSWER_BODY : position?.value;
  const shown = value === undefined ? null : bytesShown(facts, value);
  if (!shown || value === undefined) return NOTHING[what] ?? 'This line has no bytes to copy.';
  if (what === 'address') {
    const see = position && byteCard(facts, places, position)?.see;
    return see ? { text: see, says: 'The address' } : 'No page documents this byte.';
  }
  const isKey = findValue(facts.trace, value)?.form === 'octets' && shown.masked.length === 0;
  const bytes = what === 'line' ? rows[row]?.bytes : null;
  return textOf(shown, { start: bytes?.start ?? 0, end: bytes?.end ?? shown.stored.length }, what === 'hex' || isKey);
}

const NOTHING: Partial<Readonly<Record<Copied, string>>> = { body: 'There is no answer yet.' };

function textOf(
  { name, stored }: BytesShown,
  { start, end }: { readonly start: number; readonly end: number },
  isHex: boolean,
): CopiedText {
  const octets = sliceOctets(stored.read(start, end), 0);
  const text = isHex ? null : textFromOctets(octets);
  return { text: text ?? hexFromOctets(octets), says: text === null ? `${name}, as hexadecimal digits,` : name };
}
