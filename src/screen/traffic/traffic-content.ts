/** Draws the list of requests, the faults, and the text about connecting. */
import type { KeyBinding } from '../../app/keys/key-binding.ts';
import { type Run, words } from '../../views/page.ts';
import type { ListContent } from '../components/fitted-rows.ts';
import { widthIn } from '../components/regions.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { footerKeys, HELP_KEY, HELP_WIDTH } from '../footer-keys.ts';
import { helpList, isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldRuns } from '../walk/fields/text-field.ts';
import { connectRows } from './connect-rows.ts';
import { TRAFFIC_MODES } from './next-traffic.ts';
import { listHeight, type TrafficBody, type TrafficContent, textHeight, trafficRows } from './traffic-rows.ts';
import { isConnecting, selectedEntry, type TrafficState, trafficKeyMode, windowOf } from './traffic-state.ts';

export function drawTraffic(state: TrafficState, { size }: ScreenRoom): ScreenRow[] {
  const room = { ...size, width: widthIn(size) };
  return trafficRows(trafficContent(state, room), room);
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Returns the content of the screen. `room` is in cells. */
export function trafficContent(state: TrafficState, room: Room): TrafficContent {
  const { field, notice, help } = state;
  return {
    headline: { parts: headlineParts(state).map((part) => [words(part)]), state: STATES[state.traffic.server] },
    filter: filterRuns(state),
    position: positionText(state, room),
    body: bodyOf(state, room),
    notice: field ? fieldRuns('/', field, room.width - 1) : notice === null ? null : [words(notice)],
    footer: footerKeys(
      {
        mode: trafficKeyMode(state),
        isOffered:
          help === null ? (binding) => binding.action !== 'help' && isOffered(binding, state) : isOfferedInHelp,
        named: (binding) => named(binding, state),
        isFirst: ({ action }) => action === 'leave',
      },
      room.width - HELP_WIDTH,
    ),
    footerEnd: field ? [] : HELP_KEY,
  };
}

const STATES = { sandbox: 'SANDBOX', capture: 'CAPTURE' } as const;

const counted = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`;

/** Returns the parts of the first row. Warnings and faults are more important than the number of requests. */
function headlineParts({ traffic, faults, total, refused, failed }: TrafficState): string[] {
  const [only] = faults;
  const fault = faults.length > 1 ? `${faults.length} FAULTS` : `FAULT ${only}`;
  return [
    traffic.url,
    ...traffic.warnings,
    ...(only === undefined ? [] : [fault]),
    ...(total === 0
      ? []
      : [`${counted(total, 'request')} · ${refused} refused${failed === 0 ? '' : ` · ${failed} failed`}`]),
  ];
}

function filterRuns(state: TrafficState): Run[] {
  const { filter, listed, open, help, total } = state;
  if (help !== null) return [words('Keys')];
  if (isConnecting(state)) return [words('Connect a client')];
  if (open !== null) return [words('Faults: what proxies do to requests')];
  const parts = [
    ...(filter.only === 'all' ? [] : ['only refused or failed']),
    ...(filter.text === '' ? [] : [`with "${filter.text}"`]),
  ];
  return parts.length === 0 ? [] : [words(`${parts.join(', ')}: ${listed.length} of ${total}`)];
}

function positionText(state: TrafficState, room: Room): string {
  const { cursor, listed, open, total, entries } = state;
  if (open !== null || state.help !== null) return '';
  if (total === 0) return 'waiting for requests';
  const older = total - entries.length;
  const dropped = older > 0 ? `${counted(older, 'older request')} no longer listed · ` : '';
  const position = cursor === null ? 'following' : `${windowOf(state, 1).index + 1} of ${listed.length}`;
  return `${dropped}${hiddenText(state, room)}${position}`;
}

/** Counts the requests above and below the visible part of the list. */
function hiddenText(state: TrafficState, room: Room): string {
  const height = listHeight(room, selectedEntry(state));
  const { first } = windowOf(state, height);
  const below = state.listed.length - first - height;
  return `${first > 0 ? `▲ ${first} · ` : ''}${below > 0 ? `▼ ${below} · ` : ''}`;
}

function bodyOf(state: TrafficState, room: Room): TrafficBody {
  const { open, help, traffic } = state;
  if (help !== null) return { kind: 'list', list: helpList(help, TRAFFIC_MODES) };
  if (open?.kind === 'faults') return { kind: 'list', list: faultList(state, open.index) };
  if (isConnecting(state)) {
    const rows = connectRows(traffic.connect(), room.width);
    const first = Math.min(open?.index ?? 0, Math.max(rows.length - textHeight(room), 0));
    return { kind: 'text', rows: rows.slice(first, first + textHeight(room)) };
  }
  const height = listHeight(room, selectedEntry(state));
  const { first, index } = windowOf(state, height);
  const entries = state.listed.slice(first, first + height);
  return { kind: 'requests', entries, index: index - first, nothing: 'No request is listed; esc lists all of them.' };
}

const ON = '[on]  ';
const OFF = '[  ]  ';

function faultList({ traffic, faults }: TrafficState, index: number): ListContent {
  const all = traffic.faults?.all ?? [];
  const widest = Math.max(...all.map(({ id }) => id.length));
  const items = all.map(({ id, says }): Run[] => [
    { text: faults.includes(id) ? ON : OFF, meaning: 'name' },
    { text: `${id.padEnd(widest)}  `, meaning: faults.includes(id) ? 'name' : 'words' },
    words(says),
  ]);
  return { title: 'The capture:', items, index, hanging: ON.length + widest + 2 };
}

function isOffered({ action }: KeyBinding, state: TrafficState): boolean {
  const { traffic, cursor, total, faults, filter } = state;
  if (trafficKeyMode(state) === 'faults') return action !== 'clear' || faults.length > 0;
  if (isConnecting(state)) {
    if (action === 'connect') return total > 0;
    return action === 'copy' || action === 'leave' || (action === 'faults' && traffic.faults !== null);
  }
  const entry = selectedEntry(state);
  switch (action) {
    case 'go-on':
    case 'copy':
      return entry !== null;
    case 'diagnose':
      return entry !== null && entry.standing !== 'right';
    case 'follow':
      return cursor !== null;
    case 'only-refused':
      return state.refused + state.failed > 0 || filter.only !== 'all';
    case 'faults':
      return traffic.faults !== null;
    default:
      return true;
  }
}

function named(binding: KeyBinding, state: TrafficState): KeyBinding {
  const { action } = binding;
  if (state.field !== null && action === 'close') return { ...binding, footer: ['esc', 'undo'] };
  if (action === 'only-refused' && state.filter.only !== 'all') return { ...binding, footer: ['f', 'all'] };
  if (!isConnecting(state) || trafficKeyMode(state) !== 'traffic') return binding;
  if (action === 'copy') return { ...binding, footer: ['y', 'copy the commands'] };
  return action === 'connect' ? { ...binding, footer: ['c', 'requests'] } : binding;
}
