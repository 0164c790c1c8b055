/** Writes what a form of output has made to a file, as a whole or not at all, or to standard output. */
import { arrayFromOctets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { OutputContent } from '../../outputs/form.ts';
import { printable } from '../../views/characters/visible.ts';
import { INCOMPLETE_OUTPUT } from '../options/command.ts';
import type { FileReaders, Files } from '../world/files.ts';
import type { Terminal } from '../world/terminal.ts';

/** The number of milliseconds to wait for the reader of a FIFO. */
const PATIENCE = 10_000;

/** Masks the secrets that came in. Bytes are not text, so what writes them has left out the secrets. */
export const maskedContent = ({ masked }: Pick<Terminal, 'masked'>, content: OutputContent): OutputContent =>
  typeof content === 'string' ? masked(content) : content;

/** Returns the bytes to write: a text is written in UTF-8. */
export const bytesOf = (content: OutputContent): Uint8Array =>
  typeof content === 'string' ? arrayFromOctets(octetsFromText(content)) : content;

/** Writes a file, which keeps its old content until the new content is complete. */
export async function writeWhole(
  { createFile }: Pick<Files, 'createFile'>,
  path: string,
  bytes: Uint8Array,
  readers: FileReaders = 'everyone',
): Promise<Problem | null> {
  const file = await createFile(path, AbortSignal.timeout(PATIENCE), readers);
  if (isProblem(file)) return file;
  const failed = (await file.write(bytes)) ?? (await file.finish());
  if (!failed) return null;
  await file.abandon();
  return { ...failed, code: INCOMPLETE_OUTPUT };
}

/** Writes to a file, and reports on standard error what is written. `-` is standard output. */
export async function writeOutput(
  world: Pick<Files, 'createFile'> & Terminal,
  path: string,
  unmasked: OutputContent,
  readers: FileReaders = 'everyone',
): Promise<Problem | null> {
  const content = maskedContent(world, unmasked);
  const bytes = bytesOf(content);
  if (path !== '-') {
    const failed = await writeWhole(world, path, bytes, readers);
    if (!failed) world.errors(`sigv4: ${printable(path)} is written, ${bytes.length} bytes.\n`);
    return failed;
  }
  if (typeof content === 'string') world.output(content);
  else await world.outputBytes(bytes);
  return null;
}

/** Finds a name that no file has, so that nothing is overwritten: `NAME.ENDING`, `NAME-2.ENDING`, and so on. */
export async function freePath({ readFile }: Pick<Files, 'readFile'>, name: string, ending: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = `${name}${number === 1 ? '' : `-${number}`}.${ending}`;
    if (isProblem(await readFile(path))) return path;
  }
}
