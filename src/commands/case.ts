/** Implements the option `--case` of walk, verify, and diagnose, and the part of `open` that opens a case. */
import { caseRequest, expectationsOf, type SignatureCase, scopeOfTrace } from '../app/cases/case.ts';
import { caseText } from '../app/cases/write-case.ts';
import { complain } from '../app/options/command.ts';
import { listOf, type OptionDefinition, type OptionValues } from '../app/options/option-values.ts';
import type { World } from '../app/world/world.ts';
import type { Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import type { RedactedTrace } from '../trace/redact.ts';
import { writeOutput } from './write-output.ts';

export const CASE_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--case <file>',
    says: 'a case that sigv4 open shows again, without secrets: request, scope, expected values, verdict, notes; - for standard output',
  },
  { flags: '--note <text>', says: 'with --case, a sentence to keep in it; may be repeated', repeats: true },
];

/** Returns what a case keeps of a trace. */
export const caseValues = (trace: RedactedTrace | null): Pick<SignatureCase, 'scope' | 'expected'> => ({
  scope: scopeOfTrace(trace),
  expected: expectationsOf(trace),
});

/** The parts of a case that each command knows. */
export interface CaseFacts extends Pick<SignatureCase, 'kind' | 'at' | 'scope' | 'expected' | 'verdict'> {
  readonly sent: { readonly head: Octets; readonly body: Octets | null } | null;
  readonly pieces: readonly Octets[];
  /** The secrets that are masked in the request. Those in the pieces are masked already. */
  readonly secrets: readonly Octets[];
}

/** Writes the case. Resolves with `exitCode`, or with the exit code of a problem. */
export async function writeCase(
  world: World,
  { case: path, note }: OptionValues,
  facts: CaseFacts,
  exitCode: number,
): Promise<number> {
  const { sent, secrets, kind, at, scope, expected, verdict, pieces } = facts;
  const request = sent && caseRequest(sent.head, sent.body, secrets);
  if (isProblem(request)) return complain(world, request);
  const text = caseText({
    kind,
    madeBy: `sigv4 ${world.version}`,
    at,
    request,
    pieces,
    isMasked: request?.isMasked ?? false,
    scope,
    expected,
    verdict,
    notes: listOf(note),
  });
  const failed = await writeOutput(world, String(path), text);
  return failed ? complain(world, failed) : exitCode;
}
