/**
 * Logs requests. The line of a request is written when it has been answered, and the cause of a refusal follows on a line
 * of its own when it has been found. A record for programs waits for the cause, but only for a short time.
 */
import type { CapturedExchange } from '../../http/relay/captured.ts';
import type { CauseKnowledge, TrafficCauses } from '../../pages/traffic/traffic-entry.ts';
import type { Clock } from '../world/world.ts';
import type { ExamineSettings } from './captured-request.ts';
import { causeMembers, laterCauseText } from './cause-lines.ts';
import { type CauseSearching, causeSearches, knownAtFirst } from './cause-searches.ts';

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

export interface RequestLog {
  /** Logs a request that has been answered. */
  readonly add: (request: LoggedRequest) => void;
  /** Waits a short time for the searches, ends those that are left, and resolves when everything has been written. */
  readonly close: () => Promise<void>;
}

export interface LogWriters {
  readonly writeText: (text: string) => void;
  /** Writes a record; `null` if none are wanted. */
  readonly writeRecord: ((line: string) => void) | null;
}

export function requestLog(
  world: CauseSearching & Pick<Clock, 'now' | 'wait'>,
  { writeText, writeRecord }: LogWriters,
): RequestLog {
  const searches = causeSearches(world.causeSearcher(), () => world.now().getTime());
  const records = writeRecord && orderedRecords(world, writeRecord);
  const running = new Set<Promise<void>>();
  let count = 0;
  let isClosed = false;
  const addLater = (found: Promise<CauseKnowledge>, named: { readonly number: number; readonly name: string }) => {
    const written = found.then((known) => {
      running.delete(written);
      // The end of the log gives up the searches that wait; that is not worth a line for each.
      if (!isClosed || known.cause || known.suspect) writeText(laterCauseText(named, known));
    });
    running.add(written);
  };
  return {
    add({ searched, cause, suspect, name, line, members, membersOf }) {
      count += 1;
      const number = count;
      const found = searched && searches.find(number, searched.exchange, searched.settings);
      const known = knownAtFirst({ cause, suspect }, found);
      writeText(line(number, known));
      if (found instanceof Promise) addLater(found, { number, name });
      records?.add(found ?? known, {
        record: (latest) => ({ ...members, ...membersOf(latest), ...causeMembers(latest), number }),
        later: (latest) => ({ causeOf: number, ...membersOf(latest), ...causeMembers(latest) }),
      });
    },
    async close() {
      await Promise.race([Promise.all(running), world.wait(LONGEST_END)]);
      isClosed = true;
      await searches.close();
      await Promise.all(running);
      await records?.close();
    },
  };
}

/** The maximum number of milliseconds that a record waits for the cause of a refusal, and that later records wait for it. */
const LONGEST_WAIT = 500;

/**
 * The maximum number of milliseconds for which the end of the log waits for searches. A program that ends a server as soon
 * as it has its response still learns the cause.
 */
const LONGEST_END = 500;

interface Records {
  /** The record of the request, with what is known when it is written. */
  readonly record: (known: CauseKnowledge) => object;
  /** The record of a cause that is found after the record of its request has been written. */
  readonly later: (known: CauseKnowledge) => object;
}

interface OrderedRecords {
  readonly add: (known: CauseKnowledge | Promise<CauseKnowledge>, records: Records) => void;
  /** Resolves when all records have been written, after everything is known. */
  readonly close: () => Promise<void>;
}

/** Writes records in the order of the requests. */
function orderedRecords({ wait }: Pick<Clock, 'wait'>, write: (line: string) => void): OrderedRecords {
  /** What is written next; `null` until it is known. */
  const places: { text: string | null }[] = [];
  const running = new Set<Promise<void>>();
  const put = (place: (typeof places)[number], record: object) => {
    place.text = `${JSON.stringify(record)}\n`;
    for (let next = places[0]; next !== undefined && next.text !== null; next = places[0]) {
      places.shift();
      write(next.text);
    }
  };
  const newPlace = () => {
    const place = { text: null };
    places.push(place);
    return place;
  };
  const hold = async (found: Promise<CauseKnowledge>, { record, later }: Records) => {
    const place = newPlace();
    const known = await Promise.race([found, wait(LONGEST_WAIT)]);
    put(place, record(known ?? RUNNING));
    if (!known) put(newPlace(), later(await found));
  };
  return {
    add(known, records) {
      if (!(known instanceof Promise)) return put(newPlace(), records.record(known));
      const written = hold(known, records).finally(() => running.delete(written));
      running.add(written);
    },
    close: async () => void (await Promise.all(running)),
  };
}

const RUNNING: CauseKnowledge = { cause: null, suspect: null, search: 'running', alike: null };
