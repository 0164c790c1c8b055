/** What a deed at a step of a lesson leads to, without a screen. */
import { describe, expect, it } from 'vitest';
import { actAtStep, goOnReading } from '../../../src/app/course/at-step.ts';
import { openNext, withProgressOf } from '../../../src/app/course/lessons.ts';
import type { AtStep, Turn } from '../../../src/app/course/turn.ts';
import { NO_PROGRESS } from '../../../src/lessons/course/progress.ts';
import { playAt } from '../../../src/lessons/playing/play.ts';
import { NO_RECORD, NOTHING_DONE, recordOf } from '../../../src/lessons/playing/records.ts';
import { preparedOfText } from '../../support/lessons/lesson-text.ts';

const LESSON = await preparedOfText();
const LEARNER = { lessons: [LESSON], progress: NO_PROGRESS };

const atStep = (id: string, change: Partial<AtStep> = {}): AtStep => ({
  ...LEARNER,
  play: playAt(LESSON, NOTHING_DONE, id),
  index: 1,
  phase: 'task',
  isBusy: false,
  ...change,
});

/** The step after a turn, and its record. */
const after = ({ play }: Turn, id: string) => ({ at: play?.at, record: play && recordOf(play.records, id) });

describe('a question', () => {
  it('is answered with the item under the cursor, and its reply is looked at', () => {
    const turn = actAtStep(atStep('guess'), 'do', 'return');
    expect(turn.lookAt).toBe('reply');
    expect(after(turn, 'guess').record).toMatchObject({ state: 'answered', answer: 'b' });
  });

  it('is not answered while nothing is selected', () => {
    expect(actAtStep(atStep('guess', { index: -1 }), 'do', 'return')).toEqual({ notice: 'Choose a or b.' });
  });

  it('has letters that move the cursor only while the question is shown', () => {
    expect(actAtStep(atStep('guess'), 'option', 'a')).toEqual({ index: 0 });
    expect(actAtStep(atStep('guess', { phase: 'reading' }), 'option', 'a')).toEqual({});
  });

  it('that is typed opens its field', () => {
    expect(actAtStep(atStep('line-three'), 'do', 'return')).toEqual({ typed: '' });
  });

  it('is not passed over by reading on', () => {
    expect(goOnReading(atStep('line-three')).notice).toContain('This is not done yet.');
  });
});

describe('a request', () => {
  it('is sent once, while nothing else is under way', () => {
    expect(actAtStep(atStep('send'), 'do', 'return').begins?.says).toBe('Sending…');
    expect(actAtStep(atStep('send', { isBusy: true }), 'do', 'return')).toEqual({});
  });
});

describe('a step', () => {
  it('that is another one is shown from its beginning', () => {
    const turn = actAtStep(atStep('introduction'), 'next-stage', 'right');
    expect(turn).toMatchObject({ lookAt: 'beginning', play: { at: 1 } });
  });

  it('changes nothing by what it does not offer', () => {
    expect(actAtStep(atStep('guess'), 'walk', 'w')).toEqual({});
    expect(actAtStep(atStep('guess'), 'copy', 'y')).toEqual({});
    expect(actAtStep(atStep('guess'), 'whole-answer', 'v')).toEqual({});
  });
});

describe('progress', () => {
  const play = playAt(LESSON, NOTHING_DONE, 'guess');
  const seen = { ...play, records: new Map([['guess', NO_RECORD]]) };

  it('is not begun by opening a lesson', () => {
    expect(withProgressOf(NO_PROGRESS, null, play)).toBe(NO_PROGRESS);
  });

  it('is kept after each step, and taken back with all that was done', () => {
    const begun = withProgressOf(NO_PROGRESS, play, seen);
    expect([begun.last, begun.records.get(LESSON.name)]).toEqual([LESSON.name, seen.records]);
    expect(withProgressOf(begun, seen, play)).toEqual(NO_PROGRESS);
  });

  it('leads to the next lesson', () => {
    expect(openNext(LEARNER).begins?.says).toContain('Signing');
    const passed = new Map([['line-three', { ...NO_RECORD, state: 'passed' as const }]]);
    const done = withProgressOf(NO_PROGRESS, null, { ...play, records: passed });
    expect(openNext({ ...LEARNER, progress: done })).toEqual({ notice: 'Every lesson is done.' });
  });
});
