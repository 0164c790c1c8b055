/** Verifies the requests in a HAR file. The result is one line for each request, or one request in full. */

import { ANSWER_IS_NO, DONE, type Exit, problemText } from '../../app/options/command.ts';
import { chosenForm } from '../../app/outputs/output-options.ts';
import { knowingKeys, type VerifySettings } from '../../app/settings/verify-settings.ts';
import type { WalkSession } from '../../app/walks/shown-walk.ts';
import { verification } from '../../app/walks/verification-walk.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import type { World } from '../../app/world/world.ts';
import { EMPTY } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { headerValue } from '../../http/message.ts';
import { type HarEntry, readStartedDateTime } from '../../intake/pasted/har.ts';
import { jsonText } from '../../outputs/json/json-text.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { fittingSecret } from '../../verification/fitting-secret.ts';
import { momentInWords } from '../../verification/moments.ts';
import { type Verdict, verdictInWords, verdictOfProblem } from '../../verification/verdict.ts';
import { accessKeyIdOf, verifyRequest } from '../../verification/verify-request.ts';
import { printable, visible } from '../../views/characters/visible.ts';
import { verdictJson, verificationJson } from '../../views/documents/verification-document.ts';
import { optionInWords } from '../../views/input-words.ts';
import { type VerifyOrder, verifyBroken, verifyOne } from './one-request.ts';

/**
 * Verifies the requests and resolves with the exit code. The exit code is 0 if at least one request is signed and the
 * signatures of all signed requests match.
 */
export async function verifyEntries(
  world: World<WalkSession>,
  settings: VerifyOrder,
  entries: readonly HarEntry[],
): Promise<Exit> {
  const { entry, walk } = settings.options;
  const isJson = chosenForm(settings.options).name === 'json';
  if (entry !== undefined) return verifyEntry(world, settings, entries, entry);
  if (entries.length === 1 && !isJson) return verifyEntry(world, settings, entries, 1);
  if (walk) return whichEntry(entries.length);
  const keyIds = entries.map(({ request }) => (isProblem(request) ? null : accessKeyIdOf(request)));
  const knowing = await knowingKeys(settings, keyIds);
  if (isProblem(knowing)) return knowing;
  if (entries.length === 0 && !isJson) world.errors(problemText(NO_ENTRIES));
  const verdicts = isJson ? writeJson(world, knowing, entries) : writeLines(world, knowing, entries);
  const signed = verdicts.filter(({ kind }) => kind !== 'unsigned');
  return signed.length > 0 && signed.every(({ kind }) => kind === 'match') ? DONE : ANSWER_IS_NO;
}

function writeJson(world: Terminal, settings: VerifySettings, entries: readonly HarEntry[]): Verdict[] {
  const verified = entries.map((entry, index) => {
    const { request, path } = entry;
    const number = { entry: index + 1, path };
    if (isProblem(request)) {
      const verdict = verdictOfProblem(request);
      return { verdict, json: { ...number, ...verdictJson(verdict) } };
    }
    const { reported } = verification(byItsClock(world, settings, entry), request);
    return { verdict: reported.verdict, json: { ...number, ...verificationJson(reported, world.nameOfOption) } };
  });
  world.output(jsonText({ version: 1, entries: verified.map(({ json }) => json) }));
  return verified.map(({ verdict }) => verdict);
}

function writeLines(world: Terminal, settings: VerifySettings, entries: readonly HarEntry[]): Verdict[] {
  const verdicts = entries.map((entry) => {
    const { request } = entry;
    if (isProblem(request)) return verdictOfProblem(request);
    const { secrets, ...clocked } = byItsClock(world, settings, entry);
    return verifyRequest(request, fittingSecret(secrets, request, clocked).verifier).verdict;
  });
  const lines = entries.map((entry, index) => entryLine(entry, index, verdicts[index]));
  const hasClocks = entries.some((entry) => clockOf(settings, entry) !== null);
  const remarks = [
    ...settings.remarks,
    ...(hasClocks ? [`Each request is verified at its startedDateTime. ${setClock(world)}`] : []),
  ].map((says) => `   ${printable(says)}\n`);
  world.output([...lines, ...remarks].join(''));
  if (world.isOutputTerminal && entries.length > 0) world.errors('Add --entry NUMBER to see one request in full.\n');
  return verdicts;
}

/**
 * Returns the time at which an entry was recorded. The entry is verified as of this time. Returns `null` if the user
 * gave a time, or if the entry has no time.
 */
function clockOf({ clock }: VerifySettings, { startedDateTime }: HarEntry): number | null {
  return clock === 'given' || startedDateTime === null ? null : readStartedDateTime(startedDateTime);
}

const setClock = ({ nameOfOption }: Terminal): string => `Use ${optionInWords(nameOfOption, 'at')} for another time.`;

function byItsClock<Known extends VerifySettings>(world: Terminal, settings: Known, entry: HarEntry): Known {
  const moment = clockOf(settings, entry);
  if (moment === null) return settings;
  const says = `The request is verified at its startedDateTime, ${momentInWords(moment)}. ${setClock(world)}`;
  return { ...settings, now: moment, remarks: [...settings.remarks, says] };
}

async function verifyEntry(
  world: World<WalkSession>,
  settings: VerifyOrder,
  entries: readonly HarEntry[],
  number: number,
): Promise<Exit> {
  const entry = entries[number - 1];
  if (!entry) return whichEntry(entries.length);
  return isProblem(entry.request)
    ? verifyBroken(world, settings, entry.request)
    : verifyOne(world, byItsClock(world, settings, entry), entry.request);
}

const NO_ENTRIES = problem(
  'no-entries',
  'The HAR file contains no requests.',
  'Record it again with the network view of the browser open.',
);

function whichEntry(count: number): Problem {
  if (count === 0) return NO_ENTRIES;
  return count === 1
    ? problem('entry', 'The file has 1 request.', 'Use --entry 1.')
    : problem('entry', `The file has ${count} requests.`, `Choose one with --entry, a number from 1 to ${count}.`);
}

/** Writes the number, the verdict, the method, and the masked URL of an entry. */
function entryLine({ request }: HarEntry, index: number, verdict: Verdict | undefined): string {
  const says = verdict ? printable(verdictInWords(verdict)) : '';
  if (isProblem(request)) return `${index + 1}  ${says}\n`;
  const { method, target, headers } = request.head;
  const host = headerValue(headers, 'host')?.octets ?? EMPTY;
  const place = `${visible(host)}${visible(maskSecretsIn(target.octets))}`;
  return `${index + 1}  ${says}  ${visible(method.octets)} ${place}\n`;
}
