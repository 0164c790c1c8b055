// Packs the scripts of the page of a walk into one file. Most of what they are made of is in chunks of the program too, with other short
// names. So they are compressed as what comes after these chunks, and the chunks are left out: `src/cli/files/page-scripts.ts`
// puts them back. The file has a line of JSON, which says where the scripts are, and a stream of Brotli without its chunks.
import { once } from 'node:events';
import { brotliDecompressSync, constants, createBrotliCompress } from 'node:zlib';

/**
 * Resolves with the file. `chunks` are the bytes of chunks by their names, and `script` the PageScript.
 * Throws if the file does not give the scripts again.
 */
export async function packedPages(chunks, { first, later }) {
  const before = Buffer.concat([MARKS, ...chunks.values()]);
  const after = Buffer.concat([BRIDGE, Buffer.from(first), Buffer.from(later)]);
  const [head, stream] = [headOfBlock(before.length), await compressedAfter(before, after)];
  if (
    !brotliDecompressSync(Buffer.concat([head, before, stream]))
      .subarray(before.length)
      .equals(after)
  )
    throw new Error('The packed scripts of pages cannot be read again.');
  const from = before.length + BRIDGE.length;
  const between = from + Buffer.byteLength(first);
  const line = {
    chunks: [...chunks.keys()],
    opening: head.length + MARKS.length,
    first: [from, between],
    later: [between, between + Buffer.byteLength(later)],
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(line)}\n`), head, MARKS, stream]);
}

/**
 * Bytes that no text in UTF-8 has in this order, before the chunks, and parts of them after the chunks. A block of Brotli can
 * repeat the last four distances of the blocks before it, and a block that is not compressed has none. Each of the four parts
 * is at a distance that no text has, and that is not close to another one: after them, both have the same four.
 */
const MARKS = Buffer.from(Array.from({ length: 128 }, (_, at) => 128 + at));
const BRIDGE = Buffer.concat([2, 0, 3, 1].map((part) => MARKS.subarray(32 * part).subarray(0, 32)));

const WINDOW_BITS = 22;

/**
 * Returns the first bytes of a stream of Brotli: the window, and the head of a block that is not compressed and has this many
 * bytes, at most 16 MiB (RFC 7932, sections 9.1 and 9.2).
 */
function headOfBlock(length) {
  const window = 1 | ((WINDOW_BITS - 17) << 1);
  const digits = Math.max(4, (length - 1).toString(16).length);
  const bits = window | ((digits - 4) << 5) | ((length - 1) << 7) | (1 << (7 + 4 * digits));
  const head = Buffer.alloc(4);
  head.writeInt32LE(bits);
  return head.subarray(0, Math.ceil(1 + digits / 2));
}

/** Resolves with what a stream that compresses both texts has for the second one. */
async function compressedAfter(before, text) {
  const compressor = createBrotliCompress({
    // One level below the highest: 3% more bytes, in less than half of the time.
    params: { [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS, [constants.BROTLI_PARAM_QUALITY]: 10 },
  });
  const pieces = [];
  compressor.on('data', (piece) => pieces.push(piece));
  await new Promise((resolve) => compressor.write(before, () => compressor.flush(resolve)));
  const length = Buffer.concat(pieces).length;
  compressor.end(text);
  await once(compressor, 'end');
  return Buffer.concat(pieces).subarray(length);
}
