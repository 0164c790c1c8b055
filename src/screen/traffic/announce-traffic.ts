/** Announces the requests to a screen reader: how to connect, and then a line for each request. */

import { spokenText } from '../../layout/shown-glyphs.ts';
import { connectText } from '../../views/traffic/connect-page.ts';
import type { TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { STANDING_WORDS } from '../../views/traffic/traffic-entry.ts';
import { shortDuration, trafficFacts } from '../../views/traffic/traffic-words.ts';
import type { ScreenRoom } from '../session-description.ts';
import { trafficContent } from './traffic-content.ts';
import { indexOf, selectedEntry, type TrafficState } from './traffic-state.ts';

export function announceTraffic(state: TrafficState, { size }: ScreenRoom): string[] {
  const { footer, footerEnd } = trafficContent(state, size);
  const keys = [footer, footerEnd].filter((runs) => runs.length > 0).map(spokenText);
  return [state.traffic.url, ...linesToHear(state), `Keys: ${keys.join(', ')}`];
}

export function changeOfTraffic(before: TrafficState, after: TrafficState, { size }: ScreenRoom): string[] {
  const said = (text: string | null, earlier: string | null) => (text !== null && text !== earlier ? [text] : []);
  const isOpened =
    (after.open !== before.open && after.open !== null) || (after.help !== before.help && after.help !== null);
  const opened = isOpened ? contentLines(after, size) : [];
  const entry = selectedEntry(after);
  const isMoved = after.cursor !== null && after.cursor !== before.cursor;
  return [
    ...newEntries(before, after).map(spokenEntry),
    ...opened,
    ...(isMoved && entry !== null ? [spokenEntry(entry), ...factLines(entry)] : []),
    ...(after.faults === before.faults ? [] : [`faults that are on: ${after.faults.join(', ') || 'none'}`]),
    ...said(after.notice, before.notice),
  ];
}

/** Returns the new entries if the list follows the newest one. */
function newEntries(before: TrafficState, after: TrafficState): readonly TrafficEntry[] {
  if (after.cursor !== null || after.total === before.total) return [];
  return after.listed.slice(indexOf(after.listed, (before.entries.at(-1)?.number ?? 0) + 1));
}

const spokenEntry = ({ number, method, target, status, standing, milliseconds }: TrafficEntry): string =>
  `request ${number}: ${method} ${target}, ${status ?? 'no response'}, ${STANDING_WORDS[standing]}, ${shortDuration(milliseconds)}`;

const factLines = (entry: TrafficEntry): string[] =>
  trafficFacts(entry).map(({ label, says }) => (label === '' ? says : `${label}: ${says}`));

function linesToHear(state: TrafficState): string[] {
  const entry = selectedEntry(state);
  if (entry === null) return connectText(state.traffic.connect()).trimEnd().split('\n');
  return [spokenEntry(entry), ...factLines(entry)];
}

function contentLines(state: TrafficState, size: ScreenRoom['size']): string[] {
  const { body } = trafficContent(state, size);
  if (body.kind === 'list') {
    const { items, index } = body.list;
    return index === 0 ? items.map(spokenText) : items.slice(index, index + 1).map(spokenText);
  }
  return body.kind === 'text' ? linesToHear({ ...state, listed: [] }) : [];
}
