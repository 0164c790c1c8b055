/** All facts about a request that has not been sent yet. */

import { comparedFacts, factsCompleter } from '../../../src/app/walks/walk-facts.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';

type WalkSubject = Parameters<typeof comparedFacts>[1];

export const walkFacts = (world: CommandWorld, subject: WalkSubject) =>
  factsCompleter(world, subject, comparedFacts(world, subject))();
