/** Determines how a walk is shown. A diagnosis begins with its own page; everything else is shown as a walk. */
import type { ShownWalk } from '../app/walks/shown-walk.ts';
import { describeDiagnosis } from './diagnosis/describe-diagnosis.tsx';
import { describeWalk } from './walk/describe-walk.tsx';
import type { OpenOther, WalkOpening } from './walk/events.ts';

/**
 * Opens a walk or a diagnosis on top of a session. Anything opened from that walk or diagnosis is opened in the same
 * way.
 */
export const openShown: OpenOther = (outside, walk, opening) => {
  const further: WalkOpening = { ...opening, openOther: openShown };
  if (isDiagnosis(walk)) outside.open(describeDiagnosis(walk, further));
  else outside.open(describeWalk(walk, further));
};

const isDiagnosis = ({ facts }: ShownWalk): boolean => facts.trace.purpose === 'diagnose';
