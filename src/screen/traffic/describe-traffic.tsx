/** Describes the requests of a sandbox or a capture as a session. Verifications and diagnoses open on top of it. */
import type { ShownTraffic, TrafficNews } from '../../app/traffic/shown-traffic.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { connectCommands } from '../../views/traffic/connect-page.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import type { OpenOther } from '../walk/walk-opening.ts';
import { announceTraffic, changeOfTraffic } from './announce-traffic.ts';
import { nextTraffic, type TrafficEffect, type TrafficEvent } from './next-traffic.ts';
import { Traffic } from './traffic.tsx';
import { firstTrafficState, type TrafficState } from './traffic-state.ts';

type TrafficDescription = SessionDescription<TrafficState, TrafficEvent, TrafficEffect>;

/** Describes the list of requests. `openOther` opens the verification or the diagnosis of a request. */
export function describeTraffic(traffic: ShownTraffic, openOther: OpenOther): TrafficDescription {
  return {
    first: () => ({ state: firstTrafficState(traffic), effects: [{ kind: 'watch' }] }),
    reduce: nextTraffic,
    draw: (state, room) => <Traffic state={state} room={room} />,
    announceAll: announceTraffic,
    announceChange: changeOfTraffic,
    ending: ({ ending }) => ending,
    carryOut: (effect, _state, outside) => carryOut(effect, traffic, outside, openOther),
  };
}

function carryOut(
  effect: TrafficEffect,
  traffic: ShownTraffic,
  outside: Outside<TrafficEvent>,
  openOther: OpenOther,
): void {
  const say = (text: string) => outside.take({ kind: 'notice', text });
  const show = (found: ShownWalk | Problem) => {
    if (isProblem(found)) say(`${found.says} ${found.fix}`);
    else openOther(outside, found, { home: 'requests', below: 'walk', notice: null });
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
