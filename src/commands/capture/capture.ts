/** Defines the command `sigv4 capture`, a proxy between a client and a server that verifies each request. */

import { ANSWER_IS_NO, command, complain, type Exit } from '../../app/options/command.ts';
import { isProblem } from '../../bytes/problem.ts';
import { CAUSE_FORMAT, type TrafficWorld } from '../traffic-screen.ts';
import { CAPTURE_OPTIONS, type CaptureValues, readCaptureOptions } from './read-options.ts';

export const capture = command({
  operands: [],
  options: CAPTURE_OPTIONS,
  examples: {
    'sigv4 capture': 'a proxy: it prints what each client needs',
    'sigv4 capture --upstream http://127.0.0.1:9000': 'between clients and a server on this computer',
    'sigv4 capture --before http://127.0.0.1:8080 --after http://127.0.0.1:9000 --after-port 9101':
      'your own proxy in the middle: what it changes is shown',
    'sigv4 capture --sandbox --fault slashes-merged': 'see what a proxy that merges slashes breaks',
  },
  format: {
    '"method", "target", "form", "verdict", "status", "stage"':
      'a line of --jsonl; form: header, query, policy, chunks or unsigned; verdict: as in verify; stage: where the request is wrong, or transport',
    ...CAUSE_FORMAT,
  },
  run: runCapture,
});

async function runCapture(world: TrafficWorld, options: CaptureValues): Promise<Exit> {
  const order = await readCaptureOptions(world, options);
  if (isProblem(order)) return order;
  const { startCapture } = await import('./start-capture.ts');
  const ended = await startCapture(world, order);
  return isProblem(ended) ? complain(world, ended, ANSWER_IS_NO) : ended;
}
