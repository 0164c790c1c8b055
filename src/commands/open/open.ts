/**
 * Defines the command `sigv4 open`, which shows exchanges from recordings and HAR files: the verification of the
 * request, and the reason that it was refused.
 */

import { ANSWER_IS_NO, command, DONE, type Exit } from '../../app/options/command.ts';
import type { OptionDefinitions } from '../../app/options/option-values.ts';
import { readScreenChoice, SCREEN_OF_SECRETS } from '../../app/options/screen-options.ts';
import { OPTIONAL_SECRET_OPTIONS } from '../../app/options/secret-options.ts';
import { ENTRY } from '../../app/options/value-kinds.ts';
import { asksForPrint, chosenForm, outputOptions } from '../../app/outputs/output-options.ts';
import { writeResult } from '../../app/outputs/write-result.ts';
import { diagnosisChoice } from '../../app/pastes/paste-page.ts';
import { knowingKeys, readVerifySettings, type VerifySettings } from '../../app/settings/verify-settings.ts';
import { type ExaminedExchange, examineRequest } from '../../app/traffic/examined-exchange.ts';
import { diagnoseExchange } from '../../app/traffic/exchange-search.ts';
import { changesText, exchangeLine } from '../../app/traffic/log/exchange-lines.ts';
import { diagnosisWalk } from '../../app/walks/diagnosis-walk.ts';
import type { WalkSession } from '../../app/walks/shown-walk.ts';
import { verification, verificationWalk } from '../../app/walks/verification-walk.ts';
import type { World } from '../../app/world/world.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { caseIn, readCase } from '../../outputs/case/read-case.ts';
import { plainBlocks } from '../../outputs/plain/plain-text.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { diagnosisReport } from '../../views/diagnosis/diagnosis-view.ts';
import { verificationView } from '../../views/verification/verification-view.ts';
import { type OpenValues, openCase } from './open-case.ts';
import { type NumberedExchange, readStoredExchanges, type StoredExchanges } from './stored-exchanges.ts';

const OPTIONS = {
  entry: { flags: '--entry <number>', says: 'of several exchanges, only this one, in full', as: ENTRY },
  ...outputOptions('exchanges'),
  ...OPTIONAL_SECRET_OPTIONS,
  ...SCREEN_OF_SECRETS,
} as const satisfies OptionDefinitions;

export const open = command({
  operands: [
    [
      '<file...>',
      'recordings, or HAR files of a browser or a proxy; or one case, a page of diagnose --html, or what walk --json prints',
    ],
  ],
  options: OPTIONS,
  examples: {
    'sigv4 open recordings/20130524T000000Z-00001-GET.exchange': 'what was sent, and what came back',
    'sigv4 open --har shared.har recordings/*.exchange': 'for other programs, without what grants access',
    'sigv4 open network.har --entry 3': 'a request that a browser has saved',
    'sigv4 open cat.sigcase': 'a case that walk, verify, or diagnose --case has written',
    'sigv4 open diagnosis.html': 'the case in a page that somebody has sent',
  },
  run: runOpen,
});

/** The values of the options, of which only several exchanges need `--entry`. */
type EntryValues = OpenValues & { readonly entry?: number | undefined };

async function runOpen(world: World<WalkSession>, options: EntryValues, paths: readonly string[]): Promise<Exit> {
  const [path = '', ...others] = paths;
  if (others.length > 0) return openExchanges(world, options, paths);
  const file = await world.readFile(path);
  if (isProblem(file)) return file;
  const octets = caseIn(file);
  // Standard input is read only once.
  if (!isCase(octets)) return openExchanges({ ...world, readFile: async () => octets }, options, paths);
  const found = readCase(octets);
  return isProblem(found) ? found : openCase(world, options, path, found);
}

