/** Keeps the requests that a sandbox or a capture has seen, and opens each of them as a walk. */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { CapturedExchange, UnreadBytes } from '../../http/relay/captured.ts';
import { visible } from '../../views/characters/visible.ts';
import type { CauseKnowledge, TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { watchedSearch } from '../reading/watched-search.ts';
import { type DiagnosisChoice, diagnosisWalk } from '../walks/diagnosis-walk.ts';
import type { ShownWalk } from '../walks/shown-walk.ts';
import { type ReportSettings, verification, verificationWalk } from '../walks/verification-walk.ts';
import { type CauseSearcher, causeSearches, knownAtFirst, type SearchJob } from './cause-searches.ts';
import { entryOf } from './entry-of.ts';
import { type ExaminedExchange, verifyExchange, withCauses } from './examined-exchange.ts';
import { searchExchange } from './exchange-search.ts';
import { type ListedRequests, listedRequests } from './listed-requests.ts';
import { fixText } from './log/cause-lines.ts';
import { changesText, exchangeLine } from './log/exchange-lines.ts';
import { exchangeMask } from './log/exchange-mask.ts';
import {
  answeredRequest,
  examinationFailed,
  failedRequest,
  type UnexaminedRequest,
  unexaminedRow,
  unreadRequest,
} from './log/unexamined.ts';
import type { ShownTraffic } from './shown-traffic.ts';

export interface TrafficLog
  extends Pick<ShownTraffic, 'open' | 'diagnose' | 'report'>,
    Pick<ListedRequests, 'watch' | 'notice' | 'lastLines'> {
  /** Takes an exchange that has ended. Returns what was found, or `null` if it could not be examined. */
  readonly take: (exchange: CapturedExchange) => ExaminedExchange | null;
  /** Takes bytes that cannot be read, as soon as they arrive. */
  readonly takeUnread: (unread: UnreadBytes) => void;
  /** Ends all searches for causes. */
  readonly stop: () => Promise<void>;
}

export interface TrafficLogSettings {
  /** The settings for verification. `now` is the server's time, in milliseconds since 1970. */
  readonly verification: () => ReportSettings;
  /** The time of this computer, in milliseconds since 1970. */
  readonly now: () => number;
  readonly choice: DiagnosisChoice;
  readonly searcher: CauseSearcher;
  /** Takes a right signature that must not be shown, before anything about its request is. */
  readonly conceal: (signature: Octets) => void;
}

export function trafficLog({ verification, now, choice, searcher, conceal }: TrafficLogSettings): TrafficLog {
  const requests = listedRequests(now);
  const searches = causeSearches(searcher, now);
  let stopDiagnosis = () => {};
  const find = (number: number): KeptRequest | null => {
    const kept = requests.find(number);
    const settings = { ...verification(), now: kept?.serverTime ?? now() };
    if (kept === null) return null;
    const found = verifyExchange(kept.exchange, settings);
    found.rightSignatures.forEach(conceal);
    return { found, settings };
  };
  const list = (number: number, found: ExaminedExchange, known: CauseKnowledge) => {
    const examined = withCauses(found, known);
    const { search, alike } = known;
    requests.list(entryOf(examined, { number, search, alike, at: requests.endOf(number) }), linesAbout(examined));
  };
  const changeLater = (number: number, known: CauseKnowledge) => {
    const request = requests.entry(number) ? foundOrFailed(() => find(number)) : null;
    if (request && !isProblem(request)) list(number, request.found, known);
  };
  const examine = (number: number, exchange: CapturedExchange): ExaminedExchange => {
    const settings = verification();
    requests.keep(number, { exchange, serverTime: settings.now });
    const found = verifyExchange(exchange, settings);
    const search = found.isSearched ? searches.find(number, exchange, settings) : null;
    list(number, found, knownAtFirst(found, search));
    if (search instanceof Promise) void search.then((later) => changeLater(number, later));
    return found;
  };
  const listUnexamined = (number: number, request: UnexaminedRequest, size: Size) => {
    const row = unexaminedRow(request, { number, at: requests.endOf(number), ...size });
    requests.list(row.entry, row.text);
  };
  return {
    notice: requests.notice,
    watch: requests.watch,
    lastLines: requests.lastLines,
    take(exchange) {
      const number = requests.next();
      try {
        return examine(number, exchange);
      } catch (error) {
        listUnexamined(number, failedRequest(answeredRequest(exchange), error), sizeOf(exchange));
        return null;
      }
    },
    takeUnread: (unread) =>
      listUnexamined(requests.next(), unreadRequest(unread), { bytes: unread.octets.length, milliseconds: 0 }),
    open: (number) => foundOrFailed(() => openVerification(find(number), choice)),
    async diagnose(number) {
      const mistakes = isFruitless(requests.entry(number)) ? 'usual' : 'all';
      const search = foundOrFailed(() => beginDiagnosis(find(number), mistakes));
      if (isProblem(search)) return search;
      stopDiagnosis();
      let isStopped = false;
      stopDiagnosis = () => {
        isStopped = true;
      };
      try {
        const diagnosis = await watchedSearch(search, { isStopped: () => isStopped, onProgress: () => {} });
        return diagnosisWalk(diagnosis, choice);
      } catch (error) {
        return examinationFailed(error);
      }
    },
    report(number) {
      const text = requests.text(number);
      const report = foundOrFailed(() => reportOf(find(number), text));
      return isProblem(report) ? text : report;
    },
    stop() {
      stopDiagnosis();
      return searches.close();
    },
  };
}

/** Returns what `find` returns, or a problem if it fails. One request that cannot be examined never ends the screen. */
function foundOrFailed<Found>(find: () => Found): Found | Problem {
  try {
    return find();
  } catch (error) {
    return examinationFailed(error);
  }
}

type Size = Pick<TrafficEntry, 'bytes' | 'milliseconds'>;

const sizeOf = ({ request, response, times }: CapturedExchange): Size => ({
  bytes: request.body.length + (response?.body.length ?? 0),
  milliseconds: times.finished,
});

function beginDiagnosis(request: KeptRequest | null, mistakes: SearchJob['mistakes']) {
  if (request === null) return NOT_KEPT;
  const { found, settings } = request;
  return searchExchange(found.exchange, found.request, settings, { mistakes }) ?? noResponse(found);
}

/** Returns whether all mistakes were tried on a request, and none explains its refusal. */
const isFruitless = (entry: TrafficEntry | null): boolean =>
  entry?.search === 'ended' && entry.cause === null && entry.alike === null;

interface KeptRequest {
  readonly found: ExaminedExchange;
  readonly settings: ReportSettings;
}

function openVerification(kept: KeptRequest | null, choice: DiagnosisChoice): ShownWalk | Problem {
  if (kept === null) return NOT_KEPT;
  return verificationWalk(verification(kept.settings, kept.found.request), choice) ?? NOT_SIGNED;
}

/** Writes all that is known about a request: its line, its cause, what was changed in transit, and the fix. */
const linesAbout = (found: ExaminedExchange): string => exchangeLine(found) + changesText(found) + fixText(found);

/** Writes the lines about a request, and its head with secrets masked. `text` are the lines, if they are known. */
const reportOf = (request: KeptRequest | null, text: string | null): string | null =>
  request && `${text ?? linesAbout(request.found)}\n${visibleLines(request.found.exchange)}`;

const visibleLines = (exchange: CapturedExchange): string =>
  exchangeMask(exchange)(exchange.request.octets)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => `${visible(line as Octets)}\n`)
    .join('');

const NOT_KEPT = problem(
  'not-kept',
  'This request is no longer kept.',
  'sigv4 capture --record keeps every request in a file.',
);

const NOT_SIGNED = problem(
  'unsigned',
  'This request has no signature that can be read.',
  'There is nothing to go through step by step.',
);

const noResponse = ({ cause }: ExaminedExchange): Problem =>
  cause === null
    ? problem('no-answer', 'There is no response to diagnose.', 'Send the request again.')
    : problem('no-answer', cause.says, cause.fix);
