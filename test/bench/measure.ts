/** Measuring several contestants by turns, and what to say of the results. */

export interface Contestant<Sample> {
  readonly name: string;
  /** One run. */
  readonly run: () => Promise<Sample>;
}

export interface Measured<Sample> {
  readonly name: string;
  /** One a round. */
  readonly samples: readonly Sample[];
}

/**
 * Runs each contestant once a round, in turn, so that what the machine does meanwhile meets all of them alike; each
 * round begins with the next one. One round before them does not count: it fills the caches of the system. `uncounted`
 * is 0 for contestants that do that themselves.
 */
export async function byTurns<Sample>(
  contestants: readonly Contestant<Sample>[],
  rounds: number,
  uncounted: 0 | 1 = 1,
): Promise<Measured<Sample>[]> {
  const samples = contestants.map((): Sample[] => []);
  for (let round = -uncounted; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (turn + Math.max(round, 0)) % contestants.length;
      const sample = await contestants[index]?.run();
      if (round >= 0 && sample !== undefined) samples[index]?.push(sample);
    }
  }
  return contestants.map(({ name }, index) => ({ name, samples: samples[index] ?? [] }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** The least of the values that so many per cent of them do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(Math.ceil((sorted.length * percent) / 100) - 1, 0)] ?? Number.NaN;
}

/**
 * The milliseconds of CPU time that this thread has taken. Unlike the time of day, they are those of the code alone on a
 * machine that is busy otherwise.
 */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Three columns: median, least, most. */
export function spread(values: readonly number[], digits: number): string[] {
  return [median(values), Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits));
}
