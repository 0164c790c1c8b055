/** Large files that are read before anything can be signed: somebody is told how far it is, and can stop it. */
import { isProblem } from '../../bytes/problem.ts';
import type { ReadProgress, ReadWatch } from '../../http/body/progress.ts';
import { readingText } from '../../render/progress-text.ts';
import type { World } from '../world/world.ts';
import { progressLine } from './progress-line.ts';

/** Watched for as long as `use` takes; what is read later, while it is sent, is not. */
export async function watchedReading<Result>(
  world: World,
  watch: ReadWatch,
  use: (world: World) => Promise<Result>,
): Promise<Result> {
  let watching: ReadWatch | null = watch;
  const openBody: World['openBody'] = async (path, isHashed) => {
    const body = await world.openBody(path, isHashed, watching);
    return isProblem(body) ? body : { ...body, open: () => body.open(watching) };
  };
  try {
    return await use({ ...world, openBody });
  } finally {
    watching = null;
  }
}

/** The same, told by a line on the terminal. `signal` stops it; `null` where nothing but the end of the process does. */
export async function shownReading<Result>(
  world: World,
  signal: AbortSignal | null,
  use: (world: World) => Promise<Result>,
): Promise<Result> {
  const line = progressLine<ReadProgress>(world, (reports) => `Hashing the body… ${readingText(reports)}`);
  try {
    return await watchedReading(world, { signal, onProgress: (progress) => line?.onProgress(progress) }, use);
  } finally {
    line?.end();
  }
}
