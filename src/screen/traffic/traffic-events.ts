/** Defines the events and the effects of the list of requests. */
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { doesNothing } from '../does-nothing.ts';
import type { Next } from '../session-description.ts';
import type { TrafficState } from './traffic-state.ts';

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

export type TrafficNext = Next<TrafficState, TrafficEffect>;

export const stateOnly = (state: TrafficState): TrafficNext => ({ state, effects: [] });
export const say = (state: TrafficState, notice: string): TrafficNext =>
  stateOnly({ ...state, notice, isAboutKey: false });

/** Says that a key has no meaning here, until the next key or the next request. */
export const sayInVain = (state: TrafficState, key: string): TrafficNext =>
  stateOnly({ ...state, notice: doesNothing(key), isAboutKey: true });
