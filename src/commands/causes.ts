/** Defines the command `sigv4 causes`, a reference of the causes that `sigv4 diagnose` knows. */

import { command, DONE } from '../app/options/command.ts';
import { nearestNames } from '../app/options/nearest.ts';
import { outputOptions } from '../app/outputs/output-options.ts';
import { type OutputWorld, writeResult } from '../app/outputs/write-result.ts';
import { joined } from '../bytes/joined.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { CAUSES } from '../causes/table.ts';

const IDS = CAUSES.map(({ id }) => id);

export const causes = command({
  operands: [['[id]', 'a cause, such as host-rewritten-by-proxy; without it, all causes by stage', () => IDS]],
  options: outputOptions('causes'),
  examples: {
    'sigv4 causes': 'all causes, by the stage at which they occur',
    'sigv4 causes host-rewritten-by-proxy': 'its sign, its fixes with the line to paste, and public threads',
    "sigv4 causes --json | jq -r '.causes[].id'": 'for programs',
  },
  format: {
    '"causes": [{"id", "stage", "says", "sign", "fix", "lines", "variants", "lesson", "sources"}]':
      'output of --json; sign: how to recognize the cause; lines: what to write into which client or proxy, as program, kind, line, and source, the page that documents it; variants: how it happens, as variant, says, and fix?; lesson: for sigv4 learn',
  },
  run: async (world: OutputWorld, options, [id]) => {
    const chosen = CAUSES.filter((cause) => id === undefined || cause.id === id);
    if (chosen.length === 0) return unknownCause(id ?? '');
    return writeResult(world, options, { kind: 'causes', causes: chosen }, DONE);
  },
});

function unknownCause(id: string): Problem {
  const nearest = nearestNames(id, IDS);
  return problem(
    'id',
    `There is no cause ${quotedOperand(id)}.`,
    nearest.length === 0 ? 'Leave it out for the list of all causes.' : `Did you mean ${joined(nearest, 'or')}?`,
  );
}
