/** Finds where something new begins in a text, such as a head, a label, or a server's response. */

export interface Place {
  readonly start: number;
}

/** Places in a text, in order. */
export class Landmarks {
  private readonly starts: readonly number[];
  private readonly length: number;

  /** `length` is the length of the text. */
  constructor(places: readonly Place[], length: number) {
    this.starts = places.map(({ start }) => start).sort((one, other) => one - other);
    this.length = length;
  }

  /** Returns the first landmark after an offset, or the length of the text if there is no such landmark. */
  after(at: number): number {
    return this.starts.find((start) => start > at) ?? this.length;
  }

  /** Returns the last landmark at or before an offset, or 0 if there is no such landmark. */
  before(at: number): number {
    return this.starts.findLast((start) => start <= at) ?? 0;
  }

  /** Returns these landmarks and others. */
  with(places: readonly Place[]): Landmarks {
    return new Landmarks([...this.starts.map((start) => ({ start })), ...places], this.length);
  }
}
