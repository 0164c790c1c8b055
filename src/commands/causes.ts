/** Defines the command `sigv4 causes`, a reference of the causes that `sigv4 diagnose` knows. */

import { type Command, complain, DONE } from '../app/options/command.ts';
import { nearestNames } from '../app/options/nearest.ts';
import type { Terminal } from '../app/world/terminal.ts';
import { joined } from '../bytes/joined.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { CAUSES } from '../causes/table.ts';
import { causesJson } from '../outputs/json/causes-json.ts';
import { jsonText } from '../outputs/json/json-text.ts';
import { plainBlocks } from '../outputs/plain.ts';
import { causeBlocks, causeListBlocks } from '../pages/diagnosis/cause-reference.ts';

const IDS = CAUSES.map(({ id }) => id);

export const causes: Command<Terminal> = {
  operands: [['[id]', 'a cause, such as host-rewritten-by-proxy; without it, all causes by stage', () => IDS]],
  options: [{ flags: '--json', says: 'the same as JSON' }],
  examples: [
    ['sigv4 causes', 'all causes, by the stage at which they occur'],
    ['sigv4 causes host-rewritten-by-proxy', 'its sign, its fixes with the line to paste, and public threads'],
    ["sigv4 causes --json | jq -r '.causes[].id'", 'for programs'],
  ],
  format: [
    [
      '"causes": [{"id", "stage", "says", "sign", "fix", "lines", "variants", "lesson", "sources"}]',
      'output of --json; sign: how to recognize the cause; lines: what to write into which client or proxy, as program, kind, line, and source, the page that documents it; variants: how it happens, as variant, says, and fix?; lesson: for sigv4 learn',
    ],
  ],
  run: async (world, { json }, [id]) => {
    const chosen = CAUSES.filter((cause) => id === undefined || cause.id === id);
    const [first] = chosen;
    if (!first) return complain(world, unknownCause(id ?? ''));
    const blocks = id === undefined ? causeListBlocks(chosen) : causeBlocks(first);
    world.output(json ? jsonText(causesJson(chosen)) : plainBlocks(blocks, world.outputWidth));
    return DONE;
  },
};

function unknownCause(id: string): Problem {
  const nearest = nearestNames(id, IDS);
  return problem(
    'id',
    `There is no cause ${quotedOperand(id)}.`,
    nearest.length === 0 ? 'Run "sigv4 causes" for the list.' : `Did you mean ${joined(nearest, 'or')}?`,
  );
}
