/** Draws the list of requests, the faults, and the text about connecting. */
import { Box } from 'ink';
import { useMemo } from 'react';
import type { KeyBinding } from '../../app/keys/keys.ts';
import { counted } from '../../bytes/joined.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { Room } from '../../layout/wrapping.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { keyRows } from '../../views/traffic/key-rows.ts';
import { listExplained, marksExplained, requestBlocks, waitingFor } from '../../views/traffic/traffic-blocks.ts';
import { resultOf, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { columnOf, fillRows, fitRuns, type ListContent, wordRows } from '../components/fitted-rows.ts';
import { Body, Column, Headline, Keys, List, Rule, Words } from '../components/frame.tsx';
import { legendRows } from '../components/legend.ts';
import type { ScreenSize } from '../components/regions.ts';
import { Divider, Rows } from '../components/rows.tsx';
import { scrolledRows } from '../components/scrolled-rows.ts';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';
import { fieldRuns } from '../components/text-field.ts';
import type { KeysNow } from '../footer-keys.ts';
import { helpList, isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import {
  connectRows,
  detailRows,
  entryRow,
  factRows,
  keyCells,
  listHeight,
  listWidth,
  namesRow,
  TEXT_MARGIN,
  trafficHeight,
} from './traffic-rows.ts';
import {
  isConnecting,
  keysIn,
  selectedEntry,
  TRAFFIC_MODES,
  type TrafficState,
  trafficKeyMode,
  windowOf,
} from './traffic-state.ts';

export function Traffic({ state, room }: { readonly state: TrafficState; readonly room: ScreenRoom }) {
  const { field, notice, traffic } = state;
  const size = columnOf(room);
  const says = field ? fieldRuns('/', field, size.width - 1) : notice === null ? null : [words(notice)];
  return (
    <Column room={room}>
      <Headline parts={headlineParts(state).map((part) => [words(part)])} state={traffic.server.toUpperCase()} />
      <Rule left={[words(titleOf(state))]} right={[positionText(state, size)]} />
      <Body>
        <Content state={state} size={size} />
      </Body>
      {says ? <Words runs={says} most={3} /> : <Rule />}
      <Keys now={keysOfTraffic(state)} />
    </Column>
  );
}

interface ContentProps {
  readonly state: TrafficState;
  readonly size: ScreenSize;
}

function Content({ state, size }: ContentProps) {
  const list = listOf(state);
  const height = trafficHeight(size);
  if (list) return <List list={list} height={height} />;
  if (!isConnecting(state)) return <Requests state={state} size={size} />;
  const rows = [
    ...(state.total === 0
      ? [...wordRows(waitingFor(state.traffic.url), size.width, { most: 3, margin: TEXT_MARGIN }), []]
      : []),
    ...connectRows(state.traffic.connect(), size.width),
    [],
    ...scrolledRows(listExplained(), size.width),
  ];
  const first = Math.min(state.open?.index ?? 0, Math.max(rows.length - height, 0));
  return <Rows rows={rows.slice(first, first + height)} />;
}

/** Draws the requests that fit, and the facts about the selected one: beside them, or below them. */
function Requests({ state, size }: ContentProps) {
  const selected = selectedEntry(state);
  const beside = listWidth(size);
  const width = beside ?? size.width;
  const height = listHeight(size, selected);
  const { first, index } = windowOf(state, height);
  const keys = keyCells(state.entries);
  const rows = state.listed
    .slice(first, first + height)
    .map((entry, at) => entryRow(entry, width, keys, first + at === index));
  const nothing = [[], fitRuns([words('   '), aside('No request is listed; esc lists all of them.')], width)];
  const shown = selected ? rows : nothing;
  const explained = beside === null ? [] : explainedIn({ width, height: height - shown.length });
  const list = <Rows rows={[namesRow(width, keys), ...fillRows(shown, height - explained.length), ...explained]} />;
  if (beside !== null) {
    const room = { width: size.width - beside - 1, height: trafficHeight(size) };
    return (
      <Box>
        <Box flexDirection="column" width={beside} flexShrink={0}>
          {list}
        </Box>
        <Divider height={room.height} marks={{}} />
        {selected && <Details entry={selected} traffic={state.traffic} room={room} />}
      </Box>
    );
  }
  return (
    <>
      {list}
      <Rule
        left={selected ? [words(`${resultOf(selected).mark} request ${selected.number}`)] : []}
        right={selected?.cause ? [`${selected.cause.stage} · ${selected.cause.id}`] : []}
      />
      {selected && <Rows rows={factRows(selected, size)} />}
    </>
  );
}

/** Explains the marks and the letters at the end of a list beside the facts, as far as there is room for them. */
function explainedIn({ width, height }: Room): readonly ScreenRow[] {
  const letters = [[], [styleText(' The letters', 'name')], ...legendRows(' ')];
  const marks = [[], ...scrolledRows(marksExplained(), width - 1)];
  return [[...marks, ...letters], letters].find(({ length }) => length < height) ?? [];
}

interface DetailsProps {
  readonly entry: TrafficEntry;
  readonly traffic: TrafficState['traffic'];
  readonly room: Room;
}

/** Draws what is known about a request, and its texts. They are computed again only for another request. */
function Details({ entry, traffic, room }: DetailsProps) {
  const blocks = useMemo(() => {
    const found = traffic.open(entry.number);
    return isProblem(found) ? [] : requestBlocks(found.facts.trace);
  }, [entry, traffic]);
  return <Rows rows={detailRows(entry, blocks, room)} />;
}

/** Returns the parts of the first row. Warnings and faults are more important than the number of requests. */
function headlineParts({ traffic, faults, total, refused, failed }: TrafficState): string[] {
  const fault = faults.length > 1 ? `${faults.length} FAULTS` : `FAULT ${faults[0]}`;
  const unanswered = failed === 0 ? '' : ` · ${failed} failed`;
  return [
    traffic.url,
    ...traffic.warnings,
    ...(faults.length === 0 ? [] : [fault]),
    ...(total === 0 ? [] : [`${counted(total, 'request')} · ${refused} refused${unanswered}`]),
  ];
}

/** Says in the rule above what is listed. */
function titleOf(state: TrafficState): string {
  const { filter, listed, open, help, total } = state;
  if (help !== null) return 'Keys';
  if (isConnecting(state)) return 'Connect a client';
  if (open?.kind === 'keys') return 'Access keys';
  if (open !== null) return 'Faults: what proxies do to requests';
  const parts = [
    ...(filter.only === 'all' ? [] : ['only refused or failed']),
    ...(filter.text === '' ? [] : [`with "${filter.text}"`]),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}: ${listed.length} of ${total}`;
}

/** Says where in the list the cursor is, and how many requests are above and below the visible ones. */
function positionText(state: TrafficState, size: ScreenSize): string {
  const { cursor, listed, open, help, total, entries } = state;
  if (open !== null || help !== null) return '';
  if (total === 0) return 'waiting for requests';
  const older = total - entries.length;
  const height = listHeight(size, selectedEntry(state));
  const { first, index } = windowOf(state, height);
  const below = listed.length - first - height;
  return [
    ...(older > 0 ? [`${counted(older, 'older request')} no longer listed`] : []),
    ...(first > 0 ? [`▲ ${first}`] : []),
    ...(below > 0 ? [`▼ ${below}`] : []),
    cursor === null ? 'following' : `${index + 1} of ${listed.length}`,
  ].join(' · ');
}

/** Returns the list that covers the requests: the help, the keys, or the faults; `null` if none is open. */
export function listOf(state: TrafficState): ListContent | null {
  const { help, open, traffic, faults } = state;
  if (help !== null) return helpList(help, TRAFFIC_MODES);
  if (open?.kind === 'keys')
    return {
      title: 'The keys, with their last requests:',
      items: keyRows(keysIn(state)),
      index: open.index,
      hanging: null,
    };
  if (open?.kind !== 'faults') return null;
  const all = traffic.faults?.all ?? [];
  const widest = Math.max(...all.map(({ id }) => id.length));
  const items = all.map(({ id, says }): Run[] => {
    const isOn = faults.includes(id);
    return [
      { text: isOn ? '[on]  ' : '[  ]  ', meaning: 'name' },
      { text: `${id.padEnd(widest)}  `, meaning: isOn ? 'name' : 'words' },
      words(says),
    ];
  });
  return { title: 'The capture:', items, index: open.index, hanging: widest + 8 };
}

/** Returns the keys that have an effect now. */
export const keysOfTraffic = (state: TrafficState): KeysNow => ({
  mode: trafficKeyMode(state),
  isOffered: trafficKeyMode(state) === 'list' ? isOfferedInHelp : (binding) => isOffered(binding, state),
  named: (binding) => named(binding, state),
  isFirst: ({ action }) => action === 'leave',
});

function isOffered({ action }: KeyBinding, state: TrafficState): boolean {
  const { traffic, cursor, total, faults, filter } = state;
  if (trafficKeyMode(state) === 'faults') return action !== 'clear' || faults.length > 0;
  if (action === 'faults') return traffic.faults !== null;
  if (isConnecting(state)) return action === 'copy' || action === 'leave' || (action === 'connect' && total > 0);
  const entry = selectedEntry(state);
  switch (action) {
    case 'go-on':
    case 'copy':
      return entry !== null;
    case 'diagnose':
      return entry !== null && entry.outcome !== 'right';
    case 'follow':
      return cursor !== null;
    case 'keys':
      return keyCells(state.entries) > 0 || traffic.keyIds.length > 0;
    case 'only-refused':
      return state.refused + state.failed > 0 || filter.only !== 'all';
    default:
      return true;
  }
}

function named(binding: KeyBinding, state: TrafficState): KeyBinding {
  const { action } = binding;
  const mode = trafficKeyMode(state);
  const isAboutConnecting = mode === 'traffic' && isConnecting(state);
  const footer = (key: string, does: string): KeyBinding => ({ ...binding, footer: [key, does] });
  if (mode === 'field' && action === 'close') return footer('esc', 'undo');
  if (action === 'only-refused' && state.filter.only !== 'all') return footer('f', 'all');
  if (isAboutConnecting && action === 'copy') return footer('y', 'copy the commands');
  return isAboutConnecting && action === 'connect' ? footer('c', 'requests') : binding;
}
