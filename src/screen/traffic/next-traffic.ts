/** Contains the reducer of the list of requests. */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { actionOfKey } from '../../app/keys/keys.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { afterKeyInHelp } from '../help.ts';
import { moveIndex } from '../move-index.ts';
import type { ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';
import { fieldAfterKey, withText } from '../walk/fields/text-field.ts';
import { keysOfWheel } from '../wheel.ts';
import { click, inList } from './in-list.ts';
import { say, sayInVain, stateOnly, type TrafficEvent, type TrafficNext } from './traffic-events.ts';
import {
  isConnecting,
  type TrafficState,
  trafficKeyMode,
  withChanges,
  withEntries,
  withFilter,
} from './traffic-state.ts';

export function nextTraffic(
  state: TrafficState,
  event: TrafficEvent | UserEvent | ShellEvent,
  room: ScreenRoom,
): TrafficNext {
  switch (event.kind) {
    case 'arrived':
      return stateOnly({
        ...withChanges(withEntries(state, event.entries), event.changed),
        notice: event.notice ?? (state.isAboutKey && event.entries.length > 0 ? null : state.notice),
        asksToStop: state.asksToStop && event.notice === null,
      });
    case 'diagnosed':
      return state.awaited === event.number ? diagnosed(state, event.found) : stateOnly(state);
    case 'key':
      return afterUserKey(state, event.key, room);
    case 'mouse':
      return event.button === 'left' && event.action === 'press'
        ? stateOnly(click(state, event.row, room))
        : keysOfWheel(event).reduce((next, key) => afterKey(next.state, key, room), stateOnly(state));
    case 'paste':
      return state.field === null
        ? say(state, 'Nothing can be pasted here; / opens a field to filter the requests.')
        : stateOnly(search(state, withText(state.field, event.text)));
    case 'notice':
      return say({ ...state, asksToStop: false }, event.text);
    case 'returned':
      return stateOnly(event.ending === 'back' || event.ending === 0 ? state : { ...state, ending: event.ending });
    case 'resized':
    case 'reopened':
      return stateOnly({ ...state });
  }
}

/** Handles a key of the user, which answers the question whether to stop the server and dismisses the notice. */
function afterUserKey(state: TrafficState, key: string, room: ScreenRoom): TrafficNext {
  const answered = { ...state, notice: null, isAboutKey: false, awaited: null, asksToStop: false };
  const isYes = state.asksToStop && actionOfKey(key, trafficKeyMode(state)) === 'leave';
  return isYes ? stateOnly({ ...answered, ending: 0 }) : afterKey(answered, key, room);
}

const STOP_QUESTION = 'q again stops the server; any other key continues.';

/** Leaves if nothing was received. Otherwise, asks first, because q also leads from a request back to the list. */
const leave = (state: TrafficState): TrafficNext =>
  state.total === 0
    ? stateOnly({ ...state, ending: 0 })
    : stateOnly({ ...state, notice: STOP_QUESTION, asksToStop: true });

function diagnosed(state: TrafficState, found: ShownWalk | Problem): TrafficNext {
  const next = { ...state, awaited: null, notice: null };
  if (isProblem(found)) return say(next, `${found.says} ${found.fix}`);
  return { state: next, effects: [{ kind: 'show', walk: found }] };
}

function afterKey(state: TrafficState, key: string, room: ScreenRoom): TrafficNext {
  const action = actionOfKey(key, trafficKeyMode(state));
  if (action === 'interrupt') return stateOnly({ ...state, ending: 0 });
  if (action === 'suspend') return { state, effects: [{ kind: 'suspend' }] };
  if (state.help !== null) return stateOnly(afterKeyInHelp(state, key, TRAFFIC_MODES, room));
  if (state.open?.kind === 'faults') return inFaults(state, state.open.index, key, action);
  if (state.field !== null) return stateOnly(inField(state, key, action));
  switch (action) {
    case 'leave':
      return leave(state);
    case 'help':
      return stateOnly({ ...state, help: 0 });
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
export const TRAFFIC_MODES = ['traffic', 'faults'] as const;

const FAULTS_PAGE = 10;

function inFaults(state: TrafficState, index: number, key: string, action: KeyAction | null): TrafficNext {
  const all = state.traffic.faults?.all ?? [];
  const fault = all[index];
  switch (action) {
    case 'close':
      return stateOnly({ ...state, open: null });
    case 'help':
      return stateOnly({ ...state, help: 0 });
    case 'clear':
      return turnOn(state, []);
    case 'toggle': {
      if (!fault) return stateOnly(state);
      const others = state.faults.filter((id) => id !== fault.id);
      return turnOn(state, others.length < state.faults.length ? others : [...others, fault.id]);
    }
    default: {
      const moved = moveIndex(index, action, all.length, FAULTS_PAGE);
      return action === null ? sayInVain(state, key) : stateOnly({ ...state, open: { kind: 'faults', index: moved } });
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
  if (action === 'close') return { ...withFilter(state, { ...filter, text: state.textBefore }), field: null };
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
      return sayInVain(state, key);
    default: {
      const lines = state.traffic.connect().length;
      const moved = moveIndex(index, action, lines, CONNECT_PAGE);
      if (moved === index && state.total === 0) return say(state, NO_REQUEST_YET);
      return stateOnly({ ...state, open: { kind: 'connect', index: moved } });
    }
  }
}

const CONNECT_PAGE = 10;
