/** Defines the state of the list of requests on the screen. */
import type { KeyMode } from '../../app/keys/key-binding.ts';
import { MOST_REQUESTS, type ShownTraffic } from '../../app/traffic/shown-traffic.ts';
import { remembered } from '../../trace/remembered.ts';
import { type RequestsOfKey, requestsByKey } from '../../views/traffic/key-rows.ts';
import { containsText, isNarrowerText, isUnsuccessful, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import type { TextField } from '../components/text-field.ts';
import type { CoveredByHelp } from '../help.ts';
import type { Ending } from '../session-description.ts';

export interface TrafficState extends CoveredByHelp {
  readonly traffic: ShownTraffic;
  /** The entries that are kept, oldest first. Their numbers increase by one. */
  readonly entries: readonly TrafficEntry[];
  /** The entries that pass the filters, oldest first. */
  readonly listed: readonly TrafficEntry[];
  /**
   * The total number of requests, and the numbers of those that were refused and that failed without a response. All
   * of them include requests that are no longer kept.
   */
  readonly total: number;
  readonly refused: number;
  readonly failed: number;
  /** The number of the entry under the cursor; `null` while the cursor follows the newest entry. */
  readonly cursor: number | null;
  /** The number of the first visible entry. It has no effect while the cursor follows the newest entry. */
  readonly top: number;
  readonly filter: Filter;
  /** The field for the text of the filter; `null` if it is closed. */
  readonly field: TextField | null;
  /** The text of the filter before the field was opened, which escape restores. */
  readonly textBefore: string;
  /** What covers the list. `index` is the selected row, or the first visible row of the text about connecting. */
  readonly open: { readonly kind: 'faults' | 'keys' | 'connect'; readonly index: number } | null;
  /** The number of the request whose diagnosis opens once it is complete; `null` if there is none. */
  readonly awaited: number | null;
  /** The IDs of the faults that are on. */
  readonly faults: readonly string[];
  /** Whether the notice is only about the last key, so that the next request dismisses it. */
  readonly isAboutKey: boolean;
  /** Whether the notice asks to confirm that the server is to be stopped. */
  readonly asksToStop: boolean;
  readonly ending: Ending | null;
}

export interface Filter {
  readonly text: string;
  /** `unsuccessful` requests were refused, or have no complete response. */
  readonly only: 'all' | 'unsuccessful';
}

export const NO_FILTER: Filter = { text: '', only: 'all' };

export const firstTrafficState = (traffic: ShownTraffic): TrafficState => ({
  traffic,
  entries: [],
  listed: [],
  total: 0,
  refused: 0,
  failed: 0,
  cursor: null,
  top: 0,
  filter: NO_FILTER,
  field: null,
  textBefore: '',
  open: null,
  help: null,
  awaited: null,
  faults: traffic.faults?.on ?? [],
  notice: null,
  isAboutKey: false,
  asksToStop: false,
  ending: null,
});

/** The modes of the keys that the help lists. */
export const TRAFFIC_MODES = ['traffic', 'faults'] as const;

export function trafficKeyMode({ open, field, help }: TrafficState): KeyMode {
  if (help !== null || open?.kind === 'keys') return 'list';
  if (open?.kind === 'faults') return 'faults';
  return field === null ? 'traffic' : 'field';
}

/** Returns whether the text about connecting is shown, which is also the case before the first request. */
export const isConnecting = ({ open, total }: TrafficState): boolean =>
  open === null ? total === 0 : open.kind === 'connect';

const keysOf = remembered(requestsByKey);

/** Sums up the kept requests of each key. */
export const keysIn = ({ entries, traffic }: Pick<TrafficState, 'entries' | 'traffic'>): readonly RequestsOfKey[] =>
  keysOf(entries, traffic.keyIds);

/** Adds entries at the end. If there are too many, the oldest entries are dropped, but still counted. */
export function withEntries(state: TrafficState, added: readonly TrafficEntry[]): TrafficState {
  const entries = [...state.entries, ...added].slice(-MOST_REQUESTS);
  const oldest = entries[0]?.number ?? 0;
  const found = passing(state.filter, added);
  const known =
    (state.listed[0]?.number ?? oldest) < oldest ? state.listed.slice(indexOf(state.listed, oldest)) : state.listed;
  // Before the first request, the text about connecting is shown anyway, and was only scrolled.
  const isFirst = state.total === 0 && state.open?.kind === 'connect' && added.length > 0;
  const open = isFirst ? null : onSameKey(state, { ...state, entries });
  const count = (wanted: TrafficEntry['outcome']) => added.filter(({ outcome }) => outcome === wanted).length;
  return {
    ...state,
    open,
    entries,
    listed: [...known, ...found].slice(-MOST_REQUESTS),
    total: state.total + added.length,
    refused: state.refused + count('refused'),
    failed: state.failed + count('failed'),
  };
}

/** Leaves the cursor of the list of keys on its key, although rows of other keys come before it. */
function onSameKey(before: TrafficState, after: TrafficState): TrafficState['open'] {
  const { open } = before;
  if (open?.kind !== 'keys') return open;
  const here = keysIn(before)[open.index]?.keyId;
  const index = keysIn(after).findIndex(({ keyId }) => keyId === here);
  return { ...open, index: Math.max(index, 0) };
}

/** Replaces entries about which more is known than before. */
export function withChanges(state: TrafficState, changed: readonly TrafficEntry[]): TrafficState {
  if (changed.length === 0) return state;
  const byNumber = new Map(changed.map((entry) => [entry.number, entry]));
  const replaced = (entries: readonly TrafficEntry[]) => entries.map((entry) => byNumber.get(entry.number) ?? entry);
  const next = { ...state, entries: replaced(state.entries), listed: replaced(state.listed) };
  // The filter may find the text of a cause.
  return state.filter.text === '' ? next : { ...next, listed: passing(state.filter, next.entries) };
}

/** Sets the filter. A filter that only narrows the one before, as when a text is typed, needs only what is listed. */
export function withFilter(state: TrafficState, filter: Filter): TrafficState {
  const { filter: before, entries, listed } = state;
  const isNarrower =
    isNarrowerText(filter.text.toLowerCase(), before.text.toLowerCase()) &&
    (before.only === 'all' || before.only === filter.only);
  return { ...state, filter, listed: passing(filter, isNarrower ? listed : entries) };
}

/** Returns the entries that pass a filter; the same array if all of them do. */
function passing(filter: Filter, entries: readonly TrafficEntry[]): readonly TrafficEntry[] {
  const text = filter.text.toLowerCase();
  if (text === '' && filter.only === 'all') return entries;
  return entries.filter((entry) => (filter.only === 'all' || isUnsuccessful(entry)) && containsText(entry, text));
}

/** Returns the index of the first entry whose number is not less than `number`. */
export function indexOf(entries: readonly TrafficEntry[], number: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Returns the part of the list that fits into `height` rows and contains the cursor: the index of its first entry, and
 * that of the entry under the cursor, which is -1 if the list is empty.
 */
export function windowOf({ listed, cursor, top }: TrafficState, height: number) {
  const index = cursor === null ? listed.length - 1 : Math.min(indexOf(listed, cursor), listed.length - 1);
  const last = Math.max(listed.length - height, 0);
  if (cursor === null) return { first: last, index };
  const first = Math.min(indexOf(listed, top), last);
  return { first: Math.max(Math.min(first, index), index - height + 1, 0), index };
}

/** Returns the entry under the cursor; `null` if the list is empty. */
export const selectedEntry = (state: TrafficState): TrafficEntry | null =>
  state.listed[windowOf(state, 1).index] ?? null;
