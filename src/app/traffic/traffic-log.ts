/** Keeps the requests that a sandbox or a capture has seen, and opens each of them as a walk. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { visible } from '../../pages/characters/visible.ts';
import type { CauseKnowledge, TrafficEntry } from '../../pages/traffic/traffic-entry.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { watchedSearch } from '../reading/watched-reading.ts';
import { type DiagnosisChoice, diagnosisWalk } from '../walks/diagnosis-walk.ts';
import type { ShownWalk } from '../walks/shown-walk.ts';
import { type ReportSettings, report } from '../walks/verification-facts.ts';
import { verificationWalk } from '../walks/verification-walk.ts';
import type { ExamineSettings } from './captured-request.ts';
import { fixText } from './cause-lines.ts';
import type { CauseSearcher } from './cause-searches.ts';
import { causeSearches, knownAtFirst } from './cause-searches.ts';
import { entryOf } from './entry-of.ts';
import { type ExaminedExchange, verifyExchange, withCauses } from './examined-exchange.ts';
import { changesText, exchangeLine } from './exchange-lines.ts';
import { searchExchange } from './exchange-search.ts';
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
  /** Ends all searches for causes. */
  readonly stop: () => Promise<void>;
}

export interface TrafficLogSettings {
  /** The settings for verification. `now` is the server's time, in milliseconds since 1970. */
  readonly verification: () => VerificationSettings;
  /** The time of this computer, in milliseconds since 1970. */
  readonly now: () => number;
  readonly choice: DiagnosisChoice;
  readonly searcher: CauseSearcher;
}

export type VerificationSettings = ReportSettings & Pick<ExamineSettings, 'serverFixes'>;

/** The times at which an exchange ended, by this computer's clock and by the server's. */
interface Times {
  readonly at: number;
  readonly server: number;
}

export function trafficLog({ verification, now, choice, searcher }: TrafficLogSettings): TrafficLog {
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
  const change = (number: number, found: ExaminedExchange, known: CauseKnowledge): TrafficEntry => {
    const examined = withCauses(found, known);
    const { search, alike } = known;
    const entry = entryOf(examined, { number, search, alike, at: times.get(number)?.at ?? now() });
    putLast(entries, number, entry, MOST_REQUESTS);
    putLast(lines, number, linesAbout(examined), MOST_LINES);
    return entry;
  };
  const changeLater = (number: number, known: CauseKnowledge) => {
    const request = entries.has(number) ? find(number) : null;
    if (request) tell({ kind: 'changed', entry: change(number, request.found, known) });
  };
  const searches = causeSearches(searcher, now);
  let stopDiagnosis = () => {};
  return {
    take(exchange) {
      const settings = verification();
      const found = verifyExchange(exchange, settings);
      if (found === null) return null;
      count += 1;
      const number = count;
      kept.add(number, exchange);
      putLast(times, number, { at: now(), server: settings.now }, MOST_REQUESTS);
      const search = found.isSearched ? searches.find(number, exchange, settings) : null;
      tell({ kind: 'request', entry: change(number, found, knownAtFirst(found, search)) });
      if (search instanceof Promise) void search.then((later) => changeLater(number, later));
      return found;
    },
    notice: (text) => tell({ kind: 'notice', text }),
    watch(listener) {
      for (const entry of entries.values()) listener({ kind: 'request', entry });
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: (number) => openVerification(find(number), choice),
    async diagnose(number) {
      const request = find(number);
      if (request === null) return notKept();
      const mistakes = isFruitless(entries.get(number)) ? 'usual' : 'all';
      const search = searchExchange(request.found.exchange, request.found.request, request.settings, { mistakes });
      if (search === null) return noResponse(request.found);
      stopDiagnosis();
      let isStopped = false;
      stopDiagnosis = () => {
        isStopped = true;
      };
      const diagnosis = await watchedSearch(search, { isStopped: () => isStopped, onProgress: () => {} });
      return diagnosisWalk(diagnosis, choice);
    },
    report: (number) => {
      const request = find(number);
      return request && reportOf(request.found, lines.get(number) ?? null);
    },
    lastLines: () => ({ text: [...lines.values()].join(''), omitted: count - lines.size }),
    stop() {
      stopDiagnosis();
      return searches.close();
    },
  };
}

/** Returns whether all mistakes were tried on a request, and none explains its refusal. */
const isFruitless = (entry: TrafficEntry | undefined): boolean =>
  entry?.search === 'ended' && entry.cause === null && entry.alike === null;

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
