/** Progress as text: what is read is what was written, and what no one knows stays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Progress,
  readProgress,
  withLesson,
  withoutLesson,
  writeProgress,
} from '../../../src/lessons/course/progress.ts';
import { NO_RECORD, STEP_STATES, type StepRecord } from '../../../src/lessons/playing/records.ts';

const KNOWN = ['knock', 'ten-lines', 'f0-why'];
const read = (text: string) => readProgress(text, (name) => KNOWN.includes(name));

const record: fc.Arbitrary<StepRecord> = fc.record({
  state: fc.constantFrom(...STEP_STATES),
  answer: fc.option(fc.stringMatching(/^[a-i-]{1,8}$/)),
  attempts: fc.nat(99),
  hints: fc.nat(3),
  solution: fc.constantFrom('hidden', 'shown'),
});
const steps = fc.dictionary(fc.stringMatching(/^[a-z]+(-[a-z]+)?$/), record, { minKeys: 1, maxKeys: 4 });

describe('progress', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...KNOWN), steps),
        fc.option(fc.constantFrom(...KNOWN)),
        (lessons, last) => {
          const records = new Map(
            Object.entries(lessons).map(([name, found]) => [name, new Map(Object.entries(found))]),
          );
          const progress: Progress = { records, others: [], last };
          expect(read(writeProgress(progress))).toEqual(progress);
        },
      ),
    );
  });

  it.each([
    ['a lesson that nobody knows', 'of-tomorrow step passed attempts 1'],
    ['a state that nobody knows', 'knock step admired'],
    ['a line that is none', 'what is this'],
    ['a last lesson that nobody knows', 'last of-tomorrow'],
    ['a remark', '# mine'],
    ['attempts below none', 'knock why passed attempts -5'],
    ['attempts without end', 'knock why passed attempts 99999999999999999999'],
    ['attempts that are no whole number', 'knock why passed attempts 1.5'],
    ['attempts that are no number', 'knock why passed attempts many'],
    ['more hints than there are', 'knock why open hints 4'],
    ['hints in hexadecimal', 'knock why passed attempts 1 hints 0x2'],
    ['an answer that is no letter', 'knock guess answered answer 1'],
    ['an answer in capitals', 'knock guess answered answer B'],
    ['a word that nobody knows', 'knock guess answered answer b at noon'],
    ['a state without a step', 'knock  seen'],
  ])('keeps %s', (_what, line) => {
    const progress = read(`${line}\nknock send seen\n`);
    expect(progress.others).toEqual([line]);
    expect(writeProgress(progress).split('\n')).toContain(line);
  });

  it('takes no answer that its question cannot have', () => {
    const isAnswer = (lesson: string, step: string, letters: string) =>
      `${lesson} ${step} ${letters}` === 'knock guess b';
    const lines = ['knock guess answered answer b', 'knock guess answered answer zzz'];
    const { records, others } = readProgress(lines.join('\n'), (name) => KNOWN.includes(name), isAnswer);
    expect(records.get('knock')?.get('guess')?.answer).toBe('b');
    expect(others).toEqual(lines.slice(1));
  });

  it('counts no further than it reads', () => {
    const often = new Map([['why', { ...NO_RECORD, state: 'passed', attempts: 10_000 } as const]]);
    expect(
      read(writeProgress(withLesson(read(''), 'knock', often)))
        .records.get('knock')
        ?.get('why')?.attempts,
    ).toBe(9_999);
  });

  it('has every step on a line that can be read', () => {
    const done = new Map([
      ['line-three', { state: 'passed', answer: null, attempts: 2, hints: 1, solution: 'shown' } as const],
      ['guess', { state: 'answered', answer: 'b', attempts: 0, hints: 0, solution: 'hidden' } as const],
    ]);
    expect(
      writeProgress(withLesson(read(''), 'ten-lines', done))
        .split('\n')
        .slice(1),
    ).toEqual([
      'last ten-lines',
      'ten-lines line-three passed attempts 2 hints 1 solution-shown',
      'ten-lines guess answered answer b',
      '',
    ]);
  });

  it('is without a lesson once that is reset, and with all others', () => {
    const progress = read('last knock\nknock send seen\nten-lines send seen\nstrange line\n');
    const left = withoutLesson(progress, 'knock');
    expect([...left.records.keys()]).toEqual(['ten-lines']);
    expect(left).toMatchObject({ last: null, others: ['strange line'] });
  });

  it.each(['', '\n\n', '\r\n'])('of %j is none', (text) => {
    expect(read(text)).toEqual({ records: new Map(), others: [], last: null });
  });
});
