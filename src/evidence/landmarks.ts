/** Finds where something new begins in a text, such as a head, a command, a label, or a server's response. */
import type { Octets } from '../bytes/octets.ts';

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

/** Matches what comes directly before a text that is part of a server's error: a tag, a name, or the end of a sentence. */
const IN_ERROR =
  /(?:>|&(?:amp;)*gt;|\\u003[eE]|%3[eE]|(?:CanonicalRequest|StringToSign)\\*["']\]?[ \t]*(?::|=>?)|should have been)(?:[\t-\r '"\\]|\\[rn])*$/;

/** The maximum length of a label, and of the lines before it that belong to it, in bytes. */
const LONGEST = 200;

/**
 * Returns the beginnings of the heads and commands, and of the entries that contain the texts. A text that is part of an error begins
 * nothing, because the error goes on after it.
 */
export function landmarksIn(octets: Octets, heads: readonly Place[], texts: readonly Place[]): Landmarks {
  const entries = texts.flatMap(({ start }) => {
    const before = octets.slice(Math.max(0, start - LONGEST), start);
    if (IN_ERROR.test(before)) return [];
    const paragraph = /\r?\n[ \t]*\r?\n(?!.*\n[ \t]*\r?\n)/s.exec(before);
    const line = before.lastIndexOf('\n') + 1;
    return [{ start: start - before.length + (paragraph ? paragraph.index + paragraph[0].length : line) }];
  });
  return new Landmarks([...heads, ...entries], octets.length);
}
