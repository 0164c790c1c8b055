/** Tells other programs that a server of this program is listening. */
import type { Files } from '../../app/world/files.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';

/** Writes the URL to a file. Resolves with a problem if writing fails. */
export async function writeReadyFile(
  world: Pick<Files, 'createFile'>,
  path: string,
  url: string,
): Promise<Problem | null> {
  const file = await world.createFile(path, AbortSignal.timeout(10_000));
  if (isProblem(file)) return file;
  const failed = await file.write(Buffer.from(`${url}\n`));
  return failed ?? (await file.finish());
}
