/** Opens lists and fields over the page, and handles their keys. */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { bytesShown } from '../../pages/bytes/shown-bytes.ts';
import { nearestWithBytes } from '../../render/screen/cursor.ts';
import { usesOf } from '../../trace/provenance.ts';
import { helpItems } from '../help.ts';
import { moveIndex } from '../move-index.ts';
import { inputIds } from './fields/inputs.ts';
import { fieldAfterKey, fieldOf, withText } from './fields/text-field.ts';
import { onByte, toPosition, withCursor } from './moving.ts';
import { paletteItems } from './palette.ts';
import type { Open, ScreenState } from './screen-state.ts';
import { nextMatch } from './searching.ts';
import { cursorOf, rowsShown, type View } from './view.ts';

/** Opens the list or field that an action is for; `null` for other actions. */
export function open(state: ScreenState, action: KeyAction, view: View): ScreenState | null {
  switch (action) {
    case 'help':
      return { ...state, open: { kind: 'help', index: 0 } };
    case 'palette':
      return { ...state, open: { kind: 'palette', field: fieldOf(''), index: 0 } };
    case 'search':
      return { ...state, open: { kind: 'search', field: fieldOf('') } };
    case 'offset':
      return openOffset(state, view);
    case 'uses':
      return openUses(state, view);
    case 'next-match':
    case 'previous-match':
      return nextMatch(state, action === 'next-match' ? 1 : -1, view);
    default:
      return null;
  }
}

/**
 * Opens the field for an offset in the value on this line. If the line shows no bytes, uses the nearest line that does.
 */
function openOffset(state: ScreenState, view: View): ScreenState {
  const cursor = cursorOf(state, view);
  const there = cursor.position ? cursor : nearestWithBytes(rowsShown(state, view), cursor);
  if (!there) return { ...state, notice: 'This step shows no bytes.' };
  return { ...withCursor(state, there), open: { kind: 'offset', field: fieldOf('') } };
}

function openUses(state: ScreenState, view: View): ScreenState {
  const { position } = cursorOf(state, view);
  if (!position) return { ...state, notice: 'This line shows no bytes.' };
  const uses = usesOf(view.facts.trace, { value: position.value, start: position.byte, end: position.byte + 1 });
  if (uses.length === 0) return { ...state, notice: 'This byte is used nowhere else.' };
  const ranges = uses.map((use) => ({ ...use, says: use.how }));
  return { ...state, open: { kind: 'ranges', title: 'Used in', ranges, index: 0 } };
}

interface KeyInOpen {
  readonly key: string;
  readonly action: KeyAction | null;
}

export function afterKeyInOpen(state: ScreenState, open: Open, { key, action }: KeyInOpen, view: View): ScreenState {
  const closed: ScreenState = { ...state, open: null };
  if (action === 'close' || (action === 'help' && open.kind === 'help')) return closed;
  if (action === 'choose') return choose(closed, open, view);
  if ('field' in open) return { ...state, open: typeInOpen(state, open, key, view) };
  return {
    ...state,
    open: { ...open, index: moveIndex(open.index, action, lengthOf(open, state), view.regions.hex.textHeight) },
  };
}

export function pasteInOpen(state: ScreenState, text: string): ScreenState {
  const { open } = state;
  if (open === null || !('field' in open)) return state;
  return { ...state, open: { ...open, field: withText(open.field, text) } };
}

const PALETTE_STEPS: Readonly<Record<string, number>> = { down: 1, up: -1, pagedown: 10, pageup: -10 };

type WithField = Extract<Open, { readonly field: unknown }>;

/** Types into the field. In the palette, the arrow keys move in the list below the field. */
function typeInOpen(state: ScreenState, open: WithField, key: string, view: View): Open {
  const step = open.kind === 'palette' ? PALETTE_STEPS[key] : undefined;
  if (open.kind === 'palette' && step !== undefined) {
    const last = paletteItems(open.field.text, state, view).length - 1;
    return { ...open, index: Math.max(0, Math.min(open.index + step, last)) };
  }
  const field = fieldAfterKey(open.field, key);
  return open.kind === 'palette' ? { ...open, field, index: 0 } : { ...open, field };
}

function lengthOf(open: Open, { editing }: ScreenState): number {
  if (open.kind === 'ranges') return open.ranges.length;
  return open.kind === 'inputs' && editing ? inputIds(editing.history.present).length : helpItems().length;
}

function choose(state: ScreenState, open: Open, view: View): ScreenState {
  switch (open.kind) {
    case 'help':
    case 'inputs':
    case 'edit':
      return state;
    case 'ranges': {
      const use = open.ranges[open.index];
      return (
        (use && toPosition(state, { value: use.value, byte: use.start }, view)) ?? {
          ...state,
          notice: 'No page shows it.',
        }
      );
    }
    case 'search':
      return nextMatch({ ...state, searched: open.field.text || state.searched }, 1, view);
    case 'offset':
      return toOffset(state, open.field.text, view);
    case 'palette':
      return state;
  }
}

/** Moves to an offset, which is decimal, or hexadecimal after 0x. A negative offset counts from the end. */
function toOffset(state: ScreenState, text: string, view: View): ScreenState {
  const { position } = cursorOf(state, view);
  const shown = position && bytesShown(view.facts, position.value);
  const length = shown?.length ?? 0;
  const number = /^\s*(-?\d+|0x[0-9a-f]+)\s*$/i.test(text) ? Number(text) : Number.NaN;
  const byte = number < 0 ? length + number : number;
  if (!position || !(byte >= 0 && byte < length))
    return { ...state, notice: `Enter an offset from 0 to ${Math.max(length - 1, 0)}, in decimal or as 0x1f.` };
  if (shown && byte >= shown.stored.length) return { ...state, notice: shown.limit };
  return withCursor(state, onByte(state, { ...position, byte }, view));
}
