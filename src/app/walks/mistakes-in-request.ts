/** Makes each mistake that changes a request, one at a time, for a page that shows what a reader can try. */
import { isProblem } from '../../bytes/problem.ts';
import type { MadeMistake } from '../../views/breaks/break-preview.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { WalkBreaker } from './shown-walk.ts';

/** Returns what each mistake changes in a correct request. Empty if none can be made in it. */
export async function mistakesIn(breaker: WalkBreaker | null, right: WalkFacts): Promise<readonly MadeMistake[]> {
  const breaks = (await breaker?.breaks()) ?? [];
  if (isProblem(breaks)) return [];
  const made: MadeMistake[] = [];
  for (const shown of breaks) {
    const preview = await breaker?.preview(shown.id, right);
    if (preview && !isProblem(preview)) made.push({ shown, preview });
  }
  return made;
}
