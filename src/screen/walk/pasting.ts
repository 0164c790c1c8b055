/** Takes a pasted request as the new baseline, or opens a signed one on top. */

import type { Pasted, ShownWalk } from '../../app/walks/shown-walk.ts';
import type { WalkInputs } from '../../app/walks/walk-inputs.ts';
import { isExampleKey } from '../../aws/example-keys.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { SERVICE } from '../../sigv4/stages/request.ts';
import { requireValue, type WalkFacts } from '../../views/facts.ts';
import type { Next } from './events.ts';
import { putBelow, replaceInputs } from './fields/editing.ts';
import type { WalkState } from './walk-state.ts';

export const BACK = 'z goes back.';

export function openOnTop(state: WalkState, found: ShownWalk | Problem, notice: string): Next {
  if (isProblem(found)) return { ...state, notice: `${found.says} ${found.fix}` };
  return { state: putBelow(state), effect: { kind: 'open', walk: found, notice } };
}

/** Takes the inputs from a pasted request that is not signed, or opens a signed request on top. */
export function openPasted(state: WalkState, found: Pasted | Problem): Next {
  if (isProblem(found)) return openOnTop(state, found, '');
  if (found.kind === 'walk') return openOnTop(state, found.walk, `You pasted ${found.what}. ${BACK}`);
  const { method, url, headers, payload, region } = found.inputs;
  const kept = region === null ? {} : { region };
  const next = replaceInputs(state, { method, url, headers, payload, ...kept, pasted: found.inputs });
  if (!('effect' in next) || next.effect.kind !== 'recompute') return next;
  const notice = noticeOfPaste(found, next.effect.inputs, state.source.facts);
  return { ...next, state: { ...atBeginning(next.state), notice } };
}

/**
 * Shows the first step, or the whole signature if it is shown, and everything from its beginning, because the old cursors
 * are on bytes of another request.
 */
const atBeginning = (state: WalkState): WalkState => ({
  ...state,
  step: Math.min(state.step, 0),
  cursors: state.cursors.map(() => null),
  whole: null,
  windows: {},
  pane: 'page',
  trail: [],
});

/**
 * Returns the notice for a paste. `signed` are the inputs that the request is signed with, and `begun` is
 * the original walk, whose service is kept if the host identifies none.
 */
function noticeOfPaste(
  { inputs, remarks }: Extract<Pasted, { kind: 'inputs' }>,
  signed: WalkInputs,
  begun: WalkFacts,
): string {
  const key = isExampleKey(signed.accessKeyId) ? "AWS's example key" : 'the key of this walk';
  const kept = [
    ...(inputs.region === null ? [`Region ${signed.region}`] : []),
    ...(inputs.service === null ? [`service ${requireValue(begun, SERVICE).bytes.octets}`] : []),
  ];
  const date = signed.date === '' ? [] : [signed.date];
  return ['Pasted; z undoes it.', ...remarks, `Signed with ${[key, ...date, ...kept].join(', ')}.`].join(' ');
}
