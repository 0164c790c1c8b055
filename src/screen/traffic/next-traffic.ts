/** Contains the reducer of the list of requests. */
import { actionOfKey, type KeyAction } from '../../app/keys/keys.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { filterOfKey, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { columnOf } from '../components/fitted-rows.ts';
import { fieldAfterKey, fieldOf, withText } from '../components/text-field.ts';
import { afterKeyInHelp } from '../help.ts';
import { doesNothing, moveIndex, to } from '../reducing.ts';
import type { Next, ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';
import { listHeight } from './traffic-rows.ts';
import {
  isConnecting,
  keysIn,
  NO_FILTER,
  selectedEntry,
  TRAFFIC_MODES,
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
  | { readonly kind: 'watch' | 'copy-commands' }
  | { readonly kind: 'show'; readonly walk: ShownWalk }
  | { readonly kind: 'turn-on'; readonly faults: readonly string[] };

type TrafficNext = Next<TrafficState, TrafficEffect>;

const say = (state: TrafficState, notice: string): TrafficNext => to(state, { notice, isAboutKey: false });
/** Says that a key has no meaning here, until the next key or the next request. */
const sayInVain = (state: TrafficState, key: string): TrafficNext =>
  to(state, { notice: doesNothing(key), isAboutKey: true });

export function nextTraffic(
  state: TrafficState,
  event: TrafficEvent | UserEvent | ShellEvent,
  room: ScreenRoom,
): TrafficNext {
  switch (event.kind) {
    case 'arrived':
      return to(withChanges(withEntries(state, event.entries), event.changed), {
        notice: event.notice ?? (state.isAboutKey && event.entries.length > 0 ? null : state.notice),
        asksToStop: state.asksToStop && event.notice === null,
      });
    case 'diagnosed':
      return state.awaited === event.number ? diagnosed(state, event.found) : to(state);
    case 'key':
      return afterUserKey(state, event.key, room);
    case 'paste':
      return state.field === null
        ? say(state, 'Nothing can be pasted here; / opens a field to filter the requests.')
        : to(search(state, withText(state.field, event.text)));
    case 'notice':
      return say({ ...state, asksToStop: false }, event.text);
    case 'returned':
      return to(state, event.ending === 'back' || event.ending === 0 ? {} : { ending: event.ending });
    case 'resized':
    case 'reopened':
      return to(state);
  }
}

/** Handles a key of the user, which answers the question whether to stop the server and dismisses the notice. */
function afterUserKey(state: TrafficState, key: string, room: ScreenRoom): TrafficNext {
  const answered = { ...state, notice: null, isAboutKey: false, awaited: null, asksToStop: false };
  const isYes = state.asksToStop && actionOfKey(key, trafficKeyMode(state)) === 'leave';
  return isYes ? to(answered, { ending: 0 }) : afterKey(answered, key, room);
}

function diagnosed(state: TrafficState, found: ShownWalk | Problem): TrafficNext {
  const next = { ...state, awaited: null, notice: null };
  return isProblem(found) ? say(next, `${found.says} ${found.fix}`) : to(next, {}, { kind: 'show', walk: found });
}

function afterKey(state: TrafficState, key: string, room: ScreenRoom): TrafficNext {
  const action = actionOfKey(key, trafficKeyMode(state));
  if (action === 'interrupt') return to(state, { ending: 0 });
  if (state.help !== null) return to(afterKeyInHelp(state, key, TRAFFIC_MODES, room));
  if (action === 'help') return to(state, { help: 0 });
  if (state.open?.kind === 'faults') return inFaults(state, state.open.index, key, action);
  if (state.open?.kind === 'keys') return inKeys(state, state.open.index, key, action);
  if (state.field !== null) return to(inField(state, state.field, key, action));
  switch (action) {
    case 'leave':
      return leave(state);
    case 'faults':
      return state.traffic.faults === null
        ? say(state, 'A sandbox has no faults; sigv4 capture has them.')
        : to(state, { open: { kind: 'faults', index: 0 } });
    case 'keys':
      return keysIn(state).length === 0 ? say(state, NO_REQUEST) : to(state, { open: { kind: 'keys', index: 0 } });
    case 'connect':
      if (state.open) return to(state, { open: null });
      return state.total === 0 ? say(state, NO_REQUEST) : to(state, { open: { kind: 'connect', index: 0 } });
    case null:
      return sayInVain(state, key);
    default:
      return isConnecting(state) ? inConnect(state, action) : inList(state, action, room);
  }
}

/** Leaves if nothing was received. Otherwise, asks first, because q also leads from a request back to the list. */
const leave = (state: TrafficState): TrafficNext =>
  to(
    state,
    state.total === 0
      ? { ending: 0 }
      : { notice: 'q again stops the server; any other key continues.', asksToStop: true },
  );

const NO_REQUEST = 'No request has arrived yet.';

/** The number of rows by which a page key moves in the faults, in the keys, and in the text about connecting. */
const PAGE = 10;

function inFaults(state: TrafficState, index: number, key: string, action: KeyAction | null): TrafficNext {
  const all = (state.traffic.faults?.all ?? []).map(({ id }) => id);
  /** Switches on the faults that pass, in the order of the table. */
  const turnOn = (isOn: (id: string) => boolean): TrafficNext => {
    const faults = all.filter(isOn);
    return to(state, { faults }, { kind: 'turn-on', faults });
  };
  switch (action) {
    case 'close':
      return to(state, { open: null });
    case 'clear':
      return turnOn(() => false);
    case 'toggle':
      return turnOn((id) => state.faults.includes(id) !== (id === all[index]));
    case null:
      return sayInVain(state, key);
    default:
      return to(state, { open: { kind: 'faults', index: moveIndex(index, action, all.length, PAGE) } });
  }
}

/** Handles a key in the list of access keys, which grows with the requests that arrive. */
function inKeys(state: TrafficState, index: number, key: string, action: KeyAction | null): TrafficNext {
  const keys = keysIn(state);
  const chosen = keys[index];
  switch (action) {
    case 'close':
      return to(state, { open: null });
    case 'choose':
      return chosen
        ? to(withFilter({ ...state, open: null, cursor: null }, { ...state.filter, text: filterOfKey(chosen.keyId) }))
        : to(state, { open: null });
    case null:
      return sayInVain(state, key);
    default:
      return to(state, { open: { kind: 'keys', index: moveIndex(index, action, keys.length, PAGE) } });
  }
}

type Field = NonNullable<TrafficState['field']>;

function inField(state: TrafficState, field: Field, key: string, action: KeyAction | null): TrafficState {
  if (action === 'close') return { ...withFilter(state, { ...state.filter, text: state.textBefore }), field: null };
  if (action === 'choose') return { ...state, field: null };
  return search(state, fieldAfterKey(field, key));
}

const search = (state: TrafficState, field: Field): TrafficState => ({
  ...withFilter(state, { ...state.filter, text: field.text }),
  field,
});

/** Handles a key while the text about connecting is shown. The drawing limits how far the text can be scrolled. */
function inConnect(state: TrafficState, action: KeyAction): TrafficNext {
  const index = state.open?.index ?? 0;
  if (action === 'copy') return to(state, {}, { kind: 'copy-commands' });
  if (action === 'close') return to(state, { open: null });
  const moved = moveIndex(index, action, state.traffic.connect().length, PAGE);
  if (moved === index && state.total === 0)
    return say(state, 'No request has arrived yet: connect a client as described here.');
  return to(state, { open: { kind: 'connect', index: moved } });
}

function inList(state: TrafficState, action: KeyAction, room: ScreenRoom): TrafficNext {
  const { filter } = state;
  switch (action) {
    case 'search':
      return to(state, { field: fieldOf(filter.text), textBefore: filter.text });
    case 'only-refused':
      return to(withFilter(state, { ...filter, only: filter.only === 'all' ? 'unsuccessful' : 'all' }));
    case 'close':
      // One filter at a time, the last in the rule above the list first.
      return to(withFilter(state, filter.text === '' ? NO_FILTER : { ...filter, text: '' }));
    case 'follow':
      return to(state, { cursor: null });
    case 'go-on':
    case 'diagnose':
    case 'copy':
      return onEntry(state, action);
    default:
      return move(state, action, room);
  }
}

const NOTHING_LISTED = 'No request is listed here; esc lists all of them.';
const SEARCHING = 'Looking for the cause… Press any other key to go on without it.';
const NOT_REFUSED = 'The server accepted this request; enter shows how its signature was verified.';

function onEntry(state: TrafficState, action: 'go-on' | 'diagnose' | 'copy'): TrafficNext {
  const entry = selectedEntry(state);
  if (entry === null) return say(state, NOTHING_LISTED);
  if (action === 'diagnose' && entry.outcome === 'right') return say(state, NOT_REFUSED);
  const { number } = entry;
  // What is opened stays selected, even if other requests arrive.
  const held = { ...state, cursor: number, top: state.cursor === null ? number : state.top };
  if (action === 'diagnose') return to(held, { awaited: number, notice: SEARCHING }, { kind: action, number });
  return to(held, {}, { kind: action === 'go-on' ? 'open' : action, number });
}

function move(state: TrafficState, action: KeyAction, room: ScreenRoom): TrafficNext {
  const height = heightOf(state, room);
  const { index } = windowOf(state, height);
  if (index < 0) return say(state, NOTHING_LISTED);
  const moved = moveIndex(index, action, state.listed.length, Math.max(height - 1, 1));
  if (moved === index && action === 'line-down') return say(state, 'This is the newest request; space follows it.');
  return to(at(state, moved, room));
}

/** Returns the number of rows of the list, which depends on what is said about the selected request. */
const heightOf = (state: TrafficState, room: ScreenRoom): number => listHeight(columnOf(room), selectedEntry(state));

/** Puts the cursor on the entry at an index and scrolls as little as possible. */
function at(state: TrafficState, index: number, room: ScreenRoom): TrafficState {
  const topOf = (of: TrafficState) => of.listed[windowOf(of, heightOf(of, room)).first]?.number ?? 0;
  const placed = { ...state, cursor: state.listed[index]?.number ?? null, top: topOf(state) };
  return { ...placed, top: topOf(placed) };
}
