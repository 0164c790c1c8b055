/** Defines the command `sigv4 dialects`, which compares Signature Version 4 with its siblings. */
import { COMPARABLE, COMPARED_DIALECTS, exampleTrace } from '../app/example/dialect-traces.ts';
import { command, DONE } from '../app/options/command.ts';
import { nearestNames } from '../app/options/nearest.ts';
import { outputOptions } from '../app/outputs/output-options.ts';
import { type OutputWorld, writeResult } from '../app/outputs/write-result.ts';
import { joined } from '../bytes/joined.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import type { Results } from '../views/results.ts';

const IDS = COMPARABLE.map(({ id }) => id);

export const dialects = command({
  operands: [
    ['[one]', 'a dialect, such as oss4; without it, what differs between all of them', () => IDS],
    ['[other]', 'another one, to sign the same request with both; the default is sigv4', () => IDS],
  ],
  options: outputOptions('dialects'),
  examples: {
    'sigv4 dialects': 'what differs between Signature Version 4 and its siblings, row by row',
    'sigv4 dialects oss4': 'the same request for S3 and for OSS, with the bytes that differ',
    'sigv4 dialects goog4 tos4': 'the same request for Cloud Storage and for TOS',
  },
  run: async (world: OutputWorld, options, [one, other = IDS[0] ?? '']) => {
    const compared = one === undefined ? null : comparedWith(other, one);
    if (isProblem(compared)) return compared;
    return writeResult(world, options, { kind: 'dialects', dialects: COMPARED_DIALECTS, compared }, DONE);
  },
});

function comparedWith(first: string, second: string): Results['dialects']['compared'] | Problem {
  const [one, other] = [first, second].map((id) => COMPARABLE.find((algorithm) => algorithm.id === id));
  if (!one || !other) return unknown(one ? second : first);
  return [exampleTrace(one), exampleTrace(other)];
}

function unknown(id: string): Problem {
  const nearest = nearestNames(id, IDS);
  return problem(
    'id',
    `${quotedOperand(id)} is not a dialect that can be compared.`,
    nearest.length === 0 ? 'Run "sigv4 dialects" for the list.' : `Did you mean ${joined(nearest, 'or')}?`,
  );
}
