/** Defines a list of requests for the screen: what it shows, and the actions that it offers to the user. */
import type { Problem } from '../../bytes/problem.ts';
import type { ConnectLine } from '../../views/traffic/connect-page.ts';
import type { TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import type { ShownWalk } from '../walks/shown-walk.ts';

/** The maximum number of requests that are kept and listed. */
export const MOST_REQUESTS = 10_000;

/** The requests that a sandbox or a capture sees, while it runs. */
export interface ShownTraffic {
  readonly server: 'sandbox' | 'capture';
  /** The address to which clients connect. */
  readonly url: string;
  /** Returns how clients reach the server, as of now. */
  readonly connect: () => readonly ConnectLine[];
  /** Words that the first row always shows, such as `NAIVE: clock`. */
  readonly warnings: readonly string[];
  /** The access key IDs that the server knows, if it has one for each client; otherwise, none. */
  readonly keyIds: readonly string[];
  /** The faults that the user can switch on; `null` if the server has none. */
  readonly faults: FaultSwitches | null;
  /**
   * Calls the listener with everything that happens, beginning with what has happened so far. Returns a function that
   * removes the listener.
   */
  readonly watch: (listener: (news: TrafficNews) => void) => () => void;
  /** Opens the verification of a request, step by step. */
  readonly open: (number: number) => ShownWalk | Problem;
  /** Opens the diagnosis of a refused request, which may take seconds. */
  readonly diagnose: (number: number) => Promise<ShownWalk | Problem>;
  /** Returns a report about a request as text, with secrets masked; `null` if the request is no longer kept. */
  readonly report: (number: number) => string | null;
}

/** What the screen is given to show requests. */
export interface TrafficSession {
  readonly kind: 'traffic';
  readonly traffic: ShownTraffic;
}

export type TrafficNews =
  | { readonly kind: 'request'; readonly entry: TrafficEntry }
  /** More is known about a request than before. */
  | { readonly kind: 'changed'; readonly entry: TrafficEntry }
  | { readonly kind: 'notice'; readonly text: string };

export interface FaultSwitches {
  readonly all: readonly { readonly id: string; readonly says: string }[];
  /** The IDs of the faults that are on at the start. */
  readonly on: readonly string[];
  /** Switches on exactly these faults. */
  readonly turnOn: (ids: readonly string[]) => void;
}
