/** Names the mistake of reading the clock where the line of the question says the time. Only the grader knows when that was. */
import { octetsFromText } from '../../bytes/octets.ts';
import { CAUSES } from '../../causes/table.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import type { Candidate } from './candidates.ts';

/** The time during which a program was asked. */
export interface AskedDuring {
  readonly from: Date;
  readonly to: Date;
}

const SECOND = 1_000;
/** The maximum number of seconds that are tried. Each takes about as long as one signature. */
const MOST_SECONDS = 300;

/** Returns the mistakes of a program that was asked during this time, and signed with the time on its clock. */
export function clockMistakes({ from, to }: AskedDuring): Candidate[] {
  const first = Math.floor(from.getTime() / SECOND) - 1;
  const last = Math.min(Math.ceil(to.getTime() / SECOND) + 1, first + MOST_SECONDS);
  const times = Array.from({ length: last - first + 1 }, (_, at) =>
    octetsFromText(writeTimestamp(new Date((first + at) * SECOND))),
  );
  return CAUSES.flatMap((cause) => (cause.byOwnClock ? [{ cause, mutation: cause.byOwnClock(times) }] : []));
}
