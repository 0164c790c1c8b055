/** Names the beats of a lesson. */
import type { Beat } from '../../lessons/lesson.ts';

export const BEAT_TITLES: Readonly<Record<Beat, string>> = {
  predict: 'Predict',
  run: 'Run',
  look: 'Look',
  break: 'Break',
  check: 'Check',
  'take-away': 'Take away',
};
