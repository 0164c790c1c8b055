/** What `sigv4 send` says of a refusal: why, as far as that is known, and the command that shows it byte by byte. */

import type { OptionValues } from '../../app/options/option-values.ts';
import { headOf, type RequestPlan } from '../../app/planning/planned-request.ts';
import { diagnoseRefusal } from '../../app/walks/refused-walk.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { isNamed } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { Exchange } from '../../http/exchange.ts';
import { lessonOf } from '../../lessons/lesson-of.ts';
import { printable, visible } from '../../pages/characters/visible.ts';
import { shownWord } from '../../pages/shell.ts';
import { learnCommand } from '../../pages/value-blocks.ts';
import { isCarriedSecret } from '../../sigv4/secrets/secret-headers.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';

/** An exchange as it came, and as it may be shown. */
export interface Came {
  readonly exchange: Exchange;
  readonly shown: RedactedExchange;
}

/** A line for each sentence. */
export function refusalText(plan: RequestPlan, { exchange, shown }: Came, options: OptionValues): string {
  const { status, reason } = shown.response?.head ?? { status: 0, reason: { octets: octetsFromText('') } };
  const lines = [`The server answered ${status} ${visible(reason.octets)}.`, ...whyLines(plan, exchange)];
  const command = OF_SIGNATURES.has(status) ? commandLine(plan, options) : OTHER;
  return [...lines, ...(plan.trace === null ? [] : [command])].map((line) => `sigv4: ${printable(line)}\n`).join('');
}

/** Statuses with which servers refuse a signature; what they say with others is about what was asked for. */
const OF_SIGNATURES: ReadonlySet<number> = new Set([400, 401, 403]);

const OTHER = 'To see what was signed, write walk in the place of send and keep the rest.';

/** None where no cause is named. */
function whyLines(plan: RequestPlan, exchange: Exchange): string[] {
  const { trace, body } = plan;
  if (trace === null || !OF_SIGNATURES.has(exchange.response?.head.status ?? 0)) return [];
  const diagnosis = diagnoseRefusal({ trace, head: headOf(plan), body }, exchange);
  if (isProblem(diagnosis) || !isNamed(diagnosis)) return [];
  const [first] = shownDiagnosis(diagnosis).findings;
  if (!first) return [];
  const lesson = `Lesson: ${learnCommand(lessonOf(first.cause))}`;
  return [`${first.says} (${first.standing.kind})`, `Fix: ${first.fix}`, lesson];
}

/**
 * That works as it stands. Without the address: it is the person's own, may be long, and may hold what no terminal
 * should be given.
 */
function commandLine({ trace }: RequestPlan, { output, fail, profile }: OptionValues): string {
  const keys = typeof profile === 'string' ? ` --profile ${shownWord(profile)}` : '';
  if (typeof output === 'string' && output !== '-' && !fail)
    return `To see why, byte by byte: sigv4 diagnose${keys} ${shownWord(asOperand(output))}`;
  // What is masked of a request cannot be held against what was signed.
  const hasToken = trace?.values.some(isCarriedSecret) ?? false;
  const shown = `${hasToken ? '-i' : '-v 2>&1'} | sigv4 diagnose${keys}`;
  const without = [...(fail ? ['--fail'] : []), ...(typeof output === 'string' ? ['--output'] : [])];
  return `To see why, byte by byte: the same command${without.length > 0 ? `, without ${without.join(' and ')},` : ''} with this behind it: ${shown}`;
}

/** A name that is no option, no URL and not standard input. */
const asOperand = (file: string) => (/^(?:-|https?:|curl\s)/i.test(file) ? `./${file}` : file);
