/** Opens a case, or the JSON of a walk: verifies or diagnoses it again, and shows the same pages, read-only. */

import { ANSWER_IS_NO, DONE, type Exit } from '../../app/options/command.ts';
import type { ValuesOf } from '../../app/options/option-values.ts';
import { readScreenChoice, type SCREEN_OPTIONS } from '../../app/options/screen-options.ts';
import { asksForPrint, type OutputValues } from '../../app/outputs/output-options.ts';
import { writeResult } from '../../app/outputs/write-result.ts';
import { diagnosisChoice } from '../../app/pastes/paste-page.ts';
import { secretFinder, secretsFor } from '../../app/settings/secrets.ts';
import { knowingKeys, readVerifySettings, type VerifyChoices } from '../../app/settings/verify-settings.ts';
import { diagnosisWalk } from '../../app/walks/diagnosis-walk.ts';
import type { ShownWalk, WalkSession } from '../../app/walks/shown-walk.ts';
import { verification, verificationWalk } from '../../app/walks/verification-walk.ts';
import type { World } from '../../app/world/world.ts';
import { given } from '../../bytes/bytes.ts';
import { fileSource } from '../../bytes/input.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { diagnose, isNamed } from '../../diagnosis/diagnosis.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import { type RequestHead, writeRequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { readMoment } from '../../sigv4/timestamp.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { expectationInWords, type SignatureCase } from '../../views/case/signature-case.ts';
import { printable } from '../../views/characters/visible.ts';
import type { Result } from '../../views/results.ts';

/** The values of the options that say how something stored is verified and shown. */
export type OpenValues = VerifyChoices & ValuesOf<typeof SCREEN_OPTIONS> & OutputValues;

interface Opened {
  readonly result: Result<'verification' | 'diagnosis'>;
  readonly walk: ShownWalk | null;
  readonly code: number;
}

/** Shows the case. Resolves with 0 if the signature is right, or if a cause is named. */
export async function openCase(
  world: World<WalkSession>,
  options: OpenValues,
  path: string,
  found: SignatureCase,
): Promise<Exit> {
  const opened =
    found.kind === 'diagnose'
      ? await reopenDiagnosis(world, options, path, found)
      : await reopenRequest(world, options, path, found);
  if (isProblem(opened)) return opened;
  const { result, walk, code } = opened;
  if (world.screen !== null && !asksForPrint(options) && walk !== null) {
    const shown = { ...walk, opensWith: noticeOf(found) };
    return (await world.screen.show({ kind: 'walk', walk: shown }, readScreenChoice(options))) || code;
  }
  world.output(
    caseLines(found)
      .map((line) => `${printable(line)}\n`)
      .join(''),
  );
  return writeResult(world, options, result, code);
}

/** Says what the case is, what was found when it was made, and its notes. */
function caseLines({ kind, madeBy, verdict, notes }: SignatureCase): string[] {
  const then = verdict.says === '' ? '' : `: ${verdict.says}`;
  return [`CASE  ${kind}, made by ${madeBy}${then}`, ...notes.map((note) => `Note: ${note}`)];
}

const noticeOf = (found: SignatureCase): string => caseLines(found).map(printable).join(' · ');

async function reopenRequest(
  world: World,
  options: OpenValues,
  path: string,
  found: SignatureCase,
): Promise<Opened | Problem> {
  if (found.request === null) return NOTHING_INSIDE;
  const read = await readVerifySettings(world, options);
  if (isProblem(read)) return read;
  const request: ClientRequest = {
    ...found.request,
    head: givenHead(found.request.head, path),
    unsaid: [],
    seenBy: 'client',
    bodyOffset: null,
    scheme: null,
    remarks: found.isMasked ? [MASKED] : [],
  };
  const known = await knowingKeys(read, [accessKeyIdOf(request)]);
  if (isProblem(known)) return known;
  // A masked request is not the one that was signed, so no secret can verify it.
  const settings = {
    ...known,
    secrets: found.isMasked ? [] : known.secrets,
    now: readMoment(found.at ?? '') ?? known.now,
  };
  const again = verification(settings, request);
  const { reported: first, verified } = again;
  const expectation = found.isMasked ? null : expectationInWords(found.expected, first.trace);
  const reported = expectation === null ? first : { ...first, remarks: [...first.remarks, expectation] };
  const walk = verificationWalk({ ...again, reported }, diagnosisChoice(world, options));
  return {
    result: { kind: 'verification', reported, verified, facts: () => walk?.facts ?? null },
    walk,
    code: reported.verdict.kind === 'match' ? DONE : ANSWER_IS_NO,
  };
}

/** Returns the head as bytes from the file, so that they have letters. One that cannot be read again has none. */
function givenHead(head: RequestHead, path: string): RequestHead {
  const read = readRequestHead(given(writeRequestHead(head).octets, { id: 'request', source: fileSource(path) }));
  return isProblem(read) ? head : read;
}

const MASKED =
  'The case masks secrets of the request, so its signature cannot be computed again: verify the original request with its token.';

async function reopenDiagnosis(
  world: World,
  options: OpenValues,
  path: string,
  found: SignatureCase,
): Promise<Opened | Problem> {
  const evidence = readEvidence(found.pieces.map((octets) => ({ octets, by: fileSource(path) })));
  if (isProblem(evidence)) return evidence;
  const secrets = await secretsFor(world, options, evidence);
  if (isProblem(secrets)) return secrets;
  const diagnosis = diagnose(evidence, secretFinder(secrets));
  const walk = diagnosisWalk(diagnosis, diagnosisChoice(world, options));
  return {
    result: { kind: 'diagnosis', diagnosis, facts: () => walk.facts },
    walk,
    code: isNamed(diagnosis) ? DONE : ANSWER_IS_NO,
  };
}

const NOTHING_INSIDE = problem('case', 'The case has no request.', 'Write it again with --case.');
