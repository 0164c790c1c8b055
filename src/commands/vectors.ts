/** `sigv4 vectors`: run every published vector in this very build. */
import { vectorsJson, vectorsText } from '../render/vectors.ts';
import { countVectors, runGroup } from '../vectors/run.ts';
import { readVectors } from '../vectors/vector.ts';
import { ANSWER_IS_NO, type Command, DONE } from './command.ts';

export const vectors: Command = {
  name: 'vectors',
  says: 'Run the published signing vectors and compare every value on the way.',
  options: [{ flags: '--json', says: 'every check as JSON' }],
  examples: [
    ['sigv4 vectors', 'how many agree, by group and stage, and the first stage that differs'],
    ['sigv4 vectors --json', 'every value that was compared'],
  ],
  run: async (world, options) => {
    const groups = readVectors(world.fixtures).map(runGroup);
    world.output(options.json ? vectorsJson(groups) : vectorsText(groups));
    const { passed, total } = countVectors(groups);
    return passed === total ? DONE : ANSWER_IS_NO;
  },
};
