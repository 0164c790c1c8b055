/** Describes an examined exchange as an entry of the list of requests. */
import { asText, EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import type { PassedResponse } from '../../http/relay/captured.ts';
import type { Mask } from '../../trace/masks/mask.ts';
import type { Verdict } from '../../verification/verdict.ts';
import { visible } from '../../views/characters/visible.ts';
import type { TrafficEntry, TrafficOutcome } from '../../views/traffic/traffic-entry.ts';
import { type ExaminedExchange, isRefusal } from './examined-exchange.ts';
import { messageOf } from './exchange-search.ts';
import { accessKeyIdOf } from './key-id.ts';
import { changedLines } from './log/exchange-lines.ts';
import { exchangeMask } from './log/exchange-mask.ts';

/** The facts about an entry that the exchange itself does not contain. */
export interface EntryFacts extends Pick<TrafficEntry, 'number' | 'search' | 'alike'> {
  /** The time at which the exchange ended, in milliseconds since 1970. */
  readonly at: number;
}

export function entryOf(examined: ExaminedExchange, facts: EntryFacts): TrafficEntry {
  const { exchange, request, form, verdict, otherScheme, difference, cause, suspect } = examined;
  const { response, times } = exchange;
  const { head } = request;
  const outcome = outcomeOf(examined);
  const shown = (octets: Octets) => visible(exchangeMask(exchange)(octets));
  return {
    ...facts,
    form,
    verdict,
    otherScheme,
    outcome,
    cause,
    suspect,
    difference: difference && {
      signature: difference.signature,
      says: `${difference.at.name}: ${difference.at.says}`,
    },
    method: visible(head.method.octets),
    target: shown(head.target.octets),
    status: response?.head.status ?? null,
    bytes: exchange.request.body.length + (response?.body.length ?? 0),
    milliseconds: times.finished,
    keyId: shown(accessKeyIdOf(head)),
    client: shown(fieldIn(head, 'user-agent')),
    host: shown(fieldIn(head, 'host')),
    error: outcome === 'refused' && cause === null && response ? errorIn(response, exchangeMask(exchange)) : null,
    changes: changedLines(exchange),
  };
}

const WRONG: ReadonlySet<Verdict['kind']> = new Set([
  'mismatch',
  'expired',
  'not-yet-valid',
  'malformed',
  'signature-version-2',
]);

function outcomeOf({ exchange, verdict }: ExaminedExchange): TrafficOutcome {
  if (isRefusal(exchange)) return 'refused';
  if (exchange.problem !== null || exchange.response === null) return 'failed';
  if (verdict === 'match') return 'right';
  return WRONG.has(verdict) ? 'doubtful' : 'unproved';
}

const fieldIn = ({ headers }: RequestHead, name: string): Octets => headerValue(headers, name)?.octets ?? EMPTY;

/** Returns the code and the message of the error in a response; `null` if the response has no error. */
function errorIn(response: PassedResponse, mask: Mask): string | null {
  const read = readEvidence([{ octets: messageOf(response), by: { kind: 'answer' } }]);
  const answer = isProblem(read) ? null : read.answer;
  const parts = [answer?.code, answer?.message].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : asText(mask(octetsFromText(parts.join(': '))));
}
