/** Announces the requests to a screen reader: how to connect, and then a line for each request. */
import { spokenText } from '../../layout/shown-glyphs.ts';
import { connectText } from '../../views/traffic/connect-page.ts';
import { resultOf, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { shortDuration, trafficFacts } from '../../views/traffic/traffic-words.ts';
import { announcers, type Heard } from '../components/spoken.ts';
import { keysOfTraffic, listOf } from './traffic.tsx';
import { indexOf, isConnecting, selectedEntry, type TrafficState } from './traffic-state.ts';

const heard = announcers(heardIn, keysOfTraffic);
export const announceTraffic = heard.announceAll;

export const changeOfTraffic: typeof heard.announceChange = (before, after, room) => [
  ...newEntries(before, after).map(spokenEntry),
  ...heard.announceChange(before, after, room),
];

/** Returns the new entries if the list follows the newest one. */
function newEntries(before: TrafficState, after: TrafficState): readonly TrafficEntry[] {
  if (after.cursor !== null || after.total === before.total) return [];
  return after.listed.slice(indexOf(after.listed, (before.entries.at(-1)?.number ?? 0) + 1));
}

function heardIn(state: TrafficState): Heard {
  const { traffic, faults, notice, cursor } = state;
  const list = listOf(state);
  const items = list?.items.map(spokenText) ?? [];
  const selected = entryLines(cursor === null ? null : selectedEntry(state));
  return {
    lines: [
      traffic.url,
      ...(list ? [list.title, ...items] : []),
      ...(isConnecting(state) ? connectText(traffic.connect()).trimEnd().split('\n') : []),
      ...selected,
      ...(traffic.faults ? [`faults that are on: ${faults.join(', ') || 'none'}`] : []),
      ...(notice === null ? [] : [notice]),
    ],
    item: list ? items[list.index] : undefined,
    // What is known of another request is announced, even if it is the same.
    result: { of: cursor, lines: selected },
  };
}

const spokenEntry = (entry: TrafficEntry): string =>
  `request ${entry.number}: ${entry.method} ${entry.target}, ${entry.status ?? 'no response'}, ${resultOf(entry).says}, ${shortDuration(entry.milliseconds)}`;

/** Announces a request, and what is known about it. */
function entryLines(entry: TrafficEntry | null): string[] {
  if (entry === null) return [];
  const facts = trafficFacts(entry).map(({ label, says }) => (label === '' ? says : `${label}: ${says}`));
  return [spokenEntry(entry), ...facts];
}
