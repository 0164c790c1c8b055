/** What can be done at the step that is shown: keys, footer and what they lead to all ask here. */
import { kindOf } from '../kinds/table.ts';
import { type Play, stepOf } from './play.ts';
import { recordOf } from './records.ts';
import type { Step } from './steps.ts';

/**
 * `send`: for the first time since the lesson was opened. `help`: a hint, or the solution. `start-over`: the whole answer anew.
 * `walk`: the whole walk of what is looked at. `copy`: the lines for the shell.
 */
export type Deed = 'go-on' | 'answer' | 'send' | 'help' | 'skip' | 'start-over' | 'walk' | 'copy' | 'next-lesson';

/** Whether this can be done. */
export function may(play: Play, deed: Deed): boolean {
  const step = stepOf(play);
  switch (deed) {
    case 'go-on':
      return lockOf(play) === null && play.at < play.steps.length - 1;
    case 'answer':
      return mayAnswer(play, step);
    case 'send':
      return step.kind === 'shot' && !play.outcomes.has(step.id);
    case 'help':
      return step.kind === 'check' && mayAnswer(play, step);
    case 'skip':
      return maySkip(play, step);
    case 'start-over':
      return step.kind === 'check' && kindOf(step.question).keys.again !== undefined && mayAnswer(play, step);
    case 'walk':
      return step.kind === 'look';
    case 'copy':
      return step.kind === 'take-away' && play.lesson.proof.length > 0;
    case 'next-lesson':
      return step.kind === 'take-away';
  }
}

const isOpen = ({ records }: Play, { id }: Step): boolean => recordOf(records, id).standing === 'open';

/**
 * A prediction once, before anything is shown; in the test, where nothing is said before its end, until then. A check until
 * it is passed, also one that was skipped.
 */
function mayAnswer(play: Play, step: Step): boolean {
  if (step.kind === 'predict') return play.lesson.kind === 'test' || isOpen(play, step);
  return step.kind === 'check' && recordOf(play.records, step.id).standing !== 'passed';
}

/** In the test it says that one does not know, also of what was answered before. */
function maySkip(play: Play, step: Step): boolean {
  if (step.kind === 'predict' && play.lesson.kind === 'test') return true;
  return (step.kind === 'predict' || step.kind === 'check' || step.kind === 'shot') && isOpen(play, step);
}

/** What has to be done before the next step can be seen; `null` where nothing has. */
export function lockOf(play: Play): string | null {
  const step = stepOf(play);
  return isOpen(play, step) ? LOCKS[step.kind] : null;
}

const LOCKS: Readonly<Record<Step['kind'], string | null>> = {
  introduction: null,
  predict: 'Say what you expect first: it costs nothing. s skips the question.',
  shot: 'Send it first, with enter. s skips it.',
  look: null,
  check: 'This is not done yet. h gives a hint, s skips it.',
  'take-away': null,
};
