/** Contains the reducer of the list of requests. */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { actionOfKey } from '../../app/keys/keys.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { TrafficEntry } from '../../pages/traffic/traffic-entry.ts';
import { listHeight, rowAt } from '../../render/screen/traffic/traffic-rows.ts';
import { doesNothing } from '../does-nothing.ts';
import { helpItems } from '../help.ts';
import { moveIndex } from '../move-index.ts';
import type { Next, ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';
import { fieldAfterKey, fieldOf, withText } from '../state/fields/text-field.ts';
import { keysOfWheel } from '../wheel.ts';
import {
  isConnecting,
  NO_FILTER,
  selectedEntry,
  type TrafficState,
  trafficKeyMode,
  windowOf,
  withChanges,
  withEntries,
  withFilter,
} from './traffic-state.ts';

export type TrafficEvent =
  | {
      readonly kind: 'arrived';
      readonly entries: readonly TrafficEntry[];
      /** Entries about which more is known than before. */
      readonly changed: readonly TrafficEntry[];
      readonly notice: string | null;
    }
  | { readonly kind: 'diagnosed'; readonly number: number; readonly found: ShownWalk | Problem };

export type TrafficEffect =
  | { readonly kind: 'open' | 'diagnose' | 'copy'; readonly number: number }
  | { readonly kind: 'watch' | 'copy-commands' | 'suspend' }
  | { readonly kind: 'show'; readonly walk: ShownWalk }
  | { readonly kind: 'turn-on'; readonly faults: readonly string[] };

type TrafficNext = Next<TrafficState, TrafficEffect>;

const stateOnly = (state: TrafficState): TrafficNext => ({ state, effects: [] });
const say = (state: TrafficState, notice: string): TrafficNext => stateOnly({ ...state, notice });

export function nextTraffic(
  state: TrafficState,
  event: TrafficEvent | UserEvent | ShellEvent,
  room: ScreenRoom,
): TrafficNext {
  switch (event.kind) {
    case 'arrived':
      return stateOnly({
        ...withChanges(withEntries(state, event.entries), event.changed),
        notice: event.notice ?? state.notice,
      });
    case 'diagnosed':
      return state.awaited === event.number ? diagnosed(state, event.found) : stateOnly(state);
    case 'key':
      return afterKey({ ...state, notice: null, awaited: null }, event.key, room);
    case 'mouse':
      return event.button === 'left' && event.action === 'press'
        ? stateOnly(click(state, event.row, room))
        : keysOfWheel(event).reduce((next, key) => afterKey(next.state, key, room), stateOnly(state));
    case 'paste':
      return state.field === null
        ? say(state, 'Nothing can be pasted here; / opens a field to filter the requests.')
        : stateOnly(search(state, withText(state.field, event.text)));
    case 'notice':
      return say(state, event.text);
    case 'returned':
      return stateOnly(event.ending === 'back' || event.ending === 0 ? state : { ...state, ending: event.ending });
    case 'resized':
    case 'reopened':
      return stateOnly({ ...state });
  }
}

function diagnosed(state: TrafficState, found: ShownWalk | Problem): TrafficNext {
  const next = { ...state, awaited: null, notice: null };
  if (isProblem(found)) return say(next, `${found.says} ${found.fix}`);
  return { state: next, effects: [{ kind: 'show', walk: found }] };
}

function afterKey(state: TrafficState, key: string, room: ScreenRoom): TrafficNext {
  const action = actionOfKey(key, trafficKeyMode(state));
  if (action === 'interrupt') return stateOnly({ ...state, ending: 0 });
  if (action === 'suspend') return { state, effects: [{ kind: 'suspend' }] };
  if (state.open?.kind === 'help') return stateOnly(inHelp(state, state.open.index, action, room));
  if (state.open?.kind === 'faults') return inFaults(state, state.open.index, key, action);
  if (state.field !== null) return stateOnly(inField(state, key, action));
  switch (action) {
    case 'leave':
      return stateOnly({ ...state, ending: 0 });
    case 'help':
      return stateOnly({ ...state, open: { kind: 'help', index: 0 } });
    case 'faults':
      return state.traffic.faults === null
        ? say(state, 'A sandbox has no faults; sigv4 capture has them.')
        : stateOnly({ ...state, open: { kind: 'faults', index: 0 } });
    case 'connect':
      return toggleConnect(state);
    default:
      return isConnecting(state) ? inConnect(state, key, action) : inList(state, key, action, room);
  }
}

function toggleConnect(state: TrafficState): TrafficNext {
  if (state.open) return stateOnly({ ...state, open: null });
  if (state.total === 0) return say(state, 'No request has arrived yet.');
  return stateOnly({ ...state, open: { kind: 'connect', index: 0 } });
}

/** The modes of the keys that the help lists. */
export const TRAFFIC_MODES = ['traffic', 'faults', 'field'] as const;

function inHelp(state: TrafficState, index: number, action: KeyAction | null, { size }: ScreenRoom): TrafficState {
  if (action === 'close' || action === 'help' || action === 'choose') return { ...state, open: null };
  const moved = moveIndex(index, action, helpItems(TRAFFIC_MODES).length, size.height);
  return { ...state, open: { kind: 'help', index: moved } };
}

const FAULTS_PAGE = 10;

function inFaults(state: TrafficState, index: number, key: string, action: KeyAction | null): TrafficNext {
  const all = state.traffic.faults?.all ?? [];
  const fault = all[index];
  switch (action) {
    case 'close':
      return stateOnly({ ...state, open: null });
    case 'help':
      return stateOnly({ ...state, open: { kind: 'help', index: 0 } });
    case 'clear':
      return turnOn(state, []);
    case 'toggle': {
      if (!fault) return stateOnly(state);
      const others = state.faults.filter((id) => id !== fault.id);
      return turnOn(state, others.length < state.faults.length ? others : [...others, fault.id]);
    }
    default: {
      const moved = moveIndex(index, action, all.length, FAULTS_PAGE);
      return action === null
        ? say(state, doesNothing(key))
        : stateOnly({ ...state, open: { kind: 'faults', index: moved } });
    }
  }
}

/** Switches on exactly these faults, in the order of the table. */
function turnOn(state: TrafficState, ids: readonly string[]): TrafficNext {
  const faults = (state.traffic.faults?.all ?? []).map(({ id }) => id).filter((id) => ids.includes(id));
  return { state: { ...state, faults }, effects: [{ kind: 'turn-on', faults }] };
}

function inField(state: TrafficState, key: string, action: KeyAction | null): TrafficState {
  const { field, filter } = state;
  if (field === null) return state;
  if (action === 'close') return { ...withFilter(state, { ...filter, text: '' }), field: null };
  if (action === 'choose') return { ...state, field: null };
  return search(state, fieldAfterKey(field, key));
}

const search = (state: TrafficState, field: NonNullable<TrafficState['field']>): TrafficState => ({
  ...withFilter(state, { ...state.filter, text: field.text }),
  field,
});

const NO_REQUEST_YET = 'No request has arrived yet: connect a client as described here.';

/** Handles a key while the text about connecting is shown. The drawing limits how far the text can be scrolled. */
function inConnect(state: TrafficState, key: string, action: KeyAction | null): TrafficNext {
  const index = state.open?.index ?? 0;
  switch (action) {
    case 'copy':
      return { state, effects: [{ kind: 'copy-commands' }] };
    case 'close':
      return stateOnly({ ...state, open: null });
    case null:
      return say(state, doesNothing(key));
    default: {
      const lines = state.traffic.connect.length;
      const moved = moveIndex(index, action, lines, CONNECT_PAGE);
      if (moved === index && state.total === 0) return say(state, NO_REQUEST_YET);
      return stateOnly({ ...state, open: { kind: 'connect', index: moved } });
    }
  }
}

const CONNECT_PAGE = 10;

function inList(state: TrafficState, key: string, action: KeyAction | null, room: ScreenRoom): TrafficNext {
  const { filter } = state;
  switch (action) {
    case 'search':
      return stateOnly({ ...state, field: fieldOf(filter.text) });
    case 'only-refused':
      return stateOnly(withFilter(state, { ...filter, only: filter.only === 'all' ? 'refused' : 'all' }));
    case 'close':
      return filter === NO_FILTER
        ? say(state, 'All requests are listed; q stops the server.')
        : stateOnly(withFilter(state, NO_FILTER));
    case 'follow':
      return stateOnly({ ...state, cursor: null });
    case 'go-on':
    case 'diagnose':
    case 'copy':
      return onEntry(state, action);
    case null:
      return say(state, doesNothing(key));
    default:
      return move(state, action, room);
  }
}

const NOTHING_LISTED = 'No request is listed here; esc lists all of them.';
const SEARCHING = 'Looking for the cause… Any other key goes on without it.';
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
  const height = listHeight(room.size);
  const { index } = windowOf(state, height);
  if (index < 0) return say(state, NOTHING_LISTED);
  const moved = moveIndex(index, action, state.listed.length, Math.max(height - 1, 1));
  if (moved === index && action === 'line-down') return say(state, 'This is the newest request; space follows it.');
  return stateOnly(at(state, moved, height));
}

/** Puts the cursor on the entry at an index, and scrolls as little as possible. */
function at(state: TrafficState, index: number, height: number): TrafficState {
  const { first } = windowOf(state, height);
  const number = state.listed[index]?.number ?? null;
  const placed = { ...state, cursor: number, top: state.listed[first]?.number ?? 0 };
  return { ...placed, top: placed.listed[windowOf(placed, height).first]?.number ?? 0 };
}

function click(state: TrafficState, row: number, { size }: ScreenRoom): TrafficState {
  if (state.open !== null || state.field !== null || isConnecting(state)) return state;
  const height = listHeight(size);
  const line = rowAt(row, size);
  const index = line === null ? -1 : windowOf(state, height).first + line;
  return state.listed[index] ? at(state, index, height) : state;
}
