/** Splits a stream of bytes into lines. Lines that are too long are discarded. */
import { type GrowingBuffer, growingBuffer } from '../../http/body/memory.ts';

/** A line, not including its LF, or `too-long` for a line that was discarded. */
export type InputLine = Uint8Array | 'too-long';

export interface LineSplitter {
  /** Returns the lines that end in this piece. The lines may share memory with the piece. */
  take(piece: Uint8Array): InputLine[];
  /** Returns the last line if that line does not end with LF. */
  end(): InputLine[];
}

const LF = 0x0a;

/** Creates a splitter for lines of at most `longest` bytes. */
export function lineSplitter(longest: number): LineSplitter {
  let begun: GrowingBuffer | 'too-long' | null = null;

  const keep = (part: Uint8Array): void => {
    if (begun === 'too-long') return;
    const buffer = begun ?? growingBuffer(longest);
    if (buffer.length() + part.length > longest) {
      begun = 'too-long';
    } else {
      buffer.add(part);
      begun = buffer;
    }
  };
  const finish = (part: Uint8Array): InputLine => {
    if (begun === null) return part.length > longest ? 'too-long' : part;
    keep(part);
    const line = begun === 'too-long' ? begun : begun.array();
    begun = null;
    return line;
  };
  return {
    take(piece) {
      const lines: InputLine[] = [];
      let start = 0;
      for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, start)) {
        lines.push(finish(piece.subarray(start, end)));
        start = end + 1;
      }
      if (start < piece.length) keep(piece.subarray(start));
      return lines;
    },
    end: () => (begun === null ? [] : [finish(new Uint8Array(0))]),
  };
}
