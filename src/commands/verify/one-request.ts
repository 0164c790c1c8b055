/** Verifies one request and shows the result as text, as JSON, or step by step. */

import { ANSWER_IS_NO, DONE, type Exit } from '../../app/options/command.ts';
import type { ValuesOf } from '../../app/options/option-values.ts';
import { readScreenChoice, type SCREEN_OPTIONS } from '../../app/options/screen-options.ts';
import type { OutputValues } from '../../app/outputs/output-options.ts';
import { isDrawn, type OutputWorld, writeResult } from '../../app/outputs/write-result.ts';
import { diagnosisChoice } from '../../app/pastes/paste-page.ts';
import {
  knowingKeys,
  type VerifyChoices,
  type VerifySettings,
  withAskedSecret,
} from '../../app/settings/verify-settings.ts';
import type { WalkSession } from '../../app/walks/shown-walk.ts';
import {
  type Verification,
  verification,
  verificationFacts,
  verificationWalk,
} from '../../app/walks/verification-walk.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { type Verdict, verdictOfProblem } from '../../verification/verdict.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import type { Result } from '../../views/results.ts';
import type { ReportedRequest } from '../../views/verification/verification-view.ts';

/** What is known for verifying, and what the user wants to see of it. */
export interface VerifyOrder extends VerifySettings {
  readonly options: VerifyChoices &
    ValuesOf<typeof SCREEN_OPTIONS> &
    OutputValues & { readonly walk?: true | undefined; readonly entry?: number | undefined };
}

/** Verifies a request and resolves with the exit code. Asks for the secret at the terminal if the secret is unknown. */
export async function verifyOne(
  world: World<WalkSession>,
  settings: VerifyOrder,
  request: ClientRequest,
): Promise<Exit> {
  const keyId = accessKeyIdOf(request);
  const found = await knowingKeys(settings, [keyId]);
  if (isProblem(found)) return found;
  const asked = keyId === null ? found : await withAskedSecret(world, found, keyId);
  if (isProblem(asked)) return asked;
  const verified = verification(asked, request);
  if (asked.options.walk) return walkThrough(world, asked, verified);
  const facts = () => verificationFacts(verified.reported, request, verified.hidden);
  return writeReport(world, asked, { kind: 'verification', ...verified, facts });
}

/** Walks through a verification, on the screen or, without a screen, as text. */
async function walkThrough(world: World<WalkSession>, settings: VerifyOrder, verified: Verification): Promise<number> {
  const { options } = settings;
  const walk = verificationWalk(verified, diagnosisChoice(world, options));
  if (walk === null) return printReport(world, settings, verified.reported);
  const exitCode = exitCodeOf(verified.reported.verdict);
  if (world.screen) return (await world.screen.show({ kind: 'walk', walk }, readScreenChoice(options))) || exitCode;
  const { pagesText } = await import('../../outputs/plain/walk-text.ts');
  world.output(pagesText(walk.facts, isDrawn(world, options)));
  return exitCode;
}

/** Reports an input that looks like a request but cannot be read as a request. Returns the exit code. */
export function verifyBroken(world: OutputWorld, settings: VerifyOrder, found: Problem): Promise<number> {
  return printReport(world, settings, withoutClaim(verdictOfProblem(found), []));
}

/** Creates the report for an input without a readable claim. */
export function withoutClaim(verdict: Verdict, remarks: readonly string[]): ReportedRequest {
  return {
    verdict,
    comparisons: [],
    notices: [],
    remarks,
    isBodyKnown: false,
    claim: null,
    trace: null,
    secretSource: null,
  };
}

/** Writes a report about an input that is not a request with a signature. Resolves with the exit code. */
export const printReport = (world: OutputWorld, settings: VerifyOrder, reported: ReportedRequest): Promise<number> =>
  writeReport(world, settings, { kind: 'verification', reported, verified: null, facts: () => null });

const writeReport = (world: OutputWorld, { options }: VerifyOrder, result: Result<'verification'>): Promise<number> =>
  writeResult(world, options, result, exitCodeOf(result.reported.verdict));

const exitCodeOf = ({ kind }: Verdict): number => (kind === 'match' ? DONE : ANSWER_IS_NO);
