/** Keeps the requests that a sandbox or a capture has seen, and opens each of them as a walk. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { visible } from '../../pages/characters/visible.ts';
import type { TrafficEntry } from '../../pages/traffic/traffic-entry.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { type DiagnosisChoice, diagnosisWalk } from '../walks/diagnosis-walk.ts';
import type { ShownWalk } from '../walks/shown-walk.ts';
import { type ReportSettings, report } from '../walks/verification-facts.ts';
import { verificationWalk } from '../walks/verification-walk.ts';
import { backgroundSearches } from './background-searches.ts';
import { entryOf } from './entry-of.ts';
import { type ExaminedExchange, isRefusal, searchExchange, verifyExchange, withCause } from './examined-exchange.ts';
import { changesText, exchangeLine, fixText } from './exchange-lines.ts';
import { keptExchanges } from './kept-exchanges.ts';
import { MOST_REQUESTS, type ShownTraffic, type TrafficNews } from './shown-traffic.ts';

/** The maximum number of bytes of the bodies that are kept for verification. */
const MOST_BYTES = 67_108_864;
/** The number of requests whose lines are printed after the screen is left. */
const MOST_LINES = 100;

export interface TrafficLog extends Pick<ShownTraffic, 'watch' | 'open' | 'diagnose' | 'report'> {
  /** Takes an exchange that has ended. Returns what was found, or `null` if its request cannot be read. */
  readonly take: (exchange: CapturedExchange) => ExaminedExchange | null;
  readonly notice: (text: string) => void;
  /** Returns the lines of the last requests for people, and the number of requests before them. */
  readonly lastLines: () => { readonly text: string; readonly omitted: number };
  /** Cancels all searches for causes. */
  readonly stop: () => void;
}

export interface TrafficLogSettings {
  /** The settings for verification. `now` is the server's time, in milliseconds since 1970. */
  readonly verification: () => ReportSettings;
  /** The time of this computer, in milliseconds since 1970. */
  readonly now: () => number;
  readonly choice: DiagnosisChoice;
}

/** The times at which an exchange ended, by this computer's clock and by the server's. */
interface Times {
  readonly at: number;
  readonly server: number;
}

export function trafficLog({ verification, now, choice }: TrafficLogSettings): TrafficLog {
  const kept = keptExchanges({ exchanges: MOST_REQUESTS, bytes: MOST_BYTES });
  const times = new Map<number, Times>();
  const entries = new Map<number, TrafficEntry>();
  const lines = new Map<number, string>();
  const listeners = new Set<(news: TrafficNews) => void>();
  let count = 0;
  const tell = (news: TrafficNews) => {
    for (const listener of listeners) listener(news);
  };
  const find = (number: number): KeptRequest | null => {
    const [exchange, time] = [kept.find(number), times.get(number)];
    const settings = { ...verification(), now: time?.server ?? now() };
    const found = exchange && verifyExchange(exchange, settings);
    return found && { found, settings };
  };
  const searchFor = (number: number) => () => {
    const request = find(number);
    return request && searchExchange(request.found.exchange, request.found.request, request.settings);
  };
  const change = (number: number, found: ExaminedExchange, search: TrafficEntry['search']): TrafficEntry => {
    const entry = entryOf(found, { number, search, at: times.get(number)?.at ?? now() });
    putLast(entries, number, entry, MOST_REQUESTS);
    putLast(lines, number, linesAbout(found), MOST_LINES);
    return entry;
  };
  const changeLater = (number: number, search: TrafficEntry['search'], diagnosis: Diagnosis | null) => {
    const request = entries.has(number) ? find(number) : null;
    if (!request) return;
    const found = diagnosis ? withCause(request.found, diagnosis) : request.found;
    tell({ kind: 'changed', entry: change(number, found, search) });
  };
  const searches = backgroundSearches({
    found: (number, diagnosis) => changeLater(number, 'ended', diagnosis),
    givenUp: (number) => changeLater(number, 'skipped', null),
  });
  return {
    take(exchange) {
      const settings = verification();
      const found = verifyExchange(exchange, settings);
      if (found === null) return null;
      count += 1;
      kept.add(count, exchange);
      putLast(times, count, { at: now(), server: settings.now }, MOST_REQUESTS);
      const isSearched = exchange.problem === null && isRefusal(exchange);
      tell({ kind: 'request', entry: change(count, found, isSearched ? 'running' : 'none') });
      if (isSearched) searches.add(count, searchFor(count));
      return found;
    },
    notice: (text) => tell({ kind: 'notice', text }),
    watch(listener) {
      for (const entry of entries.values()) listener({ kind: 'request', entry });
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: (number) => openVerification(find(number), choice),
    diagnose: async (number) => {
      const request = find(number);
      if (request === null) return notKept();
      const diagnosis = await searches.find(number, searchFor(number));
      return diagnosis === null ? noResponse(request.found) : diagnosisWalk(diagnosis, choice);
    },
    report: (number) => {
      const request = find(number);
      return request && reportOf(request.found, lines.get(number) ?? null);
    },
    lastLines: () => ({ text: [...lines.values()].join(''), omitted: count - lines.size }),
    stop: searches.stop,
  };
}

/** Sets a value. If there are then more than `most` values, deletes the oldest. */
function putLast<Value>(map: Map<number, Value>, number: number, value: Value, most: number): void {
  const [oldest = number] = map.keys();
  if (map.size >= most && number < oldest) return;
  map.set(number, value);
  if (map.size > most) map.delete(oldest);
}

interface KeptRequest {
  readonly found: ExaminedExchange;
  readonly settings: ReportSettings;
}

function openVerification(kept: KeptRequest | null, choice: DiagnosisChoice): ShownWalk | Problem {
  if (kept === null) return notKept();
  const { settings, found } = kept;
  const { request } = found;
  const reported = report(settings, request, accessKeyIdOf(request));
  return verificationWalk(reported, { request, secrets: settings.secrets, now: settings.now }, choice) ?? notSigned();
}

/** Writes all that is known about a request: its line, its cause, what was changed in transit, and the fix. */
const linesAbout = (found: ExaminedExchange): string => exchangeLine(found) + changesText(found) + fixText(found);

/** Writes the lines about a request, and its head with secrets masked. */
const reportOf = (found: ExaminedExchange, lines: string | null): string =>
  `${lines ?? linesAbout(found)}\n${visibleLines(found.exchange.request.octets)}`;

const visibleLines = (octets: CapturedExchange['request']['octets']): string =>
  maskSecretsIn(octets)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => `${visible(line as typeof octets)}\n`)
    .join('');

const notKept = (): Problem =>
  problem('not-kept', 'This request is no longer kept.', 'sigv4 capture --record keeps every request in a file.');

const notSigned = (): Problem =>
  problem(
    'unsigned',
    'This request has no signature that can be read.',
    'There is nothing to go through step by step.',
  );

const noResponse = ({ cause }: ExaminedExchange): Problem =>
  cause === null
    ? problem('no-answer', 'There is no response to diagnose.', 'Send the request again.')
    : problem('no-answer', cause.says, cause.fix);
