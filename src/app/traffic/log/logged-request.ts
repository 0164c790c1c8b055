/** Defines what the log needs to write about a request. */
import type { CapturedExchange } from '../../../http/relay/captured.ts';
import type { CauseKnowledge, TrafficCauses } from '../../../views/traffic/traffic-entry.ts';
import type { ExamineSettings } from '../captured-request.ts';

export interface LoggedRequest extends TrafficCauses {
  /** The method and the path, with invisible bytes escaped. */
  readonly name: string;
  /** What a search for the cause needs; `null` if there is no cause to search for. */
  readonly searched: { readonly exchange: CapturedExchange; readonly settings: ExamineSettings } | null;
  /** Writes the line for people. `number` is the number of the request in this log, starting at 1. */
  readonly line: (number: number, known: CauseKnowledge) => string;
  /** The members of the record for programs that do not depend on the cause. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Returns the other members of the record, besides those that are about the cause. */
  readonly membersOf: (known: TrafficCauses) => Readonly<Record<string, unknown>>;
}
