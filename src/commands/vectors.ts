/** Defines the command `sigv4 vectors`, which runs all published vectors. */

import { ANSWER_IS_NO, command, DONE } from '../app/options/command.ts';
import { outputOptions } from '../app/outputs/output-options.ts';
import { type OutputWorld, writeResult } from '../app/outputs/write-result.ts';
import type { Files } from '../app/world/files.ts';
import type { CourseFiles } from '../app/world/world.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { reasonOf } from '../bytes/system-errors.ts';
import { readOriginalLayout } from '../vectors/original-layout.ts';
import { countVectors, runGroup } from '../vectors/run.ts';
import { readVectors, type VectorGroup } from '../vectors/vector.ts';

export const vectors = command({
  operands: [['[folder]', "AWS's signing test suite in its original layout, instead of those in this program"]],
  options: outputOptions('vectors'),
  examples: {
    'sigv4 vectors': 'how many agree, by group and stage, and the first stage that differs',
    'sigv4 vectors --json': 'every value that was compared',
    'sigv4 vectors aws-c-auth/tests/aws-signing-test-suite': "AWS's own files, or only the folder v4 or v4a",
  },
  run: async (world: OutputWorld & Files & CourseFiles, options, [folder]) => {
    const found = folder === undefined ? readVectors(world.fixtures) : readFolder(world, folder);
    if (isProblem(found)) return found;
    const groups = found.map(runGroup);
    const { passed, total } = countVectors(groups);
    return writeResult(world, options, { kind: 'vectors', groups }, passed === total ? DONE : ANSWER_IS_NO);
  },
});

function readFolder(world: Files, folder: string): VectorGroup[] | Problem {
  try {
    return readOriginalLayout(world.filesIn(folder), folder);
  } catch (error) {
    return problem(
      'folder',
      `${quotedOperand(folder)} cannot be read: ${reasonOf(error)}.`,
      'Give a folder of the suite.',
    );
  }
}
