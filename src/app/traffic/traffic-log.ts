/** Keeps the requests that a sandbox or a capture has seen, and opens each of them as a walk. */
import { EMPTY } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { visible } from '../../pages/characters/visible.ts';
import type { TrafficEntry } from '../../pages/traffic/traffic-entry.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { type DiagnosisChoice, diagnosisWalk } from '../walks/diagnosis-walk.ts';
import type { ShownWalk } from '../walks/shown-walk.ts';
import { type ReportSettings, report } from '../walks/verification-facts.ts';
import { verificationWalk } from '../walks/verification-walk.ts';
import { entryOf } from './entry-of.ts';
import { diagnoseExchange, type ExaminedExchange, examineExchange } from './examined-exchange.ts';
import { changesText, exchangeLine } from './exchange-lines.ts';
import { keptExchanges } from './kept-exchanges.ts';
import type { ShownTraffic, TrafficNews } from './shown-traffic.ts';

/** The maximum number of requests that are kept. */
export const MOST_REQUESTS = 10_000;
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
}

export interface TrafficLogSettings {
  /** The settings for verification. `now` is the server's time, in milliseconds since 1970. */
  readonly verification: () => ReportSettings;
  /** The time of this computer, in milliseconds since 1970. */
  readonly now: () => number;
  readonly choice: DiagnosisChoice;
}

export function trafficLog({ verification, now, choice }: TrafficLogSettings): TrafficLog {
  const kept = keptExchanges({ exchanges: MOST_REQUESTS, bytes: MOST_BYTES });
  /** The server's time for each request that is kept. */
  const times = new Map<number, number>();
  const entries: TrafficEntry[] = [];
  const lines: string[] = [];
  const listeners = new Set<(news: TrafficNews) => void>();
  let count = 0;
  const tell = (news: TrafficNews) => {
    for (const listener of listeners) listener(news);
  };
  const examined = (number: number): KeptRequest | null => {
    const exchange = kept.find(number);
    const settings = { ...verification(), now: times.get(number) ?? now() };
    const found = exchange && examineExchange(exchange, settings);
    return found && { found, settings };
  };
  return {
    take(exchange) {
      const settings = verification();
      const found = examineExchange(exchange, settings);
      if (found === null) return null;
      count += 1;
      const entry = entryOf(found, count, now());
      kept.add(count, exchange);
      times.set(count, settings.now);
      entries.push(entry);
      if (entries.length > MOST_REQUESTS) times.delete(entries.shift()?.number ?? 0);
      lines.push(exchangeLine(found) + changesText(found));
      if (lines.length > MOST_LINES) lines.shift();
      tell({ kind: 'request', entry });
      return found;
    },
    notice: (text) => tell({ kind: 'notice', text }),
    watch(listener) {
      for (const entry of entries) listener({ kind: 'request', entry });
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: (number) => openVerification(examined(number), choice),
    diagnose: (number) => openDiagnosis(examined(number), choice),
    report: (number) => {
      const request = examined(number);
      return request && reportOf(request.found);
    },
    lastLines: () => ({ text: lines.join(''), omitted: count - lines.length }),
  };
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

function openDiagnosis(kept: KeptRequest | null, choice: DiagnosisChoice): ShownWalk | Problem {
  if (kept === null) return notKept();
  const { settings, found } = kept;
  const diagnosis = diagnoseExchange(found.exchange, found.request, settings);
  return diagnosis === null ? noResponse(found) : diagnosisWalk(diagnosis, choice);
}

/** Writes the line of a request, its cause, and its head with secrets masked. */
function reportOf(found: ExaminedExchange): string {
  const { cause, exchange } = found;
  const head = visibleLines(exchange.request.octets);
  const fix = cause === null ? '' : `  fix: ${cause.fix}\n`;
  return `${exchangeLine(found)}${fix}${changesText(found)}\n${head}`;
}

const visibleLines = (octets: CapturedExchange['request']['octets']): string =>
  maskSecretsIn(octets)
    .split(/\r?\n/)
    .map((line) => `${visible((line || EMPTY) as typeof octets)}\n`)
    .join('')
    .trimEnd()
    .concat('\n');

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
