/** All facts about a request that has not been sent yet. */

import { comparedFacts } from '../../../src/app/walks/planned-walk.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';

type WalkSubject = Parameters<typeof comparedFacts>[1];

export const walkFacts = (world: CommandWorld, subject: WalkSubject) => comparedFacts(world, subject);
