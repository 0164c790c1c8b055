/** The state of a lesson is the same on the screen and in plain text, each in its own words. */

import { describe, expect, it } from 'vitest';
import { readProgress } from '../../src/lessons/course/progress.ts';
import { IN_LIST, IN_WORDS, stateInWords } from '../../src/views/lessons/course-page.ts';
import { lessonOfText, QUIZ } from '../support/lessons/lesson-text.ts';

const lesson = lessonOfText({ quiz: QUIZ });

const BEGUN = 'ten-lines guess answered answer a\nten-lines send seen\n';
const DONE = 'ten-lines line-three passed attempts 1\n';
const KNOWN = 'test-out ten-lines-line answered answer b\n';

describe('a lesson', () => {
  it.each([
    ['that nobody has opened', '', 'new', ''],
    ['with two of its six steps done', BEGUN, 'started, at step 4 of 7', '▸ 4/7'],
    ['whose check passed', DONE, 'done', '✓ done'],
    ['whose question in the test was answered right', KNOWN, 'known from the test', 'known'],
    ['that was begun before the test', BEGUN + KNOWN, 'known from the test', 'known'],
    ['that was done before the test', DONE + KNOWN, 'done', '✓ done'],
  ])('%s', (_what, text, inWords, inList) => {
    const { records } = readProgress(text, () => true);
    expect([IN_WORDS, IN_LIST].map((said) => stateInWords(lesson, records, said))).toEqual([inWords, inList]);
  });
});
