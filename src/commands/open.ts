/**
 * Defines the command `sigv4 open`, which shows a recorded exchange: the verification of the request, and the reason
 * why it was refused.
 */

import { readCase } from '../app/cases/read-case.ts';
import { ANSWER_IS_NO, type Command, complain, DONE } from '../app/options/command.ts';
import type { OptionValues } from '../app/options/option-values.ts';
import { readScreenChoice, SCREEN_OPTIONS } from '../app/options/screen-options.ts';
import { OPTIONAL_SECRET_OPTIONS } from '../app/options/secret-options.ts';
import { diagnosisChoice } from '../app/pastes/paste-page.ts';
import { knowingKeys, readVerifySettings } from '../app/settings/verify-settings.ts';
import { diagnoseExchange, type ExaminedExchange, examineExchange } from '../app/traffic/examined-exchange.ts';
import { changesText, exchangeLine } from '../app/traffic/exchange-lines.ts';
import { diagnosisWalk } from '../app/walks/diagnosis-walk.ts';
import { report } from '../app/walks/verification-facts.ts';
import { verificationWalk } from '../app/walks/verification-walk.ts';
import type { World } from '../app/world/world.ts';
import { isProblem, problem } from '../bytes/problem.ts';
import { shownDiagnosis } from '../diagnosis/shown-diagnosis.ts';
import { readRecording } from '../http/relay/recording.ts';
import { diagnosisReport } from '../pages/diagnosis/diagnosis-report.ts';
import { verificationReport } from '../pages/verification/verification-report.ts';
import { plainBlocks } from '../render/plain.ts';
import { accessKeyIdOf } from '../verification/verify-request.ts';
import { openCase } from './open-case.ts';
import { asksForPrint } from './output-forms.ts';

export const open: Command = {
  name: 'open',
  says: 'Show an exchange that sigv4 capture --record has written, a case, or the JSON of a walk: its verification, and why it was refused.',
  operands: [['<file>', 'a recording, a case (--case of walk, verify, and diagnose), or what walk --json prints']],
  options: [
    ...OPTIONAL_SECRET_OPTIONS,
    { flags: '--plain', says: 'plain text, even on a terminal' },
    { flags: '--show-secret', says: 'on the screen, show the secret access key and the keys derived from it' },
    ...SCREEN_OPTIONS,
  ],
  examples: [
    ['sigv4 open recordings/20130524T000000Z-00001-GET.exchange', 'what was sent, and what came back'],
    ['sigv4 open cat.sigcase', 'a case that somebody sent you'],
  ],
  run: runOpen,
};

async function runOpen(world: World, options: OptionValues, [path = '']: readonly string[]): Promise<number> {
  const octets = await world.readFile(path);
  if (isProblem(octets)) return complain(world, octets);
  if (/^\s*\{/.test(octets)) {
    const found = readCase(octets);
    return isProblem(found) ? complain(world, found) : openCase(world, options, path, found);
  }
  const recording = readRecording(octets);
  if (isProblem(recording)) return complain(world, recording);
  const read = await readVerifySettings(world, options);
  if (isProblem(read)) return complain(world, read);
  // The request is checked for validity at the time of the recording.
  const then = { ...read, now: Date.parse(recording.facts.started) };
  const head = examineExchange(recording.exchange, then);
  const keyId = head && accessKeyIdOf(head.request);
  const settings = keyId === null ? then : await knowingKeys(then, [keyId]);
  if (isProblem(settings)) return complain(world, settings);
  const examined = examineExchange(recording.exchange, settings);
  if (examined === null) return complain(world, unreadable());
  const { request } = examined;
  const diagnosis = examined.cause === null ? null : diagnoseExchange(recording.exchange, request, settings);
  const reported = report(settings, request, keyId);
  const code = examined.cause === null && examined.verdict === 'match' ? DONE : ANSWER_IS_NO;
  if (world.screen !== null && !asksForPrint(options)) {
    const choice = diagnosisChoice(world, options);
    const walk = diagnosis
      ? diagnosisWalk(diagnosis, choice)
      : verificationWalk(reported, { request, secrets: settings.secrets, now: settings.now }, choice);
    if (walk) return (await world.screen.show({ kind: 'walk', walk }, readScreenChoice(options))) || code;
  }
  const blocks = diagnosis ? diagnosisReport(shownDiagnosis(diagnosis)) : verificationReport(reported);
  world.output(linesOf(examined) + plainBlocks(blocks, world.outputWidth));
  return code;
}

const linesOf = (examined: ExaminedExchange): string => `${exchangeLine(examined)}${changesText(examined)}\n`;

const unreadable = () =>
  problem(
    'recording',
    'The request of the recording cannot be read.',
    'Look at the file: it has the bytes that arrived.',
  );
