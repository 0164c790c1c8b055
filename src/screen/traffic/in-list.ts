/** Contains the part of the reducer that is about the list itself: its cursor, its filters, and what opens from it. */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { widthIn } from '../components/regions.ts';
import { moveIndex } from '../move-index.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldOf } from '../walk/fields/text-field.ts';
import { say, sayInVain, stateOnly, type TrafficNext } from './traffic-events.ts';
import { listHeight, rowAt } from './traffic-rows.ts';
import { isConnecting, NO_FILTER, selectedEntry, type TrafficState, windowOf, withFilter } from './traffic-state.ts';

/** Returns the state after a key in the list. */
export function inList(state: TrafficState, key: string, action: KeyAction | null, room: ScreenRoom): TrafficNext {
  const { filter } = state;
  switch (action) {
    case 'search':
      return stateOnly({ ...state, field: fieldOf(filter.text), textBefore: filter.text });
    case 'only-refused':
      return stateOnly(withFilter(state, { ...filter, only: filter.only === 'all' ? 'unsuccessful' : 'all' }));
    case 'close':
      // One filter at a time, the last in the rule above the list first.
      return stateOnly(withFilter(state, filter.text === '' ? NO_FILTER : { ...filter, text: '' }));
    case 'follow':
      return stateOnly({ ...state, cursor: null });
    case 'go-on':
    case 'diagnose':
    case 'copy':
      return onEntry(state, action);
    case null:
      return sayInVain(state, key);
    default:
      return move(state, action, room);
  }
}

const NOTHING_LISTED = 'No request is listed here; esc lists all of them.';
const SEARCHING = 'Looking for the cause… Any other key continues without it.';
const NOT_REFUSED = 'The server accepted this request; enter shows how its signature was verified.';

function onEntry(state: TrafficState, action: 'go-on' | 'diagnose' | 'copy'): TrafficNext {
  const entry = selectedEntry(state);
  if (entry === null) return say(state, NOTHING_LISTED);
  if (action === 'diagnose' && entry.standing === 'right') return say(state, NOT_REFUSED);
  // What is opened stays selected, even if other requests arrive.
  const held = { ...state, cursor: entry.number, top: state.cursor === null ? entry.number : state.top };
  const { number } = entry;
  if (action === 'diagnose')
    return { state: { ...held, awaited: number, notice: SEARCHING }, effects: [{ kind: 'diagnose', number }] };
  return { state: held, effects: [{ kind: action === 'go-on' ? 'open' : 'copy', number }] };
}

function move(state: TrafficState, action: KeyAction, room: ScreenRoom): TrafficNext {
  const height = heightOf(state, room);
  const { index } = windowOf(state, height);
  if (index < 0) return say(state, NOTHING_LISTED);
  const moved = moveIndex(index, action, state.listed.length, Math.max(height - 1, 1));
  if (moved === index && action === 'line-down') return say(state, 'This is the newest request; space follows it.');
  return stateOnly(at(state, moved, room));
}

/** Returns the number of rows of the list, which depends on what is said about the selected request. */
const heightOf = (state: TrafficState, { size }: ScreenRoom): number =>
  listHeight({ ...size, width: widthIn(size) }, selectedEntry(state));

/** Puts the cursor on the entry at an index and scrolls as little as possible. */
function at(state: TrafficState, index: number, room: ScreenRoom): TrafficState {
  const { first } = windowOf(state, heightOf(state, room));
  const number = state.listed[index]?.number ?? null;
  const placed = { ...state, cursor: number, top: state.listed[first]?.number ?? 0 };
  return { ...placed, top: placed.listed[windowOf(placed, heightOf(placed, room)).first]?.number ?? 0 };
}

/** Puts the cursor on the request in a row of the screen, if there is one. */
export function click(state: TrafficState, row: number, room: ScreenRoom): TrafficState {
  if (state.open !== null || state.help !== null || state.field !== null || isConnecting(state)) return state;
  const height = heightOf(state, room);
  const line = rowAt(row, height);
  const index = line === null ? -1 : windowOf(state, height).first + line;
  return state.listed[index] ? at(state, index, room) : state;
}
