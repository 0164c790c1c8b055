/** Verifies one request and shows the result as text, as JSON, or step by step. */

import { verificationCase } from '../../app/cases/make-case.ts';
import { sharedVerification } from '../../app/exports/shared-report.ts';
import { ANSWER_IS_NO, complain, DONE, INTERRUPTED } from '../../app/options/command.ts';
import { diagnosisChoice } from '../../app/pastes/paste-page.ts';
import { knowingKeys, type VerifySettings, withAskedSecret } from '../../app/settings/verify-settings.ts';
import type { WalkSession } from '../../app/walks/shown-walk.ts';
import { report, secretsToHide, verificationFacts } from '../../app/walks/verification-facts.ts';
import { verificationWalk } from '../../app/walks/verification-walk.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import type { World } from '../../app/world/world.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { jsonText } from '../../outputs/json/json-text.ts';
import { verificationJson } from '../../outputs/json/verification-json.ts';
import { plainBlocks, plainPage } from '../../outputs/plain.ts';
import { printable } from '../../pages/characters/visible.ts';
import { prose, words } from '../../pages/page.ts';
import {
  explainedRuns,
  type ReportedRequest,
  verificationReport,
} from '../../pages/verification/verification-report.ts';
import { walkPages } from '../../pages/walk-pages.ts';
import { type Verdict, verdictInWords, verdictOfProblem } from '../../verification/verdict.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { writeCase } from '../case.ts';
import { share } from '../share.ts';
import { writeHtml } from '../write-output.ts';

/** Verifies a request and resolves with the exit code. Asks for the secret at the terminal if the secret is unknown. */
export async function verifyOne(
  world: World<WalkSession>,
  settings: VerifySettings,
  request: ClientRequest,
): Promise<number> {
  const keyId = accessKeyIdOf(request);
  if (keyId === null) return showOne(world, settings, request, null);
  const found = await knowingKeys(settings, [keyId]);
  if (isProblem(found)) return complain(world, found);
  const asked = await withAskedSecret(world, found, keyId);
  if (isProblem(asked)) return complain(world, asked, INTERRUPTED);
  return showOne(world, asked, request, keyId);
}

async function showOne(
  world: World<WalkSession>,
  settings: VerifySettings,
  request: ClientRequest,
  keyId: Octets | null,
): Promise<number> {
  const reported = report(settings, request, keyId);
  const { html, share: isShared, reveal, case: path } = settings.options;
  if (isShared || reveal !== undefined)
    return share(
      world,
      settings.options,
      sharedVerification(reported, request, settings.secrets),
      exitCodeOf(reported.verdict),
    );
  if (typeof path === 'string')
    return writeCase(
      world,
      settings.options,
      verificationCase(reported, request, settings),
      exitCodeOf(reported.verdict),
    );
  if (typeof html === 'string') return writeVerification(world, html, settings, reported, request);
  if (settings.output === 'walk') return showWalk(world, settings, reported, request);
  return printReport(world, settings, reported);
}

/** Reports an input that looks like a request but cannot be read as a request. Returns the exit code. */
export function verifyBroken(world: Terminal, settings: VerifySettings, found: Problem): number {
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

/**
 * Prints a report and returns the exit code. In text, the first line contains only the verdict. If that line scrolls off
 * the terminal, the last line repeats it.
 */
export function printReport(
  world: Terminal,
  { output }: Pick<VerifySettings, 'output'>,
  reported: ReportedRequest,
): number {
  if (output === 'json') world.output(jsonText(verificationJson(reported)));
  else {
    const blocks = plainBlocks(verificationReport(reported), world.outputWidth);
    const verdict = printable(verdictInWords(reported.verdict));
    const text = `${verdict}\n${blocks}`;
    // The prompt of the shell takes a row, too, which is the last part of the split text.
    const isScrolled = text.split('\n').length > world.outputHeight;
    world.output(isScrolled ? `${text}\n${lastLines(verdict, reported, world.outputWidth)}` : text);
  }
  return exitCodeOf(reported.verdict);
}

/** Repeats the verdict with its explanation, because both have scrolled off the terminal. */
function lastLines(says: string, { verdict, comparisons, notices, claim }: ReportedRequest, width: number): string {
  const explained = explainedRuns(verdict, { comparisons, notices, scheme: claim?.scheme ?? null });
  return plainBlocks([prose(words(`${says}: `), ...explained)], width);
}

const exitCodeOf = ({ kind }: Verdict): number => (kind === 'match' ? DONE : ANSWER_IS_NO);

async function writeVerification(
  world: World,
  path: string,
  settings: VerifySettings,
  reported: ReportedRequest,
  request: ClientRequest,
): Promise<number> {
  const facts = verificationFacts(reported, request, secretsToHide(settings));
  if (facts === null) return printReport(world, { output: 'text' }, reported);
  const failed = await writeHtml(world, path, facts);
  return failed ? complain(world, failed) : exitCodeOf(reported.verdict);
}

async function showWalk(
  world: World<WalkSession>,
  settings: VerifySettings,
  reported: ReportedRequest,
  request: ClientRequest,
): Promise<number> {
  const { screen, options, secrets, now } = settings;
  const facts = verificationFacts(reported, request, secretsToHide(settings));
  if (facts === null) return printReport(world, { output: 'text' }, reported);
  const subject = { request, secrets, now };
  const walk = world.screen && verificationWalk(reported, subject, diagnosisChoice(world, options));
  if (world.screen && walk) {
    return (await world.screen.show({ kind: 'walk', walk }, screen)) || exitCodeOf(reported.verdict);
  }
  const pages = walkPages(facts);
  world.output(pages.map((page, index) => plainPage(page, index + 1, pages.length)).join('\n'));
  return exitCodeOf(reported.verdict);
}
