/** The requests of a HAR file: a line each, or one of them in full. */

import { EMPTY } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { headerValue } from '../http/message.ts';
import type { HarEntry } from '../intake/har.ts';
import { visible, visibleText } from '../pages/visible.ts';
import { jsonText } from '../render/json-text.ts';
import { verdictJson, verificationJson } from '../render/verification-json.ts';
import { maskSecretsIn } from '../sigv4/secret-headers.ts';
import type { Verdict } from '../verification/verdict.ts';
import { verdictInWords } from '../verification/verdict-words.ts';
import { ANSWER_IS_NO, DONE, problemText } from './command.ts';
import type { OptionValues } from './option-values.ts';
import { refuse, report, type VerifySettings, verified, verifyBroken, verifyOne } from './verify-one.ts';
import type { World } from './world.ts';

/** Exit code 0 where at least one is signed and every signed one matches: a page has requests that nobody signs. */
export async function verifyEntries(
  world: World,
  settings: VerifySettings,
  entries: readonly HarEntry[],
  number: OptionValues[string],
): Promise<number> {
  if (number !== undefined) return verifyEntry(world, settings, entries, String(number));
  if (settings.output === 'walk') return refuse(world, whichEntry(entries.length));
  const verdicts = entries.map(({ request }) => verdictOf(settings, request));
  if (settings.output === 'json')
    world.output(jsonText({ version: 1, entries: entries.map((entry, index) => entryJson(settings, entry, index)) }));
  else if (entries.length === 0) world.errors(problemText(noEntries()));
  else world.output(entries.map((entry, index) => entryLine(entry, index, verdicts[index])).join(''));
  const signed = verdicts.filter(({ kind }) => kind !== 'unsigned');
  return signed.length > 0 && signed.every(({ kind }) => kind === 'match') ? DONE : ANSWER_IS_NO;
}

function verdictOf(settings: VerifySettings, request: HarEntry['request']): Verdict {
  return isProblem(request) ? { kind: 'malformed', problem: request } : verified(settings, request).verdict;
}

async function verifyEntry(
  world: World,
  settings: VerifySettings,
  entries: readonly HarEntry[],
  number: string,
): Promise<number> {
  const entry = /^\d+$/.test(number) ? entries[Number(number) - 1] : undefined;
  if (!entry) return refuse(world, whichEntry(entries.length));
  return isProblem(entry.request)
    ? verifyBroken(world, settings, entry.request)
    : verifyOne(world, settings, entry.request);
}

const noEntries = () =>
  problem(
    'no-entries',
    'The HAR file holds no requests.',
    'Record them with the network view of the browser open, and save the file again.',
  );

function whichEntry(count: number): Problem {
  if (count === 0) return noEntries();
  return count === 1
    ? problem('entry', 'The file has 1 request.', 'Name it with --entry 1.')
    : problem(
        'entry',
        `The file has ${count} requests.`,
        `Name one of them with --entry: a number from 1 to ${count}.`,
      );
}

/** Its number, the verdict, method and URL; what is secret in a URL is masked. */
function entryLine({ request }: HarEntry, index: number, verdict: Verdict | undefined): string {
  const says = verdict ? visibleText(verdictInWords(verdict)) : '';
  if (isProblem(request)) return `${index + 1}  ${says}\n`;
  const { method, target, headers } = request.head;
  const host = headerValue(headers, 'host')?.octets ?? EMPTY;
  const place = `${visible(host)}${visible(maskSecretsIn(target.octets))}`;
  return `${index + 1}  ${says}  ${visible(method.octets)} ${place}\n`;
}

function entryJson(settings: VerifySettings, { request, path }: HarEntry, index: number) {
  const number = { entry: index + 1, path };
  if (isProblem(request)) return { ...number, ...verdictJson({ kind: 'malformed', problem: request }) };
  return { ...number, ...verificationJson(report(settings, request)) };
}
