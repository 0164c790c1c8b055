/** Announces the requests to a screen reader: how to connect, and then a line for each request. */
import { connectText } from '../../views/traffic/connect-page.ts';
import { STANDINGS, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { shortDuration, trafficFacts } from '../../views/traffic/traffic-words.ts';
import { spokenKeys, spokenList } from '../components/spoken.ts';
import type { ScreenRoom } from '../session-description.ts';
import { keysOfTraffic, listOf } from './traffic.tsx';
import { indexOf, selectedEntry, type TrafficState } from './traffic-state.ts';

export const announceTraffic = (state: TrafficState, { size }: ScreenRoom): string[] => [
  state.traffic.url,
  ...selectedLines(state),
  spokenKeys(keysOfTraffic(state), size),
];

export function changeOfTraffic(before: TrafficState, after: TrafficState): string[] {
  const isMoved = after.cursor !== null && after.cursor !== before.cursor;
  const isConnectOpened = after.open !== before.open && after.open?.kind === 'connect';
  return [
    ...newEntries(before, after).map(spokenEntry),
    ...spokenList(listOf(before), listOf(after)),
    ...(isConnectOpened ? connectLines(after) : []),
    ...(isMoved ? selectedLines(after) : []),
    ...(after.faults === before.faults ? [] : [`faults that are on: ${after.faults.join(', ') || 'none'}`]),
    ...(after.notice !== null && after.notice !== before.notice ? [after.notice] : []),
  ];
}

/** Returns the new entries if the list follows the newest one. */
function newEntries(before: TrafficState, after: TrafficState): readonly TrafficEntry[] {
  if (after.cursor !== null || after.total === before.total) return [];
  return after.listed.slice(indexOf(after.listed, (before.entries.at(-1)?.number ?? 0) + 1));
}

const spokenEntry = ({ number, method, target, status, standing, milliseconds }: TrafficEntry): string =>
  `request ${number}: ${method} ${target}, ${status ?? 'no response'}, ${STANDINGS[standing].says}, ${shortDuration(milliseconds)}`;

const connectLines = ({ traffic }: TrafficState): string[] => connectText(traffic.connect()).trimEnd().split('\n');

/** Announces the selected request and what is known about it or, if nothing is listed, how to connect. */
function selectedLines(state: TrafficState): string[] {
  const entry = selectedEntry(state);
  if (entry === null) return connectLines(state);
  const facts = trafficFacts(entry).map(({ label, says }) => (label === '' ? says : `${label}: ${says}`));
  return [spokenEntry(entry), ...facts];
}
