/** Names the beats of a lesson, and lists its steps, so that a learner sees what was done and what is left. */

import type { Beat } from '../../lessons/lesson.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { recordOf, type Step, type StepState } from '../../lessons/playing/records.ts';

export interface ListedStep {
  readonly beat: string;
  readonly mark: string;
  readonly says: string;
  readonly isHere: boolean;
}

/** The mark of an answer does not say that it is right. */
const MARKS: Readonly<Record<StepState, string>> = { open: ' ', answered: '•', passed: '✓', seen: '✓', skipped: '–' };

export const listedSteps = ({ steps, at, records }: Play): ListedStep[] =>
  steps.map((step, index) => ({
    beat: BEAT_TITLES[step.beat],
    mark: MARKS[recordOf(records, step.id).state],
    says: saysOf(step),
    isHere: index === at,
  }));

function saysOf(step: Step): string {
  switch (step.kind) {
    case 'introduction':
      return 'what it is about';
    case 'predict':
    case 'check':
      return step.question.ask;
    case 'shot':
      return step.shot.says;
    case 'look':
      return 'the texts, byte by byte';
    case 'take-away':
      return 'what to remember';
  }
}

export const BEAT_TITLES: Readonly<Record<Beat, string>> = {
  predict: 'Predict',
  run: 'Run',
  look: 'Look',
  break: 'Break',
  check: 'Check',
  'take-away': 'Take away',
};
