/** Defines the bytes of an object, which are in memory or in a file of their own. */
import { arrayFromOctets, type Octets, octetsFromArray } from '../../bytes/octets.ts';

export interface Content {
  readonly length: number;
  /** The number of these bytes that are in memory. */
  readonly inMemory: number;
  /** Returns bytes `start` to `end` (exclusive). */
  read(start: number, end: number): Uint8Array;
  /** Keeps the bytes readable even if they are removed, until the returned function is called. */
  hold(): () => void;
  /** Removes the bytes, and their file. Only the owner may call this, once. */
  remove(): void;
}

/** Creates content in memory. */
export function inMemory(bytes: Octets | Uint8Array): Content {
  const array = typeof bytes === 'string' ? arrayFromOctets(bytes) : bytes;
  return {
    length: array.length,
    inMemory: array.length,
    read: (start, end) => array.subarray(start, end),
    hold: () => () => undefined,
    remove: () => undefined,
  };
}

/** Concatenates contents without copying them. The result takes the place of their owners. */
export function joined(contents: readonly Content[]): Content {
  const [only, ...others] = contents;
  if (only && others.length === 0) return only;
  const starts: number[] = [];
  let length = 0;
  for (const content of contents) {
    starts.push(length);
    length += content.length;
  }
  const parts = contents.map((content, index) => ({ content, start: starts[index] ?? 0 }));
  return {
    length,
    inMemory: contents.reduce((sum, content) => sum + content.inMemory, 0),
    read(start, end) {
      const pieces = parts
        .filter((part) => part.start < end && part.start + part.content.length > start)
        .map((part) =>
          part.content.read(Math.max(start - part.start, 0), Math.min(end - part.start, part.content.length)),
        );
      const [piece] = pieces;
      return piece && pieces.length === 1 ? piece : Buffer.concat(pieces);
    },
    hold() {
      const releases = contents.map((content) => content.hold());
      return () => releases.forEach((release) => void release());
    },
    remove: () => contents.forEach((content) => void content.remove()),
  };
}

/** Returns all bytes of some content. Use this function only for content that is known to be short. */
export function octetsOf(content: Content): Octets {
  return octetsFromArray(content.read(0, content.length));
}

/** The number of bytes that are read at a time, so that large content is never completely in memory. */
const SLICE = 262_144;

/** Reads content from `start` to `end` in slices. */
export function* slicesOf(content: Content, start = 0, end = content.length): Generator<Uint8Array> {
  for (let at = start; at < end; at += SLICE) yield content.read(at, Math.min(at + SLICE, end));
}
