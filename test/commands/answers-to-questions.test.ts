/** `--answer ID=yes`: what the user says about a question of a diagnosis. */
import { describe, expect, it } from 'vitest';
import { ANSWER, answersOf } from '../../src/app/reading/answers.ts';
import { QUESTION_IDS } from '../../src/causes/questions.ts';
import { expectProblem, sound } from '../support/problems.ts';

describe('answers to questions', () => {
  it('are read by the ID of the question, and the last one counts', () => {
    const given = ['slashes=yes', 'plain-name=no', 'slashes=unknown'].map((text) =>
      sound(ANSWER.read(text, '--answer')),
    );
    expect([...answersOf(given)]).toEqual([
      ['slashes', 'unknown'],
      ['plain-name', 'no'],
    ]);
  });

  it.each(['slashes', 'slashes=maybe', 'none=yes', '=yes', ''])(
    'are refused with the IDs that there are: %j',
    (given) => {
      const { says, fix } = expectProblem(ANSWER.read(given, '--answer'), 'option');
      expect(says).toContain(`"${given}"`);
      for (const id of QUESTION_IDS) expect(fix).toContain(id);
    },
  );
});
