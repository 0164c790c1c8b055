/** Lists the items that can be copied, with the text of each item. */

import { hexFromOctets, sliceOctets, textFromOctets } from '../../../bytes/octets.ts';
import { wholeText } from '../../../outputs/plain/whole-text.ts';
import { isScriptLanguage, SCRIPT_LANGUAGES, SCRIPTS, type ScriptLanguage } from '../../../outputs/script/table.ts';
import { findValue } from '../../../trace/trace.ts';
import { explain } from '../../../views/bytes/explain.ts';
import { ANSWER_BODY, type BytesShown, bytesShown } from '../../../views/bytes/shown-bytes.ts';
import { textOf } from '../../../views/page.ts';
import { NOWHERE } from '../../components/page/cursor.ts';
import { drawLines } from '../../components/page/page-window.ts';
import { hasScript, walkCurl } from '../../exports/walk-script.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import { isInWhole, type WalkState } from '../walk-state.ts';

export type Copied = 'value' | 'line' | 'hex' | 'body' | 'step' | 'address' | 'curl';

export const COPIES: readonly { readonly what: Copied; readonly name: string; readonly says: string }[] = [
  { what: 'value', name: 'value', says: 'the whole value that the cursor is in' },
  { what: 'line', name: 'line', says: 'its bytes on this line' },
  { what: 'hex', name: 'hex', says: 'the value as hexadecimal digits' },
  { what: 'body', name: 'body', says: 'the body of the response' },
  { what: 'step', name: 'step', says: 'this step as plain text' },
  { what: 'address', name: 'docs', says: 'the address of the page that documents the byte' },
  { what: 'curl', name: 'curl', says: 'the request as a curl command' },
];

/** The whole menu, in its order. The text of a script is made only when it is chosen. */
export const COPY_MENU = [
  ...COPIES,
  ...SCRIPT_LANGUAGES.map((what) => ({ what, name: `script: ${what}`, says: SCRIPTS[what].says })),
];

/** Text for the clipboard, and a description of it. */
export interface CopiedText {
  readonly text: string;
  readonly says: string;
}

/** Returns what makes the text to copy, which may be large, or a sentence if there is nothing to copy. */
export function copyOf(what: Copied, state: WalkState, view: View): (() => CopiedText) | string {
  const { facts, places } = view;
  const { position, row } = cursorOf(state, view);
  if (what === 'step') return () => ({ text: stepAsText(state, view), says: 'This step' });
  if (what === 'curl') {
    const command = walkCurl(facts);
    return typeof command === 'string' ? command : () => ({ ...command, says: 'The curl command' });
  }
  const value = what === 'body' ? ANSWER_BODY : position?.value;
  const shown = value === undefined ? null : bytesShown(facts, value);
  if (!shown || value === undefined) return NOTHING[what] ?? 'This line has no bytes to copy.';
  if (what === 'address') {
    const see = position && explain(facts, places, position)?.see;
    return see ? () => ({ text: see, says: 'The address' }) : 'No page documents this byte.';
  }
  const isKey = findValue(facts.trace, value)?.form === 'octets' && shown.masked.length === 0;
  const bytes = what === 'line' ? rowsShown(state, view)[row]?.bytes : null;
  const range = { start: bytes?.start ?? 0, end: bytes?.end ?? shown.stored.length };
  return () => copyOfBytes(shown, range, what === 'hex' || isKey);
}

/** Returns whether there is anything to copy. */
export const canCopy = (what: Copied | ScriptLanguage, state: WalkState, view: View): boolean =>
  isScriptLanguage(what) ? hasScript(view.facts) : typeof copyOf(what, state, view) !== 'string';

/** The width at which a copied step is drawn, so that no hash is shortened. */
const COPIED_WIDTH = 100;

/** Writes the step as the screen shows it, with letters, numbers, and notes, below a caption. */
function stepAsText(state: WalkState, view: View): string {
  if (isInWhole(state)) return wholeText(view.facts);
  const rows = rowsShown(state, view);
  const look = { ...view, changed: view.changes?.changed ?? new Map(), searched: '', width: COPIED_WIDTH };
  const lines = rows.map((_row, row) => ({ row, kind: 'row' as const }));
  const drawn = drawLines(lines, { rows, cursor: NOWHERE }, look);
  const title = view.facts.trace.stages[state.step]?.title ?? '';
  const shown = drawn.map((row) => textOf(row).trimEnd());
  return `${[`${title} (sigv4-inspector, step ${state.step + 1})`, '', ...shown].join('\n').trimEnd()}\n`;
}

const NOTHING: Partial<Readonly<Record<Copied, string>>> = { body: 'There is no response yet.' };

function copyOfBytes(
  { name, stored }: BytesShown,
  { start, end }: { readonly start: number; readonly end: number },
  isHex: boolean,
): CopiedText {
  const octets = sliceOctets(stored.read(start, end), 0);
  const text = isHex ? null : textFromOctets(octets);
  return { text: text ?? hexFromOctets(octets), says: text === null ? `${name}, as hexadecimal digits,` : name };
}
