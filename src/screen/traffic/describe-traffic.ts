/** Describes the requests of a sandbox or a capture as a session. Verifications and diagnoses open on top of it. */
import type { ShownTraffic } from '../../app/traffic/shown-traffic.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { connectCommands } from '../../views/traffic/connect-page.ts';
import { columnRoom, drawnColumn } from '../projected-column.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import type { OpenOther } from '../walk/describe-walk.ts';
import { announceTraffic, changeOfTraffic } from './announce-traffic.ts';
import { newsBatches } from './news-batches.ts';
import { nextTraffic } from './next-traffic.ts';
import { drawTraffic } from './traffic-content.ts';
import type { TrafficEffect, TrafficEvent } from './traffic-events.ts';
import { firstTrafficState, type TrafficState } from './traffic-state.ts';

type TrafficDescription = SessionDescription<TrafficState, TrafficEvent, TrafficEffect>;

/** Describes the list of requests. `openOther` opens the verification or the diagnosis of a request. */
export function describeTraffic(traffic: ShownTraffic, openOther: OpenOther): TrafficDescription {
  return {
    first: () => ({ state: firstTrafficState(traffic), effects: [{ kind: 'watch' }] }),
    reduce: (state, event, room) => nextTraffic(state, event, columnRoom(room)),
    draw: (state, whole) => drawnColumn(whole, (room) => drawTraffic(state, room)),
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
  switch (effect.kind) {
    case 'watch':
      watch(traffic, outside);
      break;
    case 'open':
      openFound(traffic.open(effect.number), outside, openOther);
      break;
    case 'diagnose':
      void traffic
        .diagnose(effect.number)
        .then((found) => outside.take({ kind: 'diagnosed', number: effect.number, found }));
      break;
    case 'show':
      openFound(effect.walk, outside, openOther);
      break;
    case 'copy': {
      const report = traffic.report(effect.number);
      if (report === null) outside.take({ kind: 'notice', text: 'This request is no longer kept.' });
      else outside.copy(report, `A report about request ${effect.number} was sent to the terminal's clipboard.`);
      break;
    }
    case 'copy-commands':
      outside.copy(connectCommands(traffic.connect()), "The commands were sent to the terminal's clipboard.");
      break;
    case 'turn-on':
      traffic.faults?.turnOn(effect.faults);
      break;
    case 'suspend':
      outside.suspend();
      break;
  }
}

function watch(traffic: ShownTraffic, outside: Outside<TrafficEvent>): void {
  const batches = newsBatches(outside.take);
  const stop = traffic.watch(batches.add);
  outside.left.addEventListener('abort', () => {
    stop();
    batches.end();
  });
}

function openFound(found: ShownWalk | Problem, outside: Outside<TrafficEvent>, openOther: OpenOther): void {
  if (isProblem(found)) outside.take({ kind: 'notice', text: `${found.says} ${found.fix}` });
  else openOther(outside, found, { home: 'requests', below: 'walk', notice: null });
}
