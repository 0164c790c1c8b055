/** From one walk to another and back: to a diagnosis, to the replay of a cause, to what was pasted. */

import { DIAGNOSIS, type ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { keptAside } from './fields/editing.ts';
import { canDiagnose, firstState, type ScreenState } from './screen-state.ts';
import { leadsTo, type View } from './view.ts';

export const BACK = 'z goes back to what was there.';

/** Another walk in the place of what was there. */
export function ledOn(state: ScreenState, found: ShownWalk | Problem, notice: string): ScreenState {
  if (isProblem(found)) return { ...state, notice: `${found.says} ${found.fix}` };
  return { ...firstState(found, keptAside(state)), notice };
}

/** Where a key leads; the problem is that it leads nowhere from here. */
export function wayOn(state: ScreenState, action: 'diagnose' | 'replay', view: View): string | Problem {
  if (action === 'replay')
    return leadsTo(state, view) ?? problem('no-cause', 'This line is no cause that can be made again.', 'Choose one.');
  return canDiagnose(state)
    ? DIAGNOSIS
    : problem('not-refused', 'No server has refused this request.', 'Send it first.');
}
