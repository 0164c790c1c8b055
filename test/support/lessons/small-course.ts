/** A course of two lessons and a ladder of one rung, and the command with it. */

import { learn } from '../../../src/commands/learn/learn.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { worldOf } from '../commands/test-world.ts';
import { memoryFiles } from '../fixtures.ts';
import { lessonText, QUIZ } from './lesson-text.ts';

const RUNG = { predict: '', run: '', look: '', break: '', misconceptions: '', quiz: '' };
const ENCODING = {
  title: 'title: Spaces and slashes',
  misconceptions: 'misconceptions: [encode-twice]',
  quiz: '',
};

export const LESSONS = memoryFiles({
  '03-ten-lines.md': lessonText({ quiz: QUIZ }, '## Predict\nGuess first.\n## For the teacher\nAsk the class.\n'),
  '04-encode-once.md': lessonText(ENCODING),
  'ladder/f0-given.md': lessonText({ ...RUNG, title: 'title: All but the signature' }),
  'README.md': 'No lesson.',
});

/** What is played with it, in memory; `progress`: what was done before. */
export function courseWorld(changes: Partial<CommandWorld> = {}, progress = '') {
  const made = worldOf({ lessons: LESSONS, ...changes });
  if (progress !== '') made.progress.set('', progress);
  const run = (words: string, options = {}) =>
    learn.run(
      made.world,
      options,
      words.split(' ').filter((word) => word !== ''),
    );
  return { ...made, run };
}
