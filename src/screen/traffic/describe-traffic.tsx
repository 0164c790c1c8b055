/** Describes the requests of a sandbox or a capture as a session, and what a screen reader hears of it. Verifications and diagnoses open on top of it. */
import type { ShownTraffic, TrafficNews } from '../../app/traffic/shown-traffic.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { spokenText } from '../../layout/shown-glyphs.ts';
import { connectCommands, connectText } from '../../views/traffic/connect-page.ts';
import { resultOf, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { shortDuration, trafficFacts } from '../../views/traffic/traffic-words.ts';
import { announcers, type Heard } from '../components/spoken.ts';
import type { OpenShown } from '../opening.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import { nextTraffic, type TrafficEffect, type TrafficEvent } from './next-traffic.ts';
import { keysOfTraffic, listOf, Traffic } from './traffic.tsx';
import { firstTrafficState, indexOf, isConnecting, selectedEntry, type TrafficState } from './traffic-state.ts';

type TrafficDescription = SessionDescription<TrafficState, TrafficEvent, TrafficEffect>;

/** Describes the list of requests. `openShown` opens the verification or the diagnosis of a request. */
export function describeTraffic(traffic: ShownTraffic, openShown: OpenShown): TrafficDescription {
  return {
    first: () => ({ state: firstTrafficState(traffic), effects: [{ kind: 'watch' }] }),
    reduce: nextTraffic,
    draw: (state, room) => <Traffic state={state} room={room} />,
    announceAll: heard.announceAll,
    announceChange,
    ending: ({ ending }) => ending,
    carryOut: (effect, _state, outside) => carryOut(effect, traffic, outside, openShown),
  };
}

function carryOut(
  effect: TrafficEffect,
  traffic: ShownTraffic,
  outside: Outside<TrafficEvent>,
  openShown: OpenShown,
): void {
  const say = (text: string) => outside.take({ kind: 'notice', text });
  const show = (found: ShownWalk | Problem) => {
    if (isProblem(found)) say(`${found.says} ${found.fix}`);
    else openShown(outside, { kind: 'walk', walk: found }, { home: 'requests', below: 'walk', notice: null });
  };
  switch (effect.kind) {
    case 'watch':
      watch(traffic, outside);
      break;
    case 'open':
      show(traffic.open(effect.number));
      break;
    case 'diagnose': {
      const { number } = effect;
      void traffic.diagnose(number).then((found) => outside.take({ kind: 'diagnosed', number, found }));
      break;
    }
    case 'show':
      show(effect.walk);
      break;
    case 'copy': {
      const report = traffic.report(effect.number);
      if (report === null) say('This request is no longer kept.');
      else outside.copy(report, `A report about request ${effect.number} was sent to the terminal's clipboard.`);
      break;
    }
    case 'copy-commands':
      outside.copy(connectCommands(traffic.connect()), "The commands were sent to the terminal's clipboard.");
      break;
    case 'turn-on':
      traffic.faults?.turnOn(effect.faults);
      break;
  }
}

/** The minimum time between two batches of news, in milliseconds. */
const INTERVAL = 66;

/**
 * Delivers the first news at once, and later news together, about fifteen times a second, so that a rush of requests does
 * not redraw the screen for each of them.
 */
function watch(traffic: ShownTraffic, { take, left }: Outside<TrafficEvent>): void {
  let waiting: TrafficNews[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    timer = waiting.length === 0 ? null : setTimeout(flush, INTERVAL);
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    const entriesOf = (kind: TrafficNews['kind']) =>
      batch.flatMap((news) => (news.kind === kind && 'entry' in news ? [news.entry] : []));
    const notice = batch.findLast((news) => news.kind === 'notice')?.text ?? null;
    take({ kind: 'arrived', entries: entriesOf('request'), changed: entriesOf('changed'), notice });
  };
  const stop = traffic.watch((news) => {
    waiting.push(news);
    timer ??= setTimeout(flush, 0);
  });
  left.addEventListener('abort', () => {
    stop();
    if (timer !== null) clearTimeout(timer);
    waiting = [];
  });
}

const heard = announcers(heardIn, keysOfTraffic);

const announceChange: typeof heard.announceChange = (before, after, room) => [
  ...newEntries(before, after).map(spokenEntry),
  ...heard.announceChange(before, after, room),
];

/** Returns the new entries if the list follows the newest one. */
function newEntries(before: TrafficState, after: TrafficState): readonly TrafficEntry[] {
  if (after.cursor !== null || after.total === before.total) return [];
  return after.listed.slice(indexOf(after.listed, (before.entries.at(-1)?.number ?? 0) + 1));
}

function heardIn(state: TrafficState): Heard {
  const { traffic, faults, notice, cursor } = state;
  const list = listOf(state);
  const items = list?.items.map(spokenText) ?? [];
  const selected = entryLines(cursor === null ? null : selectedEntry(state));
  return {
    lines: [
      traffic.url,
      ...(list ? [list.title, ...items] : []),
      ...(isConnecting(state) ? connectText(traffic.connect()).trimEnd().split('\n') : []),
      ...selected,
      ...(traffic.faults ? [`faults that are on: ${faults.join(', ') || 'none'}`] : []),
      ...(notice === null ? [] : [notice]),
    ],
    item: list ? items[list.index] : undefined,
    // What is known of another request is announced, even if it is the same.
    result: { of: cursor, lines: selected },
  };
}

const spokenEntry = (entry: TrafficEntry): string =>
  `request ${entry.number}: ${entry.method} ${entry.target}, ${entry.status ?? 'no response'}, ${resultOf(entry).says}, ${shortDuration(entry.milliseconds)}`;

/** Announces a request, and what is known about it. */
function entryLines(entry: TrafficEntry | null): string[] {
  if (entry === null) return [];
  const facts = trafficFacts(entry).map(({ label, says }) => (label === '' ? says : `${label}: ${says}`));
  return [spokenEntry(entry), ...facts];
}
