/** Defines the bytes of an object, which are in memory or in files. */
import { arrayFromOctets, type Octets, octetsFromArray } from '../../bytes/octets.ts';

export interface Content {
  readonly length: number;
  /** The number of these bytes that are in memory. */
  readonly inMemory: number;
  /** Returns bytes `start` to `end` (exclusive). */
  read(start: number, end: number): Uint8Array;
  /** Adds an owner. */
  retain(): void;
  /** Removes an owner. The bytes must not be read after the last owner has been removed. */
  release(): void;
  /** The names, in order, of the files that contain the bytes, if these files are kept. */
  readonly files: readonly string[];
}

/** Creates content in memory. */
export function inMemory(bytes: Octets | Uint8Array): Content {
  const array = typeof bytes === 'string' ? arrayFromOctets(bytes) : bytes;
  return {
    length: array.length,
    inMemory: array.length,
    read: (start, end) => array.subarray(start, end),
    retain: () => undefined,
    release: () => undefined,
    files: [],
  };
}

/** Concatenates contents without copying them. The result takes over the contents' owners. */
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
    retain: () => contents.forEach((content) => void content.retain()),
    release: () => contents.forEach((content) => void content.release()),
    files: contents.flatMap((content) => content.files),
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
