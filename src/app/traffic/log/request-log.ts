/**
 * Logs requests. The line of a request is written when it has been answered, and the cause of a refusal follows on a line
 * of its own when it has been found. A record for programs waits for the cause, but only for a short time.
 */
import type { CauseKnowledge } from '../../../views/traffic/traffic-entry.ts';
import type { Clock } from '../../world/world.ts';
import { type CauseSearching, causeSearches, knownAtFirst } from '../cause-searches.ts';
import { causeMembers, laterCauseText } from './cause-lines.ts';
import {
  type AnsweredRequest,
  failedRequest,
  failureCause,
  type LoggedRequest,
  loggedUnexamined,
} from './unexamined.ts';

export interface RequestLog {
  /**
   * Logs a request that has been answered. `examined` examines it; if that fails, the line says that it could not be
   * examined.
   */
  readonly add: (request: AnsweredRequest, examined: () => LoggedRequest) => void;
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
  const write = (number: number, { searched, cause, suspect, name, line, members, membersOf }: LoggedRequest) => {
    const found = searched && searches.find(number, searched.exchange, searched.settings);
    const known = knownAtFirst({ cause, suspect }, found);
    writeText(line(number, known));
    if (found instanceof Promise) addLater(found, { number, name });
    const latestMembers = (latest: CauseKnowledge) =>
      membersOrFailure(() => ({ ...membersOf(latest), ...causeMembers(latest) }));
    records?.add(found ?? known, {
      record: (latest) => ({ ...members, ...latestMembers(latest), number }),
      later: (latest) => ({ causeOf: number, ...latestMembers(latest) }),
    });
  };
  return {
    add(request, examined) {
      count += 1;
      const number = count;
      try {
        write(number, examined());
      } catch (error) {
        write(number, loggedUnexamined(failedRequest(request, error)));
      }
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

/** Returns the members, or those of a failure. Records are written in order, so one that failed would hold back all others. */
function membersOrFailure(members: () => Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return members();
  } catch (error) {
    const cause = failureCause(error);
    return { stage: cause.stage, ...causeMembers({ cause, suspect: null, search: 'none', alike: null }) };
  }
}

const RUNNING: CauseKnowledge = { cause: null, suspect: null, search: 'running', alike: null };
