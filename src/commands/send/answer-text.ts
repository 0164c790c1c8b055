/** Writes the messages of `sigv4 send` about a refusal or a redirect. */

import { headOf, type RequestPlan } from '../../app/planning/planned-request.ts';
import { searchRefusal, secretOf } from '../../app/walks/diagnosis-walk.ts';
import { joined } from '../../bytes/joined.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { isNamed } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { Exchange } from '../../http/exchange.ts';
import { headerValue, type ResponseHead } from '../../http/message.ts';
import { finished } from '../../search/search.ts';
import { isCarriedSecret } from '../../sigv4/secrets/secret-headers.ts';
import type { Mask } from '../../trace/masks/mask.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { printable, visible, visibleText } from '../../views/characters/visible.ts';
import { findingFix, findingSays } from '../../views/diagnosis/finding-words.ts';
import { shownWord } from '../../views/shell.ts';
import { learnCommand } from '../../views/value-blocks.ts';
import type { Destination, Obstacle, Redirection } from './redirects.ts';
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

type Difference = Extract<Obstacle, `another-${string}`>;

/** The words that follow "it leads to another". */
const OTHERS: Readonly<Record<Difference, string>> = {
  'another-scheme': 'scheme',
  'another-host': 'host',
  'another-port': 'port',
  'another-bucket': 'bucket',
  'another-key': 'key',
  'another-query': 'query',
};

/** The words that follow "It is not followed: ". */
const SENTENCES: Readonly<Record<Exclude<Obstacle, Difference>, string>> = {
  'not-s3': 'it leads away from S3',
  unverified: 'the server that answered was not verified over TLS to be S3',
  'own-host-header': 'the Host header that you gave is for another host',
  nowhere: 'it names no other place and no other Region',
  unreadable: 'its address cannot be read',
  'too-many': 'too many redirects were followed already',
};

const isDifference = (obstacle: Obstacle): obstacle is Difference => obstacle in OTHERS;

function obstaclesText(obstacles: readonly Obstacle[]): string {
  const others = obstacles.filter(isDifference).map((obstacle) => OTHERS[obstacle]);
  return [
    ...obstacles.flatMap((obstacle) => (isDifference(obstacle) ? [] : [SENTENCES[obstacle]])),
    ...(others.length === 0 ? [] : [`it leads to another ${joined(others, 'and')}`]),
  ].join('; ');
}

/**
 * Describes the target of a redirect, and says whether the redirect may be followed. Returns an empty string for a 304
 * without a Location. `head` is already masked.
 */
export function redirectText(plan: RequestPlan, head: ResponseHead, redirection: Redirection, mask: Mask): string {
  const location = headerValue(head.headers, 'location')?.octets;
  const where = location === undefined ? '' : ` to ${visible(location)}`;
  const lines = linesOf(plan, redirection, mask);
  if (lines.length === 0 && location === undefined) return '';
  return [`The server redirects (${head.status})${where}.`, ...lines].map((line) => `sigv4: ${line}\n`).join('');
}

function linesOf(plan: RequestPlan, redirection: Redirection, mask: Mask): string[] {
  const isSigned = plan.trace !== null;
  switch (redirection.kind) {
    case 'none':
      return [];
    case 'allowed': {
      const needed = isSigned ? 'That needs a new signature' : 'That is a new request';
      return [`${needed}: ${requestText(plan, redirection.destination, mask)}. Follow it with -L.`];
    }
    case 'blocked': {
      const { destination } = redirection;
      const needed = isSigned ? 'This would have to be signed' : 'This would be requested';
      return [
        `It is not followed: ${obstaclesText(redirection.obstacles)}.`,
        ...(destination
          ? [`${needed}: ${requestText(plan, destination, mask)}. If you want that, give it as the URL.`]
          : []),
      ];
    }
  }
}

/** Lists the parts of the new request that its signature covers. */
function requestText({ inputs }: RequestPlan, { place, address, region }: Destination, mask: Mask): string {
  const shown = (octets: Octets) => visible(mask(octets));
  const { bucket, key } = address;
  return [
    visibleText(inputs.method.value),
    `host ${shown(place.authority.octets)}`,
    ...(region === null ? [] : [`region ${shown(octetsFromText(region))}`]),
    ...(bucket === '' ? [] : [`bucket ${shown(bucket)}`]),
    ...(key === '' ? [] : [`key ${shown(key)}`]),
  ].join(', ');
}
