/** Reads the scripts of the page of a walk, which are built beside the program. */
import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import type { PageScript } from '../../outputs/page-script.ts';

/** The line at the head of the file (`scripts/packed-pages.mjs`). */
interface Head {
  /** The chunks of the program that are left out of the stream. */
  readonly chunks: readonly string[];
  /** The number of bytes of the stream before the chunks. */
  readonly opening: number;
  readonly first: Place;
  readonly later: Place;
}

/** Where a script begins and ends in the bytes of the whole stream. */
type Place = readonly [from: number, to: number];

/**
 * Reads the scripts. `folder` is the folder of the built program, whose chunks have most of the code of pages: the
 * stream is whole with them. Rejects with a sentence if this program is damaged.
 */
export async function readPageScript(folder: URL): Promise<PageScript> {
  try {
    return await scriptIn(folder);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`A file of this program is missing or changed (${why}). Install it again.`, { cause });
  }
}

async function scriptIn(folder: URL): Promise<PageScript> {
  const packed = await readFile(new URL('pages.br', folder));
  const end = packed.indexOf('\n');
  const { chunks, opening, first, later }: Head = JSON.parse(packed.toString('latin1', 0, end));
  const stream = packed.subarray(end + 1);
  const leftOut = await Promise.all(chunks.map((chunk) => readFile(new URL(chunk, folder))));
  const whole = Buffer.concat([stream.subarray(0, opening), ...leftOut, stream.subarray(opening)]);
  const texts = brotliDecompressSync(whole);
  return { first: texts.toString('utf8', ...first), later: texts.toString('utf8', ...later) };
}
