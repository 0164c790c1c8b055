/** Writes the messages of `sigv4 send` about a refusal or a redirect. */

import { headOf, type RequestPlan } from '../../app/planning/planned-request.ts';
import { searchRefusal, secretOf } from '../../app/walks/diagnosis-walk.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { isNamed } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { Exchange } from '../../http/exchange.ts';
import { headerValue, type ResponseHead } from '../../http/message.ts';
import { finished } from '../../search/search.ts';
import { isCarriedSecret } from '../../sigv4/secrets/secret-headers.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { printable, visible } from '../../views/characters/visible.ts';
import { findingFix, findingSays } from '../../views/diagnosis/finding-words.ts';
import { shownWord } from '../../views/shell.ts';
import { learnCommand } from '../../views/value-blocks.ts';
import type { SendValues } from './send-options.ts';

/** An exchange, and the same exchange with its secrets masked. */
export interface Received {
  readonly exchange: Exchange;
  readonly shown: RedactedExchange;
}

/**
 * Explains why the server refused the request, if the reason is known, and names the command that shows the reason byte
 * by byte.
 */
export function refusalText(plan: RequestPlan, { exchange, shown }: Received, options: SendValues): string {
  const { status, reason } = shown.response?.head ?? { status: 0, reason: { octets: octetsFromText('') } };
  const lines = [`The server returned ${status} ${visible(reason.octets)}.`, ...whyLines(plan, exchange)];
  const command = OF_SIGNATURES.has(status) ? commandLine(plan, options) : OTHER;
  return [...lines, ...(plan.trace === null ? [] : [command])].map((line) => `sigv4: ${printable(line)}\n`).join('');
}

/** The statuses with which servers refuse a signature. Other statuses are about the request itself. */
const OF_SIGNATURES: ReadonlySet<number> = new Set([400, 401, 403]);

const OTHER = 'To see what was signed, replace send with walk.';

/** Returns lines that name the most likely cause, or no lines if there is no likely cause. */
function whyLines(plan: RequestPlan, exchange: Exchange): string[] {
  const { trace, body } = plan;
  if (trace === null || !OF_SIGNATURES.has(exchange.response?.head.status ?? 0)) return [];
  const search = searchRefusal({ trace, head: headOf(plan), body, secretAccessKey: secretOf(trace) }, exchange);
  const diagnosis = isProblem(search) ? null : finished(search);
  if (diagnosis === null || !isNamed(diagnosis)) return [];
  const [first] = shownDiagnosis(diagnosis).findings;
  if (!first) return [];
  const lesson = `Lesson: ${learnCommand(first.cause.lesson)}`;
  return [`${findingSays(first)} (${first.certainty.kind})`, `Fix: ${findingFix(first)}`, lesson];
}

/**
 * Writes a command that can be run unchanged. The command omits the URL, which may be long or contain control
 * characters.
 */
function commandLine({ trace }: RequestPlan, { output, fail, profile }: SendValues): string {
  const keys = profile !== undefined ? ` --profile ${shownWord(profile)}` : '';
  if (output !== undefined && output !== '-' && !fail)
    return `To see why, byte by byte: sigv4 diagnose${keys} ${shownWord(asOperand(output))}`;
  // A masked request cannot be compared with the signed request, so only the response is used.
  const hasToken = trace?.values.some(isCarriedSecret) ?? false;
  const shown = `${hasToken ? '-i' : '-v 2>&1'} | sigv4 diagnose${keys}`;
  const without = [...(fail ? ['--fail'] : []), ...(output !== undefined ? ['--output'] : [])];
  return `To see why, byte by byte: the same command${without.length > 0 ? `, without ${without.join(' and ')},` : ''} followed by: ${shown}`;
}

/** Writes a file name in a form that cannot be taken for an option, a URL, or standard input. */
const asOperand = (file: string) => (/^(?:-|https?:|curl\s)/i.test(file) ? `./${file}` : file);

/**
 * Says where a server redirects, and what following it would take. Returns an empty string for a 304 without a Location.
 * `head` is already masked.
 */
export function redirectText({ trace }: RequestPlan, { status, headers }: ResponseHead): string {
  const location = headerValue(headers, 'location')?.octets;
  const region = headerValue(headers, 'x-amz-bucket-region')?.octets;
  if (status === NOT_MODIFIED && location === undefined) return '';
  const where = location === undefined ? '' : ` to ${visible(location)}`;
  const inRegion = region === undefined ? '' : `; the bucket is in the Region ${visible(region)}`;
  const why = trace === null ? '' : ', because that needs a new signature';
  return [
    `The server redirects (${status})${where}${inRegion}.`,
    `It is not followed${why}. If you want that, give the address as the URL, and its Region with --region.`,
  ]
    .map((line) => `sigv4: ${line}\n`)
    .join('');
}

/** The status of an object that has not changed since the client got it. */
export const NOT_MODIFIED = 304;