/** Returns whether the file is JSON, and not that of a HAR file. */
const isCase = (octets: Octets): boolean => /^\s*\{/.test(octets) && !/"log"\s*:\s*\{/.test(octets);

async function openExchanges(world: World<WalkSession>, options: EntryValues, paths: readonly string[]): Promise<Exit> {
  const found = await readStoredExchanges(world, paths);
  if (isProblem(found)) return found;
  const chosen = chosenExchanges(found, options.entry);
  if (isProblem(chosen)) return chosen;
  const read = await readVerifySettings(world, options);
  if (isProblem(read)) return read;
  const settings = await knowingKeys(
    read,
    chosen.map(({ request }) => accessKeyIdOf(request)),
  );
  if (isProblem(settings)) return settings;
  if (chosenForm(options).name === 'har') {
    const secrets = settings.secrets.map(({ secretAccessKey }) => octetsFromText(secretAccessKey));
    return writeResult(world, options, { kind: 'exchanges', exchanges: chosen, secrets }, DONE);
  }
  const [only, ...others] = chosen;
  return only && others.length === 0
    ? showExchange(world, options, only, settings)
    : listExchanges(world, chosen, found, settings);
}

/** Returns all exchanges, or the one that was asked for. */
function chosenExchanges(
  { exchanges, others }: StoredExchanges,
  entry: number | undefined,
): readonly NumberedExchange[] | Problem {
  if (entry === undefined) {
    const says = `No request in the file is signed or names an S3 host${others === 0 ? '' : `; other requests: ${others}`}.`;
    return exchanges.length > 0 ? exchanges : problem('no-entries', says, 'Save it again while the request is sent.');
  }
  const wanted = exchanges.filter(({ number }) => number === entry);
  const numbers = exchanges.map(({ number }) => number).join(', ');
  const fix = `Choose one of these: ${numbers}.`;
  return wanted.length > 0 ? wanted : problem('entry', `There is no exchange ${entry} with S3.`, fix);
}

/** Examines an exchange. The request is checked for validity at the time at which it was sent. */
const examineThen = (stored: NumberedExchange, settings: VerifySettings): ExaminedExchange =>
  examineRequest(stored, settingsThen(stored, settings));

const settingsThen = ({ started }: NumberedExchange, settings: VerifySettings): VerifySettings =>
  started === null ? settings : { ...settings, now: started };

const codeOf = ({ cause, verdict }: ExaminedExchange): number =>
  cause === null && verdict === 'match' ? DONE : ANSWER_IS_NO;

function listExchanges(
  world: World,
  exchanges: readonly NumberedExchange[],
  { others }: StoredExchanges,
  settings: VerifySettings,
): number {
  const examined = exchanges.map((stored) => examineThen(stored, settings));
  const lines = examined.map((each, index) => `${exchanges[index]?.number}  ${exchangeLine(each)}${changesText(each)}`);
  world.output(lines.join('') + othersInWords(others));
  if (world.isOutputTerminal) world.errors('Add --entry NUMBER to see one exchange in full.\n');
  return examined.every((each) => codeOf(each) === DONE) ? DONE : ANSWER_IS_NO;
}

function othersInWords(count: number): string {
  if (count === 0) return '';
  const subject = count === 1 ? '1 other request is' : `${count} other requests are`;
  return `${subject} neither signed nor for an S3 host.\n`;
}

async function showExchange(
  world: World<WalkSession>,
  options: OpenValues,
  stored: NumberedExchange,
  known: VerifySettings,
): Promise<number> {
  const settings = settingsThen(stored, known);
  const examined = examineThen(stored, settings);
  const { request, exchange } = examined;
  const diagnosis = examined.cause === null ? null : diagnoseExchange(exchange, request, settings);
  const verified = verification(settings, request);
  if (world.screen !== null && !asksForPrint(options)) {
    const choice = diagnosisChoice(world, options);
    const walk = diagnosis ? diagnosisWalk(diagnosis, choice) : verificationWalk(verified, choice);
    if (walk) return (await world.screen.show({ kind: 'walk', walk }, readScreenChoice(options))) || codeOf(examined);
  }
  const blocks = diagnosis ? diagnosisReport(shownDiagnosis(diagnosis)) : verificationView(verified.reported).report;
  world.output(`${exchangeLine(examined)}${changesText(examined)}\n${plainBlocks(blocks, world.outputWidth)}`);
  return codeOf(examined);
}
