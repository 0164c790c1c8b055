/** Measuring several contestants by turns, and what to say of the results. */

export interface Contestant {
  readonly name: string;
  /** One run, and what it measured. */
  readonly run: () => Promise<number>;
}

export interface Measured {
  readonly name: string;
  /** One a round. */
  readonly samples: readonly number[];
}

/**
 * Runs each contestant once a round, in turn, so that what the machine does meanwhile meets all of them alike; each round
 * begins with the next one. One round before them does not count: it fills the caches of the system.
 */
export async function byTurns(contestants: readonly Contestant[], rounds: number): Promise<Measured[]> {
  const samples = contestants.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (turn + Math.max(round, 0)) % contestants.length;
      const sample = await contestants[index]?.run();
      if (round >= 0 && sample !== undefined) samples[index]?.push(sample);
    }
  }
  return contestants.map(({ name }, index) => ({ name, samples: samples[index] ?? [] }));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** Makes a table for people: the first two columns to the left, all others to the right. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    widths
      .map((width, index) => (index < 2 ? (cells[index] ?? '').padEnd(width) : (cells[index] ?? '').padStart(width)))
      .join('  ')
      .trimEnd();
  return `${[line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')}\n`;
}
